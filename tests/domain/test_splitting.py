"""A series cut in two has the dates that it had, each once."""

import os
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagtail_meetups.domain.errors import MeetupError, NoDatesError
from wagtail_meetups.domain.rules import FREQUENCIES
from wagtail_meetups.domain.schedule import (
    Add,
    Cancel,
    DateRef,
    Move,
    Schedule,
    expand,
    parse_rule,
)
from wagtail_meetups.domain.splitting import begun_on, cut_for, ended_before

from .random_schedules import random_schedule

CASES = int(os.environ.get("RANDOM_SPLITS", "200"))


def series(rule: str, **values) -> Schedule:
    """From the fourth Tuesday of November 2026, in Paris."""
    values = {
        "start_date": date(2026, 11, 24),
        "start_time": time(19),
        "end_date": None,
        "end_time": time(22),
        "timezone": "Europe/Paris",
        **values,
    }
    return Schedule(rule=rule, **values)


def told(schedule: Schedule, until: datetime) -> list:
    """What a reader sees of each date; a key may stand for another date of its day."""
    return sorted(
        (one.start, one.end, one.planned, one.is_cancelled, one.reason, one.title)
        for one in expand(schedule, until)
    )


def wall_day(one) -> date:
    return date.fromisoformat(one.key[:10])


def assert_cut_in_two(random: Random, freq: str) -> bool:
    schedule, until = random_schedule(random, freq)
    if not schedule.rule:
        return False
    try:
        dates = expand(schedule, until)
    except MeetupError:
        return False
    days = sorted({wall_day(one) for one in dates if not one.is_added})
    if len(days) < 2:
        return False
    day = random.choice(days[1:])
    try:
        before, after = ended_before(schedule, day), begun_on(schedule, day)
    except NoDatesError:
        # An added date stands where the clocks skip one of the rule.
        return False
    assert sorted(told(before, until) + told(after, until)) == told(schedule, until)
    assert not parse_rule(before.rule).is_endless
    return True


@pytest.mark.parametrize("freq", FREQUENCIES)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(random=st.randoms(use_true_random=False))
def test_no_date_is_lost_and_none_is_doubled(random, freq):
    assert_cut_in_two(random, freq)


@pytest.mark.parametrize("freq", FREQUENCIES)
def test_nor_in_many_more(freq):
    seed, cut = os.environ.get("MEETUPS_SEED", "the usual"), 0
    for number in range(CASES // len(FREQUENCIES)):
        try:
            cut += assert_cut_in_two(Random(f"{seed}/{number}"), freq)
        except Exception as error:
            error.add_note(f"Random('{seed}/{number}'), '{freq}'")
            raise
    assert cut > CASES // len(FREQUENCIES) // 3


@pytest.mark.parametrize(
    ("rule", "day", "before", "after"),
    [
        (
            "FREQ=MONTHLY;BYDAY=4TU",
            date(2027, 1, 26),
            "FREQ=MONTHLY;BYDAY=4TU;UNTIL=20261222",
            "FREQ=MONTHLY;BYDAY=4TU",
        ),
        (
            "FREQ=WEEKLY;COUNT=10",
            date(2026, 12, 8),
            "FREQ=WEEKLY;COUNT=2",
            "FREQ=WEEKLY;COUNT=8",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630",
            date(2026, 12, 22),
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261208",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630",
        ),
    ],
)
def test_both_rules_say_where_the_cut_is(rule, day, before, after):
    assert ended_before(series(rule), day).rule == before
    later = begun_on(series(rule), day)
    assert (later.rule, later.start_date) == (after, day)


def test_each_change_goes_with_its_date():
    changes = (
        Cancel(DateRef(date(2026, 12, 1))),
        Move(DateRef(date(2026, 12, 8)), day=date(2027, 1, 1)),
        Move(DateRef(date(2026, 12, 22)), day=date(2026, 11, 30)),
        Add(date(2026, 12, 20)),
    )
    whole = series("FREQ=WEEKLY", changes=changes)
    day = date(2026, 12, 15)
    assert ended_before(whole, day).changes == changes[:2]
    assert begun_on(whole, day).changes == changes[2:]


@pytest.mark.parametrize(
    ("values", "end_date", "end_time"),
    [
        ({}, None, time(22)),
        ({"end_time": time(1)}, None, time(1)),
        ({"end_time": None}, None, None),
        ({"end_date": date(2026, 11, 25)}, date(2026, 12, 9), time(22)),
        ({"all_day": True}, None, time(22)),
        (
            {"all_day": True, "end_date": date(2026, 11, 26)},
            date(2026, 12, 10),
            time(22),
        ),
    ],
)
def test_the_second_half_lasts_as_long(values, end_date, end_time):
    whole = series("FREQ=WEEKLY;COUNT=5", **values)
    later = begun_on(whole, date(2026, 12, 8))
    assert (later.end_date, later.end_time) == (end_date, end_time)
    assert expand(later)[0].end == expand(whole)[2].end


def test_twice_a_day_is_cut_between_days():
    whole = series("FREQ=WEEKLY;BYHOUR=15,19;BYMINUTE=0;COUNT=7")
    day = date(2026, 12, 1)
    before, after = ended_before(whole, day), begun_on(whole, day)
    # The first evening begins at 19:00, so that its afternoon is none of the series'.
    assert [parse_rule(one.rule).count for one in (before, after)] == [1, 6]
    until = datetime(2028, 1, 1, tzinfo=UTC)
    assert told(before, until) + told(after, until) == told(whole, until)


def test_where_there_is_nothing_to_cut_it_says_so():
    whole = series("FREQ=WEEKLY;COUNT=5")
    with pytest.raises(NoDatesError):
        ended_before(whole, date(2026, 11, 24))
    with pytest.raises(NoDatesError):
        begun_on(whole, date(2026, 12, 2))
    with pytest.raises(NoDatesError):
        begun_on(whole, date(2027, 11, 23))


@pytest.mark.parametrize(
    ("rule", "day", "cut"),
    [
        # The date of that day; else of that week; else the next one.
        ("FREQ=WEEKLY", date(2026, 12, 8), date(2026, 12, 8)),
        ("FREQ=WEEKLY", date(2026, 12, 10), date(2026, 12, 8)),
        ("FREQ=WEEKLY", date(2026, 12, 7), date(2026, 12, 8)),
        ("FREQ=WEEKLY;BYDAY=TU,TH", date(2026, 12, 9), date(2026, 12, 10)),
        ("FREQ=MONTHLY;BYDAY=4TU", date(2027, 1, 5), date(2027, 1, 26)),
        ("FREQ=MONTHLY;BYDAY=4TU", date(2027, 1, 31), date(2027, 1, 26)),
        ("FREQ=MONTHLY;INTERVAL=6;BYDAY=4TU", date(2026, 12, 3), date(2027, 5, 25)),
        ("FREQ=YEARLY;INTERVAL=20", date(2027, 1, 1), date(2046, 11, 24)),
        ("FREQ=WEEKLY;COUNT=2", date(2026, 12, 15), None),
        ("FREQ=WEEKLY;COUNT=2", date(2026, 12, 3), date(2026, 12, 1)),
    ],
)
def test_the_next_series_takes_over_the_dates_that_it_stands_for(rule, day, cut):
    assert cut_for(series(rule), day) == cut


def test_a_zone_far_from_utc_is_cut_at_its_own_midnight():
    whole = series(
        "FREQ=DAILY;COUNT=5", timezone="Pacific/Auckland", start_time=time(1)
    )
    after = begun_on(whole, date(2026, 11, 26))
    zone = ZoneInfo("Pacific/Auckland")
    assert expand(after)[0].start.astimezone(zone).date() == date(2026, 11, 26)
    assert expand(ended_before(whole, date(2026, 11, 26)))[-1].start < expand(after)[
        0
    ].start - timedelta(hours=20)
