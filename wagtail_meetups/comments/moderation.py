"""What hosts do with comments, each with a line in Wagtail's log."""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from . import library
from .guard import account_name
from .models import VisitorComment
from .publishing import after_change
from .text import clean_text

__all__ = ["ACTIONS", "LOG_ACTIONS", "answer", "decide", "undo", "withdraw"]

State = VisitorComment.State

# What an action makes of a comment, and the permission that it takes.
ACTIONS = {
    "approve": (State.PUBLISHED, "change"),
    "hold": (State.WAITING, "change"),
    "spam": (State.SPAM, "change"),
    "remove": (State.REMOVED, "delete"),
}

LOG_ACTIONS = {
    "approve": (_("Approve comment"), _("Approved")),
    "hold": (_("Hold comment"), _("Held back")),
    "spam": (_("Mark comment as spam"), _("Marked as spam")),
    "remove": (_("Remove comment"), _("Removed")),
    "undo": (_("Undo on comment"), _("Undone: back to where it was")),
    "answer": (_("Answer comment"), _("Answered")),
    "withdraw": (_("Withdraw comment"), _("Withdrawn by who wrote it")),
    # Of the page, in its own history.
    "settings": (_("Change comment settings"), _("Comment settings changed")),
}


def _log(rows: Iterable[VisitorComment], action: str, user) -> None:
    for row in rows:
        log(row, f"wagtail_meetups_comments.{action}", user=user)


def _put(rows: list[VisitorComment], states: dict[int, int]) -> None:
    """Set the state of each row, in the library's flags too. No query for each."""
    now = timezone.now()
    for row in rows:
        row.previous_state, row.state = row.state, states[row.pk]
        row.state_since = now
    VisitorComment.objects.bulk_update(
        rows, ["state", "previous_state", "state_since"], batch_size=200
    )
    for state in set(states.values()):
        library.set_flags(
            [row.comment_id for row in rows if row.state == state],
            is_public=state == State.PUBLISHED,
            is_removed=state == State.REMOVED,
        )
    after_change({row.page_id for row in rows})


def _locked(rows: Iterable[VisitorComment]) -> list[VisitorComment]:
    """As they are now, so that of two hosts at once each decides on what is there."""
    ids = [row.pk for row in rows]
    return list(VisitorComment.objects.select_for_update().filter(pk__in=ids))


@transaction.atomic
def decide(rows: Iterable[VisitorComment], action: str, user) -> list[VisitorComment]:
    """Do one of ``ACTIONS``; return the rows that were not in that state already."""
    state = ACTIONS[action][0]
    changed = [row for row in _locked(rows) if row.state != state]
    _put(changed, {row.pk: state for row in changed})
    _log(changed, action, user)
    return changed


@transaction.atomic
def undo(rows: Iterable[VisitorComment], user) -> list[VisitorComment]:
    """Bring each back to the state before; undoing that is doing it again."""
    changed = [row for row in _locked(rows) if row.can_undo]
    _put(changed, {row.pk: row.previous_state for row in changed})
    _log(changed, "undo", user)
    return changed


@transaction.atomic
def answer(row: VisitorComment, text: str, user) -> VisitorComment:
    """Publish a host's answer beneath a comment, which is published with it.

    An answer to an answer stands beneath the same comment, and publishes both.
    """
    top = row.answer_to or row
    decide({row, top}, "approve", user)
    comment = library.new_comment(
        row.specific_page,
        user=user,
        user_name=account_name(user),
        user_email=getattr(user, user.get_email_field_name(), "") or "",
        comment=clean_text(text),
        submit_date=timezone.now(),
    )
    comment.is_public = True
    comment.save()
    made = VisitorComment.objects.create(
        comment=comment,
        page_id=row.page_id,
        answer_to=top,
        state=State.PUBLISHED,
        previous_state=State.PUBLISHED,
        state_since=timezone.now(),
        key=secrets.token_urlsafe(24),
    )
    _log([row], "answer", user)
    after_change({row.page_id})
    return made


@transaction.atomic
def withdraw(row: VisitorComment) -> None:
    """Who wrote it takes it back: the words go, and the answers beneath them."""
    _log([row], "withdraw", None)
    after_change({row.page_id})
    answers = VisitorComment.objects.filter(answer_to=row.pk)
    ids = [row.comment_id, *answers.values_list("comment_id", flat=True)]
    library.Comment.objects.filter(pk__in=ids).delete()
