"""The blocks of ``AbstractEvent.changes`` that call off or move one date, put in and taken out."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_date, parse_time

from ..domain.schedule import Add, Change, Move, get_zone

__all__ = [
    "DateName",
    "blocks_before",
    "blocks_from",
    "blocks_of",
    "name_of",
    "replace_blocks",
    "set_changes",
]

CALLING_OFF = ("cancel", "move")


def _as(parse, value):
    return parse(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class DateName:
    """Names a date of a series as its changes do: by the wall clock that it was planned at.

    ``is_first`` is whether it is the first of its day, which blocks may name by the day
    alone.
    """

    wall: datetime
    is_first: bool = True

    @property
    def value(self) -> dict:
        """How a block names it."""
        value = {"date": self.wall.date().isoformat()}
        if not self.is_first:
            value["time"] = self.wall.time().isoformat()
        return value

    def is_named_by(self, value) -> bool:
        """Whether a block with this value means it."""
        if _as(parse_date, value.get("date")) != self.wall.date():
            return False
        clock: time | None = _as(parse_time, value.get("time"))
        return self.is_first if clock is None else clock == self.wall.time()


def name_of(occurrence) -> DateName:
    """The name of a date that the schedule gives (a value of the domain)."""
    zone = get_zone(occurrence.timezone)
    wall = occurrence.planned.astimezone(zone).replace(tzinfo=None, fold=0)
    day = date.fromisoformat(occurrence.key[:10])
    if len(occurrence.key) > 10:
        wall = datetime.combine(day, time.fromisoformat(occurrence.key[11:]))
        return DateName(wall, is_first=False)
    # The clocks may have moved it into the next day.
    return DateName(datetime.combine(day, wall.time()))


def blocks_of(event, name: DateName) -> list[dict]:
    """The blocks that call off or move this date, as they are stored."""
    return [
        block
        for block in _stored(event)
        if block["type"] in CALLING_OFF and name.is_named_by(block["value"])
    ]


def replace_blocks(event, name: DateName, blocks: list[dict]) -> None:
    """Give the event these blocks in place of those that call off or move the date.

    Where there were some, they keep their place among the others.
    """
    stored, old = _stored(event), blocks_of(event, name)
    at = stored.index(old[0]) if old else len(stored)
    new = [{"id": str(uuid4()), **block} for block in blocks]
    rest = [block for block in stored[at:] if block not in old]
    set_changes(event, stored[:at] + new + rest)


def _day_of(block: dict) -> date | None:
    """The date that a block names or adds; ``None`` while it is unfinished."""
    return _as(parse_date, block["value"].get("date"))


def blocks_before(event, day: date) -> list[dict]:
    """The blocks of dates before ``day``, and unfinished ones, as they are stored."""
    return [
        block for block in _stored(event) if (of := _day_of(block)) is None or of < day
    ]


def blocks_from(event, day: date, changes: Iterable[Change]) -> list[dict]:
    """The blocks of dates from ``day`` on, as they are stored.

    ``changes`` are what they mean from then on, in order; see ``domain.splitting``. A
    clock that these say and the block left to the series is written into it.
    """
    blocks = [
        block
        for block in _stored(event)
        if (of := _day_of(block)) is not None and of >= day
    ]
    finished = (one for one in blocks if one["type"] != "move" or _is_move(one))
    for block, change in zip(finished, changes, strict=True):
        if isinstance(change, Add | Move):
            prefix = "" if isinstance(change, Add) else "to_"
            for name in ("start", "end"):
                if clock := getattr(change, name):
                    block["value"][f"{prefix}{name}"] = clock.isoformat()
    return blocks


def _is_move(block: dict) -> bool:
    return bool(block["value"].get("to_date"))


def set_changes(event, blocks: list[dict]) -> None:
    """Set the changes from blocks as they are stored."""
    event.changes = json.dumps(blocks, cls=DjangoJSONEncoder)


def _stored(event) -> list[dict]:
    return json.loads(json.dumps(list(event.changes.raw_data), cls=DjangoJSONEncoder))
