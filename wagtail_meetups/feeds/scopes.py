"""The parts of an index that have a calendar of their own: each topic, each venue.

Nobody may learn from an address that a topic exists which only hidden meet-ups have; and
nobody who subscribed may be turned away because the last meet-up is over, or is about
something else now. So there is a calendar of a part where something that the reader may
see has it, of any time; and an empty one without its name where it was public before,
which ``FeedState`` remembers.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from ..listing import feed_entries, shown_entries
from ..models import CalendarEntry, FeedState, Topic, Venue
from ..models.translations import localize
from ..scope import (
    Scope,
    find_topic,
    find_venue,
    group_translations,
    used_topics,
    uses_venue,
    with_translations,
)
from ..visibility import Snapshot

__all__ = ["find_scope", "is_shown", "offered_scopes", "scope_paths", "was_public"]


def find_scope(index, *, topic: str = "", venue: int | None = None) -> Scope:
    """The part of ``index`` at an address: a topic's slug, or a venue's id.

    In the language of the index where that is translated, so that two addresses of one
    part tell the same. Raises ``Http404`` where there is no such topic or venue.
    """
    if venue is None:
        found = localize(find_topic(topic, index.locale_id), index.locale_id)
        scope = Scope(topic=found)
    else:
        scope = Scope(venue=find_venue(venue, index.locale_id))
    if not scope:
        raise Http404
    return scope


def is_shown(index, snapshot: Snapshot, scope: Scope) -> bool:
    """Whether something that the reader may see is within this part; one query."""
    return shown_entries(index, snapshot, scope).exists()


def was_public(index, scope: Scope) -> bool:
    """Whether the public may have subscribed to this part; one query."""
    return FeedState.objects.filter(index_id=index.pk, scope=scope.key).exists()


def _topics_of(entries: QuerySet[CalendarEntry]) -> QuerySet[Topic]:
    """The topics of these entries with all their translations."""
    return with_translations(used_topics(entries))


def _venues_of(entries: QuerySet[CalendarEntry]) -> QuerySet[Venue]:
    """The venues of these entries with all their translations."""
    return with_translations(Venue.objects.filter(uses_venue(entries)))


def offered_scopes(index, snapshot: Snapshot) -> list[Scope]:
    """The topics, then the venues, of what is in the calendar of ``index``; three queries.

    In the language of the index as far as they are translated, by name.
    """
    entries = feed_entries(index, snapshot).order_by()
    topics = group_translations(_topics_of(entries), index.locale_id)
    venues = group_translations(_venues_of(entries), index.locale_id)
    return [
        *(Scope(topic=shown) for shown, _rows in topics),
        *(Scope(venue=shown) for shown, _rows in venues),
    ]


def scope_paths(index) -> list[str]:
    """The addresses of all parts of ``index``, relative to it, that a cache may hold.

    Whoever may see them, and those of parts that nothing has any more. Three queries.
    """
    if not index.path:
        return []
    keys: dict[str, set[UUID]] = {"topic": set(), "venue": set()}
    states = FeedState.objects.filter(index_id=index.pk).exclude(scope="")
    for state in states.values_list("scope", flat=True):
        kind, _colon, key = state.partition(":")
        if kind in keys:
            keys[kind].add(UUID(key))
    entries = CalendarEntry.objects.filter(page__path__startswith=index.path)
    slugs = _or_known(_topics_of(entries), keys["topic"]).values_list("slug", flat=True)
    ids = _or_known(_venues_of(entries), keys["venue"]).values_list("pk", flat=True)
    parts = [
        *(f"topic/{slug}/" for slug in sorted(set(slugs))),
        *(f"venue/{pk}/" for pk in sorted(ids)),
    ]
    return [f"/{route}/{part}" for part in parts for route in ("ical", "subscribe")]


def _or_known(snippets: QuerySet, keys: set[UUID]) -> QuerySet:
    model = snippets.model
    return model.objects.filter(
        Q(pk__in=snippets.order_by().values("pk")) | Q(translation_key__in=keys)
    ).order_by()
