"""What two families of calendar clients read in our calendars, as values to compare.

``vobject`` and ``ical.js`` share nothing with ``icalendar`` or with each other. Times are
instants in UTC, worked out with the calendar's own VTIMEZONE; all-day dates are dates.
Tests that call ``read_with_ical_js`` carry ``@pytest.mark.node``.
"""

import io
import json
import re
import subprocess
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import vobject
from dateutil.tz import tzical
from vobject.icalendar import VEvent, registerTzid

from wagtail_meetups.domain.contentlines import one_line, plain, uri
from wagtail_meetups.domain.ical import MeetupEvent

__all__ = [
    "Event",
    "assert_read_the_same",
    "assert_well_formed",
    "differences",
    "expected",
    "instant",
    "moment_of",
    "register_zones",
    "lines_of",
    "read_with_ical_js",
    "read_with_vobject",
]

NODE = Path(__file__).parent / "node"
VTIMEZONE = re.compile(r"BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n", re.DOTALL)
TZID = re.compile(r"^TZID:(.*)\r$", re.MULTILINE)
# RFC 5545 3.1: what a line is made of; parameters are quoted or hold none of ":;,".
LINE = re.compile(
    r'[A-Z-]+(;[A-Z-]+=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*'
)
# RFC 6868: what a circumflex stands for in a parameter.
CIRCUMFLEX = {"^n": "\n", "^'": '"', "^^": "^"}

# vobject takes a property that it does not know for TEXT, and ends it at a comma.
VEvent.knownChildren["CONFERENCE"] = (0, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One VEVENT as read. ``calendar`` is the NAME of the calendar it stands in."""

    calendar: str
    uid: str
    sequence: int
    stamp: datetime
    last_modified: datetime
    created: datetime | None
    start: date | datetime
    end: date | datetime
    summary: str
    status: str
    transparency: str
    description: str
    location: str
    geo: tuple[float, float] | None
    url: str
    categories: tuple[str, ...]
    conference: str
    conference_label: str
    organizer: str
    organizer_name: str


def lines_of(calendar: bytes) -> list[str]:
    """The content lines, unfolded."""
    return calendar.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def assert_well_formed(calendar: bytes) -> None:
    """Each row is of 75 octets at most, and each line as RFC 5545 section 3.1 says."""
    assert calendar.endswith(b"\r\n")
    rows = calendar.removesuffix(b"\r\n").split(b"\r\n")
    for row in rows:
        assert 0 < len(row) <= 75
        # Valid by itself: no character is cut in two.
        assert not set("\r\n") & set(row.decode())
    assert all(map(LINE.fullmatch, lines_of(calendar)))


def register_zones(text: str) -> None:
    # vobject keeps zones by name for good, and takes one for UTC that is so in every
    # year from 2000 to 2020, as London's is when its VTIMEZONE starts later. So each
    # zone is handed over, read with the dateutil that vobject itself would use.
    for vtimezone in VTIMEZONE.findall(text):
        registerTzid(TZID.search(vtimezone)[1], tzical(io.StringIO(vtimezone)).get())


def instant(value: date | datetime) -> date | datetime:
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(UTC) if aware else value


def read_with_vobject(calendar: bytes) -> list[Event]:
    """Read one calendar with vobject."""
    text = calendar.decode()
    register_zones(text)
    [component] = vobject.readComponents(text)
    names = component.contents.get("name", [])
    events = []
    for event in component.contents.get("vevent", []):

        def first(name, event=event):
            [line] = event.contents.get(name) or [None]
            return line

        def value(name, first=first):
            return instant(line.value) if (line := first(name)) else ""

        def parameter(name, key, first=first):
            # vobject does not know RFC 6868.
            [text] = line.params.get(key, [""]) if (line := first(name)) else [""]
            return re.sub(r"\^[n'^]", lambda pair: CIRCUMFLEX[pair[0]], text)

        lines = event.contents.get("categories", [])
        events.append(
            Event(
                calendar=names[0].value if names else "",
                uid=value("uid"),
                sequence=int(value("sequence")),
                stamp=value("dtstamp"),
                last_modified=value("last-modified"),
                created=value("created") or None,
                start=value("dtstart"),
                end=value("dtend"),
                summary=value("summary"),
                status=value("status"),
                transparency=value("transp"),
                description=value("description"),
                location=value("location"),
                geo=tuple(map(float, value("geo").split(";")))
                if first("geo")
                else None,
                url=value("url"),
                categories=tuple(text for line in lines for text in line.value),
                conference=value("conference"),
                conference_label=parameter("conference", "LABEL"),
                organizer=value("organizer"),
                organizer_name=parameter("organizer", "CN"),
            )
        )
    return events


def moment_of(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def read_with_ical_js(calendars: list[bytes]) -> list[list[Event]]:
    """Read many calendars with ical.js, in one Node.js process."""
    answer = subprocess.run(
        ["node", NODE / "read_calendar.mjs"],
        input=json.dumps([calendar.decode() for calendar in calendars]).encode(),
        capture_output=True,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(answer.stderr.decode())
    return [
        [
            Event(
                **{
                    **row,
                    **{
                        name: moment_of(row[name])
                        for name in (
                            "stamp",
                            "last_modified",
                            "created",
                            "start",
                            "end",
                        )
                    },
                    "geo": tuple(row["geo"]) if row["geo"] else None,
                    "categories": tuple(row["categories"]),
                }
            )
            for row in rows
        ]
        for rows in json.loads(answer.stdout)
    ]


def expected(meetup: MeetupEvent, *, calendar: str) -> Event:
    """What a reader must find of ``meetup`` in the calendar of that name."""
    occurrence = meetup.occurrence
    start, end = occurrence.start, occurrence.end
    if occurrence.all_day:
        zone = ZoneInfo(occurrence.timezone)
        start, end = start.astimezone(zone).date(), end.astimezone(zone).date()
    conference, organizer = meetup.conference, meetup.organizer
    return Event(
        calendar=one_line(calendar),
        uid=meetup.uid,
        sequence=meetup.sequence,
        stamp=meetup.stamp,
        last_modified=meetup.stamp,
        created=meetup.created,
        start=start,
        end=end,
        summary=one_line(meetup.summary),
        status=meetup.status,
        transparency="TRANSPARENT" if meetup.status == "CANCELLED" else "OPAQUE",
        description=plain(meetup.description),
        location=one_line(meetup.location),
        geo=tuple(map(float, meetup.geo)) if meetup.geo else None,
        url=uri(meetup.url),
        categories=tuple(filter(None, map(one_line, meetup.categories))),
        conference=uri(conference.url) if conference else "",
        conference_label=one_line(conference.label) if conference else "",
        organizer=f"mailto:{organizer.email}" if organizer else "",
        organizer_name=one_line(organizer.name) if organizer else "",
    )


def differences(one: Event, other: Event) -> dict[str, tuple]:
    """The fields in which two readings of an event differ."""
    pairs = {
        field.name: (getattr(one, field.name), getattr(other, field.name))
        for field in fields(Event)
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def assert_read_the_same(*calendars: bytes) -> list[list[Event]]:
    """Both readers agree on these calendars; return what they read, a list for each."""
    readings = read_with_ical_js(list(calendars))
    for calendar, by_ical_js in zip(calendars, readings, strict=True):
        by_vobject = read_with_vobject(calendar)
        for one, other in zip(by_vobject, by_ical_js, strict=True):
            assert differences(one, other) == {}, one.uid
    return readings
