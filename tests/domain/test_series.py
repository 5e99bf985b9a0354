"""A rule's dates by hand-made tables: the rules people use, and the odd ones."""

import time as stopwatch
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from wagtail_meetups.domain.errors import (
    EndBeforeStartError,
    EndlessError,
    MeetupError,
    MissingTimeError,
    NoDatesError,
    NonexistentTimeError,
    PartConflictError,
    TooManyDatesError,
)
from wagtail_meetups.domain.schedule import (
    MAX_DATES,
    Schedule,
    check,
    expand,
    first_planned,
    next_date,
    parse_rule,
    rule_text,
)

from .test_rules import garbage
from .test_schedule import all_day, make, utc

PARIS = "Europe/Paris"
# A busy machine may need many times what it takes: 0.1 s at most.
PATIENCE = 2.0


def series(rule, day="2026-01-01", start="19:00", end="22:00", zone=PARIS, **values):
    return make(day, start, end, zone, rule=rule, **values)


def local(schedule, until="2030-01-01", count=None) -> list[str]:
    """The wall clocks at which dates start, to the minute."""
    zone = ZoneInfo(schedule.timezone)
    found = expand(schedule, utc(until))[:count]
    return [f"{one.start.astimezone(zone):%Y-%m-%d %H:%M}" for one in found]


def days(schedule, until="2030-01-01", count=None) -> list[str]:
    return [moment[:10] for moment in local(schedule, until, count)]


@pytest.mark.parametrize(
    ("rule", "start", "found"),
    [
        (
            "FREQ=MONTHLY;BYDAY=4TU",
            "2026-01-01",
            ["2026-01-27", "2026-02-24", "2026-03-24", "2026-04-28"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=4TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
            "2026-07-01",
            ["2026-07-28", "2026-09-22", "2026-10-27", "2026-11-24"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
            "2026-01-01",
            ["2026-01-01", "2026-01-12", "2026-01-15", "2026-01-26"],
        ),
        # RFC 5545: the week's first day decides which Sunday is in the second week.
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997-08-05",
            ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1FR",
            "2026-01-01",
            ["2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=5FR",
            "2026-01-01",
            ["2026-01-30", "2026-05-29", "2026-07-31", "2026-10-30"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "2028-01-01",
            ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"],
        ),
        # Months without a 31st have no date.
        ("FREQ=MONTHLY", "2026-01-31", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("FREQ=YEARLY", "2028-02-29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
            "2027-01-01",
            ["2027-02-28", "2028-02-29", "2029-02-28"],
        ),
        # The last weekday of the month.
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "2026-01-01",
            ["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30"],
        ),
        # The first week has its first place before the start.
        (
            "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1,3",
            "2026-01-07",
            ["2026-01-09", "2026-01-12", "2026-01-16", "2026-01-19"],
        ),
        # Either of the two.
        (
            "FREQ=MONTHLY;BYDAY=FR,1TU",
            "2026-02-01",
            ["2026-02-03", "2026-02-06", "2026-02-13", "2026-02-20", "2026-02-27"],
        ),
        (
            "FREQ=YEARLY;BYDAY=1MO,MO;BYMONTH=6",
            "2026-01-01",
            ["2026-06-01", "2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29"],
        ),
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", ["1997-05-19", "1998-05-18"]),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "1998-01-01",
            ["1998-02-13", "1998-03-13"],
        ),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05",
            ["1996-11-05", "2000-11-07", "2004-11-02"],
        ),
        ("FREQ=YEARLY;BYYEARDAY=-1", "2026-01-01", ["2026-12-31", "2027-12-31"]),
        # Week 53 of 2026 ends in 2027; the week that its first days open is no week 53.
        (
            "FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR,SA",
            "2021-06-01",
            ["2027-01-01", "2027-01-02", "2032-12-31"],
        ),
        ("FREQ=YEARLY;BYWEEKNO=20", "1997-05-14", ["1997-05-14", "1998-05-13"]),
        (
            "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO,SU;BYSETPOS=-1",
            "2026-01-01",
            ["2026-12-28", "2027-12-27", "2028-12-31"],
        ),
        ("FREQ=DAILY;INTERVAL=10;COUNT=2", "2026-12-31", ["2026-12-31", "2027-01-10"]),
        (
            "FREQ=DAILY;BYMONTH=1;BYDAY=SA;BYMONTHDAY=-1,3",
            "2026-01-01",
            ["2026-01-03", "2026-01-31"],
        ),
    ],
)
def test_the_days_of_a_rule(rule, start, found):
    assert days(series(rule, start), "2040-01-01", len(found)) == found


@pytest.mark.parametrize(
    ("zone", "day", "rule", "found"),
    [
        # 19:00 stays 19:00, one and two hours ahead of UTC.
        (
            PARIS,
            "2026-03-24",
            "FREQ=WEEKLY;COUNT=2",
            ["2026-03-24T18:00", "2026-03-31T17:00"],
        ),
        (
            "America/New_York",
            "2026-10-29",
            "FREQ=WEEKLY;COUNT=2",
            ["2026-10-29T23:00", "2026-11-06T00:00"],
        ),
        (
            "Pacific/Auckland",
            "2026-04-02",
            "FREQ=WEEKLY;COUNT=2",
            ["2026-04-02T06:00", "2026-04-09T07:00"],
        ),
        # By half an hour.
        (
            "Australia/Lord_Howe",
            "2026-10-01",
            "FREQ=WEEKLY;COUNT=2",
            ["2026-10-01T08:30", "2026-10-08T08:00"],
        ),
    ],
)
def test_an_evening_stays_where_it_is_through_a_change_of_the_clocks(
    zone, day, rule, found
):
    dates = expand(series(rule, day, zone=zone))
    assert [one.start for one in dates] == [utc(text) for text in found]
    assert {one.end - one.start for one in dates} == {timedelta(hours=3)}
    assert {one.planned == one.start for one in dates} == {True}


def test_a_start_in_the_missing_hour_takes_the_offset_before_the_gap():
    dates = expand(series("FREQ=WEEKLY;COUNT=3", "2026-03-22", "02:30", "05:00"))
    starts = [f"{one.start.astimezone(ZoneInfo(PARIS)):%d %H:%M}" for one in dates]
    assert starts == ["22 02:30", "29 03:30", "05 02:30"]
    assert [one.key for one in dates] == ["2026-03-22", "2026-03-29", "2026-04-05"]


def test_a_date_that_the_clocks_move_past_its_end_stays_as_long():
    dates = expand(series("FREQ=WEEKLY;COUNT=2", "2026-03-22", "02:30", "03:15"))
    assert {one.end - one.start for one in dates} == {timedelta(minutes=45)}


def test_a_start_in_the_repeated_hour_is_the_first():
    dates = expand(series("FREQ=WEEKLY;COUNT=2", "2026-10-18", "02:30", "05:00"))
    assert [one.start for one in dates] == [
        utc("2026-10-18T00:30"),
        utc("2026-10-25T00:30"),
    ]
    assert dates[1].end - dates[1].start == timedelta(hours=3, minutes=30)


def test_the_end_is_by_the_clock_and_an_open_end_by_its_length():
    night = series("FREQ=WEEKLY;COUNT=2", "2026-03-21", "22:00", "06:00")
    assert [one.end for one in expand(night)] == [
        utc("2026-03-22T05:00"),
        utc("2026-03-29T04:00"),
    ]
    open_end = replace(night, end_time=None, open_length=timedelta(hours=8))
    assert expand(open_end)[1].end == utc("2026-03-29T05:00")


def test_whole_days_repeat_and_so_do_several():
    schedule = replace(all_day("2026-03-28", "2026-03-29"), rule="FREQ=MONTHLY;COUNT=2")
    assert [(one.start, one.end) for one in expand(schedule)] == [
        (utc("2026-03-27T23:00"), utc("2026-03-29T22:00")),
        (utc("2026-04-27T22:00"), utc("2026-04-29T22:00")),
    ]
    assert all(one.all_day for one in expand(schedule))
    # A date has no hours.
    hours = replace(schedule, rule="FREQ=MONTHLY;COUNT=2;BYHOUR=9,19")
    assert expand(hours) == expand(schedule)


def test_days_with_hours_repeat():
    schedule = series("FREQ=YEARLY;COUNT=2", "2026-06-05", "18:00", "2026-06-07 16:00")
    assert [(one.start, one.end) for one in expand(schedule)] == [
        (utc("2026-06-05T16:00"), utc("2026-06-07T14:00")),
        (utc("2027-06-05T16:00"), utc("2027-06-07T14:00")),
    ]


def test_two_on_a_day_have_the_clock_in_the_later_key():
    schedule = series("FREQ=DAILY;BYHOUR=9,19;COUNT=4", "2026-01-01", "09:30", "10:30")
    dates = expand(schedule)
    assert [one.key for one in dates] == [
        "2026-01-01",
        "2026-01-01-1930",
        "2026-01-02",
        "2026-01-02-1930",
    ]
    assert {one.end - one.start for one in dates} == {timedelta(hours=1)}


def test_the_start_is_where_the_rule_is_read_from():
    schedule = series("FREQ=MONTHLY;BYDAY=4TU;COUNT=2", "2026-01-05")
    assert days(schedule) == ["2026-01-27", "2026-02-24"]
    assert first_planned(schedule) == utc("2026-01-27T18:00")
    later = series("FREQ=DAILY;BYHOUR=9,19;COUNT=1", "2026-01-05", "12:00", "13:00")
    assert local(later) == ["2026-01-05 19:00"]


@pytest.mark.parametrize(
    ("until", "found"),
    [
        # A day, and its evening; a clock, included; an instant, included.
        ("20260115", ["2026-01-01", "2026-01-08", "2026-01-15"]),
        ("20260114", ["2026-01-01", "2026-01-08"]),
        ("20260115T190000", ["2026-01-01", "2026-01-08", "2026-01-15"]),
        ("20260115T185959", ["2026-01-01", "2026-01-08"]),
        ("20260115T180000Z", ["2026-01-01", "2026-01-08", "2026-01-15"]),
        ("20260115T175959Z", ["2026-01-01", "2026-01-08"]),
        ("20251231", []),
    ],
)
def test_until(until, found):
    schedule = series(f"FREQ=WEEKLY;UNTIL={until}")
    assert [one.key for one in expand(schedule)] == found


@pytest.mark.parametrize("until", ["20260103", "20260103T000000", "20260102T230000Z"])
def test_until_of_whole_days_is_a_day(until):
    schedule = replace(all_day("2026-01-01"), rule=f"FREQ=DAILY;UNTIL={until}")
    assert days(schedule) == ["2026-01-01", "2026-01-02", "2026-01-03"]


def test_dates_before_a_moment():
    schedule = series("FREQ=WEEKLY;BYDAY=TU")
    assert days(schedule, "2026-01-13T18:00") == ["2026-01-06"]
    assert days(schedule, "2026-01-13T18:01") == ["2026-01-06", "2026-01-13"]
    assert expand(schedule, utc("2025-01-01")) == ()
    assert expand(schedule, datetime.min.replace(tzinfo=UTC)) == ()
    # 02:30 is past when the clocks show 02:15 for the second time.
    night = series("FREQ=DAILY;COUNT=1", "2026-10-25", "02:30", "05:00")
    assert days(night, "2026-10-25T01:15") == ["2026-10-25"]
    single = make("2026-01-15", "19:00")
    assert expand(single, utc("2026-01-15T18:00")) == ()
    assert len(expand(single, utc("2026-01-15T18:01"))) == 1


def test_a_rule_without_an_end_wants_a_moment():
    with pytest.raises(EndlessError, match="until a moment"):
        expand(series("FREQ=WEEKLY"))


def test_a_rule_that_ends_is_read_to_its_end():
    assert len(expand(series("FREQ=WEEKLY;COUNT=300"))) == 300
    assert len(expand(series("FREQ=WEEKLY;UNTIL=20991231"))) == 3_862
    # To the end of a hundred years.
    assert days(series("FREQ=YEARLY;COUNT=500"), "2999-01-01")[-1] == "2126-01-01"
    # Nor beyond the last year that is taken.
    late = series("FREQ=YEARLY;COUNT=500", "2990-01-01")
    assert days(late, "9999-01-01")[-1] == "2999-01-01"
    assert [*check(late)] == []


def test_too_many_dates():
    schedule = series(f"FREQ=DAILY;COUNT={MAX_DATES}")
    assert len(expand(schedule)) == MAX_DATES
    more = replace(schedule, rule=f"FREQ=DAILY;COUNT={MAX_DATES + 1}")
    with pytest.raises(TooManyDatesError) as caught:
        expand(more)
    assert caught.value.limit == MAX_DATES
    [error] = check(more)
    assert str(error) == str(caught.value)
    endless = replace(schedule, rule="FREQ=DAILY")
    assert [*check(endless)] == []
    [error] = check(endless, utc("2050-01-01"))
    assert isinstance(error, TooManyDatesError)


@pytest.mark.parametrize(
    ("schedule", "error", "field"),
    [
        (series("FREQ=DAILY;COUNT=2;UNTIL=20270101"), PartConflictError, "recurrence"),
        (series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), NoDatesError, "recurrence"),
        (series("FREQ=DAILY;UNTIL=20200101"), NoDatesError, "recurrence"),
        (series("FREQ=DAILY", start=""), MissingTimeError, "start_time"),
        (series("FREQ=DAILY", end="18:00"), EndBeforeStartError, "end_time"),
        (
            series("FREQ=DAILY", end="2026-01-01 18:00"),
            EndBeforeStartError,
            "end_time",
        ),
        (
            series("FREQ=DAILY", end="2025-12-31 18:00"),
            EndBeforeStartError,
            "end_date",
        ),
        (
            series("FREQ=DAILY", start="19:00", end="2026-01-03 "),
            MissingTimeError,
            "end_time",
        ),
        # Of the first date only.
        (
            series("FREQ=MONTHLY;BYDAY=-1SU", "2026-03-01", "02:30", "05:00"),
            NonexistentTimeError,
            "start_time",
        ),
        (
            series("FREQ=MONTHLY;BYDAY=-1SU", "2026-03-01", "01:30", "02:30"),
            NonexistentTimeError,
            "end_time",
        ),
    ],
)
def test_check_says_what_to_change(schedule, error, field):
    [told] = check(schedule)
    assert (type(told), told.field) == (error, field)


@pytest.mark.parametrize(
    "schedule",
    [
        series("FREQ=MONTHLY;BYDAY=4TU"),
        series("FREQ=MONTHLY;BYDAY=-1SU", "2026-02-01", "02:30", "05:00"),
        replace(all_day("2026-03-29"), rule="FREQ=DAILY"),
    ],
)
def test_nothing_to_change(schedule):
    assert [*check(schedule)] == []


def test_check_tells_a_wrong_rule_beside_a_missing_time():
    fields = [error.field for error in check(series("FREQ=HOURLY", start=""))]
    assert fields == ["start_time", "recurrence"]


def test_two_clocks_at_one_instant_are_one_date():
    """02:30 does not exist that night and is taken for 03:30."""
    rule = "FREQ=DAILY;BYHOUR=2,3;UNTIL=20260329"
    dates = expand(series(rule, "2026-03-29", "02:30", "03:00"))
    assert [one.key for one in dates] == ["2026-03-29"]


# Bounded


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=3",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=-2",
        "FREQ=WEEKLY;INTERVAL=9999;BYMONTH=3",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;BYSETPOS=2;INTERVAL=3",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=366",
        "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=4;COUNT=999999",
    ],
)
@pytest.mark.parametrize("start", ["2026-01-01", "2998-12-31"])
def test_a_rule_that_never_matches_is_found_out_soon(rule, start):
    begun = stopwatch.monotonic()
    schedule = series(rule, start)
    assert expand(schedule, utc("2999-12-31")) == ()
    assert next_date(schedule, utc("2026-01-01")) is None
    assert [type(error) for error in check(schedule)] == [NoDatesError]
    assert stopwatch.monotonic() - begun < PATIENCE


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("FREQ=WEEKLY;BYMONTH=1;INTERVAL=82", "2026-06-06"),
        ("FREQ=WEEKLY;BYMONTH=1;BYDAY=SA,SU;INTERVAL=19", "2050-03-03"),
    ],
)
def test_the_last_week_of_pythons_calendar_is_its_end(rule, start):
    """They are read in years so late that a week in January 10000 would be next."""
    schedule = series(rule, start)
    assert expand(schedule, utc(start) + timedelta(days=2)) == ()


@settings(deadline=None)
@given(garbage)
def test_any_rule_text_gives_dates_or_says_what_to_change(text):
    schedule = Schedule(date(2026, 1, 1), time(19), None, time(22), PARIS, rule=text)
    begun = stopwatch.monotonic()
    told = [*check(schedule, utc("2028-01-01"))]
    try:
        dates = expand(schedule, utc("2028-01-01"))
    except MeetupError as error:
        assert str(error) in map(str, told)
    else:
        assert text == "" or parse_rule(rule_text(schedule))
        assert all(one.planned < utc("2028-01-01") for one in dates)
        assert len({one.key for one in dates}) == len(dates) <= MAX_DATES
    assert stopwatch.monotonic() - begun < PATIENCE
