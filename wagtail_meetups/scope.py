"""A part of what stands below an index: about one topic, at one venue, held in one way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import CalendarEntry, Occurrence, Topic, Venue

__all__ = [
    "EVERYTHING",
    "Scope",
    "find_topic",
    "find_venue",
    "group_translations",
    "used_topics",
    "uses_venue",
    "with_translations",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows a list, a month or a feed; what is not given narrows nothing.

    ``topic`` and ``venue`` stand for all their translations. ``mode`` is a value of
    ``AbstractEvent.Mode``; an evening that is held both ways is found by either.
    """

    topic: Topic | None = None
    venue: Venue | None = None
    mode: str = ""

    def __bool__(self) -> bool:
        return bool(self.topic or self.venue or self.mode)

    @property
    def key(self) -> str:
        """What tells it from others, in any language; empty for everything.

        At most a hundred characters, as ``FeedState.scope`` takes.
        """
        parts = {
            "topic": self.topic and self.topic.translation_key.hex,
            "venue": self.venue and self.venue.translation_key.hex,
            "mode": self.mode,
        }
        return ";".join(f"{name}:{value}" for name, value in parts.items() if value)

    @property
    def name(self) -> str:
        """Its topic and its venue by name; empty without either."""
        return " · ".join(part.name for part in (self.topic, self.venue) if part)

    def narrow(self, entries: QuerySet[CalendarEntry]) -> QuerySet[CalendarEntry]:
        """The entries that are within this scope; no entry comes twice."""
        if self.topic:
            # Asked of each entry: a page may have a topic and a translation of it.
            through = CalendarEntry.topics.through.objects.filter(
                calendarentry=OuterRef("pk"),
                topic__translation_key=self.topic.translation_key,
            )
            entries = entries.filter(Exists(through))
        if self.venue:
            entries = entries.filter(venue__translation_key=self.venue.translation_key)
        if self.mode:
            entries = entries.filter(mode__in={self.mode, "both"})
        return entries

    def narrow_dates(
        self, dates: QuerySet[Occurrence], is_of: Callable[["Scope"], Q]
    ) -> QuerySet[Occurrence]:
        """The dates that are within this scope.

        ``is_of`` says for a scope which dates are those of entries within it. A single
        date may be elsewhere than its series.
        """
        dates = dates.filter(is_of(replace(self, venue=None)))
        if self.venue:
            here = Q(venue__translation_key=self.venue.translation_key)
            dates = dates.filter(here | (Q(venue=None) & is_of(self)))
        return dates


EVERYTHING = Scope()


def find_topic(slug: str, locale_id: int) -> Topic | None:
    """The topic of this slug, rather in this language than in another."""
    return _prefer(Topic.objects.filter(slug=slug).order_by("pk"), locale_id)


def find_venue(pk: int, locale_id: int) -> Venue | None:
    """The venue of this id, in this language where it is translated."""
    found = with_translations(Venue.objects.filter(pk=pk))
    return _prefer(found.order_by("pk"), locale_id)


def _prefer(snippets: Iterable, locale_id: int):
    """The first in this language, else the first; ``None`` without any."""
    found = list(snippets)
    return next((one for one in found if one.locale_id == locale_id), [*found, None][0])


def used_topics(entries: QuerySet[CalendarEntry]) -> QuerySet[Topic]:
    """The topics that these entries have, as they were chosen."""
    return Topic.objects.filter(Exists(entries.filter(topics=OuterRef("pk"))))


def uses_venue(rows: QuerySet) -> Exists:
    """Whether one of these entries or dates is at a venue, as a filter on venues."""
    return Exists(rows.filter(venue=OuterRef("pk")))


def group_translations(snippets: Iterable, locale_id: int) -> list[tuple[object, list]]:
    """Of each translation group the snippet to show, and all of it; by name.

    Shown is the one in this language, else the one made first.
    """
    groups: dict[UUID, list] = {}
    for snippet in sorted(snippets, key=lambda snippet: snippet.pk):
        groups.setdefault(snippet.translation_key, []).append(snippet)
    shown = [(_prefer(rows, locale_id), rows) for rows in groups.values()]
    return sorted(shown, key=lambda group: (group[0].name.casefold(), group[0].pk))


def with_translations(used: QuerySet) -> QuerySet:
    """These snippets, and all that translate them."""
    return used.model._default_manager.filter(
        translation_key__in=used.order_by().values("translation_key")
    )
