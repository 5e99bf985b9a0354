"""A rule's dates, on a wall clock that knows no zone: by ``dateutil``, made to hold.

A daily rule is one step after the other, here. For the others, what RFC 5545 takes from
DTSTART is handed over in words, and reading begins with the period (year, month, week)
that the start lies in, because ``dateutil`` 2.9

- counts BYSETPOS in the first week from the start on, not from the week's first day,
- wants both of "every Monday" and "the first Tuesday" where either will do,
- takes all seven days of a week where BYWEEKNO stands alone, and gives the days around
  New Year to the wrong week: weeks are numbered here,
- searches a rule that never matches for 8,000 years: see ``_read``.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice, product
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
ONE_DAY = timedelta(days=1)
# Every Monday of a month is its first to fifth one; of a year, its first to 53rd.
IN_A_MONTH, IN_A_YEAR = range(1, 6), range(1, 54)

Item = TypeVar("Item")


def _picked(items: Sequence[Item], bysetpos: tuple[int, ...]) -> Iterator[Item]:
    """The items at these positions, from 1 on, or from -1 back."""
    for index, item in enumerate(items):
        if index + 1 in bysetpos or index - len(items) in bysetpos:
            yield item


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


def _times(rule: Rule, start: datetime) -> dict[str, object]:
    return {
        "byhour": rule.byhour or (start.hour,),
        "byminute": rule.byminute or (start.minute,),
    }


def _days(rule: Rule, start: datetime) -> dict[str, object]:
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


def _read(
    rule: Rule, start: datetime, end: datetime, **parts: object
) -> Iterator[datetime]:
    """What ``dateutil`` gives to ``end``, from the first day of the start's period.

    A rule that never matches is searched to the end of Python's calendar. So it is read
    as late as it can be, in years that look the same.
    """
    shift = _to_late_years(start, end)
    found = rrule.rrule(
        rrule.FREQNAMES.index(rule.freq),
        dtstart=_first_of_period(rule, start) + shift,
        interval=rule.interval,
        wkst=rule.wkst,
        **parts,
    )
    try:
        for moment in found:
            if moment - shift > end:
                return
            yield moment - shift
    except ValueError:
        # The last week of the calendar, which ends after it.
        return


def _is_on(rule: Rule, day: date) -> bool:
    """Whether a daily rule takes this day."""
    from_the_end = day.day - monthrange(day.year, day.month)[1] - 1
    return (
        (not rule.bymonth or day.month in rule.bymonth)
        and (not rule.byday or (0, day.weekday()) in rule.byday)
        and (
            not rule.bymonthday
            or day.day in rule.bymonthday
            or from_the_end in rule.bymonthday
        )
    )


def _daily(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """The dates of a daily rule, whose parts only leave days and times out."""
    clocks = [
        time(*pair) for pair in product(*map(sorted, _times(rule, start).values()))
    ]
    if rule.bysetpos:
        clocks = list(_picked(clocks, rule.bysetpos))
    day = start.date()
    while day <= end.date():
        if _is_on(rule, day):
            for clock in clocks:
                yield datetime.combine(day, clock)
        day += rule.interval * ONE_DAY


def _week(day: date, wkst: int) -> tuple[int, int]:
    """The number of the week that ``day`` lies in, from the start and from the end.

    A week belongs to the year in which four of its days lie (RFC 5545 3.3.10).
    """
    middle = day - ((day.weekday() - wkst) % 7 - 3) * ONE_DAY
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    # Weeks until the year of the middle ends.
    left = (date(middle.year, 12, 31) - middle).days // 7
    return number, -left - 1


def _by_week(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """The dates of a rule with BYWEEKNO, year by year."""
    last = datetime(end.year, 12, 31, 23, 59)
    found = _read(rule, start, last, **_days(rule, start), **_times(rule, start))
    for _year, moments in groupby(found, lambda moment: moment.year):
        inside = [
            moment
            for moment in moments
            if not {*_week(moment.date(), rule.wkst)}.isdisjoint(rule.byweekno)
        ]
        yield from _picked(inside, rule.bysetpos) if rule.bysetpos else inside


def _all(rule: Rule, start: datetime, end: datetime) -> Iterable[datetime]:
    """The dates to ``end``, COUNT and UNTIL left aside; some before ``start``, or after."""
    if end < start:
        return ()
    if rule.freq == "DAILY":
        return _daily(rule, start, end)
    if rule.byweekno:
        return _by_week(rule, start, end)
    parts = {**_days(rule, start), **_times(rule, start)}
    return _read(rule, start, end, **parts, bysetpos=rule.bysetpos or None)


def walls(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the naive wall clocks that the rule gives from ``start`` to ``end``, in order.

    COUNT holds; UNTIL does not, because it may be an instant. Bounded in time for any
    rule, by the days between the two.
    """
    found = (wall for wall in _all(rule, start, end) if start <= wall <= end)
    yield from islice(found, rule.count)
