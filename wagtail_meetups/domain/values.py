"""What an editor means, and one date that it gives."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from .changes import Change

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Occurrence", "Schedule"]

DEFAULT_OPEN_LENGTH = timedelta(hours=2)
# Time zones are sure from 1970 on; a year beyond these is a slip, such as 26 or 20226.
FIRST_YEAR, LAST_YEAR = 1970, 2999


@dataclass(frozen=True, slots=True)
class Schedule:
    """The *when* of a meet-up, as its editor means it.

    Times are wall clocks in ``timezone`` (an IANA name); seconds are not used.
    ``all_day`` ignores the times. An empty ``end_date`` is the start date, or the day
    after where ``end_time`` is earlier than ``start_time`` (an evening over midnight).
    An empty ``end_time`` means that the end is not known: ``open_length``, which must be
    more than nothing, is assumed.

    ``rule`` is an RRULE value (see ``rules.py``), or empty for a single date. With one,
    ``start_date`` is the day from which the rule is read: the first date is the first
    that matches, at the same clock, as long by the clock as start and end say.
    ``changes`` holds for single dates.
    """

    start_date: date
    start_time: time | None
    end_date: date | None
    end_time: time | None
    timezone: str
    all_day: bool = False
    open_length: timedelta = DEFAULT_OPEN_LENGTH
    rule: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a meet-up. ``planned``, ``start`` and ``end`` are instants in UTC.

    ``key`` names the date among those of its meet-up: the wall date first planned, with
    the clock ("2026-11-24-1900") for the second and later ones of a day.
    ``planned`` is what the rule gives; ``start`` and ``end`` hold after changes.
    ``end`` is exclusive; for an all-day date it is midnight after the last day.
    ``is_cancelled`` where it does not take place; ``is_postponed`` then says that a new
    date is being looked for.
    """

    key: str
    planned: datetime
    start: datetime
    end: datetime
    timezone: str
    all_day: bool
    is_added: bool = False
    is_cancelled: bool = False
    is_postponed: bool = False
    is_moved: bool = False
    reason: str = ""
    title: str = ""
    note: str = ""
    online_link: str = ""
    venue: Any = None
