"""What calendar clients make of a series is what our rows say, date by date."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from wagtail_meetups.models import Occurrence
from wagtail_meetups.models.horizon import get_horizon

from .. import factories
from ..expanders import (
    expand_with_ical_js,
    expand_with_recurring_ical_events,
    expand_with_vobject,
)
from ..parsers import assert_well_formed, lines_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 22)  # A fourth Tuesday.
TUESDAYS = "FREQ=MONTHLY;BYDAY=4TU"
WEEKLY = "FREQ=WEEKLY;COUNT=40"

LATER = datetime(2050, 1, 1, tzinfo=UTC)

SHAPES = {
    "every fourth Tuesday": {"recurrence": TUESDAYS},
    "from a day that the rule does not make": {
        "recurrence": TUESDAYS,
        "start_date": date(2026, 9, 1),
    },
    "across two changes of the clocks": {"recurrence": WEEKLY},
    "in New York": {"recurrence": WEEKLY, "timezone": "America/New_York"},
    "in Auckland": {"recurrence": WEEKLY, "timezone": "Pacific/Auckland"},
    "on Lord Howe": {"recurrence": WEEKLY, "timezone": "Australia/Lord_Howe"},
    "in UTC": {"recurrence": WEEKLY, "timezone": "UTC"},
    "until a day": {"recurrence": "FREQ=WEEKLY;UNTIL=20270323"},
    "until a wall clock": {"recurrence": "FREQ=WEEKLY;UNTIL=20270323T190000"},
    "every second week on two days": {
        "recurrence": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU"
    },
    "the last Friday": {"recurrence": "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12"},
    "the last day": {"recurrence": "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12"},
    "the last weekday": {
        "recurrence": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12"
    },
    "but for August": {
        "recurrence": "FREQ=MONTHLY;BYDAY=4TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12"
    },
    "every year": {"recurrence": "FREQ=YEARLY;COUNT=4"},
    "on 29 February": {
        "recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=3",
        "start_date": date(2024, 2, 29),
    },
    "in a week of the year": {"recurrence": "FREQ=YEARLY;BYWEEKNO=20;BYDAY=WE;COUNT=3"},
    "all day": {"recurrence": TUESDAYS, "all_day": True},
    "whole days": {
        "recurrence": "FREQ=MONTHLY;COUNT=9",
        "all_day": True,
        "end_date": date(2026, 9, 24),
    },
    "over midnight": {
        "recurrence": WEEKLY,
        "start_time": time(20),
        "end_time": time(1),
    },
    "in the hour that is missing": {
        "recurrence": "FREQ=DAILY;COUNT=10",
        "start_date": date(2027, 3, 24),
        "start_time": time(2, 30),
        "end_time": time(2, 45),
    },
    "in the hour that comes twice": {
        "recurrence": "FREQ=DAILY;COUNT=10",
        "start_date": date(2026, 10, 20),
        "start_time": time(2, 30),
        "end_time": time(4),
    },
    "twice a day": {"recurrence": "FREQ=WEEKLY;BYHOUR=15,19;BYMINUTE=0;COUNT=12"},
    "with each kind of change": {
        "recurrence": TUESDAYS,
        "changes": [
            ("cancel", {"date": date(2026, 10, 27), "reason": "Snow"}),
            ("cancel", {"date": date(2027, 5, 25), "is_postponed": True}),
            ("move", {"date": date(2026, 11, 24), "to_date": date(2026, 11, 30)}),
            ("move", {"date": date(2026, 12, 22), "to_date": date(2026, 12, 15)}),
            (
                "move",
                {
                    "date": date(2027, 1, 26),
                    "to_date": date(2027, 1, 26),
                    "to_start": time(12),
                    "to_end": time(13),
                },
            ),
            ("alter", {"date": date(2027, 2, 23), "title": "A special one"}),
            ("add", {"date": date(2027, 3, 1)}),
            ("add", {"date": date(2027, 3, 2), "start": time(8), "end": time(9)}),
            ("skip", {"date": date(2027, 4, 27)}),
            ("skip", {"date": date(2026, 9, 22)}),
        ],
    },
    "the first date moved": {
        "recurrence": WEEKLY,
        "changes": [("move", {"date": DAY, "to_date": date(2026, 9, 20)})],
    },
    "moved into the hour that comes twice": {
        "recurrence": WEEKLY,
        "changes": [
            (
                "move",
                {
                    "date": date(2026, 10, 20),
                    "to_date": date(2026, 10, 25),
                    "to_start": time(2, 30),
                    "to_end": time(5),
                },
            )
        ],
    },
    "whole days that differ": {
        "recurrence": TUESDAYS,
        "all_day": True,
        "changes": [
            ("cancel", {"date": date(2026, 10, 27)}),
            ("move", {"date": date(2026, 11, 24), "to_date": date(2026, 11, 30)}),
            ("add", {"date": date(2027, 3, 1)}),
            ("skip", {"date": date(2027, 4, 27)}),
        ],
    },
    "cancelled altogether": {"recurrence": WEEKLY, "status": "cancelled"},
}


def expected(event):
    """The planned rows, as a reader should find them."""
    zone = ZoneInfo(event.timezone)
    found = []
    for row in Occurrence.objects.filter(event=event.pk, is_planned=True):
        start, end = row.start.astimezone(UTC), row.end.astimezone(UTC)
        if row.all_day:
            start, end = start.astimezone(zone).date(), end.astimezone(zone).date()
        prefix, status = {
            "cancelled": ("Cancelled: ", "CANCELLED"),
            "postponed": ("Postponed: ", "CANCELLED"),
        }.get(row.status, ("", "CONFIRMED"))
        found.append((start, end, status, f"{prefix}{row.title or event.title}"))
    return sorted(found)


@pytest.fixture
def calendars(index, client):
    made = {}
    for name, values in SHAPES.items():
        event = factories.make_event(
            index,
            title=name,
            **{"start_date": DAY, "timezone": "Europe/Paris"} | values,
        )
        calendar = client.get(f"{event.url}ical/").content
        made[name] = event, calendar
    return made


def told_until(event) -> datetime:
    """Up to when the rows go: a series that ends has all of its dates."""
    return get_horizon(datetime.now(UTC)) if event.is_endless else LATER


def test_python_readers_find_our_dates(calendars):
    for name, (event, calendar) in calendars.items():
        assert_well_formed(calendar)
        wanted, until = expected(event), told_until(event)
        assert len(wanted) > 1, name
        assert expand_with_vobject(calendar, until) == wanted, name
        assert expand_with_recurring_ical_events(calendar, until) == wanted, name


@pytest.mark.node
def test_ical_js_finds_our_dates(calendars):
    found = expand_with_ical_js(
        [(calendar, told_until(event)) for event, calendar in calendars.values()]
    )
    for (name, (event, _calendar)), dates in zip(calendars.items(), found, strict=True):
        assert dates == expected(event), name


def test_a_series_is_told_by_its_rule(calendars):
    _event, calendar = calendars["with each kind of change"]
    lines = lines_of(calendar)
    assert lines.count("RRULE:FREQ=MONTHLY;BYDAY=4TU") == 1
    assert not [line for line in lines if line.startswith("RDATE")]
    assert "EXDATE;TZID=Europe/Paris:20270427T190000" in lines
    assert sum(line.startswith("RECURRENCE-ID") for line in lines) == 6
    assert len({line for line in lines if line.startswith("UID")}) == 3


def test_what_clients_misread_is_written_out(calendars):
    for name in (
        "in the hour that is missing",
        "in the hour that comes twice",
        "twice a day",
    ):
        _event, calendar = calendars[name]
        lines = lines_of(calendar.partition(b"BEGIN:VEVENT")[2])
        assert not [line for line in lines if line.startswith(("RRULE", "RECURR"))]
        uids = [line for line in lines if line.startswith("UID")]
        assert len(uids) == len(set(uids)) >= 10
