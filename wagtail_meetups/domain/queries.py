"""The dates of a schedule in a window, or from a moment on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from .changes import Add, Move
from .clocks import get_zone, wall_of
from .series import EARLIEST, LATEST, LONGEST_RUN, expand
from .values import Occurrence, Schedule

__all__ = ["after", "between", "next_date"]

ONE_YEAR, TWO_DAYS = timedelta(days=366), timedelta(days=2)


def _reach(schedule: Schedule, end: datetime) -> datetime:
    """Up to when dates must be planned, so that none moved to before ``end`` is missed."""
    end = min(max(end, EARLIEST), LATEST)
    last = wall_of(end, get_zone(schedule.timezone)).date()
    moved = (
        change.ref.day
        for change in schedule.changes
        if isinstance(change, Move) and change.day <= last < change.ref.day
    )
    day = max(moved, default=None)
    if day is None or day.year > LATEST.year:
        return end
    return max(end, datetime(day.year, day.month, day.day, tzinfo=UTC) + TWO_DAYS)


def between(
    schedule: Schedule, start: datetime, end: datetime
) -> tuple[Occurrence, ...]:
    """Return the dates that overlap the time from ``start`` to ``end``, by their start.

    Both are aware instants; ``end`` is exclusive. Cancelled dates are among them.
    Raises as ``expand`` does.
    """
    dates = expand(schedule, _reach(schedule, end))
    found = (date for date in dates if date.start < end and date.end > start)
    return tuple(sorted(found, key=lambda date: (date.start, date.planned)))


def _end(schedule: Schedule) -> datetime:
    """When no date starts any more."""
    written = (one.day for one in schedule.changes if isinstance(one, Add | Move))
    years = [day.year for day in (schedule.start_date, *written)]
    last = max(min(years[0] + LONGEST_RUN, LATEST.year), *years) + 1
    return datetime(min(last, LATEST.year), 1, 2, tzinfo=UTC)


def _not_ended(schedule: Schedule, moment: datetime) -> Iterator[Occurrence]:
    low, step, end = min(max(moment, EARLIEST), LATEST), ONE_YEAR, _end(schedule)
    # What has begun may last beyond the end, so that there is one window at least.
    yield from between(schedule, low, low + step)
    while (low := low + step) < end:
        step *= 2
        for date in between(schedule, low, low + step):
            # One that overlaps an earlier window was found there.
            if date.start >= low:
                yield date


def after(schedule: Schedule, moment: datetime) -> Iterator[Occurrence]:
    """Yield the dates that start at ``moment`` or later, by their start, as asked for.

    Raises as ``expand`` does, at the date that is too many for one.
    """
    return (date for date in _not_ended(schedule, moment) if date.start >= moment)


def next_date(schedule: Schedule, now: datetime) -> Occurrence | None:
    """The first date that has not ended at ``now``, cancelled or not; ``None`` after all.

    Raises as ``expand`` does.
    """
    return next(_not_ended(schedule, now), None)
