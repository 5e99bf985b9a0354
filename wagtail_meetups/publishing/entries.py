"""Sync the CalendarEntry rows: identity, SEQUENCE, text and the columns feeds filter by."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from ..domain.ical import first_year, named_zone
from ..domain.schedule import Occurrence as Value
from ..models import CalendarEntry, Occurrence
from . import text
from .content import Content
from .differences import Difference
from .groups import Groups

__all__ = ["EntryChanges", "sync"]

FIELDS = (
    "source_id",
    "uid",
    "sequence",
    "significant",
    "text",
    "tag",
    "last_modified",
    "zone",
    "since",
    "first_start",
    "last_end",
    "called_off",
    "mode",
    "venue_id",
)
ONE_SECOND = timedelta(seconds=1)
Through = CalendarEntry.topics.through


@dataclass(slots=True)
class EntryChanges:
    """What must be written, and the topics each entry should have."""

    new: list[CalendarEntry] = field(default_factory=list)
    changed: list[CalendarEntry] = field(default_factory=list)
    topics: list[tuple[CalendarEntry, set[int]]] = field(default_factory=list)
    topics_gone: list[int] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def save(self) -> None:
        """Write what differs; nothing where nothing does."""
        CalendarEntry.objects.bulk_create(self.new, batch_size=200)
        if self.changed:
            names = [name.removesuffix("_id") for name in FIELDS]
            CalendarEntry.objects.bulk_update(self.changed, names, batch_size=100)
        if self.topics_gone:
            Through.objects.filter(pk__in=self.topics_gone).delete()
        Through.objects.bulk_create(
            Through(calendarentry_id=entry.pk, topic_id=topic)
            for entry, topics in self.topics
            for topic in sorted(topics)
        )


def _new_uid() -> str:
    return str(uuid4())


def _uids(
    groups: Groups, pages: list[int], existing: dict[int, CalendarEntry]
) -> dict[int, str]:
    """The UID of each page that keeps dates.

    It keeps the one it has; but an alias that was made a page of its own gets a new one
    while another page still goes by the old.
    """
    uids = {}
    independent = {}
    for page_id in pages:
        if groups.sources[page_id] != page_id:
            continue
        entry = existing.get(page_id)
        uids[page_id] = entry.uid if entry else _new_uid()
        if entry and entry.source_id != page_id:
            independent[page_id] = entry.uid
    if independent:
        holders = CalendarEntry.objects.filter(uid__in=independent.values())
        for uid, holder in list(holders.values_list("uid", "page_id")):
            for page_id, kept in independent.items():
                if kept == uid and groups.sources.get(holder) != page_id:
                    uids[page_id] = _new_uid()
    return uids


def _zone_of(dates: list[Value]) -> tuple[str, int]:
    """The zone that the VEVENTs of these dates name, and the first year in which they do."""
    named = [date for date in dates if named_zone(date)]
    if not named:
        return "", 0
    return named_zone(named[0]), min(map(first_year, named))


def _render_entry(
    entry: CalendarEntry,
    page,
    rows: list[Occurrence],
    content: Content,
    now,
    until,
) -> dict:
    """The values that the columns of ``entry`` should have."""
    values = {name: getattr(entry, name) for name in FIELDS}
    values["called_off"] = page.is_called_off
    values["mode"] = page.attendance_mode
    values["venue_id"] = page.shown_venue.pk if page.shown_venue else None
    if not rows:
        values |= {"text": "", "tag": 0, "zone": "", "since": 0}
        values |= {"first_start": None, "last_end": None}
        return values
    told = text.tell(
        page,
        [row.value for row in rows],
        content,
        uid=values["uid"],
        sequence=values["sequence"],
        stamp=entry.last_modified,
        until=until,
    )
    values["called_off"] = all(one.status == "CANCELLED" for one in told)
    significant = text.significant(page, told)
    if entry.significant and entry.significant != significant:
        values["sequence"] += 1

    def render(stamp):
        return text.render(told, sequence=values["sequence"], stamp=stamp)

    rendered = render(entry.last_modified)
    if rendered != entry.text:
        if entry.text:
            values["last_modified"] = max(now, entry.last_modified + ONE_SECOND)
        elif entry.last_modified < now:
            values["last_modified"] = now
        if values["last_modified"] != entry.last_modified:
            rendered = render(values["last_modified"])
    zone, since = _zone_of([one.occurrence for one in told])
    values |= {
        "significant": significant,
        "text": rendered,
        "tag": text.tag_of(rendered),
        "zone": zone,
        "since": since,
        "first_start": min(row.start for row in rows),
        "last_end": max(row.end for row in rows),
    }
    return values


def sync(
    content: Content,
    groups: Groups,
    rows: dict[int, list[Occurrence]],
    now,
    until,
) -> EntryChanges:
    """Say how the entries of these pages should be; two queries, three with new aliases.

    ``now`` is UTC, to the second; a series has dates up to ``until``, an instant.
    """
    changes = EntryChanges()
    pages = [page_id for page_id in groups.sources if page_id in content.pages]
    found = CalendarEntry.objects.filter(page__in=pages)
    existing = {entry.page_id: entry for entry in found}
    uids = _uids(groups, pages, existing)
    topics = defaultdict(dict)
    for pk, entry_id, topic_id in Through.objects.filter(
        calendarentry__page__in=pages
    ).values_list("pk", "calendarentry_id", "topic_id"):
        topics[entry_id][topic_id] = pk

    # Sources first: what follows them starts at their SEQUENCE.
    pages.sort(key=lambda page_id: groups.sources[page_id] != page_id)
    for page_id in pages:
        source_id = groups.sources[page_id]
        entry = existing.get(page_id)
        is_new = entry is None
        if is_new:
            kept = existing.get(source_id)
            entry = CalendarEntry(
                page_id=page_id,
                last_modified=now,
                sequence=kept.sequence if kept else 0,
            )
            existing[page_id] = entry
        before = {name: getattr(entry, name) for name in FIELDS}
        entry.source_id = source_id
        entry.uid = uids.get(source_id) or existing[source_id].uid
        values = _render_entry(
            entry, content.pages[page_id], rows[source_id], content, now, until
        )
        differing = [name for name in FIELDS if before[name] != values[name]]
        for name in FIELDS:
            setattr(entry, name, values[name])
        if is_new:
            changes.new.append(entry)
            changes.differences.append(Difference(page_id, "no calendar entry"))
        elif differing:
            changes.changed.append(entry)
            names = ", ".join(name.removesuffix("_id") for name in differing)
            changes.differences.append(
                Difference(page_id, f"its calendar entry has another {names}")
            )
        wanted = {topic.pk for topic in content.topics[page_id]}
        held = topics[entry.pk] if entry.pk else {}
        if wanted != held.keys():
            changes.topics.append((entry, wanted - held.keys()))
            changes.topics_gone += [held[topic] for topic in held.keys() - wanted]
            if not is_new:
                changes.differences.append(Difference(page_id, "other topics"))
    return changes
