"""The page to write a comment on: the only one of all that sets a cookie."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from ...views.parents import index_of
from ...visibility import get_snapshot
from ..forms import VisitorCommentForm
from ..guard import account_name, may_be_seen
from ..posting import post
from ..rules import rules_of
from ..text import render_text, safe_link
from ..tokens import token_of
from .addresses import comments_path, login_url

__all__ = ["comment_form"]

TEMPLATE = "wagtail_meetups/comments/form_page.html"


def comment_form(request, page):
    """Show the form, a preview, or what is wrong; or take the comment and say thank you.

    What was written is in every answer to a POST that does not take it.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    rules = rules_of(page, timezone.now())
    user = request.user if request.user.is_authenticated else None
    closed = rules.closed or ("" if may_be_seen(page, request) else _not_here())
    context = {
        "closed": closed,
        "wants_login": rules.wants_account and user is None,
        "account": user,
        "account_name": account_name(user) if user else "",
        "login_url": "" if user else login_url(page, request),
        "words": request.POST.get("comment", ""),
    }
    if closed or context["wants_login"]:
        return _show(request, page, context)
    if request.method != "POST":
        form = VisitorCommentForm(page, has_account=user is not None)
        return _show(request, page, context | {"form": form})

    form = VisitorCommentForm(page, request.POST, has_account=user is not None)
    status = 200
    if form.is_stale or {"key", "honeypot"} & set(form.errors):
        told = _why_again(form)
        form = form.renewed()
        form.add_error(None, told)
    elif form.is_valid() and "preview" in request.POST:
        context["preview"] = _preview(form, context)
    elif form.is_valid():
        outcome = post(
            form.make_comment(),
            request,
            page,
            key=form.cleaned_data["key"],
            seconds=form.seconds,
        )
        if outcome.row:
            rest = f"yours/{token_of(outcome.row)}/"
            return _private(redirect(comments_path(page, request, rest)))
        form.add_error(None, outcome.reason or _("It could not be sent."))
        status = 403
    return _show(request, page, context | {"form": form}, status)


def _why_again(form) -> str:
    if "honeypot" in form.errors:
        return form.errors["honeypot"][0]
    return _(
        "This form was open for a long time. Your words are here: send them again."
    )


def _not_here() -> str:
    return _("Comments cannot be sent here.")


def _preview(form, context) -> dict:
    values = form.cleaned_data
    return {
        "name": context["account_name"] if form.has_account else values["name"],
        "link": "" if form.has_account else safe_link(values["url"]),
        "at": timezone.now(),
        "html": render_text(values["comment"]),
    }


def _show(request, page, context, status: int = 200):
    index = index_of(page)
    shown = index is not None and get_snapshot(request).shows(index)
    context = {
        **context,
        "index": index if shown else None,
        "robots": "noindex",
        "form_url": comments_path(page, request),
    }
    response = page.render(
        request, view=lambda request, page: context, template=TEMPLATE
    )
    response.status_code = status
    return _private(response)


def _private(response):
    add_never_cache_headers(response)
    return response
