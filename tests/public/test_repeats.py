"""How a person says that a meet-up repeats."""

from dataclasses import replace
from datetime import date, time

import pytest
from django.utils.translation import override
from hypothesis import given, settings

from tests.domain.test_rules import garbage
from wagtail_meetups.domain.schedule import Schedule
from wagtail_meetups.views.repeats import describe_repeats

# A Wednesday.
BASE = Schedule(date(2026, 6, 24), time(19), None, time(22), "Europe/Paris")


def said(rule: str, **values) -> str:
    with override("en"):
        return describe_repeats(replace(BASE, rule=rule, **values))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", ""),
        (
            "FREQ=MONTHLY;BYDAY=4TU;UNTIL=20270630",
            "every month on the fourth Tuesday, until June 2027",
        ),
        # The last evening is in May.
        (
            "FREQ=MONTHLY;BYDAY=4TU;UNTIL=20270615",
            "every month on the fourth Tuesday, until May 2027",
        ),
        (
            "FREQ=MONTHLY;BYDAY=4TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
            "every month on the fourth Tuesday, except in August",
        ),
        (
            "FREQ=MONTHLY;BYDAY=4TU;BYMONTH=3,6,9",
            "every month on the fourth Tuesday, in March, June and September",
        ),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "every month on the next to last Friday"),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO,3MO",
            "every 3 months on the first Monday and the third Monday",
        ),
        ("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=2", "every month on the second Sunday"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month on the last weekday",
        ),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "every month on the first weekend day"),
        ("FREQ=MONTHLY", "every month on day 24"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on day 1 and day 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the next to last day"),
        ("FREQ=WEEKLY", "every week on Wednesday"),
        ("FREQ=WEEKLY;COUNT=10", "every week on Wednesday, 10 times"),
        ("FREQ=WEEKLY;COUNT=1", "every week on Wednesday, 1 time"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
            "every second week on Monday and Thursday",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,TH;UNTIL=20261231",
            "every week on Monday, Tuesday and Thursday, until Dec. 31, 2026",
        ),
        ("FREQ=MONTHLY;BYDAY=MO", "every week on Monday"),
        ("FREQ=YEARLY;BYMONTH=6,7;BYDAY=MO", "every week on Monday, in June and July"),
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "every second day"),
        ("FREQ=DAILY;BYMONTH=7", "every day, in July"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every day from Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day"),
        ("FREQ=YEARLY", "every year on June 24"),
        ("FREQ=YEARLY;INTERVAL=2", "every second year on June 24"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "every year on February 29"),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
            "every year on the last day of February",
        ),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=4TU", "every year on the fourth Tuesday of June"),
        ("FREQ=YEARLY;BYMONTH=6,12", "every month on day 24, in June and December"),
        (
            "FREQ=YEARLY;INTERVAL=5;BYMONTH=6,12;BYMONTHDAY=24",
            "every 5 years on June 24 and December 24",
        ),
        (
            "FREQ=YEARLY;BYMONTHDAY=1;COUNT=3",
            "every month on day 1, 3 times",
        ),
    ],
)
def test_in_words(rule, words):
    assert said(rule) == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYHOUR=9,19",
        "FREQ=DAILY;BYMONTHDAY=13",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=TU,1FR",
        "FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-4",
        "FREQ=MONTHLY;BYMONTHDAY=-10",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=1",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,2;BYDAY=1MO",
    ],
)
def test_what_has_no_words_is_shown_as_a_rule(rule):
    assert said(rule) == f"by the rule {rule}"


def test_a_rule_that_cannot_be_read_is_shown_as_it_is():
    assert said("weekly, please") == "by the rule weekly, please"


def test_the_last_date_is_by_the_clock_of_the_event():
    """In Auckland it is New Year by then; and there are too many dates to look at."""
    rule = "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU;UNTIL=20491231T120000Z"
    words = said(rule, timezone="Pacific/Auckland")
    assert words == "every day, until Jan. 1, 2050"


def test_whole_days_have_no_hours_to_say():
    assert said("FREQ=DAILY;BYHOUR=9", all_day=True) == "every day"


@settings(deadline=None)
@given(garbage)
def test_anything_can_be_said(rule):
    assert bool(said(rule)) == bool(rule)
