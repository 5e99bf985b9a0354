"""When a meet-up takes place: a wall clock in a named zone, and the instants it gives.

A wall clock survives editors in other zones and new time-zone rules; an instant does
not. So a ``Schedule`` is what the editor meant, and ``expand`` says what it means today.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .errors import (
    DateOutOfRangeError,
    EndBeforeStartError,
    MeetupError,
    MissingTimeError,
    NonexistentTimeError,
    UnknownTimeZoneError,
)

__all__ = [
    "Occurrence",
    "Schedule",
    "check",
    "expand",
    "get_zone",
    "is_repeated",
    "same_weekday_next_month",
]

DEFAULT_OPEN_LENGTH = timedelta(hours=2)
# An end time earlier than the start, without an end date, means the next morning;
# beyond this it is taken for a slip.
LONGEST_NIGHT = timedelta(hours=12)
# Time zones are sure from 1970 on; a year beyond these is a slip, such as 26 or 20226.
FIRST_YEAR, LAST_YEAR = 1970, 2999
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The *when* of a meet-up, as its editor means it.

    Times are wall clocks in ``timezone`` (an IANA name); seconds are not used.
    ``all_day`` ignores the times. An empty ``end_date`` is the start date, or the day
    after where ``end_time`` is earlier than ``start_time`` (an evening over midnight).
    An empty ``end_time`` means that the end is not known: ``open_length``, which must be
    more than nothing, is assumed.
    """

    start_date: date
    start_time: time | None
    end_date: date | None
    end_time: time | None
    timezone: str
    all_day: bool = False
    open_length: timedelta = DEFAULT_OPEN_LENGTH


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a meet-up. ``planned``, ``start`` and ``end`` are instants in UTC.

    ``key`` names the date among those of its meet-up: the wall date first planned.
    ``end`` is exclusive; for an all-day date it is midnight after the last day.
    """

    key: str
    planned: datetime
    start: datetime
    end: datetime
    timezone: str
    all_day: bool


def get_zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; raises ``UnknownTimeZoneError``."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        # Not found is a KeyError; an absolute path, a folder or a NUL are the others.
        raise UnknownTimeZoneError(name) from error


def _exists(moment: datetime) -> bool:
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def is_repeated(moment: datetime) -> bool:
    """Whether the wall clock of this aware ``moment`` comes twice, as in autumn."""
    first, second = moment.replace(fold=0), moment.replace(fold=1)
    return first.utcoffset() != second.utcoffset() and _exists(first)


def _wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    # fold=0 reads a missing wall clock with the offset before the gap, and a repeated
    # one as the first, as RFC 5545 section 3.3.5 asks.
    return datetime.combine(day, clock.replace(second=0, microsecond=0, fold=0), zone)


def _following(moment: datetime) -> datetime:
    """The first wall clock from ``moment`` on that exists, to the minute."""
    while not _exists(moment):
        moment += timedelta(minutes=1)
    return moment


def _end_of_timed(schedule: Schedule, start: datetime, zone: ZoneInfo) -> datetime:
    if schedule.end_time is None:
        if schedule.end_date not in (None, schedule.start_date):
            raise MissingTimeError("end_time")
        return start.astimezone(UTC) + schedule.open_length
    if schedule.end_date is not None:
        end = _wall(schedule.end_date, schedule.end_time, zone)
        if end.astimezone(UTC) <= start.astimezone(UTC):
            same_day = schedule.end_date == schedule.start_date
            raise EndBeforeStartError("end_time" if same_day else "end_date")
        return end
    end = _wall(schedule.start_date, schedule.end_time, zone)
    if end.astimezone(UTC) > start.astimezone(UTC):
        return end
    end = _wall(schedule.start_date + ONE_DAY, schedule.end_time, zone)
    length = end.astimezone(UTC) - start.astimezone(UTC)
    if not timedelta() < length <= LONGEST_NIGHT:
        raise EndBeforeStartError("end_time")
    return end


def _whole_days(schedule: Schedule, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start = _wall(schedule.start_date, time(), zone)
    # The same day, unless the clocks skip all of it (Samoa had no 30 December 2011).
    first = start.astimezone(UTC).astimezone(zone).date()
    last = max(first, schedule.end_date or first)
    return start, _wall(last + ONE_DAY, time(), zone)


def _check_dates(schedule: Schedule) -> None:
    dates = {"start_date": schedule.start_date, "end_date": schedule.end_date}
    for field, day in dates.items():
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise DateOutOfRangeError(field, day, FIRST_YEAR, LAST_YEAR)
    if schedule.end_date is not None and schedule.end_date < schedule.start_date:
        raise EndBeforeStartError("end_date")


def _bounds(schedule: Schedule) -> tuple[datetime, datetime]:
    zone = get_zone(schedule.timezone)
    _check_dates(schedule)
    if schedule.all_day:
        return _whole_days(schedule, zone)
    if schedule.start_time is None:
        raise MissingTimeError("start_time")
    start = _wall(schedule.start_date, schedule.start_time, zone)
    return start, _end_of_timed(schedule, start, zone)


def _missing(field: str, moment: datetime) -> Iterator[NonexistentTimeError]:
    if not _exists(moment):
        yield NonexistentTimeError(field, moment, _following(moment))


def _missing_start(schedule: Schedule) -> Iterator[NonexistentTimeError]:
    if not schedule.all_day and schedule.start_time is not None:
        zone = get_zone(schedule.timezone)
        start = _wall(schedule.start_date, schedule.start_time, zone)
        yield from _missing("start_time", start)


def check(schedule: Schedule) -> Iterator[MeetupError]:
    """Yield what an editor should change before this schedule is published.

    The first ``MeetupError`` of ``expand``, or each wall clock that the clocks skip
    (which ``expand`` accepts and moves, as RFC 5545 section 3.3.5 says).
    """
    try:
        _start, end = _bounds(schedule)
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


def expand(schedule: Schedule) -> tuple[Occurrence, ...]:
    """Return every date of the schedule, in order; a one-off meet-up has exactly one.

    Raises ``UnknownTimeZoneError``, ``DateOutOfRangeError``, ``MissingTimeError`` or
    ``EndBeforeStartError``.
    """
    start, end = _bounds(schedule)
    start_utc = start.astimezone(UTC)
    return (
        Occurrence(
            key=schedule.start_date.isoformat(),
            planned=start_utc,
            start=start_utc,
            end=end.astimezone(UTC),
            timezone=schedule.timezone,
            all_day=schedule.all_day,
        ),
    )


def same_weekday_next_month(day: date) -> date:
    """The day a month later by its place in the month, as in "the fourth Tuesday".

    A fifth weekday that the next month does not have becomes its last one.
    """
    ordinal = (day.day - 1) // 7
    first = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    later = first + timedelta(days=(day.weekday() - first.weekday()) % 7 + 7 * ordinal)
    return later if later.month == first.month else later - timedelta(days=7)
