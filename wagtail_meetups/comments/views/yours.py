"""What is shown after sending: thank you, and the private way to take it back."""

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from ...views.parents import index_of
from ...visibility import get_snapshot
from ..models import VisitorComment
from ..moderation import withdraw
from ..text import render_text
from ..tokens import find_by_token
from .addresses import comments_path

__all__ = ["your_comment"]

TEMPLATE = "wagtail_meetups/comments/your_comment_page.html"


def your_comment(request, page, token: str):
    """Show one's own comment; a POST takes it back. Following the link changes nothing.

    All links that are none look alike: ``Http404``. One to a comment that is gone, too.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if token == "withdrawn":  # noqa: S105
        return _show(request, page, {"withdrawn": True})
    row = find_by_token(token, page)
    if row is None:
        raise Http404
    if request.method == "POST":
        withdraw(row)
        return _private(redirect(comments_path(page, request, "yours/withdrawn/")))
    context = {
        "is_published": row.state == VisitorComment.State.PUBLISHED,
        "is_removed": row.state == VisitorComment.State.REMOVED,
        "comment_url": comments_path(page, request, f"{row.pk}/"),
        "html": render_text(row.comment.comment),
        "own_url": request.build_absolute_uri(),
    }
    return _show(request, page, context)


def _show(request, page, context: dict):
    index = index_of(page)
    shown = index is not None and get_snapshot(request).shows(index)
    context = context | {"robots": "noindex", "index": index if shown else None}
    response = page.render(
        request, view=lambda request, page: context, template=TEMPLATE
    )
    return _private(response)


def _private(response):
    """The address is a key: no cache keeps it, and no other site hears of it."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
