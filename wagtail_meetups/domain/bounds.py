"""When one date starts and ends: of what an editor wrote, or of what a rule repeats."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .clocks import at_midnight, at_wall, get_zone, to_the_minute
from .errors import DateOutOfRangeError, EndBeforeStartError, MissingTimeError
from .values import FIRST_YEAR, LAST_YEAR, Schedule

__all__ = [
    "LONGEST_NIGHT",
    "bounds",
    "bounds_at",
    "check_dates",
    "first_wall",
    "wall_length",
]

# An end time earlier than the start, without an end date, means the next morning; beyond
# this, by the clock, it is taken for a slip.
LONGEST_NIGHT = timedelta(hours=12)
ONE_DAY = timedelta(days=1)


def check_dates(schedule: Schedule) -> None:
    """Raise ``DateOutOfRangeError``, or ``EndBeforeStartError`` where days say so."""
    dates = {"start_date": schedule.start_date, "end_date": schedule.end_date}
    for field, day in dates.items():
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise DateOutOfRangeError(field, day, FIRST_YEAR, LAST_YEAR)
    if schedule.end_date is not None and schedule.end_date < schedule.start_date:
        raise EndBeforeStartError("end_date")


def _end_field(schedule: Schedule) -> str:
    alone = schedule.end_date in (None, schedule.start_date)
    return "end_time" if alone else "end_date"


def _end_of_timed(schedule: Schedule, start: datetime, zone: ZoneInfo) -> datetime:
    if schedule.end_time is None:
        if schedule.end_date not in (None, schedule.start_date):
            raise MissingTimeError("end_time")
        return start.astimezone(UTC) + schedule.open_length
    end_date = schedule.end_date or schedule.start_date
    end = at_wall(datetime.combine(end_date, schedule.end_time), zone)
    if end.astimezone(UTC) > start.astimezone(UTC):
        return end
    if schedule.end_date is not None:
        raise EndBeforeStartError(_end_field(schedule))
    morning = datetime.combine(end_date + ONE_DAY, to_the_minute(schedule.end_time))
    end = at_wall(morning, zone)
    is_night = morning - first_wall(schedule) <= LONGEST_NIGHT
    if not is_night or end.astimezone(UTC) <= start.astimezone(UTC):
        raise EndBeforeStartError("end_time")
    return end


def _whole_days(
    day: date, length: timedelta, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    start = at_midnight(day, zone)
    # The same day, unless the clocks skip all of it (Samoa had no 30 December 2011).
    first = start.astimezone(UTC).astimezone(zone).date()
    last = max(first, day + length - ONE_DAY)
    return start, at_midnight(last + ONE_DAY, zone)


def first_wall(schedule: Schedule) -> datetime:
    """The naive wall clock at which the schedule starts; midnight for whole days."""
    if schedule.all_day:
        return datetime.combine(schedule.start_date, time())
    if schedule.start_time is None:
        raise MissingTimeError("start_time")
    return datetime.combine(schedule.start_date, to_the_minute(schedule.start_time))


def bounds(schedule: Schedule) -> tuple[datetime, datetime]:
    """The start and the end, exclusive, of the one date that an editor wrote.

    Raises ``UnknownTimeZoneError``, ``DateOutOfRangeError``, ``MissingTimeError`` or
    ``EndBeforeStartError``.
    """
    zone = get_zone(schedule.timezone)
    check_dates(schedule)
    wall = first_wall(schedule)
    if schedule.all_day:
        return _whole_days(wall.date(), wall_length(schedule) or ONE_DAY, zone)
    start = at_wall(wall, zone)
    return start, _end_of_timed(schedule, start, zone)


def wall_length(schedule: Schedule) -> timedelta | None:
    """How long each date of a series is, by the clock; ``None`` where that is open.

    Raises as ``bounds`` does. No change of the clocks matters here.
    """
    get_zone(schedule.timezone)
    check_dates(schedule)
    start = first_wall(schedule)
    if schedule.all_day:
        return (schedule.end_date or schedule.start_date) - start.date() + ONE_DAY
    if schedule.end_time is None:
        if schedule.end_date not in (None, schedule.start_date):
            raise MissingTimeError("end_time")
        return None
    end_date = schedule.end_date or schedule.start_date
    end = datetime.combine(end_date, to_the_minute(schedule.end_time))
    if end > start:
        return end - start
    if schedule.end_date is not None or end + ONE_DAY - start > LONGEST_NIGHT:
        raise EndBeforeStartError(_end_field(schedule))
    return end + ONE_DAY - start


def bounds_at(
    schedule: Schedule, wall: datetime, length: timedelta | None, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """The start and the end, exclusive, of a date of that length by the clock."""
    if schedule.all_day:
        return _whole_days(wall.date(), length or ONE_DAY, zone)
    start = at_wall(wall, zone)
    if length is None:
        return start, start.astimezone(UTC) + schedule.open_length
    end = at_wall(wall + length, zone)
    if end.astimezone(UTC) > start.astimezone(UTC):
        return start, end
    # The clocks skip the start and move it past the end: it stays as long as it is.
    return start, start.astimezone(UTC) + length
