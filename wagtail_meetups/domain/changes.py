"""What an editor changes on single dates of a series. Wall clocks, as in a Schedule."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

__all__ = ["Add", "Alter", "Cancel", "Change", "DateRef", "Move", "Skip"]


@dataclass(frozen=True, slots=True)
class DateRef:
    """Names a date by the wall clock that the rule, or an added date, gives it.

    ``clock`` is needed for the second and later dates of one day; without it the first
    of the day is meant.
    """

    day: date
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """The date does not take place. It wins over a ``Move`` of the same date.

    ``is_postponed`` where a new date is being looked for.
    """

    ref: DateRef
    reason: str = ""
    is_postponed: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """The date takes place at another time.

    An empty ``start`` keeps the clock, an empty ``end`` the length. An ``end`` without
    an ``end_day`` is of the same day or of the next morning, as in a ``Schedule``; an
    ``end_day`` without an ``end`` keeps the clock of the series' end.
    """

    ref: DateRef
    day: date
    start: time | None = None
    end: time | None = None
    end_day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alter:
    """What differs on the date; what is empty does not. ``venue`` is not looked into."""

    ref: DateRef
    title: str = ""
    note: str = ""
    online_link: str = ""
    venue: Any = None


@dataclass(frozen=True, slots=True)
class Add:
    """One more date. An empty ``start`` is the series' own; its end is read as a move's."""

    day: date
    start: time | None = None
    end: time | None = None
    end_day: date | None = None
    title: str = ""
    note: str = ""
    online_link: str = ""
    venue: Any = None


@dataclass(frozen=True, slots=True)
class Skip:
    """The date was never meant: it is left out, and nobody is told of a cancellation.

    It wins over every other change of the date.
    """

    ref: DateRef


Change = Cancel | Move | Alter | Add | Skip
