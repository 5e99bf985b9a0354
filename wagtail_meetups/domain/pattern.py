"""How a series repeats, in the pieces that a person would say: no words here."""

from collections import deque
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product

from .clocks import get_zone, wall_of
from .errors import TooManyDatesError
from .rules import Rule
from .series import planned, read_rule
from .values import Schedule

__all__ = ["DAYS_OFF", "WORKDAYS", "Pattern", "pattern"]

WORKDAYS, DAYS_OFF = (0, 1, 2, 3, 4), (5, 6)
# What has a name: the first to fifth, the last, the next to last.
NAMED = (1, 2, 3, 4, 5, -1, -2)
NAMED_FROM_THE_END = (-1, -2)
# Of the months, in a year with a 29 February.
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The pieces. ``every`` is a frequency, taken each ``interval``-th time.

    On ``weekdays`` (Monday is 0); or at ``places`` of the month, such as (4, (1,)) for
    the fourth Tuesday, where several days are "weekday" or "weekend day"; or on
    ``monthdays``, from the end where negative; or on ``dates`` of the year, (month, day).
    In ``months`` only, where there are any. ``count`` times, or until the date ``last``.
    """

    every: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    places: tuple[tuple[int, tuple[int, ...]], ...] = ()
    monthdays: tuple[int, ...] = ()
    dates: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    count: int | None = None
    last: date | None = None


def _plainer(rule: Rule) -> Rule:
    """An equal rule that is easier to say: "every Monday of each month" is weekly."""
    if rule.interval > 1 or rule.bysetpos:
        return rule
    ordinals = any(nth for nth, _weekday in rule.byday)
    if rule.byday and not ordinals and not rule.bymonthday:
        return replace(rule, freq="WEEKLY")
    if rule.freq == "YEARLY" and (
        len(rule.bymonth) > 1 or (rule.bymonthday and not rule.bymonth)
    ):
        return replace(rule, freq="MONTHLY")
    return rule


def _places(rule: Rule) -> tuple[tuple[int, tuple[int, ...]], ...] | None:
    weekdays = tuple(sorted(weekday for _nth, weekday in rule.byday))
    if rule.bysetpos:
        plain = not any(nth for nth, _weekday in rule.byday)
        is_group = weekdays in (WORKDAYS, DAYS_OFF) or len(weekdays) == 1
        if rule.bymonthday or not plain or not is_group:
            return None
        found = tuple((nth, weekdays) for nth in rule.bysetpos)
    else:
        found = tuple((nth, (weekday,)) for nth, weekday in rule.byday)
    return found if all(nth in NAMED for nth, _weekdays in found) else None


def _monthdays(rule: Rule, start: date) -> tuple[int, ...] | None:
    days = rule.bymonthday or (start.day,)
    return days if all(day > 0 or day in NAMED_FROM_THE_END for day in days) else None


def _in_month(rule: Rule, start: date) -> Pattern | None:
    """A monthly rule, or a yearly one of a single month."""
    said = Pattern(rule.freq, rule.interval, months=rule.bymonth)
    if rule.byday or rule.bysetpos:
        places = None if rule.bymonthday else _places(rule)
        return replace(said, places=places) if places else None
    days = _monthdays(rule, start)
    return replace(said, monthdays=days) if days else None


def _in_year(rule: Rule, start: date) -> Pattern | None:
    days = rule.bymonthday or (start.day,)
    if rule.byday or rule.bysetpos or min(days) < 0:
        return _in_month(rule, start) if len(rule.bymonth) == 1 else None
    if rule.bymonthday and not rule.bymonth:
        return None
    dates = tuple(product(rule.bymonth or (start.month,), days))
    if any(day > LENGTHS[month - 1] for month, day in dates):
        return None
    return Pattern(rule.freq, rule.interval, dates=dates)


def _days(rule: Rule, start: date) -> Pattern | None:
    if rule.freq == "MONTHLY":
        return _in_month(rule, start)
    if rule.freq == "YEARLY":
        return _in_year(rule, start)
    if rule.bysetpos or rule.bymonthday:
        return None
    weekdays = tuple(weekday for _nth, weekday in rule.byday)
    if rule.freq == "WEEKLY":
        weekdays = weekdays or (start.weekday(),)
    elif weekdays:
        return None
    return Pattern(rule.freq, rule.interval, weekdays, months=rule.bymonth)


def _last(schedule: Schedule, until: date | datetime) -> date:
    """The last date there is; the day of UNTIL, where they are too many to look at."""
    try:
        dates = deque(planned(schedule, None), maxlen=1)
    except TooManyDatesError:
        dates = deque()
    if dates:
        return dates[0].wall.date()
    if isinstance(until, datetime) and until.tzinfo:
        until = wall_of(until, get_zone(schedule.timezone))
    return until.date() if isinstance(until, datetime) else until


def pattern(schedule: Schedule) -> Pattern | None:
    """The pieces of how a series repeats; ``None`` where there are no words for it.

    Raises a ``RuleError`` for a rule that cannot be read, and else as ``expand`` does.
    """
    rule = read_rule(schedule)
    if rule.byhour or rule.byminute or rule.byweekno or rule.byyearday:
        return None
    said = _days(_plainer(rule), schedule.start_date)
    if said is None:
        return None
    last = _last(schedule, rule.until) if rule.until else None
    return replace(said, count=rule.count, last=last)
