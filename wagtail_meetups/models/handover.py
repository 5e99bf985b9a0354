"""What hangs on an event passes to another page of the same meet-up when the event goes."""

from collections import defaultdict

from django.db import models

from .base import get_page_model

__all__ = ["HAND_OVER", "heir_of"]


def heir_of(page_id: int, going: set[int]) -> int | None:
    """The page that takes over from ``page_id``, or ``None`` when nobody is left.

    The oldest translation that stays; else the oldest alias, which Wagtail makes a page
    of its own when its source goes. ``going`` are the pages that are being deleted.
    """
    pages = get_page_model()._default_manager.order_by("pk").exclude(pk__in=going)
    keys = (
        get_page_model()
        ._default_manager.filter(pk=page_id)
        .values_list("translation_key", flat=True)
    )
    translations = pages.filter(
        translation_key__in=list(keys), alias_of__isnull=True
    ).values_list("pk", flat=True)
    aliases = pages.filter(alias_of=page_id).values_list("pk", flat=True)
    return translations.first() or aliases.first()


def HAND_OVER(collector, field, sub_objs, using):
    """An ``on_delete`` that gives the rows of a deleted event to its heir, else deletes them.

    Django calls it while it collects what goes with the page; the pages that go in the
    same deletion are known by then, because a deletion starts with its whole queryset.
    """
    page_model = get_page_model()
    going = {page.pk for page in collector.data.get(page_model, ())}
    by_page = defaultdict(list)
    for row in sub_objs:
        by_page[getattr(row, field.attname)].append(row)
    for page_id, rows in by_page.items():
        heir = heir_of(page_id, going | {page_id})
        if heir is None:
            models.CASCADE(collector, field, rows, using)
        else:
            collector.add_field_update(field, heir, rows)
