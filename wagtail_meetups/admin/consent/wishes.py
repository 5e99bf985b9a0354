"""Wishes: passages that people asked to have taken out, and names that they took back."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from ...consent.answers import NAME_FIELDS
from ...consent.passages import decide
from ...domain.people import USE_RECAPS, agreed_fields
from ...models import Agreement, Attendee, NameFinding, PassageRequest
from ...models.agreements import get_answers
from .access import editable_pages, may_decide, may_edit_people, may_see_wishes
from .where_named import block_url

__all__ = ["WishesPanel", "add_wishes_panel", "decide_wish", "settle_finding", "wishes"]

# How long it is told that somebody took their name back.
TOLD = timedelta(days=90)
# Rows on the page; who has more to do begins with these.
LIMIT = 100


def open_requests(user):
    """The requests that this user may decide about and nobody has, the oldest first."""
    mine = Q(page__in=editable_pages(user))
    if may_edit_people(user):
        mine |= Q(page__isnull=True)
    return PassageRequest.objects.open().filter(mine).select_related("page")


def open_findings(user):
    """The places where the name of somebody who was erased stands, that the user may edit."""
    mine = Q(page__in=editable_pages(user))
    if may_edit_people(user):
        mine |= Q(page__isnull=True)
    return NameFinding.objects.filter(mine).select_related("page")


def taken_back() -> list[Attendee]:
    """The people who took their name in recaps back lately, and have not given it again."""
    rows = Agreement.objects.filter(
        use=USE_RECAPS,
        field__in=NAME_FIELDS,
        agreed=False,
        at__gte=timezone.now() - TOLD,
    )
    people = list(Attendee.objects.known().filter(pk__in=rows.values("attendee")))
    answers = get_answers(people)
    return [
        person
        for person in people
        if NAME_FIELDS - agreed_fields(answers[person.pk], USE_RECAPS)
    ]


def wishes(request):
    """What is to be looked at, by this user."""
    user = request.user
    if not may_see_wishes(user):
        raise PermissionDenied
    requests = list(open_requests(user)[:LIMIT])
    # By number: whoever erased themselves is not there any more, and what they asked is.
    people = Attendee.objects.in_bulk([one.attendee_id for one in requests])
    context = {
        "requests": [(one, people.get(one.attendee_id)) for one in requests],
        "findings": [
            (one, block_url(one.block)) for one in open_findings(user)[:LIMIT]
        ],
        "taken_back": taken_back() if may_edit_people(user) else [],
        "days": TOLD.days,
        "decisions": PassageRequest.Decision,
    }
    return TemplateResponse(request, "wagtail_meetups/admin/wishes.html", context)


@require_POST
def decide_wish(request, pk: int):
    """Show the passage again, or leave it hidden for good."""
    wish = get_object_or_404(PassageRequest, pk=pk)
    if not may_decide(request.user, wish):
        raise PermissionDenied
    decision = request.POST.get("decision")
    if decision == PassageRequest.Decision.SHOW:
        decide(wish, decision, by=request.user)
        messages.success(request, _("The passage is shown again."))
    elif decision == PassageRequest.Decision.HIDE:
        decide(wish, decision, by=request.user)
        messages.success(
            request, _("The passage stays hidden. You may take it out of the text too.")
        )
    return redirect("wagtail_meetups_wishes")


@require_POST
def settle_finding(request, pk: int):
    """The name stands there no longer, as the author says."""
    finding = get_object_or_404(open_findings(request.user), pk=pk)
    finding.delete()
    return redirect("wagtail_meetups_wishes")


class WishesPanel(Component):
    """On the dashboard, where there is something to look at."""

    name = "meetups_wishes"
    template_name = "wagtail_meetups/admin/panels/wishes.html"
    order = 120

    def __init__(self, count: int):
        self.count = count

    def get_context_data(self, parent_context):
        return {"count": self.count, "url": reverse("wagtail_meetups_wishes")}


def add_wishes_panel(request, panels) -> None:
    """For the hook ``construct_homepage_panels``; two queries."""
    user = request.user
    if not may_see_wishes(user):
        return
    count = open_requests(user).count() + open_findings(user).count()
    if count:
        panels.append(WishesPanel(count))
