"""One event page to the text of its VEVENTs, in the language of the page."""

import hashlib
from dataclasses import fields, replace
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
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
from ..models.dates import MeetupDate, address_below
from .content import Content

__all__ = [
    "description_of",
    "render",
    "significant",
    "status_of",
    "summary_of",
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


def _significant_parts(page, told: MeetupEvent) -> list[str]:
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
    status = MeetupDate(occurrence, page).status
    if status == page.Status.POSTPONED != page.status:
        parts.append(status)
    parts += (instant.isoformat() for instant in told.left_out)
    return parts


def significant(page, told: list[MeetupEvent]) -> str:
    """A digest of what a subscriber must be told of: time, place and status.

    Of a series the rule counts, and what differs from it: that the horizon brings one
    more date is no news.
    """
    parts = [rule_text(page.schedule)] if page.is_series else []
    for at, one in enumerate(told):
        by_rule_alone = not (one.recurrence_id or one.occurrence.is_added)
        if at == 0 or not by_rule_alone or MeetupDate(one.occurrence, page).differs:
            parts += _significant_parts(page, one)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def tag_of(text: str) -> int:
    """Forty bits of the text's digest."""
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - TAG_BITS)


def summary_of(date: MeetupDate) -> str:
    """The title of a date; where it is called off that is said first."""
    if date.status == date.page.Status.CANCELLED:
        return pgettext("calendar", "Cancelled: %(title)s") % {"title": date.title}
    if date.status == date.page.Status.POSTPONED:
        return pgettext("calendar", "Postponed: %(title)s") % {"title": date.title}
    return date.title


def _status_words(date: MeetupDate) -> str:
    """The status of one date with its reason; empty where all goes as planned."""
    if date.status != date.page.Status.SCHEDULED:
        words = date.status_label
    elif date.occurrence.is_moved:
        words = _("new date")
    else:
        return ""
    if not date.reason:
        return words.capitalize()
    return _("%(status)s: %(reason)s") % {
        "status": words.capitalize(),
        "reason": date.reason,
    }


def description_of(date: MeetupDate, url: str) -> str:
    """What a calendar says of a date, in plain text; the page's address comes last."""
    page, venue = date.page, date.venue
    paragraphs = [_status_words(date), date.note, page.summary]
    if venue and venue.directions:
        paragraphs.append(_("Getting there: %(how)s") % {"how": venue.directions})
    if link := date.online_link:
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


def date_uid(uid: str, occurrence: Occurrence) -> str:
    """The UID of a date that has a VEVENT of its own; ``uid`` is that of its meet-up."""
    return f"{uid}-{occurrence.key}"


def tell_date(date: MeetupDate, content: Content, *, path: str, **identity):
    """What calendars are told of one date, in the active language.

    ``path`` leads from the page's address to that of the date; ``identity`` is the rest
    of a ``MeetupEvent``: ``uid``, ``sequence``, ``stamp``, and what makes it a series.
    """
    page, venue, link = date.page, date.venue, date.online_link
    index = content.index_of(page)
    url = address_below(content.url_of(page), path)
    event = MeetupEvent(
        occurrence=date.occurrence,
        summary=summary_of(date),
        status="CANCELLED" if date.is_called_off else status_of(page),
        description=description_of(date, url),
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
    return _in_its_own_way(page, event)


def _tell(page, occurrences, content: Content, until, uid: str, **identity):
    def event(occurrence, path="", uid=uid, **more):
        own_venue = content.venue(occurrence.venue, page.locale_id)
        date = MeetupDate(occurrence, page, own_venue)
        return tell_date(date, content, path=path, uid=uid, **identity, **more)

    if not page.is_series:
        yield event(occurrences[0])
        return
    schedule = page.schedule
    by_rule = is_tellable(schedule, until if page.is_endless else None)
    if by_rule:
        yield event(
            first_occurrence(schedule),
            rule=rule_text(schedule),
            left_out=skipped(schedule),
        )
    for occurrence in occurrences:
        date = MeetupDate(occurrence, page, occurrence.venue)
        if occurrence.is_added or not by_rule:
            yield event(occurrence, date.path, uid=date_uid(uid, occurrence))
        elif date.differs:
            yield event(occurrence, date.path, recurrence_id=occurrence.planned)


def tell(
    page,
    occurrences: list[Occurrence],
    content: Content,
    *,
    uid: str,
    sequence: int,
    stamp: datetime,
    until: datetime,
) -> list[MeetupEvent]:
    """What calendars are told of an event page with these dates, in the page's language.

    A series is one event with its rule and one for each date that differs; an added date
    has an event of its own, because several clients drop RDATE. Where clients would
    misread the rule, every date has. A series without an end has dates up to ``until``.
    """
    with override(page.locale.language_code):
        return list(
            _tell(
                page, occurrences, content, until, uid, sequence=sequence, stamp=stamp
            )
        )


def render(told: list[MeetupEvent], *, sequence: int, stamp: datetime) -> str:
    """Return the VEVENTs with their final SEQUENCE; ``stamp`` is UTC, to the second."""
    return "".join(vevent(replace(one, sequence=sequence, stamp=stamp)) for one in told)
