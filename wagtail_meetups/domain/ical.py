"""Values to calendar text (RFC 5545, RFC 7986): VEVENTs and the head of a calendar.

The clock is never asked: stamps come in as values, so equal values give equal bytes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from icalendar import vDuration

from .contentlines import content_line, escape, one_line, plain, uri
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
    "first_year",
    "named_zone",
    "plain",
    "vevent",
]

PRODID = "-//wagtail-meetups//wagtail-meetups//EN"
CALENDAR_END = "END:VCALENDAR\r\n"


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

    A series has an RRULE in ``rule`` and, in ``left_out``, the planned instants of the
    dates that it skips; one date of it that differs has its planned instant in
    ``recurrence_id`` and the UID of the series (RFC 5545 3.8.4.4).
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
    rule: str = ""
    left_out: tuple[datetime, ...] = ()
    recurrence_id: datetime | None = None


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


def named_zone(occurrence: Occurrence) -> str:
    """The zone that the VEVENT of this date names by TZID; empty when it needs none."""
    if occurrence.all_day or occurrence.timezone == "UTC":
        return ""
    zone = get_zone(occurrence.timezone)
    moments = (occurrence.start.astimezone(zone), occurrence.end.astimezone(zone))
    # Clients read a wall clock that comes twice in two ways; UTC has one reading. DTEND
    # must have the form of DTSTART (RFC 5545 3.8.2.2).
    return "" if any(map(is_repeated, moments)) else occurrence.timezone


def first_year(occurrence: Occurrence) -> int:
    """The year from which a calendar with this date must describe its zone; 0 for none."""
    if not named_zone(occurrence):
        return 0
    return occurrence.start.astimezone(get_zone(occurrence.timezone)).year


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _moment(name: str, instant: datetime, occurrence: Occurrence, tzid: str) -> str:
    """One property that names an instant, in the form that this date has."""
    local = instant.astimezone(get_zone(occurrence.timezone))
    if occurrence.all_day:
        # DTEND is exclusive, and midnight is the first instant after the last day;
        # where the clocks skip midnight the date is still the right one.
        return content_line(name, f"{local:%Y%m%d}", VALUE="DATE")
    if tzid:
        return content_line(name, f"{local:%Y%m%dT%H%M%S}", TZID=tzid)
    return content_line(name, _stamp(instant))


def _times(meetup: MeetupEvent) -> str:
    occurrence = meetup.occurrence
    tzid = named_zone(occurrence)
    lines = ""
    if meetup.recurrence_id:
        # In the form of the series, though this one date may have been moved into an
        # hour that comes twice.
        series_tzid = "" if occurrence.timezone == "UTC" else occurrence.timezone
        lines += _moment("RECURRENCE-ID", meetup.recurrence_id, occurrence, series_tzid)
    lines += _moment("DTSTART", occurrence.start, occurrence, tzid)
    lines += _moment("DTEND", occurrence.end, occurrence, tzid)
    if meetup.rule:
        lines += content_line("RRULE", meetup.rule)
    # One a line: several readers take only the first of a list.
    for instant in meetup.left_out:
        lines += _moment("EXDATE", instant, occurrence, tzid)
    return lines


def vevent(meetup: MeetupEvent) -> str:
    """Return the text of one VEVENT, folded, with CRLF line ends.

    A cancelled or postponed date is TRANSPARENT: it no longer blocks anybody's time.
    No ATTENDEE and no VALARM on purpose: who comes is private, and reminders are the
    reader's own. CONFERENCE has no FEATURE: of a link we know only that one joins there.
    """
    lines = [
        "BEGIN:VEVENT\r\n",
        content_line("UID", escape(meetup.uid)),
        content_line("SEQUENCE", str(meetup.sequence)),
        content_line("DTSTAMP", _stamp(meetup.stamp)),
        content_line("LAST-MODIFIED", _stamp(meetup.stamp)),
    ]
    if meetup.created:
        lines.append(content_line("CREATED", _stamp(meetup.created)))
    lines.append(_times(meetup))
    lines.append(content_line("SUMMARY", escape(one_line(meetup.summary))))
    lines.append(content_line("STATUS", meetup.status))
    transparency = "TRANSPARENT" if meetup.status == "CANCELLED" else "OPAQUE"
    lines.append(content_line("TRANSP", transparency))
    if description := plain(meetup.description):
        lines.append(content_line("DESCRIPTION", escape(description)))
    if location := one_line(meetup.location):
        lines.append(content_line("LOCATION", escape(location)))
    if meetup.geo:
        lines.append(content_line("GEO", ";".join(meetup.geo)))
    if url := uri(meetup.url):
        lines.append(content_line("URL", url))
    if categories := [name for name in map(one_line, meetup.categories) if name]:
        lines.append(content_line("CATEGORIES", ",".join(map(escape, categories))))
    if conference := meetup.conference:
        label = {"LABEL": text} if (text := one_line(conference.label)) else {}
        lines.append(
            content_line("CONFERENCE", uri(conference.url), VALUE="URI", **label)
        )
    if organizer := meetup.organizer:
        name = {"CN": text} if (text := one_line(organizer.name)) else {}
        lines.append(
            content_line("ORGANIZER", uri(f"mailto:{organizer.email}"), **name)
        )
    lines.append("END:VEVENT\r\n")
    return "".join(lines)


def calendar_head(head: CalendarHead, zones: dict[str, int]) -> str:
    """Return a calendar's text up to its first VEVENT; ``CALENDAR_END`` closes it.

    ``zones`` maps each zone that the VEVENTs name to the first year they use it in.
    No METHOD: a feed is published, not an invitation.
    """
    name = escape(one_line(head.name))
    description = escape(plain(head.description))
    refresh = vDuration(head.refresh).to_ical().decode()
    properties: list[tuple[str, str, dict[str, str]]] = [
        ("VERSION", "2.0", {}),
        ("PRODID", PRODID, {}),
        ("CALSCALE", "GREGORIAN", {}),
        ("NAME", name, {}),
        ("X-WR-CALNAME", name, {}),
        ("X-WR-TIMEZONE", head.timezone, {}),
        ("REFRESH-INTERVAL", refresh, {"VALUE": "DURATION"}),
        ("X-PUBLISHED-TTL", refresh, {}),
        ("SOURCE", uri(head.source), {"VALUE": "URI"}),
        ("URL", uri(head.url), {}),
        ("DESCRIPTION", description, {}),
        ("X-WR-CALDESC", description, {}),
        ("COLOR", head.color, {}),
        ("X-APPLE-CALENDAR-COLOR", head.color_hex, {}),
    ]
    lines = ["BEGIN:VCALENDAR\r\n"]
    lines += (
        content_line(name, value, **parameters)
        for name, value, parameters in properties
        if value
    )
    lines += (vtimezone(zone, zones[zone]) for zone in sorted(zones))
    return "".join(lines)
