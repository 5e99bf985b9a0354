"""A schedule to its dates: what the rule plans, what is added, and what changes do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from .bounds import ONE_DAY, bounds, bounds_at, check_dates, first_wall, wall_length
from .changes import Add, Alter, Cancel, Change, Move, Skip
from .clocks import get_zone, to_the_minute, wall_of
from .errors import ChangeError, EndlessError, MeetupError, TooManyDatesError
from .recurrence import walls
from .rules import Rule, parse_rule
from .values import FIRST_YEAR, LAST_YEAR, Occurrence, Schedule

__all__ = [
    "EARLIEST",
    "LATEST",
    "LONGEST_RUN",
    "MAX_DATES",
    "expand",
    "planned",
    "read_rule",
    "rewritten",
    "skipped",
    "unmatched_changes",
]

# Beyond this a feed and its pages help nobody: daily for thirteen years.
MAX_DATES = 5_000
# A rule is read for so many years, so that one that never matches is found out soon.
LONGEST_RUN = 100
LAST_WALL = datetime(LAST_YEAR, 12, 31, 23, 59)
# Before and after all dates there are, in any zone.
EARLIEST = datetime(FIRST_YEAR - 1, 1, 1, tzinfo=UTC)
LATEST = datetime(LAST_YEAR + 2, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Planned:
    """A date before changes: ``wall`` is the naive clock that names it.

    ``base`` says how long it is; ``changes`` holds the last one of each kind.
    """

    wall: datetime
    start: datetime
    end: datetime
    base: Schedule
    added: Add | None = None
    key: str = ""
    changes: dict[type, tuple[int, Any]] = field(default_factory=dict)


def rewritten(base: Schedule, change: Move | Add, clock: time | None) -> Schedule:
    """The single date that a change writes; what it leaves empty is as in ``base``."""
    one = replace(
        base,
        start_date=change.day,
        start_time=clock if change.start is None else change.start,
        end_date=change.end_day,
        end_time=base.end_time if change.end is None else change.end,
        rule="",
        changes=(),
    )
    check_dates(one)
    keeps_length = change.end_day is None and (change.end is None or base.all_day)
    if not keeps_length:
        return one
    length = wall_length(base)
    if length is None:
        return replace(one, end_time=None)
    if base.all_day:
        return replace(one, end_date=one.start_date + length - ONE_DAY)
    end = first_wall(one) + length
    return replace(one, end_date=end.date(), end_time=end.time())


def _last_wall(schedule: Schedule, rule: Rule, zone: ZoneInfo) -> datetime:
    """The last wall clock that UNTIL allows, or a later one where it is an instant."""
    run = datetime(schedule.start_date.year + LONGEST_RUN, 12, 31, 23, 59)
    until, last = rule.until, min(run, LAST_WALL)
    if until is None:
        return last
    if isinstance(until, datetime):
        wall = wall_of(until, zone) if until.tzinfo else until
        if not schedule.all_day:
            return min(last, wall + ONE_DAY if until.tzinfo else wall)
        until = wall.date()
    return min(last, datetime.combine(until, time.max))


def _is_within(rule: Rule, start: datetime, *, all_day: bool) -> bool:
    """Whether UNTIL allows a date where it is an instant; else its wall has been seen to."""
    until = rule.until
    if all_day or not isinstance(until, datetime) or not until.tzinfo:
        return True
    return start <= until


def read_rule(schedule: Schedule) -> Rule:
    """The rule of a series; whole days have no use for hours (RFC 5545 3.3.10)."""
    rule = parse_rule(schedule.rule)
    return replace(rule, byhour=(), byminute=()) if schedule.all_day else rule


def _by_rule(schedule: Schedule, until: datetime | None) -> Iterator[Planned]:
    zone, length = get_zone(schedule.timezone), wall_length(schedule)
    rule, first = read_rule(schedule), first_wall(schedule)
    if until is None and rule.is_endless:
        raise EndlessError
    last = _last_wall(schedule, rule, zone)
    if until is not None:
        # In an hour that comes twice, the clock of ``until`` may be behind an earlier date.
        last = min(last, wall_of(until, zone) + ONE_DAY)
    for wall in walls(rule, first, last):
        start, end = bounds_at(schedule, wall, length, zone)
        if _is_within(rule, start, all_day=schedule.all_day):
            yield Planned(wall, start.astimezone(UTC), end.astimezone(UTC), schedule)


def _single(schedule: Schedule) -> Iterator[Planned]:
    start, end = bounds(schedule)
    wall = first_wall(schedule)
    yield Planned(wall, start.astimezone(UTC), end.astimezone(UTC), schedule)


def _added(schedule: Schedule) -> Iterator[tuple[int, Planned]]:
    for index, change in enumerate(schedule.changes):
        if isinstance(change, Add):
            try:
                one = rewritten(schedule, change, schedule.start_time)
                [plan] = _single(one)
            except MeetupError as error:
                raise ChangeError(index, error) from error
            plan.added = change
            yield index, plan


def planned(schedule: Schedule, until: datetime | None) -> Iterator[Planned]:
    """Yield what the rule, or the single date, gives before ``until``; at most MAX_DATES.

    Two wall clocks that a change of the clocks makes one instant are one date.
    """
    seen: set[datetime] = set()
    found = _by_rule(schedule, until) if schedule.rule else _single(schedule)
    for plan in found:
        if plan.start in seen or (until is not None and plan.start >= until):
            continue
        if len(seen) == MAX_DATES:
            raise TooManyDatesError(MAX_DATES)
        seen.add(plan.start)
        yield plan


def _name(plans: Iterable[Planned]) -> dict[date, list[Planned]]:
    """Give each its key, and return them by the day they are named by, in order."""
    days: dict[date, list[Planned]] = defaultdict(list)
    for plan in plans:
        day = days[plan.wall.date()]
        plan.key = f"{plan.wall:%Y-%m-%d-%H%M}" if day else f"{plan.wall:%Y-%m-%d}"
        day.append(plan)
    return days


@dataclass(slots=True)
class Reading:
    """The dates in order, and which changes, by index, name none or are overruled."""

    plans: list[Planned]
    unmatched: set[int] = field(default_factory=set)
    overruled: set[int] = field(default_factory=set)


def _add(schedule: Schedule, until: datetime | None, reading: Reading) -> None:
    by_rule = {plan.start for plan in reading.plans}
    added: dict[datetime, tuple[int, Planned]] = {}
    for index, plan in _added(schedule):
        if plan.start in by_rule:
            reading.overruled.add(index)
        elif until is None or plan.start < until:
            if plan.start in added:
                reading.overruled.add(added[plan.start][0])
            added[plan.start] = index, plan
    reading.plans += (plan for _index, plan in added.values())
    if len(reading.plans) > MAX_DATES:
        raise TooManyDatesError(MAX_DATES)
    reading.plans.sort(key=lambda plan: (plan.start, plan.wall))


def _find(days: dict[date, list[Planned]], change: Cancel | Move | Alter | Skip):
    plans = days.get(change.ref.day, ())
    if change.ref.clock is None:
        return next(iter(plans), None)
    clock = to_the_minute(change.ref.clock)
    return next((plan for plan in plans if plan.wall.time() == clock), None)


def _match(changes: tuple[Change, ...], reading: Reading) -> None:
    days = _name(reading.plans)
    for index, change in enumerate(changes):
        if isinstance(change, Add):
            continue
        if (plan := _find(days, change)) is None:
            reading.unmatched.add(index)
            continue
        if earlier := plan.changes.get(type(change)):
            reading.overruled.add(earlier[0])
        plan.changes[type(change)] = index, change
    for plan in reading.plans:
        if Skip in plan.changes:
            others = [kind for kind in plan.changes if kind is not Skip]
        elif Cancel in plan.changes and Move in plan.changes:
            others = [Move]
        else:
            continue
        reading.overruled |= {plan.changes.pop(kind)[0] for kind in others}


def _read(schedule: Schedule, until: datetime | None) -> Reading:
    if until is not None:
        until = min(max(until, EARLIEST), LATEST)
    reading = Reading(list(planned(schedule, until)))
    _add(schedule, until, reading)
    _match(schedule.changes, reading)
    return reading


def _moved(plan: Planned) -> tuple[datetime, datetime]:
    index, move = plan.changes[Move]
    try:
        start, end = bounds(rewritten(plan.base, move, plan.wall.time()))
    except MeetupError as error:
        raise ChangeError(index, error) from error
    return start.astimezone(UTC), end.astimezone(UTC)


def _occurrence(plan: Planned) -> Occurrence:
    change = {kind: change for kind, (_index, change) in plan.changes.items()}
    start, end = _moved(plan) if Move in change else (plan.start, plan.end)
    cancel = change.get(Cancel)
    why = cancel or change.get(Move)
    # What an added date says, unless a change of it says otherwise.
    said = [one for one in (change.get(Alter), plan.added) if one]
    told = {
        name: next((value for one in said if (value := getattr(one, name))), "")
        for name in ("title", "note", "online_link")
    }
    places = [one.venue for one in said if one.venue is not None]
    return Occurrence(
        key=plan.key,
        planned=plan.start,
        start=start,
        end=end,
        timezone=plan.base.timezone,
        all_day=plan.base.all_day,
        is_added=plan.added is not None,
        is_cancelled=cancel is not None,
        is_postponed=cancel is not None and cancel.is_postponed,
        is_moved=(start, end) != (plan.start, plan.end),
        reason=why.reason if why else "",
        venue=places[0] if places else None,
        **told,
    )


def expand(schedule: Schedule, until: datetime | None = None) -> tuple[Occurrence, ...]:
    """Return the dates planned to start before ``until``, changes applied, as planned in order.

    ``until`` is an aware instant; without it, all dates of a rule that ends, and the one
    of a schedule without a rule. Cancelled dates are among them, and say so. A rule is
    read for a hundred years at most.

    Raises ``UnknownTimeZoneError``, ``DateOutOfRangeError``, ``MissingTimeError``,
    ``EndBeforeStartError``, a ``RuleError`` (also ``EndlessError`` and
    ``TooManyDatesError``), or ``ChangeError`` for a change that cannot be applied. A
    change of a date that the rule does not make is no error: see ``unmatched_changes``.
    """
    plans = _read(schedule, until).plans
    return tuple(_occurrence(plan) for plan in plans if Skip not in plan.changes)


def skipped(schedule: Schedule) -> tuple[datetime, ...]:
    """Return the instants that the rule plans and a ``Skip`` leaves out, in order.

    Raises as ``expand`` does.
    """
    days = [one.ref.day for one in schedule.changes if isinstance(one, Skip)]
    if not days:
        return ()
    # A day in another zone begins and ends a day off at most.
    until = datetime.combine(max(days), time(), UTC) + 2 * ONE_DAY
    plans = _read(schedule, until).plans
    return tuple(
        plan.start for plan in plans if Skip in plan.changes and plan.added is None
    )


def unmatched_changes(
    schedule: Schedule, until: datetime | None = None
) -> tuple[Change, ...]:
    """Return the changes without effect on the dates planned before ``until``, in order.

    They name a date that is not planned, or another change overrules them: a later one
    of their kind, for a move a cancellation, for any a ``Skip``, for an added date one of the rule at the
    same time. Those that name a date from ``until`` on are not told yet.
    """
    reading = _read(schedule, until)
    if until is not None and until < LATEST:
        limit = wall_of(max(until, EARLIEST), get_zone(schedule.timezone)).date()
        reading.unmatched = {
            index
            for index in reading.unmatched
            if schedule.changes[index].ref.day < limit
        }
    idle = reading.unmatched | reading.overruled
    return tuple(
        change for index, change in enumerate(schedule.changes) if index in idle
    )
