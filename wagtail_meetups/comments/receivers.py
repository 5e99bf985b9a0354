"""What happens around a comment: the only place where the comment app hears signals."""

import secrets

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, pre_delete
from django.utils import timezone

from .. import signals
from . import library
from .guard import examine, find_page
from .models import VisitorComment
from .privacy import erase_person, export_person, forget_account
from .publishing import after_change

__all__ = ["connect"]

State = VisitorComment.State


def on_will_be_posted(sender, comment, request, **kwargs):
    """Return ``False`` to have the library reject it; leave why on the comment."""
    verdict = examine(comment, request, seconds=getattr(comment, "form_seconds", None))
    if verdict is None:
        return None
    if library.is_in_charge():
        # On a comment of another system it might be taken for a field.
        comment.meetups_verdict = verdict
        comment.is_public = not verdict.holds
    return not verdict.rejects


def on_was_posted(sender, comment, request, **kwargs):
    """Give a comment on a page of ours its row."""
    verdict = getattr(comment, "meetups_verdict", None)
    if verdict is None or not library.is_in_charge():
        return
    state = State.WAITING if verdict.holds else State.PUBLISHED
    VisitorComment.objects.create(
        comment=comment,
        page_id=find_page(comment).pk,
        state=state,
        previous_state=state,
        state_since=timezone.now(),
        reason=verdict.source[:255] if verdict.holds else "",
        key=getattr(comment, "form_key", "") or secrets.token_urlsafe(24),
    )
    after_change({int(comment.object_pk)}, waiting=verdict.holds)


def on_row_gone(sender, instance, origin=None, **kwargs):
    """Where rows themselves were deleted, and not what they hang on, comments go too."""
    model = getattr(origin, "model", type(origin))
    if model is VisitorComment:
        library.Comment.objects.filter(pk=instance.comment_id).delete()


def on_account_going(sender, instance, **kwargs):
    forget_account(instance)


def connect() -> None:
    """Connect every receiver; called once, by the app's ``ready``."""
    library.comment_will_be_posted.connect(
        on_will_be_posted, dispatch_uid="wagtail_meetups.comments.will"
    )
    library.comment_was_posted.connect(
        on_was_posted, dispatch_uid="wagtail_meetups.comments.was"
    )
    post_delete.connect(
        on_row_gone, VisitorComment, dispatch_uid="wagtail_meetups.comments.row"
    )
    pre_delete.connect(
        on_account_going,
        get_user_model(),
        dispatch_uid="wagtail_meetups.comments.account",
    )
    signals.erasing_person.connect(
        erase_person, dispatch_uid="wagtail_meetups.comments.erase"
    )
    signals.exporting_person.connect(
        export_person, dispatch_uid="wagtail_meetups.comments.export"
    )
