"""What calendar programs make of a series that we tell them as a rule."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from wagtail_meetups.domain.errors import (
    ChangeError,
    NoDatesError,
    TooManyDatesError,
)
from wagtail_meetups.domain.schedule import (
    Schedule,
    expand,
    first_planned,
    is_tellable,
    rule_text,
)

from .random_schedules import random_schedule
from .series_calendar import calendar_of

NODE = Path(__file__).parent.parent / "node"


def tellable_schedules(count: int) -> list[tuple[Schedule, datetime]]:
    """Random schedules that may be told as a rule, and give a date to start it from.

    Always the same, unless MEETUPS_SEED is set; what fails is shown whole.
    """
    found, random = [], Random(os.environ.get("MEETUPS_SEED", "clients"))
    while len(found) < count:
        schedule, until = random_schedule(random)
        try:
            if not expand(schedule, until):
                continue
            if is_tellable(schedule, until) and first_planned(schedule) < until:
                found.append((schedule, until))
        except (ChangeError, TooManyDatesError, NoDatesError):
            continue
    return found


def expected(schedule: Schedule, until: datetime) -> list[list[str]]:
    """The dates that take place, in the words of ``expand_series.mjs``."""

    def written(instant: datetime) -> str:
        if schedule.all_day:
            return instant.astimezone(ZoneInfo(schedule.timezone)).date().isoformat()
        return f"{instant:%Y-%m-%dT%H:%M:%SZ}"

    return [
        [written(date.start), written(date.end)]
        for date in expand(schedule, until)
        if not date.is_cancelled
    ]


def limit(schedule: Schedule, until: datetime) -> str:
    """What ``until`` is for calendars: whole days have no zone there."""
    if schedule.all_day:
        until = until.astimezone(ZoneInfo(schedule.timezone))
    return f"{until:%Y-%m-%dT%H:%M:%SZ}"


def read_with_ical_js(cases: list[tuple[Schedule, datetime]]) -> list[list[list[str]]]:
    asked = [
        {"text": calendar_of(schedule, until), "until": limit(schedule, until)}
        for schedule, until in cases
    ]
    answer = subprocess.run(
        ["node", NODE / "expand_series.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
    )
    assert not answer.returncode, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.node
def test_ical_js_reads_the_dates_of_random_series():
    cases = tellable_schedules(1_500)
    for (schedule, until), found in zip(cases, read_with_ical_js(cases), strict=True):
        assert sorted(found) == sorted(expected(schedule, until)), (schedule, until)


@pytest.mark.no_cover  # Which would take as long again.
def test_dateutil_reads_the_rule_of_random_series():
    """As vobject and recurring-ical-events do, which rest on it."""
    for schedule, until in tellable_schedules(400):
        zone = ZoneInfo(schedule.timezone)
        start = first_planned(schedule).astimezone(zone)
        text, found = rule_text(schedule), []
        if schedule.all_day:
            start = start.replace(hour=0, minute=0, tzinfo=None)
        for moment in rrulestr(text, dtstart=start):
            instant = moment.replace(tzinfo=zone).astimezone(UTC)
            if instant >= until:
                break
            found.append(instant)
        ours = [date.planned for date in expand(schedule, until) if not date.is_added]
        assert found == ours, (schedule, until, text)
