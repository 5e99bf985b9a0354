"""Check my feed: what is in it, what is left out and why, and what a phone is told."""

from collections import Counter
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..feeds import feed_url, find_scope, offered_scopes
from ..models import AbstractMeetupIndex
from ..models.base import get_page_model
from ..scope import EVERYTHING, Scope
from ..visibility import take_snapshot
from .feed_answer import ask_for_feed
from .feed_report import report_feed, report_left_out
from .findings import Level, look_at_address
from .left_out import why_hidden

__all__ = ["check_feed", "check_feed_buttons", "check_feed_url", "may_check_feed"]

WRITING = {"add", "change", "publish"}
LONGEST_ID = 18  # Digits: what every database takes.


def check_feed_url(index, scope: Scope = EVERYTHING) -> str:
    """The address of this page for the feed of ``index``, or of a part of it."""
    url = reverse("wagtail_meetups_check_feed", args=[index.pk])
    if scope.topic:
        return f"{url}?{urlencode({'topic': scope.topic.slug})}"
    return f"{url}?{urlencode({'venue': scope.venue.pk})}" if scope.venue else url


def _asked_scope(request, index) -> Scope:
    """The part that the address names; ``Http404`` where there is none of that name."""
    if topic := request.GET.get("topic"):
        return find_scope(index, topic=topic)
    if venue := request.GET.get("venue"):
        if not (venue.isascii() and venue.isdecimal() and len(venue) <= LONGEST_ID):
            raise Http404
        return find_scope(index, venue=int(venue))
    return EVERYTHING


def may_check_feed(index, user) -> bool:
    """Whether the user may write or publish ``index`` or a page below it.

    No query beyond those for the user's permissions, which Wagtail keeps.
    """
    if user.is_active and user.is_superuser:
        return True
    policy = PagePermissionPolicy()
    return any(
        permission.permission.codename.split("_")[0] in WRITING
        and (
            index.path.startswith(permission.page.path)
            or permission.page.path.startswith(index.path)
        )
        for permission in policy.get_cached_permissions_for_user(user)
    )


# Its own question is answered by another request, which must be able to write meanwhile.
@transaction.non_atomic_requests
def check_feed(request, index_id: int):
    """The page; asking over the network takes some seconds where nothing answers."""
    index = get_object_or_404(get_page_model(), pk=index_id).specific
    if not isinstance(index, AbstractMeetupIndex):
        raise Http404
    if not may_check_feed(index, request.user):
        raise PermissionDenied
    scope = _asked_scope(request, index)
    snapshot = take_snapshot()
    report = report_feed(index, snapshot, scope)
    # A part leaves out what is not about it; why, one need not be told.
    left_out, more = (
        ([], 0) if scope else report_left_out(index, snapshot, request.user)
    )
    address = feed_url(index, scope=scope)
    findings = (
        [*look_at_address(address), *ask_for_feed(address, report)] if address else []
    )
    # What is wrong comes first, then what to look at.
    findings.sort(key=lambda finding: list(Level).index(finding.level), reverse=True)
    counts = Counter(finding.level for finding in findings)
    return TemplateResponse(
        request,
        "wagtail_meetups/admin/check_feed.html",
        {
            "index": index,
            "scope": scope,
            "whole_url": check_feed_url(index),
            "parts": [
                (part.name, check_feed_url(index, part))
                for part in offered_scopes(index, snapshot)
            ],
            "feed_url": address,
            "hidden": why_hidden([index], snapshot).get(index.pk),
            "findings": findings,
            "wrong": counts[Level.WRONG],
            "look": counts[Level.LOOK],
            "report": report,
            "left_out": left_out,
            "more": more,
        },
    )


def check_feed_buttons(page, user, next_url=None, **kwargs):
    """The button in the header of an index and in the lists of pages."""
    model = page.specific_class
    if model is None or not issubclass(model, AbstractMeetupIndex):
        return
    if not may_check_feed(page, user):
        return
    yield Button(
        _("Check my feed"),
        check_feed_url(page),
        icon_name="calendar-check",
        priority=25,
    )
