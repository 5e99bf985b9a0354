"""The dates that three families of calendar clients make of our calendars.

``ical.js`` expands rules by itself; ``vobject`` and ``recurring-ical-events`` do it with
``dateutil``, and each puts exceptions in place in its own way. A date is (start, end,
status, summary); times are instants in UTC, all-day dates are dates.
"""

import json
import subprocess
from datetime import UTC, date, datetime, timedelta

import recurring_ical_events
import vobject
from icalendar import Calendar

from .parsers import NODE, instant, moment_of, register_zones

__all__ = [
    "expand_with_ical_js",
    "expand_with_recurring_ical_events",
    "expand_with_vobject",
]

Date = tuple[date | datetime, date | datetime, str, str]


def expand_with_ical_js(asked: list[tuple[bytes, datetime]]) -> list[list[Date]]:
    """Expand many calendars with ical.js, each until a moment, in one Node.js process."""
    asked = [
        {"calendar": calendar.decode(), "until": f"{until.astimezone(UTC):%FT%TZ}"}
        for calendar, until in asked
    ]
    answer = subprocess.run(
        ["node", NODE / "expand_calendar.mjs"],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(answer.stderr.decode())
    return [
        sorted(
            (moment_of(start), moment_of(end), status, summary)
            for start, end, status, summary in dates
        )
        for dates in json.loads(answer.stdout)
    ]


def expand_with_vobject(calendar: bytes, until: datetime) -> list[Date]:
    """Expand one calendar with vobject, which leaves putting exceptions in place to us."""
    text = calendar.decode()
    register_zones(text)
    [component] = vobject.readComponents(text)
    events = component.contents.get("vevent", [])
    exceptions = {
        (event.uid.value, instant(event.recurrence_id.value)): event
        for event in events
        if "recurrence-id" in event.contents
    }
    found = []

    def add(event, start=None):
        first = event.dtstart.value
        start = first if start is None else start
        end = start + (event.dtend.value - first)
        found.append(
            (
                instant(start),
                instant(end),
                event.status.value,
                event.summary.value,
            )
        )

    for event in events:
        if "recurrence-id" in event.contents:
            continue
        if "rrule" not in event.contents:
            add(event)
            continue
        whole_days = not isinstance(event.dtstart.value, datetime)
        for moment in event.getrruleset():
            start = moment.date() if whole_days else moment
            if (moment.replace(tzinfo=UTC) if whole_days else moment) >= until:
                break
            if other := exceptions.get((event.uid.value, instant(start))):
                add(other)
            else:
                add(event, start)
    return sorted(found)


def expand_with_recurring_ical_events(calendar: bytes, until: datetime) -> list[Date]:
    """Expand one calendar with recurring-ical-events."""
    query = recurring_ical_events.of(Calendar.from_ical(calendar))
    events = query.between(datetime(1970, 1, 1, tzinfo=UTC), until + timedelta(days=9))
    return sorted(
        (
            instant(event["DTSTART"].dt),
            instant(event["DTEND"].dt),
            str(event["STATUS"]),
            str(event["SUMMARY"]),
        )
        for event in events
        if _planned(event) < until
    )


def _planned(event) -> datetime:
    planned = event.get("RECURRENCE-ID", event["DTSTART"]).dt
    if isinstance(planned, datetime):
        return planned
    return datetime(planned.year, planned.month, planned.day, tzinfo=UTC)
