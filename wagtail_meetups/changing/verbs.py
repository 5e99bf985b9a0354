"""What can be done to a meet-up or to one of its dates, each as a change of a page's fields."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ..models import AbstractEvent
from .single_dates import DateName, blocks_of, replace_blocks

__all__ = [
    "CallOff",
    "CallOffDate",
    "Move",
    "MoveDate",
    "Reason",
    "TakeBack",
    "TakeBackDate",
    "state_of",
]

Status = AbstractEvent.Status
# What these verbs set, and what taking them back therefore puts back.
WHEN = ("start_date", "start_time", "end_date", "end_time")
FIELDS = ("status", "status_reason", *WHEN)


def _plain(value) -> str | None:
    return None if value is None else str(value)


def state_of(event, name: DateName | None = None) -> dict:
    """What the verbs change, of the whole event or of one date, as JSON can hold it."""
    if name is not None:
        return {"blocks": blocks_of(event, name)}
    return {field: _plain(getattr(event, field)) for field in FIELDS}


def _verb_of(status: str) -> str:
    return "cancel" if status == Status.CANCELLED else "postpone"


@dataclass(frozen=True, slots=True)
class CallOff:
    """The meet-up is cancelled, or postponed without a new date."""

    status: str
    reason: str = ""
    name: None = None

    @property
    def verb(self) -> str:
        return _verb_of(self.status)

    def __call__(self, event) -> None:
        event.status, event.status_reason = self.status, self.reason


@dataclass(frozen=True, slots=True)
class Move:
    """A meet-up that takes place once has a new date, and is as long as it was.

    Without a ``clock`` it keeps its time. It is scheduled again where it was postponed.
    """

    day: date
    clock: time | None = None
    reason: str = ""
    name: None = None
    verb: str = field(default="move", init=False)

    def __call__(self, event) -> None:
        event.status, event.status_reason = Status.SCHEDULED, self.reason
        if event.start_date and event.end_date:
            event.end_date += self.day - event.start_date
        event.start_date = self.day
        if self.clock is None or event.start_time is None or event.all_day:
            return
        if event.end_time is not None:
            self._shift_end(event)
        event.start_time = self.clock

    def _shift_end(self, event) -> None:
        last = event.end_date or event.start_date
        end = datetime.combine(last, event.end_time)
        start = datetime.combine(event.start_date, event.start_time)
        if end <= start:
            end += timedelta(days=1)  # The next morning.
        end += datetime.combine(event.start_date, self.clock) - start
        event.end_time = end.time()
        if event.end_date is not None:
            event.end_date = end.date()


@dataclass(frozen=True, slots=True)
class CallOffDate:
    """One date of a series is cancelled, or postponed without a new date."""

    name: DateName
    status: str
    reason: str = ""

    @property
    def verb(self) -> str:
        return _verb_of(self.status)

    def __call__(self, event) -> None:
        value = {
            **self.name.value,
            "reason": self.reason,
            "is_postponed": self.status == Status.POSTPONED,
        }
        replace_blocks(event, self.name, [{"type": "cancel", "value": value}])


@dataclass(frozen=True, slots=True)
class MoveDate:
    """One date of a series is at another time, as long as it was."""

    name: DateName
    day: date
    clock: time | None = None
    reason: str = ""
    verb: str = field(default="move", init=False)

    def __call__(self, event) -> None:
        value = {
            **self.name.value,
            "to_date": self.day.isoformat(),
            "to_start": self.clock and self.clock.isoformat(),
            "reason": self.reason,
        }
        replace_blocks(event, self.name, [{"type": "move", "value": value}])


@dataclass(frozen=True, slots=True)
class TakeBack:
    """It takes place after all: what was done last is undone, as far as it still holds.

    ``before`` and ``after`` are its ``state_of`` around that. A value that somebody has
    changed since stays. Where nothing is left to put back, it is scheduled.
    """

    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    name: None = None
    reason: str = field(default="", init=False)
    verb: str = field(default="undo", init=False)

    def __call__(self, event) -> None:
        changed = {
            name: old
            for name, old in self.before.items()
            if old != self.after[name] == _plain(getattr(event, name))
        }
        if "status" in changed:  # A reason belongs to its status.
            changed["status_reason"] = self.before["status_reason"]
        for name, old in changed.items():
            setattr(event, name, event._meta.get_field(name).to_python(old))
        if event.is_called_off and not changed:
            event.status, event.status_reason = Status.SCHEDULED, ""


@dataclass(frozen=True, slots=True)
class TakeBackDate:
    """One date takes place as it did before; without ``before``, as planned."""

    name: DateName
    before: dict = field(default_factory=dict)
    reason: str = field(default="", init=False)
    verb: str = field(default="undo", init=False)

    def __call__(self, event) -> None:
        replace_blocks(event, self.name, self.before.get("blocks", []))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in the words of a translation, which has its status from another page."""

    reason: str

    def __call__(self, event) -> None:
        event.status_reason = self.reason
