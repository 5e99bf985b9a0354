"""What follows when something of a page's comments has changed, after the commit."""

from collections.abc import Collection

from django.apps import apps
from django.db import transaction

from .. import conf
from .tasks import tell_moderators

__all__ = ["after_change"]


def after_change(page_ids: Collection[int], *, waiting: bool = False) -> None:
    """Have caches forget these pages; where one more comment waits, have hosts told.

    The task is told no name and no word: it looks itself.
    """
    if apps.is_installed("wagtail.contrib.frontend_cache"):
        from ..caches import purge

        purge(lambda: page_ids)
    if waiting and conf.get("COMMENTS_MAIL"):
        # The comment is saved: a queue that is down is for the log, not for the visitor.
        transaction.on_commit(tell_moderators.enqueue, robust=True)
