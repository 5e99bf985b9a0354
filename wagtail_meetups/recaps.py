"""Which recaps a reader may find: below an index, about a topic, beside another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from .listing import recaps_below
from .models import Topic
from .models.translations import localize_topics, translations_of
from .visibility import Snapshot

__all__ = [
    "ListedRecaps",
    "by_year",
    "list_recaps",
    "neighbours_of",
    "topics_of_recaps",
]


def _newest_first(recaps: Iterable) -> list:
    """By day; those without one last."""
    return sorted(
        recaps,
        key=lambda recap: (recap.date or date.min, recap.pk),
        reverse=True,
    )


@dataclass(slots=True)
class ListedRecaps:
    """Recaps of every page type, latest first, for a paginator; cut without reading all."""

    querysets: list[QuerySet]

    def count(self) -> int:
        return sum(queryset.count() for queryset in self.querysets)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list:
        # The first N of all are among the first N of each.
        found = [
            recap for queryset in self.querysets for recap in queryset[: wanted.stop]
        ]
        if len(self.querysets) > 1:
            found = _newest_first(found)
        return found[wanted]


def list_recaps(index, snapshot: Snapshot, topic: Topic | None = None) -> ListedRecaps:
    """The visible recaps below an index; with a topic, those that carry it in any language."""
    querysets = recaps_below(index, snapshot)
    if topic is not None:
        key = topic.translation_key
        querysets = [
            # By their ids: a page may have a topic and a translation of it.
            recaps.filter(
                pk__in=recaps.model._default_manager.filter(
                    topics__translation_key=key
                ).values("pk")
            )
            for recaps in querysets
        ]
    return ListedRecaps(querysets)


def topics_of_recaps(index, snapshot: Snapshot) -> list[Topic]:
    """The topics of the visible recaps below an index, in its language, by name."""
    found: set[Topic] = set()
    for recaps in recaps_below(index, snapshot):
        field = recaps.model._meta.get_field("topics")
        carried = field.remote_field.through.objects.filter(
            **{f"{field.m2m_field_name()}__in": recaps.order_by().values("pk")}
        ).values(field.m2m_reverse_field_name())
        found |= set(Topic.objects.filter(pk__in=carried))
    others = [topic for topic in found if topic.locale_id != index.locale_id]
    return localize_topics(found, index.locale_id, translations_of(others))


def neighbours_of(recap, index, snapshot: Snapshot) -> tuple:
    """The visible recaps before and after this one below its index, or ``None`` for each.

    By day; a recap without a day has no place among the others.
    """
    if recap.date is None or recap.pk is None:
        return None, None
    day, pk = recap.date, recap.pk
    earlier, later = [], []
    for recaps in recaps_below(index, snapshot):
        before = Q(date__lt=day) | Q(date=day, pk__lt=pk)
        after = Q(date__gt=day) | Q(date=day, pk__gt=pk)
        earlier += recaps.filter(before)[:1]
        later += recaps.filter(after).order_by("date", "pk")[:1]
    return (
        _newest_first(earlier)[0] if earlier else None,
        _newest_first(later)[-1] if later else None,
    )


def by_year(recaps: Iterable) -> Iterator[tuple[int | None, list]]:
    """These recaps by the year of their day, the latest first; ``None`` for those without."""
    ordered = _newest_first(recaps)
    for year, found in groupby(
        ordered, key=lambda recap: recap.date and recap.date.year
    ):
        yield year, list(found)
