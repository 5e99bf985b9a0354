"""What else takes place on the days of a meet-up: clashes of venue, and what to know of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..domain.schedule import Occurrence as Value
from ..domain.schedule import get_zone
from ..models import AbstractEvent, CalendarEntry, Occurrence, Venue
from ..views.when import days_of
from ..visibility import take_snapshot
from .drafts import PUBLISHED_ONCE, dates_between, find_drafts, mark_drafts

__all__ = ["MOST", "Clash", "find_clashes"]

# So many dates of others are looked at, and so many drafts of each type; who has more
# knows it.
MOST = 200
ONE_DAY = timedelta(days=1)
ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Clash:
    """Another meet-up's date on the day of one of ours.

    ``same_place`` is a clash: the same venue, at the same time. Else it is a note: another
    one of the same index on that day. ``can_edit`` says whether the user may open it;
    ``mark`` says in words that it is a draft, or not published any more.
    """

    date: Value
    title: str
    page_id: int
    same_place: bool
    can_edit: bool
    mark: str


@dataclass(frozen=True, slots=True)
class _Other:
    """A date of another meet-up, told by one of its pages. ``venue_id`` is where, if anywhere."""

    date: Value | Occurrence
    title: str
    page: object
    venue_id: int | None
    can_edit: bool
    mark: str


def _days(date: Value | Occurrence) -> tuple[datetime, datetime]:
    """From the first moment of the days of a date to the one after the last, on its clocks."""
    zone = get_zone(date.timezone)
    first, last = (datetime.combine(day, time(), zone) for day in days_of(date))
    return first.astimezone(UTC), (last + ONE_DAY).astimezone(UTC)


def _on_its_days(date: Value | Occurrence) -> tuple[datetime, datetime]:
    """When it takes place, but for the hours after midnight of an evening."""
    return date.start, min(date.end, _days(date)[1])


def _overlap(one: tuple, other: tuple) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _keys_of_venues(ids: set[int]) -> dict[int, object]:
    """What all translations of a venue have in common, by id; one query, or none."""
    rows = Venue.objects.filter(pk__in=ids) if ids else Venue.objects.none()
    return dict(rows.values_list("pk", "translation_key"))


def _rows(times: list[tuple], own_ids: Sequence[int]) -> list[Occurrence]:
    """The dates at these times that take place, but those of the meet-up itself; one query.

    The rows of what was never published tell what its draft said once.
    """
    at = Q()
    for start, end in times:
        at |= Q(start__lt=end, end__gt=start)
    entries = CalendarEntry.objects.filter(PUBLISHED_ONCE, source=OuterRef("event"))
    rows = Occurrence.objects.filter(at, Exists(entries), is_planned=True)
    rows = rows.exclude(status__in=AbstractEvent.CALLED_OFF).exclude(
        event__in=CalendarEntry.objects.filter(page__in=own_ids).values("source")
    )
    return list(rows.order_by("start", "pk")[:MOST])


def _known_pages(event_ids: set[int], user) -> dict[int, tuple]:
    """Of each of these meet-ups, the page that this user may know of: (entry, may edit).

    Those that they may explore in the admin, and what everybody may see.
    """
    entries = CalendarEntry.objects.filter(PUBLISHED_ONCE, source__in=event_ids)
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


def _published(times: list[tuple], own_ids: Sequence[int], user) -> Iterator[_Other]:
    rows = _rows(times, own_ids)
    known = _known_pages({row.event_id for row in rows}, user) if rows else {}
    for row in rows:
        if row.event_id not in known:
            continue
        entry, is_mine = known[row.event_id]
        usual = None if entry.mode == ONLINE else entry.venue_id
        yield _Other(
            row,
            row.title or entry.page.title,
            entry.page,
            row.venue_id or usual,
            is_mine,
            "" if entry.page.live else _("not published"),
        )


def _drafts(times: list[tuple], own_ids: Sequence[int], user) -> Iterator[_Other]:
    """The dates at these times of the drafts that the user may explore."""
    own = CalendarEntry.objects.filter(page__in=own_ids).values("source")
    known = PagePermissionPolicy().explorable_instances(user)
    known = known.exclude(pk__in=own_ids).exclude(pk__in=own)
    pages, _topics = find_drafts(known, MOST)
    marks = mark_drafts(pages, timezone.now())
    start, end = min(time[0] for time in times), max(time[1] for time in times)
    for page in pages:
        # One that is to go on from this series begins where that ends.
        if page.is_called_off or page.continues_id in own_ids:
            continue
        usual = None if page.attendance_mode == ONLINE else page.venue_id
        for date in dates_between(page, start, end):
            if not date.is_cancelled:
                yield _Other(
                    date,
                    date.title or page.get_admin_display_title(),
                    page,
                    date.venue or usual,
                    True,
                    marks[page.pk],
                )


def find_clashes(
    dates: Sequence[Value], event, *, index_path: str, own_ids: Sequence[int], user
) -> list[Clash]:
    """What takes place on the days of these dates, as far as the user may know of it.

    ``event`` says where they take place unless they say so themselves; ``own_ids`` are
    its pages. Of what was never published, the drafts that the user may explore. As many
    queries for many dates and meet-ups as for one.
    """
    if not dates:
        return []
    days = [_days(date) for date in dates]
    # An evening over midnight may clash with what begins the day after.
    times = [
        (first, max(last, date.end))
        for date, (first, last) in zip(dates, days, strict=True)
    ]
    others = [*_published(times, own_ids, user), *_drafts(times, own_ids, user)]
    usual = None if event.attendance_mode == ONLINE else event.venue_id
    places = [date.venue or usual for date in dates]
    theirs = [other.venue_id for other in others]
    keys = _keys_of_venues({pk for pk in (*places, *theirs) if pk})
    found = []
    for other in others:
        here, when = keys.get(other.venue_id), (other.date.start, other.date.end)
        on_its_days = _on_its_days(other.date)
        is_near = other.page.path.startswith(index_path)
        for date, day, place in zip(dates, days, places, strict=True):
            same_place = here is not None and here == keys.get(place)
            same_place = same_place and _overlap(when, (date.start, date.end))
            if same_place or (is_near and _overlap(on_its_days, day)):
                found.append(
                    Clash(
                        date,
                        other.title,
                        other.page.pk,
                        same_place,
                        other.can_edit,
                        other.mark,
                    )
                )
    return found
