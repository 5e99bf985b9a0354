"""The comments of a page as its readers get them: published ones, oldest first."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from .. import conf
from .models import VisitorComment
from .text import render_text, safe_link, shown_name

__all__ = ["Said", "Thread", "latest", "page_number_of", "read_thread", "said"]

PUBLISHED = VisitorComment.State.PUBLISHED
# Answers to what is held or removed are hidden with it.
SHOWN = Q(state=PUBLISHED) & (Q(answer_to=None) | Q(answer_to__state=PUBLISHED))


@dataclass(slots=True)
class Said:
    """One comment as the public sees it: no e-mail, no address, no account.

    ``name`` is empty for an account that shows none; ``link`` is theirs, empty or safe;
    ``html`` is the text in paragraphs; ``is_host`` marks a host's answer.
    """

    pk: int
    name: str
    link: str
    at: datetime
    html: str
    is_host: bool = False
    answers: list["Said"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of a thread: ``page`` is a paginator's page of ``Said``, ``count`` of all."""

    page: Page
    count: int


def _shown(page_id: int) -> QuerySet[VisitorComment]:
    return VisitorComment.objects.filter(SHOWN, page=page_id)


def _top(page_id: int) -> QuerySet[VisitorComment]:
    rows = VisitorComment.objects.filter(
        page=page_id, state=PUBLISHED, answer_to__isnull=True
    )
    return rows.select_related("comment").order_by("pk")


def said(row: VisitorComment) -> Said:
    """What of this row may be shown; its comment is loaded."""
    comment = row.comment
    return Said(
        pk=row.pk,
        name=shown_name(comment.user_name),
        link=safe_link(comment.user_url),
        at=comment.submit_date,
        html=render_text(comment.comment),
        is_host=row.answer_to_id is not None,
    )


def read_thread(page_id: int, number=1) -> Thread:
    """One page of the thread below a page; a number beyond the last is the last.

    Three queries at most: how many there are, these, and the answers to them.
    """
    counts = _shown(page_id).aggregate(
        count=Count("pk"), top=Count("pk", filter=Q(answer_to=None))
    )
    paginator = Paginator(_top(page_id), conf.get("COMMENTS_PAGE_SIZE"))
    paginator.count = counts["top"]
    page = paginator.get_page(number)
    shown = [said(row) for row in page.object_list] if counts["top"] else []
    by_pk = {one.pk: one for one in shown}
    if counts["count"] > counts["top"]:
        answers = _shown(page_id).filter(answer_to__in=by_pk)
        for row in answers.select_related("comment").order_by("pk"):
            by_pk[row.answer_to_id].answers.append(said(row))
    page.object_list = shown
    return Thread(page, counts["count"])


def page_number_of(page_id: int, pk: int) -> int | None:
    """On which page of the thread a comment, or an answer, stands; ``None`` on none."""
    row = _shown(page_id).filter(pk=pk).first()
    if row is None:
        return None
    before = _top(page_id).filter(pk__lt=row.answer_to_id or row.pk).count()
    return before // conf.get("COMMENTS_PAGE_SIZE") + 1


def latest(page_id: int, number: int) -> list[Said]:
    """The last comments and answers, latest first. One query."""
    rows = _shown(page_id).select_related("comment").order_by("-pk")
    return [said(row) for row in rows[:number]]
