"""A rule's dates, on a wall clock that knows no zone: by ``dateutil``, made to hold.

A daily rule is one step after the other, here; for the others the library finds the days.
What RFC 5545 takes from DTSTART is handed over in words, reading begins with the period
(year, month, week) that the start lies in, and times, BYSETPOS and BYWEEKNO are ours,
because ``dateutil`` 2.9

- searches a rule that never matches for 8,000 years: see ``_by_dateutil``,
- counts BYSETPOS in the first week from the start on, not from the week's first day,
- wants both of "every Monday" and "the first Tuesday" where either will do,
- takes all seven days of a week where BYWEEKNO stands alone, and gives the days around
  New Year to the wrong week.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from typing import TypeVar

from dateutil import rrule

from .rules import Rule

__all__ = ["walls"]

LAST_PYTHON_YEAR = datetime.max.year
# Weekdays and leap years repeat every 28 years where every fourth year is a leap year,
# as in these, both times: now, and before the end of Python's calendar.
PLAIN_YEARS, LATE_YEARS = range(1902, 2099), range(9902, 9999)
# Anywhere they do so after 400 years.
CYCLE_YEARS, CYCLE = 400, timedelta(days=146_097)
ONE_DAY, LONGEST_PERIOD = timedelta(days=1), timedelta(days=366)
# Every Monday of a month is its first to fifth one; of a year, its first to 53rd.
IN_A_MONTH, IN_A_YEAR = range(1, 6), range(1, 54)

Item = TypeVar("Item")


def _picked(items: Sequence[Item], bysetpos: tuple[int, ...]) -> Iterator[Item]:
    """The items at these positions, from 1 on, or from -1 back, in order."""
    length = len(items)
    places = {place - 1 if place > 0 else length + place for place in bysetpos}
    return (items[index] for index in sorted(places) if 0 <= index < length)


def _first_of_period(rule: Rule, start: datetime) -> datetime:
    day = datetime.combine(start, time())
    if rule.freq == "YEARLY":
        return day.replace(month=1, day=1)
    if rule.freq == "MONTHLY":
        return day.replace(day=1)
    if rule.freq == "WEEKLY":
        return day - (day.weekday() - rule.wkst) % 7 * ONE_DAY
    return day


def _weekdays(rule: Rule) -> list[rrule.weekday]:
    if not any(nth for nth, _weekday in rule.byday):
        return [rrule.weekday(day) for _nth, day in rule.byday]
    every = IN_A_MONTH if rule.freq == "MONTHLY" or rule.bymonth else IN_A_YEAR
    return [
        rrule.weekday(day, each)
        for nth, day in rule.byday
        for each in ((nth,) if nth else every)
    ]


def _filled(rule: Rule, start: datetime) -> dict[str, object]:
    """The parts that choose days, with what the rule leaves to its start."""
    parts: dict[str, object] = {
        "bymonth": rule.bymonth or None,
        "byyearday": rule.byyearday or None,
        "bymonthday": rule.bymonthday or None,
        "byweekday": _weekdays(rule) or None,
    }
    if not (rule.byyearday or rule.bymonthday or rule.byday):
        if rule.freq == "WEEKLY" or rule.byweekno:
            parts["byweekday"] = start.weekday()
        else:
            parts["bymonthday"] = start.day
            if rule.freq == "YEARLY" and not rule.bymonth:
                parts["bymonth"] = start.month
    return parts


def _to_late_years(start: datetime, end: datetime) -> timedelta:
    """By how much to shift the two, so that the calendar ends soon after and looks alike."""
    new_year = date(start.year, 1, 1)
    if start.year in PLAIN_YEARS and end.year in PLAIN_YEARS:
        latest = LATE_YEARS[-1] - (end.year - start.year)
        for year in range(latest, LATE_YEARS[0] - 1, -1):
            late = date(year, 1, 1)
            if (year - start.year) % 4 == 0 and late.weekday() == new_year.weekday():
                return late - new_year
    return (LAST_PYTHON_YEAR - end.year) // CYCLE_YEARS * CYCLE


def _by_dateutil(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """The days, at midnight, to ``end`` from the first one of the start's period.

    A rule that never matches is searched to the end of Python's calendar. So it is read
    as late as it can be, in years that look the same.
    """
    shift = _to_late_years(start, end)
    found = rrule.rrule(
        rrule.FREQNAMES.index(rule.freq),
        dtstart=_first_of_period(rule, start) + shift,
        interval=rule.interval,
        wkst=rule.wkst,
        **_filled(rule, start),
    )
    try:
        for day in found:
            if day - shift > end:
                return
            yield day - shift
    except ValueError:
        # The last week of the calendar, which ends after it.
        return


def _daily(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """The days of a daily rule, at midnight: its parts only leave days out."""
    day = _first_of_period(rule, start)
    while day <= end:
        from_the_end = day.day - monthrange(day.year, day.month)[1] - 1
        if (
            (not rule.bymonth or day.month in rule.bymonth)
            and (not rule.byday or (0, day.weekday()) in rule.byday)
            and (
                not rule.bymonthday
                or day.day in rule.bymonthday
                or from_the_end in rule.bymonthday
            )
        ):
            yield day
        day += rule.interval * ONE_DAY


def _week(day: datetime, wkst: int) -> tuple[int, int]:
    """The number of the week that ``day`` lies in, from the start and from the end.

    A week belongs to the year in which four of its days lie (RFC 5545 3.3.10).
    """
    middle = day - ((day.weekday() - wkst) % 7 - 3) * ONE_DAY
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    left = (datetime(middle.year, 12, 31) - middle).days // 7
    return number, -left - 1


def _days(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    if rule.freq == "DAILY":
        return _daily(rule, start, end)
    days = _by_dateutil(rule, start, end)
    if not rule.byweekno:
        return days
    return (
        day for day in days if not {*_week(day, rule.wkst)}.isdisjoint(rule.byweekno)
    )


def _all(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """The dates to ``end``, COUNT and UNTIL left aside; some before ``start``, or after."""
    clocks = [
        time(hour, minute)
        for hour in rule.byhour or (start.hour,)
        for minute in rule.byminute or (start.minute,)
    ]
    if not rule.bysetpos:
        for day in _days(rule, start, end):
            yield from (datetime.combine(day, clock) for clock in clocks)
        return
    # All of the last period, for the places that are counted from its end.
    days = _days(rule, start, end + LONGEST_PERIOD)
    for _first, period in groupby(days, lambda day: _first_of_period(rule, day)):
        moments = [datetime.combine(day, clock) for day in period for clock in clocks]
        yield from _picked(moments, rule.bysetpos)


def walls(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the naive wall clocks that the rule gives from ``start`` to ``end``, in order.

    COUNT holds; UNTIL does not, because it may be an instant. Bounded in time for any
    rule, by the days between the two.
    """
    if start <= end:
        found = (wall for wall in _all(rule, start, end) if start <= wall <= end)
        yield from islice(found, rule.count)
