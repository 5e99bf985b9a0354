"""Read the schedules, sync the Occurrence rows, write the CalendarEntry rows."""

import logging
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from ..models.base import get_page_model
from ..models.horizon import get_horizon
from ..signals import meetups_published
from . import entries, occurrences
from .content import Content, load_content, share
from .differences import Difference
from .groups import Groups, find_groups
from .scopes import all_event_ids

__all__ = ["BATCH_SIZE", "find_differences", "publish", "publish_all"]

BATCH_SIZE = 500

logger = logging.getLogger("wagtail_meetups")


def _batches(page_ids: Iterable[int]) -> Iterator[list[int]]:
    ids = sorted(set(page_ids))
    for start in range(0, len(ids), BATCH_SIZE):
        yield ids[start : start + BATCH_SIZE]


def _lock(page_ids: Iterable[int]) -> None:
    """Let two publishings of one page follow each other (nothing to do on SQLite)."""
    pages = get_page_model()._default_manager.filter(pk__in=list(page_ids))
    list(pages.order_by("pk").select_for_update().values_list("pk", flat=True))


def _keep_to_what_was_told(content: Content, groups: Groups) -> None:
    """Where a source was never published, a translation that was says when it is.

    That page took the dates from the source's draft when it was published; a later
    draft is told to nobody until one of them is published again.
    """
    told: dict[int, object] = {}
    for page_id, source_id in groups.followers.items():
        page, source = content.pages.get(page_id), content.pages.get(source_id)
        if page is None or source is None or page.alias_of_id:
            continue
        if page.was_published and not source.was_published:
            latest = max(told.get(source_id, page), page, key=_last_published)
            told[source_id] = latest
    for source_id, page in told.items():
        source = content.pages[source_id]
        values = page.shared_values(source.locale_id, content.localize)
        for name, value in values.items():
            setattr(source, name, value)


def _last_published(page) -> tuple:
    at = page.last_published_at
    return (at is not None, at, page.pk)


def _share_schedules(
    content: Content, groups: Groups, *, write: bool
) -> Iterator[Difference]:
    """Bring the shared fields of translations in line with the page that keeps them."""
    for page_id, source_id in groups.followers.items():
        if not content.pages.keys() >= {page_id, source_id}:
            continue  # No event pages.
        page = content.pages[page_id]
        if not (wanted := share(content, source_id, page_id)):
            continue
        if "status" in wanted:
            wanted["status_reason"] = ""  # It told why of another status.
        for name, value in wanted.items():
            setattr(page, name, value)
        if write:
            type(page)._default_manager.filter(pk=page_id).update(**wanted)
        names = ", ".join(sorted(wanted))
        yield Difference(page_id, f"{names} not as on page {source_id}")


def _sync(page_ids: list[int], now, *, write: bool) -> list[Difference]:
    groups = find_groups(page_ids)
    if write:
        _lock(groups.sources)
        # While waiting for the lock, one of them may have gone.
        groups = find_groups(page_ids)
    content = load_content(groups)
    _keep_to_what_was_told(content, groups)
    found = list(_share_schedules(content, groups, write=write))
    until = get_horizon(now)
    rows = occurrences.sync(content, groups, until)
    found += rows.differences
    texts = entries.sync(content, groups, rows.by_event, now, until)
    found += texts.differences
    if write:
        rows.save()
        texts.save()
    return found


def publish(page_ids: Iterable[int], *, now=None) -> list[Difference]:
    """Bring the rows of these event pages, and of what translates or mirrors them, up to date.

    ``now`` (an instant, the clock's by default) becomes DTSTAMP and LAST-MODIFIED of
    what changes; what does not change is not written. Returns what was changed. The
    number of queries is the same for any number of pages up to ``BATCH_SIZE``.
    """
    now = (now or timezone.now()).replace(microsecond=0)
    found: list[Difference] = []
    for batch in _batches(page_ids):
        with transaction.atomic():
            found += _sync(batch, now, write=True)
    if found:
        changed = frozenset(difference.page_id for difference in found)
        logger.info("Published the dates of %d event pages.", len(changed))
        transaction.on_commit(
            lambda: meetups_published.send(
                sender=apps.get_app_config("wagtail_meetups"), page_ids=changed
            )
        )
    return found


def publish_all(*, now=None) -> list[Difference]:
    """``publish`` every event page there is."""
    return publish(all_event_ids(), now=now)


def find_differences() -> list[Difference]:
    """Say what ``publish_all`` would change, and change nothing."""
    now = timezone.now().replace(microsecond=0)
    found: list[Difference] = []
    for batch in _batches(all_event_ids()):
        found += _sync(batch, now, write=False)
    return found
