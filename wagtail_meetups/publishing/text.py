"""One event page to the text of its VEVENT, in the language of the page."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ..domain.ical import Conference, MeetupEvent, Organizer, vevent
from ..domain.schedule import Occurrence
from .content import Content

__all__ = ["render", "significant", "status_of", "tag_of"]

TAG_BITS = 40  # SUM over eight million rows still fits 63 bits, on every database.
STATUS = {"scheduled": "CONFIRMED", "tentative": "TENTATIVE"}


def status_of(page) -> str:
    """The STATUS of RFC 5545: a meet-up postponed without a new date does not take place."""
    return "CANCELLED" if page.is_called_off else STATUS[page.status]


def significant(page, dates: list[Occurrence], content: Content) -> str:
    """A digest of what a subscriber must be told of: time, place and status.

    Of a series it is the rule that counts, and what differs from it: that the horizon
    brings a date more is no news.
    """
    venue = page.shown_venue
    first = dates[0]
    parts = [
        first.start.isoformat(),
        first.end.isoformat(),
        first.timezone,
        str(first.all_day),
        page.status,
        venue.one_line if venue else "",
        page.shown_online_link,
    ]
    if page.is_series:
        parts.append(page.recurrence)
        for date in dates:
            if is_changed(date):
                venue = content.venue(date.venue, page.locale_id)
                parts += (
                    date.key,
                    date.start.isoformat(),
                    date.end.isoformat(),
                    str(date.is_cancelled),
                    venue.one_line if venue else "",
                    date.online_link,
                )
        parts += (instant.isoformat() for instant in left_out(page.schedule))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def tag_of(text: str) -> int:
    """Forty bits of the text's digest."""
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - TAG_BITS)


def _summary(page) -> str:
    if page.status == page.Status.CANCELLED:
        return pgettext("calendar", "Cancelled: %(title)s") % {"title": page.title}
    if page.status == page.Status.POSTPONED:
        return pgettext("calendar", "Postponed: %(title)s") % {"title": page.title}
    return page.title


def _description(page, url: str) -> str:
    venue = page.shown_venue
    paragraphs = []
    if page.status != page.Status.SCHEDULED:
        words = page.get_status_display()
        paragraphs.append(
            _("%(status)s: %(reason)s")
            % {"status": words.capitalize(), "reason": page.status_reason}
            if page.status_reason
            else words.capitalize()
        )
    paragraphs.append(page.summary)
    if venue and venue.directions:
        paragraphs.append(_("Getting there: %(how)s") % {"how": venue.directions})
    if link := page.shown_online_link:
        paragraphs.append(_("Join online: %(link)s") % {"link": link})
    if page.sign_up_link:
        paragraphs.append(_("Sign up: %(link)s") % {"link": page.sign_up_link})
    if page.price_note:
        paragraphs.append(_("Price: %(price)s") % {"price": page.price_note})
    paragraphs.append(url)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def render(
    page,
    occurrence: Occurrence,
    content: Content,
    *,
    uid: str,
    sequence: int,
    stamp: datetime,
) -> str:
    """Return the VEVENT of one date of an event page; ``stamp`` is UTC, to the second."""
    index = content.index_of(page)
    venue = page.shown_venue
    link = page.shown_online_link
    with override(page.locale.language_code):
        url = content.url_of(page)
        return vevent(
            MeetupEvent(
                uid=uid,
                sequence=sequence,
                stamp=stamp,
                occurrence=occurrence,
                summary=_summary(page),
                status=status_of(page),
                description=_description(page, url),
                location=venue.one_line if venue else "",
                geo=tuple(map(str, venue.coordinates))
                if venue and venue.coordinates
                else None,
                url=url,
                categories=tuple(topic.name for topic in content.topics[page.pk]),
                conference=Conference(link, _("Join online")) if link else None,
                organizer=Organizer(index.community_name, index.contact_email)
                if index and index.contact_email
                else None,
                created=page.first_published_at,
            )
        )
