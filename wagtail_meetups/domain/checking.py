"""What an editor should change in a schedule before it is published."""

from collections.abc import Iterator
from datetime import datetime

from .bounds import bounds, first_wall, wall_length
from .changes import Add, Move
from .clocks import at_wall, exists, following, get_zone
from .errors import (
    ChangeError,
    EndBeforeStartError,
    MeetupError,
    NoDatesError,
    NonexistentTimeError,
    RuleError,
    TooManyDatesError,
)
from .rules import parse_rule
from .series import LATEST, planned, rewritten
from .values import Schedule

__all__ = ["check"]


def _missing(field: str, moment: datetime) -> Iterator[NonexistentTimeError]:
    if not exists(moment):
        yield NonexistentTimeError(field, moment, following(moment))


def _missing_start(schedule: Schedule) -> Iterator[NonexistentTimeError]:
    if not schedule.all_day and schedule.start_time is not None:
        zone = get_zone(schedule.timezone)
        yield from _missing("start_time", at_wall(first_wall(schedule), zone))


def _check_single(schedule: Schedule) -> Iterator[MeetupError]:
    try:
        _start, end = bounds(schedule)
    except EndBeforeStartError as error:
        # Where the start was moved past the end, the start is what is wrong.
        yield next(_missing_start(schedule), error)
        return
    except MeetupError as error:
        yield error
        return
    if schedule.all_day:
        return
    yield from _missing_start(schedule)
    if schedule.end_time is not None:
        yield from _missing("end_time", end)


def _check_first(schedule: Schedule) -> Iterator[MeetupError]:
    """What is wrong with the first date that the rule makes; its clocks, as of a single one."""
    first = next(planned(schedule, LATEST), None)
    if first is None:
        yield NoDatesError()
        return
    if schedule.all_day:
        return
    zone, length = get_zone(schedule.timezone), wall_length(schedule)
    yield from _missing("start_time", at_wall(first.wall, zone))
    if length is not None:
        yield from _missing("end_time", at_wall(first.wall + length, zone))


def _check_series(schedule: Schedule, until: datetime | None) -> Iterator[MeetupError]:
    mistakes = []
    for read in (lambda: wall_length(schedule), lambda: parse_rule(schedule.rule)):
        try:
            read()
        except MeetupError as error:
            mistakes.append(error)
    yield from mistakes
    if mistakes:
        return
    yield from _check_first(schedule)
    if until is not None or not parse_rule(schedule.rule).is_endless:
        try:
            for _date in planned(schedule, until):
                pass
        except TooManyDatesError as error:
            yield error


def _check_change(schedule: Schedule, change: Move | Add) -> Iterator[MeetupError]:
    clock = change.ref.clock if isinstance(change, Move) else None
    try:
        one = rewritten(schedule, change, clock or schedule.start_time)
    except MeetupError as error:
        yield error
    else:
        yield from _check_single(one)


def check(schedule: Schedule, until: datetime | None = None) -> Iterator[MeetupError]:
    """Yield what an editor should change before this schedule is published.

    The ``MeetupError`` of ``expand``, and each wall clock of the first date that the
    clocks skip (which ``expand`` accepts and moves, as RFC 5545 section 3.3.5 says).
    A rule that gives no date is told by ``NoDatesError``; what is wrong with a change,
    such as an end before its start, by ``ChangeError``. With ``until``, also whether a
    rule without an end gives too many dates before it.
    """
    mistakes = list(
        _check_series(schedule, until) if schedule.rule else _check_single(schedule)
    )
    yield from mistakes
    if not all(
        isinstance(error, NonexistentTimeError | RuleError) for error in mistakes
    ):
        # Without a start or a zone, no change can be read.
        return
    for index, change in enumerate(schedule.changes):
        if isinstance(change, Move | Add):
            for error in _check_change(schedule, change):
                yield ChangeError(index, error)
