"""The dates in a window, the next one, and those after a moment."""

from dataclasses import replace
from datetime import date, datetime
from itertools import islice

import pytest

from wagtail_meetups.domain.errors import TooManyDatesError
from wagtail_meetups.domain.schedule import (
    Add,
    Cancel,
    DateRef,
    Move,
    after,
    between,
    expand,
    next_date,
)

from .test_schedule import all_day, make, utc

FOURTH_TUESDAYS = make("2026-01-01", "19:00", "22:00", rule="FREQ=MONTHLY;BYDAY=4TU")


def keys(found) -> list[str]:
    return [one.key for one in found]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-01-01", "2026-03-01", ["2026-01-27", "2026-02-24"]),
        # The evening is on at 20:00; it is not yet at 18:00, nor any more at 21:00 UTC.
        ("2026-01-27T20:00", "2026-01-27T20:30", ["2026-01-27"]),
        ("2026-01-27T12:00", "2026-01-27T18:00", []),
        ("2026-01-27T21:00", "2026-01-28", []),
        ("2025-01-01", "2026-01-01", []),
        ("2030-01-01", "2030-02-01", ["2030-01-22"]),
    ],
)
def test_dates_that_overlap_a_window(start, end, found):
    assert keys(between(FOURTH_TUESDAYS, utc(start), utc(end))) == found


def test_a_date_moved_into_the_window_is_found_where_it_is():
    moves = (
        Move(DateRef(date(2026, 5, 26)), date(2026, 1, 5)),
        Move(DateRef(date(2026, 1, 27)), date(2026, 8, 1)),
    )
    schedule = replace(FOURTH_TUESDAYS, changes=moves)
    window = utc("2026-01-01"), utc("2026-03-01")
    assert keys(between(schedule, *window)) == ["2026-05-26", "2026-02-24"]
    assert next_date(schedule, utc("2026-01-01")).key == "2026-05-26"
    assert keys(islice(after(schedule, utc("2026-06-01")), 4)) == [
        "2026-06-23",
        "2026-07-28",
        "2026-01-27",
        "2026-08-25",
    ]


def test_a_window_at_the_end_of_time():
    far = datetime.max.replace(tzinfo=utc("2026-01-01").tzinfo)
    assert between(FOURTH_TUESDAYS, utc("2900-01-01"), far) == ()
    assert next_date(FOURTH_TUESDAYS, far) is None
    assert next_date(FOURTH_TUESDAYS, datetime.min.replace(tzinfo=far.tzinfo))


def test_the_next_date_is_the_first_that_has_not_ended():
    assert next_date(FOURTH_TUESDAYS, utc("2026-01-27T20:59")).key == "2026-01-27"
    assert next_date(FOURTH_TUESDAYS, utc("2026-01-27T21:00")).key == "2026-02-24"
    cancelled = replace(FOURTH_TUESDAYS, changes=(Cancel(DateRef(date(2026, 2, 24))),))
    assert next_date(cancelled, utc("2026-02-01")).is_cancelled


def test_no_date_is_next_after_the_last():
    ended = replace(FOURTH_TUESDAYS, rule="FREQ=MONTHLY;BYDAY=4TU;COUNT=2")
    assert next_date(ended, utc("2026-02-24T21:00")) is None
    assert keys(after(ended, utc("2026-01-01"))) == ["2026-01-27", "2026-02-24"]
    single = replace(ended, rule="")
    assert next_date(single, utc("2026-01-02")) is None
    assert keys(after(single, utc("2025-01-01"))) == ["2026-01-01"]


def test_a_long_gap_is_looked_over():
    seldom = make("2026-06-05", "19:00", rule="FREQ=YEARLY;INTERVAL=40")
    assert keys(after(seldom, utc("2026-06-06"))) == ["2066-06-05", "2106-06-05"]
    assert next_date(seldom, utc("2027-01-01")).key == "2066-06-05"


def test_an_added_date_may_come_after_the_end_of_the_rule():
    ended = replace(
        FOURTH_TUESDAYS,
        rule="FREQ=MONTHLY;BYDAY=4TU;COUNT=1",
        changes=(Add(date(2900, 1, 1)),),
    )
    assert keys(after(ended, utc("2026-01-01"))) == ["2026-01-27", "2900-01-01"]


def test_what_has_begun_long_ago_may_still_be_on():
    fair = all_day("2026-01-01", "2400-01-01")
    assert next_date(fair, utc("2300-01-01")).key == "2026-01-01"
    assert list(after(fair, utc("2300-01-01"))) == []


def test_dates_come_one_by_one_in_order():
    found = after(FOURTH_TUESDAYS, utc("2026-02-24T18:00"))
    assert next(found).key == "2026-02-24"
    dates = list(islice(found, 40))
    assert dates[-1].key == "2029-06-26"
    assert [one.start for one in dates] == sorted(one.start for one in dates)
    assert len({one.key for one in dates}) == 40


def test_a_date_that_overlaps_two_windows_comes_once():
    """One is looked into after the other: a year, then two."""
    weeks = all_day("2026-01-01", "2026-01-07")
    weekly = replace(weeks, rule="FREQ=WEEKLY;COUNT=120")
    found = keys(after(weekly, utc("2026-01-01")))
    # Without the first, which began before that midnight in Paris.
    assert found == keys(expand(weekly))[1:]


def test_dates_that_are_too_many_are_told_when_they_are_reached():
    daily = make("2026-01-01", "19:00", rule="FREQ=DAILY")
    found = after(daily, utc("2026-01-01"))
    assert next(found).start == utc("2026-01-01T18:00")
    with pytest.raises(TooManyDatesError):
        list(found)


def test_a_date_that_is_on_is_not_after():
    night = make("2026-01-01", "22:00", "04:00", rule="FREQ=DAILY;COUNT=3")
    assert keys(after(night, utc("2026-01-02T01:00"))) == ["2026-01-02", "2026-01-03"]
    assert next_date(night, utc("2026-01-02T01:00")).key == "2026-01-01"
