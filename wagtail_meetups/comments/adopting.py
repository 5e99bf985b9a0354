"""Comments that the library had on our pages before: taken over as they were."""

import secrets
from datetime import datetime

from django.db import transaction

from ..models.registry import event_models, recap_models
from . import library
from .models import VisitorComment
from .publishing import after_change

__all__ = ["adopt_comments"]

State = VisitorComment.State
AT_ONCE = 500


def _state(comment) -> int:
    """What the library's own flags come to."""
    if comment.is_removed:
        return State.REMOVED
    return State.PUBLISHED if comment.is_public else State.WAITING


@transaction.atomic
def adopt_comments(now: datetime, *, dry_run: bool = False) -> int:
    """Give each comment on a page of ours that has no row its row; return how many.

    Oldest first, which is the order that a thread then has. What waits is told to nobody:
    it may have waited for years. Those of pages that are gone are left alone.
    """
    known = VisitorComment.objects.values("comment_id")
    taken, pages = 0, set()
    for model in {*event_models(), *recap_models()}:
        keys = {str(pk) for pk in model._default_manager.values_list("pk", flat=True)}
        found = library.comments_on(model).exclude(pk__in=known)
        rows = [
            VisitorComment(
                comment=comment,
                page_id=int(comment.object_pk),
                state=_state(comment),
                previous_state=_state(comment),
                state_since=now,
                key=secrets.token_urlsafe(24),
                told_at=now,
            )
            for comment in found.order_by("submit_date", "pk")
            if comment.object_pk in keys
        ]
        taken += len(rows)
        pages |= {row.page_id for row in rows}
        if not dry_run:
            VisitorComment.objects.bulk_create(rows, batch_size=AT_ONCE)
    if not dry_run:
        after_change(pages)
    return taken
