"""Which dates an index, its feed and the recaps show, for one reader at one moment."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from . import conf
from .models import AbstractMeetupIndex, CalendarEntry, Occurrence, Venue
from .models.base import get_page_model
from .models.dates import MeetupDate
from .models.registry import event_models, recap_models
from .models.translations import translations_of
from .scope import EVERYTHING, Scope
from .visibility import Snapshot

__all__ = [
    "feed_entries",
    "dates_below",
    "dates_of",
    "list_dates",
    "list_dates_of",
    "past_dates",
    "recaps_below",
    "recaps_of",
    "shown_entries",
    "upcoming_dates",
    "visible_translation",
    "visible_translations",
]

# Databases do not agree on where those without a date come.
LATEST_FIRST = (F("date").desc(nulls_last=True), "-pk")


def _chosen(rows: QuerySet, choose) -> QuerySet:
    """What a method of the host's leaves of these rows.

    By their ids: nothing can be added to the rows, and none comes twice.
    """
    chosen = choose(rows)
    if chosen is rows:
        return rows
    return rows.filter(pk__in=chosen.order_by().values("pk"))


def _chooses(index) -> bool:
    """Whether the host overrides ``filter_meetups``."""
    return type(index).filter_meetups is not AbstractMeetupIndex.filter_meetups


def shown_entries(
    index, snapshot: Snapshot, scope: Scope = EVERYTHING
) -> QuerySet[CalendarEntry]:
    """The entries of the visible event pages below ``index``, in its own language."""
    if not index.path:
        return (
            CalendarEntry.objects.none()
        )  # An unsaved page's preview: nothing below it.
    entries = CalendarEntry.objects.filter(
        page__path__startswith=index.path,
        page__depth__gt=index.depth,
        page__locale_id=index.locale_id,
    )
    entries = scope.narrow(_chosen(entries, index.filter_meetups))
    return snapshot.filter(entries, page="page", below=index.path)


def _without_doubles(entries: QuerySet) -> QuerySet:
    """Leave out an alias where its meet-up is in the same calendar already."""
    aliases = list(
        # Not "is not null": by its statistics SQLite then looks at every page instead of
        # the few that the index of aliases holds.
        entries.filter(page__alias_of__gt=0)
        .order_by("page_id")
        .values_list("pk", "uid")
    )
    if not aliases:
        return entries
    originals = entries.filter(
        page__alias_of__isnull=True, uid__in={uid for _pk, uid in aliases}
    )
    taken = set(originals.values_list("uid", flat=True))
    doubles = []
    for pk, uid in aliases:
        if uid in taken:
            doubles.append(pk)
        taken.add(uid)
    return entries.exclude(pk__in=doubles)


def feed_entries(
    index, snapshot: Snapshot, scope: Scope = EVERYTHING
) -> QuerySet[CalendarEntry]:
    """The entries of an index's feed: what is to come, and the recent past.

    A series is in the feed of the venue it has itself, not of one that a single date
    was moved to: calendars get it whole.
    """
    past = timedelta(days=conf.get("FEED_PAST_DAYS"))
    called_off = timedelta(days=conf.get("FEED_CANCELLED_DAYS"))
    entries = shown_entries(index, snapshot, scope)
    entries = entries.filter(last_end__gt=snapshot.now - past)
    entries = entries.exclude(called_off=True, last_end__lte=snapshot.now - called_off)
    return _without_doubles(entries)


def _dates(index, snapshot: Snapshot, scope: Scope) -> QuerySet[Occurrence]:
    def is_of(scope: Scope) -> Q:
        entries = shown_entries(index, snapshot, scope).order_by()
        if scope or _chooses(index):
            # What these chose by is asked once, and not for each date.
            return Q(event__in=entries.values("source"))
        # Of all, IN would gather every meet-up before it takes the first date of twenty.
        return Q(Exists(entries.filter(source=OuterRef("event"))))

    return scope.narrow_dates(Occurrence.objects.all(), is_of)


def dates_below(
    index, snapshot: Snapshot, scope: Scope = EVERYTHING
) -> QuerySet[Occurrence]:
    """The dates that are planned below the index, in no order."""
    return _dates(index, snapshot, scope).filter(is_planned=True)


def upcoming_dates(
    index, snapshot: Snapshot, scope: Scope = EVERYTHING
) -> QuerySet[Occurrence]:
    """Dates below the index that have not ended, soonest first."""
    return _dates(index, snapshot, scope).upcoming(snapshot.now)


def past_dates(
    index, snapshot: Snapshot, scope: Scope = EVERYTHING
) -> QuerySet[Occurrence]:
    """Dates below the index that have ended, latest first."""
    return _dates(index, snapshot, scope).past(snapshot.now)


def _specific(models, page_ids: Iterable[int], *related: str) -> dict[int, object]:
    pages = {}
    for model in models:
        rows = model._default_manager.filter(pk__in=list(page_ids)).defer("body")
        pages |= {page.pk: page for page in rows.select_related(*related)}
    return pages


def list_dates(
    index, snapshot: Snapshot, occurrences: Iterable[Occurrence]
) -> list[MeetupDate]:
    """Give each of these dates the page below ``index`` that tells of it.

    Two queries and one for each event page type. Where a meet-up and an alias of it are
    both below the index, the meet-up's own page is taken.
    """
    occurrences = list(occurrences)
    entries = shown_entries(index, snapshot).filter(
        source__in={occurrence.event_id for occurrence in occurrences}
    )
    page_of: dict[int, int] = {}
    rows = entries.order_by("page_id").values_list(
        "source_id", "page_id", "page__alias_of"
    )
    for source_id, page_id, alias_of in rows:
        if alias_of is None or source_id not in page_of:
            page_of[source_id] = page_id
    pages = _specific(event_models(), page_of.values(), "venue", "image")
    venues = _own_venues(occurrences)
    return [
        _meetup_date(occurrence, pages[page_of[occurrence.event_id]], venues)
        for occurrence in occurrences
        if page_of.get(occurrence.event_id) in pages
    ]


def _own_venues(occurrences: Iterable[Occurrence]) -> dict[tuple, Venue]:
    """The venues of those dates that are elsewhere, by id and, as translations, by locale.

    No query where none is, else two.
    """
    ids = {pk for occurrence in occurrences if (pk := _venue_id(occurrence))}
    venues = list(Venue.objects.filter(pk__in=ids)) if ids else []
    found: dict[tuple, Venue] = dict(translations_of(venues))
    return found | {(venue.pk, None): venue for venue in venues}


def _venue_id(occurrence) -> int | None:
    """Of a row, or of a value of the domain."""
    is_row = isinstance(occurrence, Occurrence)
    return occurrence.venue_id if is_row else occurrence.venue


def _meetup_date(occurrence, page, venues: dict[tuple, Venue]) -> MeetupDate:
    """The date with its own venue in the language of the page; see ``_own_venues``."""
    venue = venues.get((_venue_id(occurrence), None))
    if venue is not None:
        venue = venues.get((venue.translation_key, page.locale_id), venue)
    return MeetupDate(occurrence, page, venue)


def dates_of(event) -> QuerySet[Occurrence]:
    """The dates of the meet-up that this page tells of, whether planned or not."""
    sources = CalendarEntry.objects.filter(page=event.pk).values("source")
    return Occurrence.objects.filter(event__in=sources)


def list_dates_of(event, occurrences: Iterable) -> list[MeetupDate]:
    """These dates of one page, rows or, of a draft, values of the domain.

    Two queries where one of them is elsewhere, else none.
    """
    occurrences = list(occurrences)
    venues = _own_venues(occurrences)
    return [_meetup_date(occurrence, event, venues) for occurrence in occurrences]


def _for_list(recaps: QuerySet) -> QuerySet:
    return recaps.defer("body").select_related("image").order_by(*LATEST_FIRST)


def recaps_below(index, snapshot: Snapshot) -> list[QuerySet]:
    """The visible recaps below an index, a queryset for each page type, latest first.

    With their images, and without their bodies.
    """
    if not index.path:
        return []
    found = []
    for model in recap_models():
        recaps = model._default_manager.filter(
            path__startswith=index.path, locale_id=index.locale_id
        )
        recaps = _chosen(recaps, index.filter_recaps)
        found.append(_for_list(snapshot.filter(recaps, below=index.path)))
    return found


def recaps_of(event, snapshot: Snapshot) -> list:
    """The visible recaps, in the language of ``event`` and on its site, of this meet-up."""
    sources = CalendarEntry.objects.filter(page=event.pk).values("source")
    pages = CalendarEntry.objects.filter(source__in=sources).values("page")
    recaps = []
    for model in recap_models():
        rows = model._default_manager.filter(event__in=pages, locale_id=event.locale_id)
        recaps += _for_list(snapshot.filter(rows))
    return [
        recap for recap in recaps if snapshot.root_of(recap) == snapshot.root_of(event)
    ]


def visible_translations(event_ids, pages, snapshot: Snapshot) -> list:
    """The event page that each page may link to when it tells of that event, or ``None``.

    That is the event's own page, or its translation in the language of the page;
    visible, and on the same site. ``event_ids`` are in the order of ``pages``, ``None``
    for a page that tells of no event. As many queries for many pages as for one.
    """
    all_pages = get_page_model()._default_manager
    known = all_pages.filter(pk__in={pk for pk in event_ids if pk is not None})
    key_of = dict(known.values_list("pk", "translation_key"))
    if not key_of:
        return [None] * len(pages)
    rows = all_pages.filter(translation_key__in=set(key_of.values()))
    rows = snapshot.filter(rows).order_by("pk")
    candidates: dict[tuple, list[int]] = {}
    for pk, *key in rows.values_list("pk", "translation_key", "locale_id"):
        candidates.setdefault(tuple(key), []).append(pk)
    ids = {pk for found in candidates.values() for pk in found}
    events = _specific(event_models(), ids, "venue", "image")

    def find(event_id, page):
        root = snapshot.root_of(page)
        for pk in candidates.get((key_of.get(event_id), page.locale_id), ()):
            if pk in events and snapshot.root_of(events[pk]) == root:
                return events[pk]
        return None

    return [find(*pair) for pair in zip(event_ids, pages, strict=True)]


def visible_translation(event_id: int | None, page, snapshot: Snapshot):
    """The event page that this one page may link to; see ``visible_translations``."""
    return visible_translations([event_id], [page], snapshot)[0]
