"""A person's comments, taken out or written out; and what is forgotten with time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from .. import conf
from .library import Comment
from .models import VisitorComment
from .publishing import after_change
from .rates import purge_marks

__all__ = [
    "Purged",
    "comments_of",
    "erase_comments",
    "erase_person",
    "export_comments",
    "export_person",
    "forget_account",
    "purge_comments",
]

State = VisitorComment.State


def comments_of(email: str = "", user_id=None) -> QuerySet[Comment]:
    """The comments sent with this address, in whichever case, or from this account."""
    whose = Q(pk__in=[])
    if email:
        whose |= Q(user_email__iexact=email)
    if user_id is not None:
        whose |= Q(user_id=user_id)
    ours = VisitorComment.objects.values("comment_id")
    return Comment.objects.filter(whose, pk__in=ours).order_by("pk")


@transaction.atomic
def erase_comments(email: str = "", user_id=None) -> int:
    """Delete the comments of a person with the answers beneath them; return how many."""
    found = list(comments_of(email, user_id).values_list("pk", flat=True))
    return _delete(found)


def _delete(comment_ids: list[int]) -> int:
    """Delete comments and what answers them; return how many went without those."""
    rows = VisitorComment.objects.filter(comment__in=comment_ids)
    after_change(set(rows.values_list("page_id", flat=True)))
    beneath = VisitorComment.objects.filter(answer_to__in=rows.values("pk"))
    going = {*comment_ids, *beneath.values_list("comment_id", flat=True)}
    Comment.objects.filter(pk__in=going).delete()
    return len(comment_ids)


def export_comments(email: str = "", user_id=None) -> list[dict]:
    """What is held of a person's comments, as plain data; also of those never shown."""
    found = comments_of(email, user_id)
    rows = {
        row.comment_id: row
        for row in VisitorComment.objects.filter(comment__in=found).select_related(
            "page"
        )
    }
    return [
        {
            "page": rows[comment.pk].page.title,
            "address": rows[comment.pk].page.get_full_url() or "",
            "sent": comment.submit_date.isoformat(),
            "state": rows[comment.pk].get_state_display(),
            "name": comment.user_name,
            "email": comment.user_email,
            "link": comment.user_url,
            "ip_address": comment.ip_address or "",
            "comment": comment.comment,
        }
        for comment in found
    ]


def erase_person(sender, email="", user_id=None, **kwargs) -> int:
    """Receiver of ``signals.erasing_person``."""
    return erase_comments(email, user_id)


def export_person(sender, email="", user_id=None, **kwargs) -> dict:
    """Receiver of ``signals.exporting_person``."""
    return {"comments": export_comments(email, user_id)}


def forget_account(user) -> None:
    """An account goes: its comments stay, without name, e-mail, link and address.

    The library would keep all of these.
    """
    mine = Comment.objects.filter(user_id=user.pk)
    pages = VisitorComment.objects.filter(comment__in=mine)
    after_change(set(pages.values_list("page_id", flat=True)))
    mine.update(user_name="", user_email="", user_url="", ip_address=None)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many comments went, and how many addresses were forgotten."""

    comments: int
    addresses: int


@transaction.atomic
def purge_comments(now: datetime, *, dry_run: bool = False) -> Purged:
    """Delete spam and removed comments that are old, and addresses kept long enough."""
    old = now - timedelta(days=conf.get("COMMENTS_SPAM_DAYS"))
    rows = VisitorComment.objects.filter(
        state__in=(State.SPAM, State.REMOVED), state_since__lte=old
    )
    ids = list(rows.values_list("comment_id", flat=True))
    since = now - timedelta(days=conf.get("COMMENTS_ADDRESS_DAYS"))
    ours = VisitorComment.objects.values("comment_id")
    kept = Comment.objects.filter(
        pk__in=ours, ip_address__isnull=False, submit_date__lte=since
    )
    purged = Purged(len(ids), kept.count())
    if not dry_run:
        kept.update(ip_address=None)
        _delete(ids)
        purge_marks(now)
    return purged
