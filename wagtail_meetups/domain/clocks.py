"""Wall clocks in named zones: the instant one gives, and the two hours that are odd."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from .errors import UnknownTimeZoneError

__all__ = [
    "at_midnight",
    "at_wall",
    "exists",
    "following",
    "get_zone",
    "is_repeated",
    "to_the_minute",
    "wall_of",
    "zone_names",
]


@cache
def zone_names() -> frozenset[str]:
    """Return the names of the IANA database, as the process first found it.

    Python looks through hundreds of files for them, each time it is asked.
    """
    return frozenset(available_timezones())


def get_zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; raises ``UnknownTimeZoneError``."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        # Not found is a KeyError; an absolute path, a folder or a NUL are the others.
        raise UnknownTimeZoneError(name) from error


def exists(moment: datetime) -> bool:
    """Whether the wall clock of this aware ``moment`` comes at all."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def is_repeated(moment: datetime) -> bool:
    """Whether the wall clock of this aware ``moment`` comes twice, as in autumn."""
    first, second = moment.replace(fold=0), moment.replace(fold=1)
    return first.utcoffset() != second.utcoffset() and exists(first)


def to_the_minute(clock: time) -> time:
    """The clock as we use it: seconds are not."""
    return clock.replace(second=0, microsecond=0, fold=0)


def at_wall(wall: datetime, zone: ZoneInfo) -> datetime:
    """The aware moment of a naive wall clock, to the minute."""
    # fold=0 reads a missing wall clock with the offset before the gap, and a repeated
    # one as the first, as RFC 5545 section 3.3.5 asks.
    return wall.replace(second=0, microsecond=0, tzinfo=zone, fold=0)


def at_midnight(day: date, zone: ZoneInfo) -> datetime:
    """The aware moment at which ``day`` begins."""
    return at_wall(datetime.combine(day, time()), zone)


def wall_of(instant: datetime, zone: ZoneInfo) -> datetime:
    """The naive wall clock of an instant."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def following(moment: datetime) -> datetime:
    """The first wall clock from ``moment`` on that exists, to the minute."""
    while not exists(moment):
        moment += timedelta(minutes=1)
    return moment
