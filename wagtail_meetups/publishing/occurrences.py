"""Sync the Occurrence rows with what the schedules say today."""

from collections import defaultdict
from dataclasses import dataclass, field

from ..domain.schedule import Occurrence as Value
from ..models import Occurrence
from .content import Content
from .differences import Difference
from .groups import Groups

__all__ = ["OccurrenceChanges", "sync"]

FIELDS = (
    "planned",
    "start",
    "end",
    "timezone",
    "all_day",
    "status",
    "announced",
    "previous_start",
)


@dataclass(slots=True)
class OccurrenceChanges:
    """The rows as they should be, by event page id, and what must be written for it."""

    by_event: dict[int, list[Occurrence]] = field(
        default_factory=lambda: defaultdict(list)
    )
    new: list[Occurrence] = field(default_factory=list)
    changed: list[Occurrence] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def save(self) -> None:
        """Write what differs; nothing where nothing does."""
        if self.gone:
            Occurrence.objects.filter(pk__in=self.gone).delete()
        Occurrence.objects.bulk_create(self.new)
        if self.changed:
            Occurrence.objects.bulk_update(self.changed, FIELDS, batch_size=100)


def _match(
    rows: list[Occurrence], values: tuple[Value, ...]
) -> tuple[list[tuple[Occurrence | None, Value]], list[Occurrence]]:
    """Pair each value with the row that was it before; return the rows left over.

    The same key first; then the one row left with the one value left, which is how a
    one-off meet-up keeps its row when its date moves.
    """
    by_key = {row.key: row for row in rows}
    pairs = [(by_key.pop(value.key, None), value) for value in values]
    unmatched = [at for at, (row, _value) in enumerate(pairs) if row is None]
    if len(unmatched) == 1 and len(by_key) == 1:
        at = unmatched[0]
        pairs[at] = (by_key.popitem()[1], pairs[at][1])
    return pairs, list(by_key.values())


def _wanted(row: Occurrence, value: Value, status: str, live: bool) -> dict:
    previous = row.previous_start
    if row.announced and row.start != value.start:
        first_announced = previous or row.start
        previous = None if first_announced == value.start else first_announced
    return {
        "planned": value.planned,
        "start": value.start,
        "end": value.end,
        "timezone": value.timezone,
        "all_day": value.all_day,
        "status": status,
        "announced": row.announced or live,
        "previous_start": previous,
    }


def sync(content: Content, groups: Groups) -> OccurrenceChanges:
    """Say how the rows of every source among these pages should be; one query."""
    changes = OccurrenceChanges()
    sources = {source for source in groups.sources.values() if source in content.pages}
    live = {
        groups.sources[page_id] for page_id, page in content.pages.items() if page.live
    }
    existing = defaultdict(list)
    for row in Occurrence.objects.filter(event__in=groups.sources).order_by("pk"):
        existing[row.event_id].append(row)

    for event_id in sorted(sources):
        page = content.pages[event_id]
        pairs, left = _match(existing.pop(event_id, []), page.get_occurrences())
        for row, value in pairs:
            is_new = row is None
            row = row or Occurrence(event_id=event_id, key=value.key)
            wanted = _wanted(row, value, page.status, event_id in live)
            differing = [name for name in FIELDS if getattr(row, name) != wanted[name]]
            for name in differing:
                setattr(row, name, wanted[name])
            changes.by_event[event_id].append(row)
            if is_new:
                changes.new.append(row)
                changes.differences.append(Difference(event_id, f"no date {row.key}"))
            elif differing:
                changes.changed.append(row)
                names = ", ".join(differing)
                changes.differences.append(
                    Difference(event_id, f"date {row.key} has another {names}")
                )
        for row in left:
            changes.gone.append(row.pk)
            changes.differences.append(
                Difference(event_id, f"date {row.key} is not planned")
            )
    for event_id, rows in existing.items():
        # A page that follows another one has no dates of its own.
        changes.gone += [row.pk for row in rows]
        changes.differences.append(Difference(event_id, "dates of another page's"))
    return changes
