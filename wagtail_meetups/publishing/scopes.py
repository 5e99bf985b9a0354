"""Which event pages a change elsewhere concerns. Each function returns page ids."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ReferenceIndex

from ..models import Attendee, Occurrence
from ..models.base import get_page_model
from ..models.registry import event_models, index_models, recap_models

__all__ = [
    "all_event_ids",
    "event_ids_below",
    "event_ids_following",
    "event_ids_with_host",
    "event_ids_with_topic",
    "event_ids_with_venue",
    "page_ids_below",
    "page_ids_showing",
    "page_ids_telling_of",
    "page_ids_with_topic",
    "recap_ids_beside",
]


def _ids(models=None, **conditions) -> list[int]:
    ids: list[int] = []
    for model in event_models() if models is None else models:
        rows = model._default_manager.filter(**conditions).order_by("pk")
        ids += rows.values_list("pk", flat=True).distinct()
    return ids


def all_event_ids() -> list[int]:
    """Every event page of this installation, drafts and hidden ones too."""
    return _ids()


def event_ids_below(paths: Iterable[str]) -> list[int]:
    """The event pages at or below these tree paths."""
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    if not below:
        return []
    pages = get_page_model()._default_manager.filter(below)
    return _ids(pk__in=pages.order_by().values("pk"))


def event_ids_following(event) -> list[int]:
    """The event pages that translate or mirror this one; one query."""
    pages = get_page_model()._default_manager.exclude(pk=event.pk)
    following = Q(alias_of=event.pk) | Q(translation_key=event.translation_key)
    return list(pages.filter(following).values_list("pk", flat=True))


def event_ids_with_venue(venue) -> list[int]:
    """The event pages that show this venue or a translation of it, if only on one date.

    A new translation is shown by pages that had to do with the original so far.
    """
    key = venue.translation_key
    dates = Occurrence.objects.filter(venue__translation_key=key)
    elsewhere = dates.order_by().values_list("event", flat=True).distinct()
    return sorted({*_ids(venue__translation_key=key), *elsewhere})


def event_ids_with_topic(topic) -> list[int]:
    """The event pages that carry this topic or a translation of it."""
    return _ids(topics__translation_key=topic.translation_key)


def event_ids_with_host(attendee_id: int) -> list[int]:
    """The event pages that show this person as a host, as far as they agreed."""
    return _ids(hosts=attendee_id)


def page_ids_telling_of(attendee_id: int) -> list[int]:
    """The pages with a block about this person, in the text that stands in the table.

    Wagtail keeps the list, for every page type and every block that chooses an attendee;
    one query.
    """
    types = ContentType.objects.get_for_models(Attendee, get_page_model())
    rows = ReferenceIndex.objects.filter(
        to_content_type=types[Attendee],
        to_object_id=str(attendee_id),
        base_content_type=types[get_page_model()],
    )
    return sorted({int(pk) for pk in rows.values_list("object_id", flat=True)})


def page_ids_showing(attendee_id: int) -> list[int]:
    """Every page that shows this person as far as they agreed, hosts' own types too."""
    return sorted(
        {*event_ids_with_host(attendee_id), *page_ids_telling_of(attendee_id)}
    )


def page_ids_with_topic(topic) -> list[int]:
    """The events and recaps that carry this topic or a translation of it."""
    models = (*event_models(), *recap_models())
    return _ids(models, topics__translation_key=topic.translation_key)


def recap_ids_beside(recap) -> list[int]:
    """The recaps of the days before and after this one, which lead to it."""
    if recap.date is None:
        return []
    ids: list[int] = []
    for model in recap_models():
        rows = model._default_manager.filter(locale_id=recap.locale_id, live=True)
        for beside in (
            rows.filter(date__lte=recap.date).order_by("-date", "-pk"),
            rows.filter(date__gte=recap.date).order_by("date", "pk"),
        ):
            ids += beside.exclude(pk=recap.pk).values_list("pk", flat=True)[:1]
    return ids


def page_ids_below(path: str) -> list[int]:
    """The events, recaps and indexes at or below a tree path."""
    models = (*event_models(), *recap_models(), *index_models())
    return _ids(models, path__startswith=path)
