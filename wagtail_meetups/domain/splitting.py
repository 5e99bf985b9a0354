"""A series cut in two at a day: what ends before it, and what goes on from it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from .bounds import ONE_DAY, first_wall, wall_length
from .changes import Add, Change, Move
from .clocks import to_the_minute
from .errors import NoDatesError
from .recurrence import walls
from .rules import Rule, parse_rule
from .series import planned, read_rule
from .values import Schedule

__all__ = ["begun_on", "cut_for", "ended_before"]


def _day_of(change: Change) -> date:
    return change.day if isinstance(change, Add) else change.ref.day


def _planned_walls(schedule: Schedule, day: date) -> Iterator[datetime]:
    """The wall clocks that the rule gives up to the end of ``day``, in order."""
    # A wall clock in another zone is less than two days off.
    until = datetime.combine(day, time(), UTC) + 3 * ONE_DAY
    plain = replace(schedule, changes=())
    return (one.wall for one in planned(plain, until) if one.wall.date() <= day)


def _count_before(schedule: Schedule, day: date) -> int:
    """How many of COUNT are used up before ``day``."""
    end = datetime.combine(day, time()) - timedelta(minutes=1)
    return sum(1 for _wall in walls(read_rule(schedule), first_wall(schedule), end))


def ended_before(schedule: Schedule, day: date) -> Schedule:
    """Return the series with its dates before ``day`` alone, and the changes of these.

    A rule that counts still counts; any other gets the day of its last date as UNTIL.
    Raises ``NoDatesError`` where no date is left, and else as ``expand`` does.
    """
    before = [wall for wall in _planned_walls(schedule, day) if wall.date() < day]
    if not before:
        raise NoDatesError
    rule = parse_rule(schedule.rule)
    if rule.count is not None:
        rule = replace(rule, count=_count_before(schedule, day))
    else:
        rule = replace(rule, until=before[-1].date())
    kept = tuple(one for one in schedule.changes if _day_of(one) < day)
    return replace(schedule, rule=rule.text, changes=kept)


def _written_out(change: Change, schedule: Schedule) -> Change:
    """The change with the clocks of the series where it takes these."""
    if isinstance(change, Add) and change.start is None:
        change = replace(change, start=schedule.start_time)
    if isinstance(change, Add | Move) and change.end_day and change.end is None:
        change = replace(change, end=schedule.end_time)
    return change


def begun_on(schedule: Schedule, day: date) -> Schedule:
    """Return the series with its dates from ``day`` on, and the changes of these.

    ``day`` is one of its dates. What the rule took from its start, such as every which
    week, stays as it is. Raises ``NoDatesError`` where it has no date on that day, and
    else as ``expand`` does.
    """
    start = next((at for at in _planned_walls(schedule, day) if at.date() == day), None)
    if start is None:
        raise NoDatesError
    rule = parse_rule(schedule.rule)
    if rule.count is not None:
        rule = replace(rule, count=rule.count - _count_before(schedule, day))
    kept = tuple(one for one in schedule.changes if _day_of(one) >= day)
    length = wall_length(schedule)
    later = replace(schedule, start_date=day, rule=rule.text, changes=kept)
    if schedule.all_day:
        if schedule.end_date is None or length is None:
            return later
        return replace(later, end_date=day + length - ONE_DAY)
    if start != datetime.combine(day, to_the_minute(schedule.start_time)):
        # Several times in a day: what a change leaves to the series is the old clock.
        kept = tuple(_written_out(one, schedule) for one in kept)
    later = replace(later, start_time=start.time(), changes=kept)
    if length is None:
        return replace(later, end_date=None)
    end = start + length
    end_date = None if schedule.end_date is None else end.date()
    return replace(later, end_date=end_date, end_time=end.time())


def _by_month(rule: Rule) -> bool:
    return rule.freq in ("MONTHLY", "YEARLY")


def cut_for(schedule: Schedule, day: date) -> date | None:
    """The first date of the series that another one, which begins on ``day``, replaces.

    The date of that day; else the one date of its week (of its month, where the series
    is monthly or yearly); else the first one after it. ``None`` where the series has
    ended by then. Raises as ``expand`` does.
    """
    by_month = _by_month(parse_rule(schedule.rule))

    def period(one: date):
        return (one.year, one.month) if by_month else one.isocalendar()[:2]

    last = day + (31 if by_month else 7) * ONE_DAY
    days = sorted({wall.date() for wall in _planned_walls(schedule, last)})
    if day in days:
        return day
    near = [one for one in days if period(one) == period(day)]
    if len(near) == 1:
        return near[0]
    following = [one for one in days if one > day]
    if following:
        return following[0]
    return _next_day(schedule, last)


def _next_day(schedule: Schedule, day: date) -> date | None:
    """The first date after ``day`` of a series that is seldom."""
    for years in (1, 10, 101):
        until = datetime.combine(day, time(), UTC) + years * timedelta(days=366)
        plain = replace(schedule, changes=())
        for one in planned(plain, until):
            if one.wall.date() > day:
                return one.wall.date()
    return None
