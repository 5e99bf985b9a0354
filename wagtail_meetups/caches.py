"""Which pages in a cache in front of the site are out of date when something changed.

Imported only where ``wagtail.contrib.frontend_cache`` is installed. Which addresses a
page has is for the page to say: ``get_cached_paths()``.
"""

from collections.abc import Callable, Collection

from django.db import transaction
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends

from .models import CalendarEntry
from .models.base import get_page_model
from .models.registry import event_models, index_models, recap_models

__all__ = ["addresses_of", "purge"]


def _with_meetups(page_ids: Collection[int]) -> set[int]:
    """These pages with all that tell of the same meet-ups, in whichever language.

    An event's translations and aliases, the recaps that tell of it with their own
    aliases, a recap's event.
    """
    found = set(page_ids)
    events = set(found)
    for model in recap_models():
        rows = model._default_manager.filter(pk__in=found, event__isnull=False)
        events |= set(rows.values_list("event_id", flat=True))
    sources = CalendarEntry.objects.filter(page__in=events).values("source")
    entries = CalendarEntry.objects.filter(source__in=sources)
    events = set(entries.values_list("page_id", flat=True))
    for model in recap_models():
        rows = model._default_manager.filter(event__in=events)
        found |= set(rows.values_list("pk", flat=True))
    return found | events


def addresses_of(page_ids: Collection[int]) -> PurgeBatch:
    """Collect the addresses of these pages of ours and of what shows something of them.

    That is: what tells of the same meet-ups, and each index above one of them. A fixed
    number of queries for each page type, and one for each series, which asks for its
    dates.
    """
    batch = PurgeBatch()
    rows = get_page_model()._default_manager.filter(pk__in=page_ids)
    paths = set(rows.values_list("path", flat=True))
    if not paths:  # They have gone, and were looked at before.
        return batch
    ids = _with_meetups(page_ids)
    pages: list = []
    for model in (*event_models(), *recap_models()):
        rows = model._default_manager.filter(pk__in=ids).defer("body")
        pages += rows.select_related("locale")
    paths |= {page.path for page in pages}
    step = get_page_model().steplen
    above = {path[:end] for path in paths for end in range(step, len(path) + 1, step)}
    for model in index_models():
        rows = model._default_manager.filter(path__in=above).defer("introduction")
        pages += rows.select_related("locale")
    batch.add_pages(pages)
    return batch


def purge(find_ids: Callable[[], Collection[int]], *, going: bool = False) -> None:
    """Have the caches forget all that shows these pages, once what changed is committed.

    The pages are looked for then; now already where something of them is ``going``.
    """
    if not get_backends():
        return
    if going:
        transaction.on_commit(addresses_of(find_ids()).purge)
    else:
        transaction.on_commit(lambda: addresses_of(find_ids()).purge())
