"""Sync the Occurrence rows with what the schedules say today."""

from collections import defaultdict
from dataclasses import dataclass, field

from ..domain.schedule import Occurrence as Value
from ..models import Occurrence
from ..models.dates import MeetupDate
from .content import Content
from .differences import Difference
from .groups import Groups
from .matching import match, wall

__all__ = ["OccurrenceChanges", "sync"]

# What a row takes from its date; ``status``, ``announced`` and ``previous_start`` are
# worked out.
TAKEN = (
    "planned",
    "start",
    "end",
    "timezone",
    "all_day",
    "is_added",
    "is_moved",
    "is_cancelled",
    "reason",
    "title",
    "note",
    "online_link",
)
FIELDS = (
    *TAKEN,
    "venue_id",
    "status",
    "announced",
    "previous_start",
    "is_planned",
)
BY_MONTH = ("MONTHLY", "YEARLY")
BATCH_SIZE = 200


@dataclass(slots=True)
class OccurrenceChanges:
    """The rows as they should be, by event page id, and what must be written for it.

    ``by_event`` holds the planned dates only, in order.
    """

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
        Occurrence.objects.bulk_create(self.new, batch_size=BATCH_SIZE)
        if self.changed:
            names = [name.removesuffix("_id") for name in FIELDS]
            Occurrence.objects.bulk_update(self.changed, names, batch_size=BATCH_SIZE)


def _free_key(value: Value, taken: set[str]) -> str:
    """A key that no other date of the event has: keys never change, dates do."""
    key, number = value.key, 2
    if key in taken and value.key == wall(value).date().isoformat():
        key = f"{value.key}-{wall(value):%H%M}"
    while key in taken:
        key, number = f"{value.key}-{number}", number + 1
    return key


def _wanted(row: Occurrence, value: Value, page, content: Content, live: bool) -> dict:
    previous = row.previous_start
    if value.is_moved:
        # The rule announces it, whether or not anybody has read it yet.
        previous = None if value.start == value.planned else value.planned
    elif row.announced and row.start != value.start:
        first_announced = previous or row.start
        previous = None if first_announced == value.start else first_announced
    return {
        **{name: getattr(value, name) for name in TAKEN},
        # The block may name one that is gone.
        "venue_id": value.venue if value.venue in content.date_venues else None,
        "status": MeetupDate(value, page).status,
        "announced": row.announced or live,
        "previous_start": previous,
        "is_planned": True,
    }


def _in_use(pks: list[int]) -> set[int]:
    """The rows among these that something hangs on; one query for each kind of thing."""
    used: set[int] = set()
    for relation in Occurrence._meta.related_objects if pks else ():
        name = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": pks})
        used |= set(rows.values_list(name, flat=True))
    return used


def sync(content: Content, groups: Groups, until) -> OccurrenceChanges:
    """Say how the rows of every source among these pages should be.

    A series without an end gets its dates up to ``until``, an instant. One query, and one for each kind
    of thing that may hang on a date where dates go.
    """
    changes = OccurrenceChanges()
    sources = {source for source in groups.sources.values() if source in content.pages}
    live = {
        groups.sources[page_id] for page_id, page in content.pages.items() if page.live
    }
    existing = defaultdict(list)
    for row in Occurrence.objects.filter(event__in=groups.sources).order_by("pk"):
        existing[row.event_id].append(row)

    left: list[Occurrence] = []
    for event_id in sorted(sources):
        page = content.pages[event_id]
        rows = existing.pop(event_id, [])
        by_month = bool(page.rule) and page.rule.freq in BY_MONTH
        values = () if page.is_waiting else page.get_occurrences(until)
        pairs, over = match(rows, values, by_month=by_month)
        left += over
        taken = {row.key for row in rows}
        for row, value in pairs:
            is_new = row is None
            if row is None:
                row = Occurrence(event_id=event_id, key=_free_key(value, taken))
                taken.add(row.key)
            wanted = _wanted(row, value, page, content, event_id in live)
            differing = [name for name in FIELDS if getattr(row, name) != wanted[name]]
            for name in differing:
                setattr(row, name, wanted[name])
            changes.by_event[event_id].append(row)
            if is_new:
                changes.new.append(row)
                changes.differences.append(Difference(event_id, f"no date {row.key}"))
            elif differing:
                changes.changed.append(row)
                names = ", ".join(name.removesuffix("_id") for name in differing)
                changes.differences.append(
                    Difference(event_id, f"date {row.key} has another {names}")
                )
    # A page that follows another one has no dates of its own.
    others = [row for rows in existing.values() for row in rows]
    told = {row.pk: "is another page's to give" for row in others}
    left += others
    used = _in_use([row.pk for row in left])
    for row in left:
        if row.pk not in used:
            changes.gone.append(row.pk)
            why = told.get(row.pk, "is not planned")
        elif row.is_planned:
            row.is_planned = False
            changes.changed.append(row)
            why = "is no longer planned"
        else:
            continue
        changes.differences.append(Difference(row.event_id, f"date {row.key} {why}"))
    return changes
