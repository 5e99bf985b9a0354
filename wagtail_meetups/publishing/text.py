"""One event page to the text of its VEVENT, in the language of the page."""

import hashlib
from dataclasses import fields, replace
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ..domain.ical import Conference, MeetupEvent, Organizer, vevent
from ..domain.schedule import Occurrence
from .content import Content

__all__ = [
    "description_of",
    "render",
    "significant",
    "status_of",
    "tag_of",
    "tell",
]

TAG_BITS = 40  # SUM over eight million rows still fits 63 bits, on every database.
STATUS = {"scheduled": "CONFIRMED", "tentative": "TENTATIVE"}
# What a page type may tell in its own way. The rest is identity and time, which the rows
# of the database and the lists made from them must share.
CHANGEABLE = {
    "summary",
    "status",
    "description",
    "location",
    "geo",
    "url",
    "categories",
    "conference",
    "organizer",
    "created",
}


def status_of(page) -> str:
    """The STATUS of RFC 5545: a meet-up postponed without a new date does not take place."""
    return "CANCELLED" if page.is_called_off else STATUS[page.status]


def significant(page, told: MeetupEvent) -> str:
    """A digest of what a subscriber must be told of: time, place and status."""
    occurrence = told.occurrence
    parts = [
        occurrence.start.isoformat(),
        occurrence.end.isoformat(),
        occurrence.timezone,
        str(occurrence.all_day),
        page.status,
        told.location,
        told.conference.url if told.conference else "",
    ]
    if told.status != status_of(page):
        parts.append(told.status)
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


def description_of(page, url: str) -> str:
    """What a calendar says of a date, in plain text; the page's address comes last."""
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


def _in_its_own_way(page, meetup: MeetupEvent) -> MeetupEvent:
    """What the page type makes of it; see ``AbstractEvent.get_calendar_event``."""
    told = page.get_calendar_event(meetup)
    for field in fields(MeetupEvent):
        name = field.name
        if name not in CHANGEABLE and getattr(told, name) != getattr(meetup, name):
            raise ImproperlyConfigured(
                f"{type(page).__name__}.get_calendar_event() changes {name!r}, which "
                "is not its to change. It may change: "
                f"{', '.join(sorted(CHANGEABLE))}."
            )
    return told


def tell(
    page,
    occurrence: Occurrence,
    content: Content,
    *,
    uid: str,
    sequence: int,
    stamp: datetime,
) -> MeetupEvent:
    """What calendars are told of one date of an event page, in the page's language."""
    index = content.index_of(page)
    venue = page.shown_venue
    link = page.shown_online_link
    with override(page.locale.language_code):
        url = content.url_of(page)
        return _in_its_own_way(
            page,
            MeetupEvent(
                uid=uid,
                sequence=sequence,
                stamp=stamp,
                occurrence=occurrence,
                summary=_summary(page),
                status=status_of(page),
                description=description_of(page, url),
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
            ),
        )


def render(told: MeetupEvent, *, sequence: int, stamp: datetime) -> str:
    """Return the VEVENT with its final SEQUENCE; ``stamp`` is UTC, to the second."""
    return vevent(replace(told, sequence=sequence, stamp=stamp))
