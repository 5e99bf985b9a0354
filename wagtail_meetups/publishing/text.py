"""One event page to the text of its VEVENTs, in the language of the page."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ..domain.ical import Conference, MeetupEvent, Organizer, vevent
from ..domain.schedule import (
    Occurrence,
    first_occurrence,
    is_tellable,
    rule_text,
    skipped,
)
from ..models.occurrences import date_path
from .content import Content

__all__ = ["render", "significant", "status_of", "tag_of"]

TAG_BITS = 40  # SUM over eight million rows still fits 63 bits, on every database.
STATUS = {"scheduled": "CONFIRMED", "tentative": "TENTATIVE"}


def status_of(page) -> str:
    """The STATUS of RFC 5545: a meet-up postponed without a new date does not take place."""
    return "CANCELLED" if page.is_called_off else STATUS[page.status]


def _differs(date: Occurrence) -> bool:
    """Whether this date of a series is not just what the rule says."""
    return bool(
        date.is_moved
        or date.is_cancelled
        or date.title
        or date.note
        or date.online_link
        or date.venue
    )


def _place_of(page, date: Occurrence, content: Content):
    """The venue of one date, in the language of the page, or ``None``."""
    if page.shown_venue is None and not date.venue:
        return None
    return content.venue(date.venue, page.locale_id) or page.shown_venue


def _link_of(page, date: Occurrence) -> str:
    """The link to join on one date."""
    in_person = page.attendance_mode == page.Mode.IN_PERSON
    return page.shown_online_link if in_person else date.online_link or page.online_link


def significant(page, dates: list[Occurrence], content: Content) -> str:
    """A digest of what a subscriber must be told of: time, place and status.

    Of a series it is the rule that counts, and what differs from it: that the horizon
    brings one more date is no news.
    """
    first = dates[0]
    venue = page.shown_venue
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
        parts.append(rule_text(page.schedule))
        parts += (instant.isoformat() for instant in skipped(page.schedule))
        for date in dates:
            if _differs(date) or date.is_added:
                venue = _place_of(page, date, content)
                parts += (
                    date.key,
                    date.start.isoformat(),
                    date.end.isoformat(),
                    str(date.is_cancelled),
                    venue.one_line if venue else "",
                    _link_of(page, date),
                )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def tag_of(text: str) -> int:
    """Forty bits of the text's digest."""
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - TAG_BITS)


def _summary(page, date: Occurrence) -> str:
    title = date.title or page.title
    if page.status == page.Status.POSTPONED:
        return pgettext("calendar", "Postponed: %(title)s") % {"title": title}
    if date.is_cancelled or page.status == page.Status.CANCELLED:
        return pgettext("calendar", "Cancelled: %(title)s") % {"title": title}
    return title


def _status_words(page, date: Occurrence) -> str:
    """The status of one date with its reason; empty where all goes as planned."""
    if page.status != page.Status.SCHEDULED:
        words, reason = page.get_status_display(), page.status_reason
    elif date.is_cancelled:
        words, reason = page.Status.CANCELLED.label, date.reason
    elif date.is_moved and page.is_series:
        words, reason = _("new date"), date.reason
    else:
        return ""
    words = words.capitalize()
    if not reason:
        return words
    return _("%(status)s: %(reason)s") % {"status": words, "reason": reason}


def _description(page, date: Occurrence, venue, link: str, url: str) -> str:
    paragraphs = [_status_words(page, date), date.note, page.summary]
    if venue and venue.directions:
        paragraphs.append(_("Getting there: %(how)s") % {"how": venue.directions})
    if link:
        paragraphs.append(_("Join online: %(link)s") % {"link": link})
    if page.sign_up_link:
        paragraphs.append(_("Sign up: %(link)s") % {"link": page.sign_up_link})
    if page.price_note:
        paragraphs.append(_("Price: %(price)s") % {"price": page.price_note})
    paragraphs.append(url)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _meetup_event(
    page, date: Occurrence, content: Content, *, path: str, **identity
) -> MeetupEvent:
    index = content.index_of(page)
    venue = _place_of(page, date, content)
    link = _link_of(page, date)
    url = content.url_of(page)
    url = url and f"{url}{path}"
    return MeetupEvent(
        occurrence=date,
        summary=_summary(page, date),
        status="CANCELLED" if date.is_cancelled else status_of(page),
        description=_description(page, date, venue, link, url),
        location=venue.one_line if venue else "",
        geo=tuple(map(str, venue.coordinates)) if venue and venue.coordinates else None,
        url=url,
        categories=tuple(topic.name for topic in content.topics[page.pk]),
        conference=Conference(link, _("Join online")) if link else None,
        organizer=Organizer(index.community_name, index.contact_email)
        if index and index.contact_email
        else None,
        created=page.first_published_at,
        **identity,
    )


def date_uid(uid: str, date: Occurrence) -> str:
    """The UID of a date that has a VEVENT of its own; ``uid`` is that of its meet-up."""
    return f"{uid}-{date.key}"


def _events(page, dates: list[Occurrence], content: Content, until, uid, **identity):
    """Yield what the calendar says of an event page, a value for each VEVENT.

    A series is one event with its rule and one for each date that differs; an added date
    has an event of its own, because several clients drop RDATE. Where clients would
    misread the rule, every date has.
    """

    def event(date, path="", uid=uid, **more):
        return _meetup_event(
            page, date, content, path=path, uid=uid, **identity, **more
        )

    if not page.is_series:
        yield event(dates[0])
        return
    schedule = page.schedule
    by_rule = is_tellable(schedule, until if page.is_endless else None)
    if by_rule:
        yield event(
            first_occurrence(schedule),
            rule=rule_text(schedule),
            left_out=skipped(schedule),
        )
    for date in dates:
        path = date_path(date.key)
        if date.is_added or not by_rule:
            yield event(date, path, uid=date_uid(uid, date))
        elif _differs(date):
            yield event(date, path, recurrence_id=date.planned)


def render(
    page,
    dates: list[Occurrence],
    content: Content,
    *,
    uid: str,
    sequence: int,
    stamp: datetime,
    until: datetime,
) -> str:
    """Return the VEVENTs of an event page with these dates, in order.

    ``stamp`` is UTC, to the second; ``until`` the instant up to which a series has dates.
    """
    with override(page.locale.language_code):
        events = _events(
            page, dates, content, until, uid, sequence=sequence, stamp=stamp
        )
        return "".join(map(vevent, events))
