"""What else takes place on the days of a meet-up: clashes of venue, and what to know of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Q
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..domain.schedule import Occurrence as Value
from ..domain.schedule import get_zone
from ..models import AbstractEvent, CalendarEntry, Occurrence, Venue
from ..views.when import first_day, last_day
from ..visibility import take_snapshot

__all__ = ["MOST", "Clash", "find_clashes"]

# So many dates of others are looked at; who has more of them on these days knows it.
MOST = 200
ONE_DAY = timedelta(days=1)
ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Clash:
    """Another meet-up's date on the day of one of ours.

    ``same_place`` is a clash: the same venue, at the same time. Else it is a note: another
    one of the same index on that day. ``can_edit`` says whether the user may open it.
    """

    date: Value
    title: str
    page_id: int
    same_place: bool
    can_edit: bool


def _day_of(date: Value) -> tuple[datetime, datetime]:
    """The first and last moment of the days of a date, on its own clocks."""
    zone = get_zone(date.timezone)
    first = datetime.combine(first_day(date), time(), zone)
    last = datetime.combine(max(last_day(date), first_day(date)), time(), zone)
    return first.astimezone(UTC), (last + ONE_DAY).astimezone(UTC)


def _overlap(one: tuple, other: tuple) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _keys_of_venues(ids: set[int]) -> dict[int, object]:
    """What all translations of a venue have in common, by id; one query, or none."""
    rows = Venue.objects.filter(pk__in=ids) if ids else Venue.objects.none()
    return dict(rows.values_list("pk", "translation_key"))


def _others(days: list[tuple], own_ids: Sequence[int]) -> list[Occurrence]:
    """The dates on these days that take place, but those of the meet-up itself; one query."""
    at = Q()
    for first, last in days:
        at |= Q(start__lt=last, end__gt=first)
    rows = Occurrence.objects.filter(at, is_planned=True)
    rows = rows.exclude(status__in=AbstractEvent.CALLED_OFF).exclude(
        event__in=CalendarEntry.objects.filter(page__in=own_ids).values("source")
    )
    return list(rows.order_by("start", "pk")[:MOST])


def _known_pages(event_ids: set[int], user) -> dict[int, tuple]:
    """Of each of these meet-ups, the page that this user may know of: (entry, may edit).

    Those that they may explore in the admin, and what everybody may see.
    """
    entries = CalendarEntry.objects.filter(source__in=event_ids)
    entries = list(entries.select_related("page").order_by("-page_id"))
    mine = set(
        PagePermissionPolicy()
        .explorable_instances(user)
        .filter(pk__in={entry.page_id for entry in entries})
        .values_list("pk", flat=True)
    )
    snapshot = take_snapshot()
    known: dict[int, tuple] = {}
    # Those that the user may open win, and among these the oldest: the page itself.
    for is_mine in (False, True):
        for entry in entries:
            may_know = entry.page_id in mine if is_mine else snapshot.shows(entry.page)
            if may_know:
                known[entry.source_id] = entry, is_mine
    return known


def find_clashes(
    dates: Sequence[Value], event, *, index_path: str, own_ids: Sequence[int], user
) -> list[Clash]:
    """What takes place on the days of these dates, as far as the user may know of it.

    ``event`` says where they take place unless they say so themselves; ``own_ids`` are
    its pages. As many queries for many dates and meet-ups as for one.
    """
    if not dates:
        return []
    days = [_day_of(date) for date in dates]
    rows = _others(days, own_ids)
    known = _known_pages({row.event_id for row in rows}, user) if rows else {}
    is_online = event.attendance_mode == ONLINE
    usual = None if is_online else event.venue_id
    places = [date.venue or usual for date in dates]
    theirs = {row.venue_id for row in rows} | {
        entry.venue_id for entry, _mine in known.values()
    }
    keys = _keys_of_venues({pk for pk in (*places, *theirs) if pk})
    found = []
    for row in rows:
        if row.event_id not in known:
            continue
        entry, is_mine = known[row.event_id]
        here = keys.get(row.venue_id or (entry.mode != ONLINE and entry.venue_id))
        for date, day, place in zip(dates, days, places, strict=True):
            when = row.start, row.end
            if not _overlap(when, day):
                continue
            same_place = here is not None and here == keys.get(place)
            same_place = same_place and _overlap(when, (date.start, date.end))
            if same_place or entry.page.path.startswith(index_path):
                title = row.title or entry.page.title
                found.append(Clash(date, title, entry.page_id, same_place, is_mine))
    return found
