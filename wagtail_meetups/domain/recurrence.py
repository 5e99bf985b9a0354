"""A rule's dates, on a wall clock that knows no zone: what ``dateutil`` gives, bounded.

Each part that RFC 5545 takes from DTSTART is handed over in words, and reading starts
with the period (year, month, week) that the start lies in, because ``dateutil``

- takes all seven days of a week where BYWEEKNO stands alone,
- counts BYSETPOS in the first week from the start on, not from the week's first day,
- wants both of "every Monday" and "the first Tuesday" where either will do.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice

from dateutil import rrule

from .rules import Rule

__all__ = ["walls"]

# The Gregorian calendar repeats after so many years, weekdays too.
CYCLE_YEARS = 400
CYCLE = timedelta(days=146_097)
LAST_PYTHON_YEAR = datetime.max.year
# Every Monday of a month is its first to fifth one; of a year, its first to 53rd.
IN_A_MONTH, IN_A_YEAR = range(1, 6), range(1, 54)


def _first_of_period(rule: Rule, start: datetime) -> datetime:
    day = datetime.combine(start.date(), time())
    if rule.freq == "YEARLY":
        return day.replace(month=1, day=1)
    if rule.freq == "MONTHLY":
        return day.replace(day=1)
    if rule.freq == "WEEKLY":
        return day - timedelta(days=(day.weekday() - rule.wkst) % 7)
    return day


def _weekdays(rule: Rule) -> list[rrule.weekday]:
    if not any(nth for nth, _weekday in rule.byday):
        return [rrule.weekday(day) for _nth, day in rule.byday]
    by_month = rule.freq == "MONTHLY" or rule.bymonth
    every = IN_A_MONTH if by_month else IN_A_YEAR
    return [
        rrule.weekday(day, each)
        for nth, day in rule.byday
        for each in ((nth,) if nth else every)
    ]


def _filled(rule: Rule, start: datetime) -> dict[str, object]:
    """The parts of the rule, with what it leaves to its start."""
    parts: dict[str, object] = {
        "byweekno": rule.byweekno,
        "byyearday": rule.byyearday,
        "byhour": rule.byhour or (start.hour,),
        "byminute": rule.byminute or (start.minute,),
        "bysetpos": rule.bysetpos,
    }
    if rule.freq != "DAILY":
        parts["bymonth"] = rule.bymonth
        parts["bymonthday"] = rule.bymonthday
        parts["byweekday"] = _weekdays(rule)
    if not (rule.byyearday or rule.bymonthday or rule.byday):
        if rule.freq == "WEEKLY" or rule.byweekno:
            parts["byweekday"] = (start.weekday(),)
        elif rule.freq in ("MONTHLY", "YEARLY"):
            parts["bymonthday"] = (start.day,)
            if rule.freq == "YEARLY" and not rule.bymonth:
                parts["bymonth"] = (start.month,)
    return {name: value or None for name, value in parts.items()}


def _is_among(rule: Rule, wall: datetime) -> bool:
    """Whether a daily rule takes this day: it is searched day by day, to its end at most."""
    if rule.freq != "DAILY":
        return True
    from_the_end = wall.day - monthrange(wall.year, wall.month)[1] - 1
    return (
        (not rule.bymonth or wall.month in rule.bymonth)
        and (not rule.byday or (0, wall.weekday()) in rule.byday)
        and (
            not rule.bymonthday
            or wall.day in rule.bymonthday
            or from_the_end in rule.bymonthday
        )
    )


def _endless(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """The dates from ``start`` to ``end``, whatever COUNT and UNTIL say.

    A rule that never matches is searched to the end of Python's calendar, 8,000 years
    from now. So it is read as late as it can be, in years that look the same.
    """
    if end < start:
        return
    cycles = (LAST_PYTHON_YEAR - end.year) // CYCLE_YEARS
    found = rrule.rrule(
        rrule.FREQNAMES.index(rule.freq),
        dtstart=_first_of_period(rule, start) + cycles * CYCLE,
        interval=rule.interval,
        wkst=rule.wkst,
        **_filled(rule, start),
    )
    try:
        for moment in found:
            wall = moment - cycles * CYCLE
            if wall > end:
                return
            if wall >= start and _is_among(rule, wall):
                yield wall
    except (OverflowError, ValueError):
        # The last week of the calendar, which ends after it.
        return


def walls(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the naive wall clocks that the rule gives from ``start`` to ``end``, in order.

    COUNT holds; UNTIL does not, because it may be an instant. Bounded in time for any
    rule, by the days between the two.
    """
    yield from islice(_endless(rule, start, end), rule.count)
