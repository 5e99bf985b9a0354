"""What hangs on an event passes to another page of the same meet-up when the event goes."""

from collections import defaultdict
from collections.abc import Collection

from django.db import models

from .base import get_page_model

__all__ = ["HAND_OVER", "heirs_of"]


def heirs_of(page_ids: Collection[int], going: set[int]) -> dict[int, int]:
    """The page that takes over from each of these pages; no key where nobody is left.

    The oldest translation that stays; else the oldest alias, which Wagtail makes a page
    of its own when its source goes. ``going`` are the pages that are being deleted.
    Three queries, whatever the number of pages.
    """
    pages = get_page_model()._default_manager.order_by("pk")
    key_of = dict(pages.filter(pk__in=page_ids).values_list("pk", "translation_key"))
    translations, aliases = {}, {}
    for key, pk in pages.filter(
        translation_key__in=set(key_of.values()), alias_of__isnull=True
    ).values_list("translation_key", "pk"):
        if pk not in going:
            translations.setdefault(key, pk)
    for source, pk in pages.filter(alias_of__in=page_ids).values_list("alias_of", "pk"):
        if pk not in going:
            aliases.setdefault(source, pk)
    heirs = {pk: translations.get(key, aliases.get(pk)) for pk, key in key_of.items()}
    return {pk: heir for pk, heir in heirs.items() if heir is not None}


def HAND_OVER(collector, field, sub_objs, using):
    """An ``on_delete`` that gives the rows of a deleted event to its heir, else deletes them.

    Django calls it while it collects what goes with the pages; those that go in the same
    deletion are known by then, because a deletion starts with its whole queryset. What
    has no heir is collected in one call: Django joins the updates of each call into one
    expression, and a thousand are too deep for SQLite.
    """
    by_page = defaultdict(list)
    for row in sub_objs:
        by_page[getattr(row, field.attname)].append(row)
    going = {
        page.pk for page in collector.data.get(get_page_model(), ())
    } | by_page.keys()
    heirs = heirs_of(list(by_page), going)
    orphans = []
    for page_id, rows in by_page.items():
        if page_id in heirs:
            collector.add_field_update(field, heirs[page_id], rows)
        else:
            orphans += rows
    if orphans:
        models.CASCADE(collector, field, orphans, using)
