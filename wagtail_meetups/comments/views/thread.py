"""What the template below a page gets."""

from django.utils import timezone

from ... import conf
from ...visibility import get_snapshot
from ..guard import is_commented
from ..library import is_in_charge
from ..rules import rules_of
from ..threads import read_thread
from .addresses import comments_path

__all__ = ["thread_context"]


def thread_context(request, page) -> dict | None:
    """The thread below a page; ``None`` where there is to be none.

    It looks at no session and no account, so that the page stays the same for everybody.

    - ``list``: a paginator's page of ``threads.Said``, with ``previous_link`` and
      ``next_link``; ``count``: how many comments there are in all
    - ``is_open``, and ``closed``: why not; ``wants_login``: whether guests may write
    - ``form_url``, ``feed_url`` and ``base_url``, which the number of a comment follows
    - ``in_place``: whether the form may open below the page
    """
    if request is None or not page or not page.pk or not is_in_charge():
        return None
    if getattr(request, "is_preview", False) or not is_commented(type(page)):
        return None
    if not get_snapshot(request).shows(page):
        return None
    rules = rules_of(page, timezone.now())
    thread = read_thread(page.pk, request.GET.get("comments"))
    if not thread.count and not rules.is_open:
        return None
    shown = thread.page
    shown.previous_link = _turn(request, shown, -1) if shown.has_previous() else ""
    shown.next_link = _turn(request, shown, 1) if shown.has_next() else ""
    return {
        "list": shown,
        "count": thread.count,
        "is_open": rules.is_open,
        "closed": rules.closed,
        "wants_login": rules.wants_account,
        "form_url": comments_path(page, request),
        "base_url": comments_path(page, request),
        "feed_url": comments_path(page, request, "atom/"),
        "in_place": conf.get("COMMENTS_IN_PLACE") and rules.is_open,
    }


def _turn(request, page, step: int) -> str:
    query = request.GET.copy()
    number = page.number + step
    query.pop("comments", None)
    if number > 1:
        query["comments"] = number
    return f"?{query.urlencode()}" if query else "?"
