"""Random schedules against a second reading of them, day by day (see ``oracle.py``).

1,200 that hypothesis makes and shrinks, and 3,800 of random numbers that are the same each time.
``RANDOM_SCHEDULES=200000`` makes these so many, in an hour or two.
"""

import os
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagtail_meetups.domain.errors import TooManyDatesError
from wagtail_meetups.domain.rules import FREQUENCIES
from wagtail_meetups.domain.schedule import MAX_DATES, expand, unmatched_changes

from . import oracle
from .random_schedules import random_schedule

CASES = int(os.environ.get("RANDOM_SCHEDULES", "3800"))


def assert_as_the_oracle_says(random, freq) -> None:
    schedule, until = random_schedule(random, freq)
    expected = oracle.dates(schedule, until)
    try:
        found = expand(schedule, until)
    except TooManyDatesError:
        assert len(expected) > MAX_DATES
        return
    assert [
        oracle.Date(
            key=date.key,
            planned=date.planned,
            start=date.start,
            end=date.end,
            added=date.is_added,
            cancelled=date.is_cancelled,
            postponed=date.is_postponed,
            moved=date.is_moved,
            reason=date.reason,
            title=date.title,
            note=date.note,
            online_link=date.online_link,
            venue=date.venue,
        )
        for date in found
    ] == expected
    idle = oracle.idle_changes(schedule, until)
    assert list(unmatched_changes(schedule, until)) == idle


@pytest.mark.parametrize("freq", FREQUENCIES)
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(random=st.randoms(use_true_random=False))
def test_a_random_schedule_has_the_dates_that_the_rfc_gives_it(random, freq):
    assert_as_the_oracle_says(random, freq)


@pytest.mark.no_cover  # Which would take as long again, and tell what the first told.
@pytest.mark.parametrize("freq", FREQUENCIES)
def test_so_have_many_more(freq):
    # Always the same, unless MEETUPS_SEED is set.
    seed = os.environ.get("MEETUPS_SEED", "the usual")
    for number in range(CASES // len(FREQUENCIES)):
        try:
            assert_as_the_oracle_says(Random(f"{seed}/{number}"), freq)
        except Exception as error:
            error.add_note(f"random_schedule(Random('{seed}/{number}'), '{freq}')")
            raise
