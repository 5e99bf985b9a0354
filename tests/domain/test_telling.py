"""The rule as a feed tells it, and when it must not: the dates are written out then."""

from dataclasses import replace
from datetime import date

import pytest

from wagtail_meetups.domain.errors import NoDatesError, RuleError
from wagtail_meetups.domain.schedule import (
    Cancel,
    DateRef,
    Move,
    first_planned,
    is_tellable,
    rule_text,
)

from .test_schedule import all_day, make, utc

YEAR = utc("2027-01-01")


def series(rule, day="2026-01-27", start="19:00", end="22:00", **values):
    return make(day, start, end, rule=rule, **values)


@pytest.mark.parametrize(
    ("schedule", "text"),
    [
        (make("2026-01-27", "19:00"), ""),
        (series("byday=4tu;freq=monthly"), "FREQ=MONTHLY;BYDAY=4TU"),
        # UNTIL is an instant, of the whole last day where it was a day.
        (series("FREQ=WEEKLY;UNTIL=20260630"), "FREQ=WEEKLY;UNTIL=20260630T215959Z"),
        (
            series("FREQ=WEEKLY;UNTIL=20261231T190000"),
            "FREQ=WEEKLY;UNTIL=20261231T180000Z",
        ),
        (
            series("FREQ=WEEKLY;UNTIL=20261231T180000Z"),
            "FREQ=WEEKLY;UNTIL=20261231T180000Z",
        ),
        # And a day for whole days, which have no hours either.
        (
            replace(
                all_day("2026-01-27"), rule="FREQ=DAILY;BYHOUR=9;UNTIL=20261230T230000Z"
            ),
            "FREQ=DAILY;UNTIL=20261231",
        ),
        (
            replace(all_day("2026-01-27"), rule="FREQ=DAILY;UNTIL=20261231T120000"),
            "FREQ=DAILY;UNTIL=20261231",
        ),
        # What ical.js reads wrong in other words.
        (
            series("FREQ=MONTHLY;BYMONTH=1,2;BYDAY=4TU;COUNT=3"),
            "FREQ=YEARLY;BYMONTH=1,2;BYDAY=4TU;COUNT=3",
        ),
        (
            series("FREQ=MONTHLY;BYMONTH=1,2"),
            "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=27",
        ),
        (series("FREQ=YEARLY"), "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27"),
        (
            series("FREQ=YEARLY;BYMONTH=1,7"),
            "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=27",
        ),
    ],
)
def test_the_text_of_the_rule(schedule, text):
    assert rule_text(schedule) == text


def test_a_wrong_rule_has_no_text():
    with pytest.raises(RuleError):
        rule_text(series("FREQ=HOURLY"))


def test_the_first_date_planned_whatever_has_changed():
    schedule = series(
        "FREQ=MONTHLY;BYDAY=4TU",
        "2026-01-01",
        changes=(Move(DateRef(date(2026, 1, 27)), date(2026, 1, 5)),),
    )
    assert first_planned(schedule) == utc("2026-01-27T18:00")
    assert first_planned(make("2026-01-15", "19:00")) == utc("2026-01-15T18:00")
    with pytest.raises(NoDatesError):
        first_planned(series("FREQ=DAILY;UNTIL=20200101"))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=2;BYMONTH=1,2;BYDAY=MO,TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU",
        "FREQ=WEEKLY;BYMONTH=1,9",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TU",
        "FREQ=MONTHLY;BYDAY=-1FR,2MO",
        "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
        "FREQ=MONTHLY;BYDAY=4TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=1,6;BYDAY=4TU",
    ],
)
def test_rules_that_clients_read_right(rule):
    assert is_tellable(series(rule), YEAR)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYHOUR=9,19",
        "FREQ=DAILY;BYMINUTE=0,30",
        "FREQ=DAILY;BYMONTHDAY=13",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=1",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2,3",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=TU,1FR",
        "FREQ=MONTHLY;BYDAY=4TU,1FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTH=1;BYDAY=MO;BYSETPOS=-1",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYMONTHDAY=13",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
    ],
)
def test_rules_that_a_client_misreads(rule):
    assert not is_tellable(series(rule), YEAR)


def test_29_february_is_written_out():
    leap = series("FREQ=YEARLY", "2028-02-29")
    assert not is_tellable(leap, utc("2030-01-01"))


@pytest.mark.parametrize(
    ("start", "end", "tellable"),
    [
        ("19:00", "22:00", True),
        # Saturday to Sunday, when the clocks change at 02:00 or 03:00.
        ("22:00", "01:59", True),
        ("22:00", "02:00", False),
        ("22:00", "02:30", False),
        ("22:00", "06:00", False),
        ("23:00", None, True),
    ],
)
def test_a_night_in_which_the_clocks_change_is_read_in_two_ways(start, end, tellable):
    saturdays = make("2026-01-03", start, end, rule="FREQ=WEEKLY")
    assert is_tellable(saturdays, YEAR) is tellable
    assert is_tellable(saturdays, utc("2026-03-28"))


@pytest.mark.parametrize("start", ["02:00", "02:30"])
@pytest.mark.parametrize("month", ["2026-03-01", "2026-10-04"])
def test_a_start_that_is_missing_or_comes_twice_is_read_in_two_ways(start, month):
    sundays = make(month, start, "05:00", rule="FREQ=WEEKLY;COUNT=6")
    assert not is_tellable(sundays)


def test_so_is_one_that_lasts_until_summer():
    winter = make("2026-10-25", "02:30", "2027-05-01 12:00", rule="FREQ=YEARLY;COUNT=1")
    assert not is_tellable(winter)


def test_whole_days_have_no_clock_to_misread():
    days = replace(all_day("2026-03-01", "2026-03-02"), rule="FREQ=DAILY")
    assert is_tellable(days, YEAR)
    # Samoa had no 30 December 2011.
    samoa = replace(
        all_day("2011-12-25", zone="Pacific/Apia"), rule="FREQ=DAILY;COUNT=9"
    )
    assert not is_tellable(samoa)


def test_changes_do_not_matter():
    schedule = series("FREQ=WEEKLY", changes=(Cancel(DateRef(date(2026, 1, 27))),))
    assert is_tellable(schedule, YEAR)


def test_a_single_date_needs_no_rule():
    assert is_tellable(make("2026-03-29", "02:30", "05:00"))
