"""Values to calendar text (RFC 5545, RFC 7986): VEVENTs and the head of a calendar.

The clock is never asked: stamps come in as values, so equal values give equal bytes.
``icalendar`` escapes and folds; what it gets wrong stands beside the code it concerns.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from icalendar import Event, Parameters, vDate, vDatetime, vDuration, vText, vUri
from icalendar.parser import Contentline, Contentlines

from .schedule import Occurrence, get_zone, is_repeated
from .vtimezone import vtimezone

__all__ = [
    "CALENDAR_END",
    "PRODID",
    "CalendarHead",
    "Conference",
    "MeetupEvent",
    "Organizer",
    "calendar_head",
    "named_zone",
    "plain",
    "vevent",
]

PRODID = "-//wagtail-meetups//wagtail-meetups//EN"
CALENDAR_END = "END:VCALENDAR\r\n"

# Control characters are not allowed in TEXT (RFC 5545 3.3.11) and icalendar lets them
# pass; lone surrogates cannot be encoded.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")


class Conference(NamedTuple):
    """Where to join online: an absolute address and what to call it."""

    url: str
    label: str


class Organizer(NamedTuple):
    """The community: its name and a public e-mail address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetupEvent:
    """What one VEVENT says. Texts are plain; ``stamp`` and ``created`` are UTC, to the second.

    ``status`` is a STATUS value of RFC 5545 3.8.1.11. ``geo`` is (latitude, longitude)
    in degrees, as text, so that no float changes its digits.
    """

    uid: str
    sequence: int
    stamp: datetime
    occurrence: Occurrence
    summary: str
    status: str = "CONFIRMED"
    description: str = ""
    location: str = ""
    geo: tuple[str, str] | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    conference: Conference | None = None
    organizer: Organizer | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarHead:
    """What a calendar says of itself. ``source`` is the feed's own absolute address.

    ``color`` is a CSS3 name (RFC 7986 5.9) and ``color_hex`` the same as ``#RRGGBB``
    for Apple; ``refresh`` is how often clients are asked to look again.
    """

    name: str
    source: str
    url: str
    timezone: str
    refresh: timedelta
    description: str = ""
    color: str = ""
    color_hex: str = ""


def plain(text: str) -> str:
    """Return ``text`` with line ends as ``\\n`` and what no calendar may hold removed."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)).strip()


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())


def named_zone(occurrence: Occurrence) -> str:
    """The zone that the VEVENT of this date names by TZID; empty when it needs none."""
    if occurrence.all_day or occurrence.timezone == "UTC":
        return ""
    zone = get_zone(occurrence.timezone)
    moments = (occurrence.start.astimezone(zone), occurrence.end.astimezone(zone))
    return "" if all(map(is_repeated, moments)) else occurrence.timezone


def _add_time(event: Event, name: str, moment: datetime, occurrence: Occurrence) -> None:
    zone = get_zone(occurrence.timezone)
    local = moment.astimezone(zone)
    if occurrence.all_day:
        # DTEND is exclusive, and midnight is the first instant after the last day; where
        # the clocks skip midnight the date is still the right one.
        event.add(name, vDate(local.date()))
    elif occurrence.timezone == "UTC" or is_repeated(local):
        # Clients read a wall clock that comes twice in two ways; UTC has one reading.
        event.add(name, vDatetime(moment.astimezone(UTC)))
    else:
        value = vDatetime(local.replace(tzinfo=None))
        value.params = Parameters({"TZID": occurrence.timezone})
        event.add(name, value)


def _uri(url: str, **parameters: str) -> vUri:
    value = vUri(url)
    value.params = Parameters(parameters)
    return value


def vevent(meetup: MeetupEvent) -> str:
    """Return the text of one VEVENT, folded, with CRLF line ends.

    A cancelled or postponed date is TRANSPARENT: it no longer blocks anybody's time.
    No ATTENDEE and no VALARM on purpose: who comes is private, and reminders are the
    reader's own.
    """
    event = Event()
    event.add("uid", vText(meetup.uid))
    event.add("sequence", meetup.sequence)
    event.add("dtstamp", meetup.stamp)
    event.add("last-modified", meetup.stamp)
    if meetup.created:
        event.add("created", meetup.created)
    _add_time(event, "dtstart", meetup.occurrence.start, meetup.occurrence)
    _add_time(event, "dtend", meetup.occurrence.end, meetup.occurrence)
    event.add("summary", vText(_one_line(meetup.summary)))
    event.add("status", vText(meetup.status))
    event.add(
        "transp", vText("TRANSPARENT" if meetup.status == "CANCELLED" else "OPAQUE")
    )
    if description := plain(meetup.description):
        event.add("description", vText(description))
    if location := _one_line(meetup.location):
        event.add("location", vText(location))
    if meetup.geo:
        event.add("geo", meetup.geo)
    if meetup.url:
        event.add("url", _uri(meetup.url))
    if categories := [name for name in map(_one_line, meetup.categories) if name]:
        event.add("categories", categories)
    if meetup.conference:
        event.add(
            "conference",
            _uri(
                meetup.conference.url,
                VALUE="URI",
                LABEL=_one_line(meetup.conference.label),
            ),
        )
    if meetup.organizer:
        event.add(
            "organizer",
            _uri(f"mailto:{meetup.organizer.email}", CN=_one_line(meetup.organizer.name)),
        )
    return event.to_ical().decode()


def calendar_head(head: CalendarHead, zones: dict[str, int]) -> str:
    """Return a calendar's text up to its first VEVENT; ``CALENDAR_END`` closes it.

    ``zones`` maps each zone that the VEVENTs name to the first year they use it in.
    No METHOD: a feed is published, not an invitation. Written line by line because
    ``icalendar.Calendar`` stamps, sorts and escapes X- properties in its own way.
    """
    hours = vDuration(head.refresh).to_ical().decode()
    properties: list[tuple[str, dict[str, str], vText | vUri]] = [
        ("VERSION", {}, vText("2.0")),
        ("PRODID", {}, vText(PRODID)),
        ("CALSCALE", {}, vText("GREGORIAN")),
        ("NAME", {}, vText(_one_line(head.name))),
        ("X-WR-CALNAME", {}, vText(_one_line(head.name))),
        ("X-WR-TIMEZONE", {}, vText(head.timezone)),
        ("REFRESH-INTERVAL", {"VALUE": "DURATION"}, vText(hours)),
        ("X-PUBLISHED-TTL", {}, vText(hours)),
        ("SOURCE", {"VALUE": "URI"}, vUri(head.source)),
        ("URL", {}, vUri(head.url)),
    ]
    if description := plain(head.description):
        properties.append(("DESCRIPTION", {}, vText(description)))
        properties.append(("X-WR-CALDESC", {}, vText(description)))
    if head.color:
        properties.append(("COLOR", {}, vText(head.color)))
        properties.append(("X-APPLE-CALENDAR-COLOR", {}, vText(head.color_hex)))
    lines = Contentlines([Contentline("BEGIN:VCALENDAR")])
    for name, parameters, value in properties:
        if str(value):
            lines.append(
                Contentline.from_parts(name, Parameters(parameters), value, sorted=True)
            )
    text = "".join(f"{line.to_ical().decode()}\r\n" for line in lines)
    return text + "".join(vtimezone(zone, zones[zone]) for zone in sorted(zones))
