"""What an editor changes on single dates: cancel, move, alter, add."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from wagtail_meetups.domain.errors import (
    ChangeError,
    DateOutOfRangeError,
    EndBeforeStartError,
    MissingTimeError,
    NonexistentTimeError,
    TooManyDatesError,
)
from wagtail_meetups.domain.schedule import (
    MAX_DATES,
    Add,
    Alter,
    Cancel,
    DateRef,
    Move,
    check,
    expand,
    unmatched_changes,
)

from .test_schedule import all_day, make, utc

NEW_YEAR = utc("2027-01-01")
FIRST, SECOND, THIRD = date(2026, 1, 27), date(2026, 2, 24), date(2026, 3, 24)


def monthly(*changes, **values):
    """The fourth Tuesday, 19:00 to 22:00."""
    base = make("2026-01-01", "19:00", "22:00", rule="FREQ=MONTHLY;BYDAY=4TU;COUNT=3")
    return replace(base, changes=changes, **values)


def whole_days(*changes):
    base = all_day("2026-01-10", "2026-01-11")
    return replace(base, rule="FREQ=MONTHLY;COUNT=3", changes=changes)


def dates(schedule):
    return {one.key: one for one in expand(schedule, NEW_YEAR)}


def test_a_cancelled_date_stays_and_says_why():
    found = dates(monthly(Cancel(DateRef(SECOND), "The host is ill")))
    second = found["2026-02-24"]
    assert (second.is_cancelled, second.reason) == (True, "The host is ill")
    assert second.start == second.planned == utc("2026-02-24T18:00")
    assert [one.is_cancelled for one in found.values()] == [False, True, False]


def test_a_postponed_date_is_cancelled_until_a_move_takes_the_place_of_that():
    ref = DateRef(SECOND)
    postponed = Cancel(ref, "Flood", is_postponed=True)
    found = dates(monthly(postponed))
    assert [one.is_postponed for one in found.values()] == [False, True, False]
    second = found["2026-02-24"]
    assert (second.is_cancelled, second.reason) == (True, "Flood")
    assert second.start == second.planned
    # Of two the later counts.
    both = monthly(postponed, Cancel(ref, "For good"))
    assert not dates(both)["2026-02-24"].is_postponed
    assert unmatched_changes(both) == (postponed,)
    move = Move(ref, THIRD)
    assert unmatched_changes(monthly(move, postponed)) == (move,)
    second = dates(monthly(move))["2026-02-24"]
    assert (second.is_cancelled, second.is_postponed) == (False, False)


def test_a_single_date_may_be_cancelled_moved_and_altered():
    ref = DateRef(date(2026, 1, 15))
    single = make("2026-01-15", "19:00", "22:00")
    [one] = expand(replace(single, changes=(Cancel(ref, "Snow"),)))
    assert (one.is_cancelled, one.reason) == (True, "Snow")
    move = Move(ref, date(2026, 1, 16), reason="Snow")
    [one] = expand(replace(single, changes=(move, Alter(ref, title="By the fire"))))
    assert (one.key, one.planned) == ("2026-01-15", utc("2026-01-15T18:00"))
    assert (one.start, one.end) == (utc("2026-01-16T18:00"), utc("2026-01-16T21:00"))
    assert (one.is_moved, one.reason, one.title) == (True, "Snow", "By the fire")


@pytest.mark.parametrize(
    ("move", "start", "end"),
    [
        # Empty: the clock and the length that it had.
        ({}, "2026-02-25T18:00", "2026-02-25T21:00"),
        ({"start": time(18)}, "2026-02-25T17:00", "2026-02-25T20:00"),
        ({"start": time(0)}, "2026-02-24T23:00", "2026-02-25T02:00"),
        ({"end": time(20)}, "2026-02-25T18:00", "2026-02-25T19:00"),
        # The next morning.
        ({"start": time(23), "end": time(2)}, "2026-02-25T22:00", "2026-02-26T01:00"),
        (
            {"end": time(12), "end_day": date(2026, 2, 27)},
            "2026-02-25T18:00",
            "2026-02-27T11:00",
        ),
        # The clock of the series' end.
        ({"end_day": date(2026, 2, 26)}, "2026-02-25T18:00", "2026-02-26T21:00"),
    ],
)
def test_a_moved_date(move, start, end):
    second = dates(monthly(Move(DateRef(SECOND), date(2026, 2, 25), **move)))[
        "2026-02-24"
    ]
    assert (second.start, second.end) == (utc(start), utc(end))
    assert second.is_moved
    assert second.planned == utc("2026-02-24T18:00")


def test_a_date_moved_to_another_season_keeps_its_clock():
    second = dates(monthly(Move(DateRef(SECOND), date(2026, 7, 1))))["2026-02-24"]
    assert second.start == utc("2026-07-01T17:00")


def test_a_date_moved_to_where_it_is_has_not_moved():
    move = Move(DateRef(SECOND), SECOND, time(19), time(22), reason="None")
    assert not dates(monthly(move))["2026-02-24"].is_moved


def test_an_open_end_moves_with_its_date():
    schedule = monthly(Move(DateRef(SECOND), SECOND, time(20)), end_time=None)
    second = dates(schedule)["2026-02-24"]
    assert second.end - second.start == timedelta(hours=2)


def test_whole_days_move_and_may_become_more():
    ref = DateRef(date(2026, 2, 10))
    second = dates(whole_days(Move(ref, date(2026, 2, 20))))["2026-02-10"]
    assert (second.start, second.end) == (
        utc("2026-02-19T23:00"),
        utc("2026-02-21T23:00"),
    )
    longer = Move(ref, date(2026, 2, 20), end_day=date(2026, 2, 22))
    assert dates(whole_days(longer))["2026-02-10"].end == utc("2026-02-22T23:00")


def test_an_altered_date():
    ref = DateRef(SECOND)
    words = {
        "title": "In the garden",
        "note": "A chair",
        "online_link": "https://x.test/",
    }
    second = dates(monthly(Alter(ref, **words, venue=7)))["2026-02-24"]
    assert {name: getattr(second, name) for name in words} == words
    assert second.venue == 7
    assert not second.is_moved
    plain = dates(monthly(Alter(ref)))["2026-02-24"]
    assert (plain.title, plain.note, plain.online_link, plain.venue) == (
        "",
        "",
        "",
        None,
    )


def test_changes_of_one_date_add_up():
    ref = DateRef(SECOND)
    second = dates(
        monthly(Alter(ref, note="Round the back"), Move(ref, THIRD, reason="Snow"))
    )["2026-02-24"]
    assert (second.note, second.reason) == ("Round the back", "Snow")
    assert second.is_moved


def test_a_cancelled_date_does_not_move():
    ref = DateRef(SECOND)
    move = Move(ref, THIRD, reason="Snow")
    schedule = monthly(Cancel(ref, "More snow"), move, Alter(ref, note="Sorry"))
    second = dates(schedule)["2026-02-24"]
    assert (second.is_cancelled, second.is_moved) == (True, False)
    assert (second.reason, second.note) == ("More snow", "Sorry")
    assert second.start == second.planned
    assert unmatched_changes(schedule) == (move,)


def test_of_two_changes_of_a_kind_the_later_counts():
    ref = DateRef(SECOND)
    first, last = Move(ref, date(2026, 2, 25)), Move(ref, date(2026, 2, 26))
    schedule = monthly(first, last)
    assert dates(schedule)["2026-02-24"].start == utc("2026-02-26T18:00")
    assert unmatched_changes(schedule) == (first,)
    assert unmatched_changes(schedule)[0] is first


def test_the_order_is_that_of_the_plan():
    schedule = monthly(Move(DateRef(FIRST), date(2026, 6, 1)))
    assert list(dates(schedule)) == ["2026-01-27", "2026-02-24", "2026-03-24"]


# Added dates


@pytest.mark.parametrize(
    ("add", "start", "end"),
    [
        ({}, "2026-02-03T18:00", "2026-02-03T21:00"),
        ({"start": time(12)}, "2026-02-03T11:00", "2026-02-03T14:00"),
        ({"start": time(12), "end": time(13)}, "2026-02-03T11:00", "2026-02-03T12:00"),
        ({"end_day": date(2026, 2, 4)}, "2026-02-03T18:00", "2026-02-04T21:00"),
    ],
)
def test_an_added_date(add, start, end):
    extra = Add(date(2026, 2, 3), **add, title="Walk", note="Boots", venue=7)
    found = dates(monthly(extra))
    assert list(found) == ["2026-01-27", "2026-02-03", "2026-02-24", "2026-03-24"]
    one = found["2026-02-03"]
    assert (one.planned, one.start, one.end) == (utc(start), utc(start), utc(end))
    assert (one.is_added, one.title, one.note, one.venue) == (True, "Walk", "Boots", 7)
    assert not found["2026-02-24"].is_added


def test_an_added_day():
    one = dates(whole_days(Add(date(2026, 1, 20))))["2026-01-20"]
    assert (one.start, one.end) == (utc("2026-01-19T23:00"), utc("2026-01-21T23:00"))


def test_an_added_date_may_be_changed_too():
    ref = DateRef(date(2026, 2, 3))
    add = Add(ref.day, time(12), time(13), title="Walk", note="Boots")
    schedule = monthly(Alter(ref, title="Swim"), Move(ref, ref.day, time(14)), add)
    one = dates(schedule)["2026-02-03"]
    assert (one.title, one.note) == ("Swim", "Boots")
    assert (one.start, one.end) == (utc("2026-02-03T13:00"), utc("2026-02-03T14:00"))
    assert dates(monthly(Cancel(ref), add))["2026-02-03"].is_cancelled
    assert unmatched_changes(schedule) == ()


def test_the_first_of_a_day_has_the_plain_key():
    found = dates(monthly(Add(SECOND, time(12)), Add(THIRD, time(21, 30))))
    assert [(one.key, one.is_added) for one in found.values()] == [
        ("2026-01-27", False),
        ("2026-02-24", True),
        ("2026-02-24-1900", False),
        ("2026-03-24", False),
        ("2026-03-24-2130", True),
    ]


def test_a_clock_names_the_later_date_of_a_day():
    add = Add(SECOND, time(12))
    found = dates(monthly(add, Cancel(DateRef(SECOND, time(19)))))
    assert [key for key, one in found.items() if one.is_cancelled] == [
        "2026-02-24-1900"
    ]
    found = dates(monthly(add, Cancel(DateRef(SECOND))))
    assert [key for key, one in found.items() if one.is_cancelled] == ["2026-02-24"]


def test_a_date_that_is_there_is_not_added():
    again, twice, other = Add(SECOND), Add(date(2026, 2, 3)), Add(date(2026, 2, 3))
    schedule = monthly(again, twice, replace(other, title="Walk"))
    found = dates(schedule)
    assert len(found) == 4
    assert not found["2026-02-24"].is_added
    assert found["2026-02-03"].title == "Walk"
    assert unmatched_changes(schedule) == (again, twice)


def test_added_dates_count_among_the_most():
    daily = replace(monthly(), rule=f"FREQ=DAILY;COUNT={MAX_DATES}")
    assert len(expand(daily)) == MAX_DATES
    with pytest.raises(TooManyDatesError):
        expand(replace(daily, changes=(Add(date(2026, 1, 1), time(12)),)))


def test_an_added_date_is_before_the_moment_or_not_there():
    schedule = monthly(Add(date(2026, 2, 3)), rule="FREQ=MONTHLY;BYDAY=4TU")
    assert len(expand(schedule, utc("2026-02-03T18:00"))) == 1
    assert len(expand(schedule, utc("2026-02-03T18:01"))) == 2


# Changes of what is not planned


def test_a_change_of_a_date_that_is_not_planned_is_told():
    lost = (
        Cancel(DateRef(date(2026, 2, 25))),
        Move(DateRef(SECOND, time(18)), THIRD),
        Alter(DateRef(date(2026, 4, 28)), note="After the third"),
    )
    schedule = monthly(*lost, Cancel(DateRef(FIRST)))
    assert unmatched_changes(schedule) == lost
    assert unmatched_changes(schedule, NEW_YEAR) == lost
    assert len(dates(schedule)) == 3
    assert [*check(schedule)] == []


def test_what_lies_behind_the_moment_is_not_known_yet():
    later = Cancel(DateRef(date(2026, 12, 25)))
    schedule = monthly(later, rule="FREQ=MONTHLY;BYDAY=4TU")
    assert unmatched_changes(schedule, utc("2026-12-25T12:00")) == ()
    assert unmatched_changes(schedule, utc("2026-12-26T12:00")) == (later,)
    far = Cancel(DateRef(date.max))
    assert unmatched_changes(replace(schedule, changes=(far,)), NEW_YEAR) == ()


def test_any_moment_may_be_asked_for():
    utmost = [
        moment.replace(tzinfo=NEW_YEAR.tzinfo)
        for moment in (datetime.min, datetime.max)
    ]
    schedule = monthly(Cancel(DateRef(date.max)), Cancel(DateRef(date.min)))
    assert [len(unmatched_changes(schedule, moment)) for moment in utmost] == [1, 2]


# Mistakes


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        (
            Move(DateRef(SECOND), SECOND, end=time(18), end_day=SECOND),
            EndBeforeStartError,
            "end_time",
        ),
        (
            Move(DateRef(SECOND), SECOND, end=time(18)),
            EndBeforeStartError,
            "end_time",
        ),
        (
            Move(DateRef(SECOND), SECOND, end_day=FIRST),
            EndBeforeStartError,
            "end_date",
        ),
        (Move(DateRef(SECOND), date(26, 3, 1)), DateOutOfRangeError, "start_date"),
        (Move(DateRef(SECOND), date.max), DateOutOfRangeError, "start_date"),
        (Add(date.max), DateOutOfRangeError, "start_date"),
        (Add(SECOND, time(12), time(11)), EndBeforeStartError, "end_time"),
    ],
)
def test_a_change_that_makes_no_sense(change, error, field):
    schedule = monthly(Cancel(DateRef(FIRST)), change)
    with pytest.raises(ChangeError, match="Change 2: ") as caught:
        expand(schedule, NEW_YEAR)
    [told] = check(schedule)
    for found in (caught.value, told):
        assert (found.field, found.index) == ("changes", 1)
        assert (type(found.error), found.error.field) == (error, field)


def test_an_end_day_without_any_clock():
    schedule = monthly(
        Move(DateRef(SECOND), SECOND, end_day=THIRD), end_time=None, end_date=None
    )
    [told] = check(schedule)
    assert (type(told.error), told.error.field) == (MissingTimeError, "end_time")


def test_a_clock_that_a_change_writes_must_exist():
    schedule = monthly(Add(date(2026, 3, 29), time(2, 30)))
    [told] = check(schedule)
    assert type(told.error) is NonexistentTimeError
    assert dates(schedule)["2026-03-29"].start == utc("2026-03-29T01:30")


def test_nothing_is_said_of_changes_while_the_series_makes_no_sense():
    schedule = monthly(Add(date.max), start_time=None)
    assert [error.field for error in check(schedule)] == ["start_time"]


def test_a_wrong_change_is_told_beside_a_wrong_rule():
    schedule = monthly(Add(date.max), rule="FREQ=HOURLY")
    assert [error.field for error in check(schedule)] == ["recurrence", "changes"]
