"""Cancel, postpone or take back from the editor and the lists, with a reason, at once everywhere."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets import Button
from wagtail.locks import BasicLock

from ..changing.calling_off import acting_page, carry_out
from ..changing.versions import Outcome
from ..models import AbstractEvent, Occurrence
from ..models.base import get_page_model
from ..views.when import format_start
from .calling_off_forms import FORMS
from .left_out import format_moment

__all__ = [
    "call_off",
    "call_off_url",
    "calling_off_buttons",
    "event_or_404",
    "show_moved",
    "why_not",
]


@dataclass(frozen=True, slots=True)
class Words:
    """What one of the verbs is called: on its page, on the button that does it."""

    title: str
    explained: str
    button: str
    icon: str


WORDS = {
    "cancel": Words(
        gettext_lazy("Cancel"),
        gettext_lazy(
            "The page stays and says so, with your reason. So do lists and calendars."
        ),
        gettext_lazy("Yes, cancel it"),
        "cross",
    ),
    "postpone": Words(
        gettext_lazy("Postpone or move"),
        gettext_lazy(
            "Its address stays. The page, lists and calendars tell what was planned."
        ),
        gettext_lazy("Yes, postpone it"),
        "redirect",
    ),
    "undo": Words(
        gettext_lazy("It takes place after all"),
        gettext_lazy(
            "What was cancelled, postponed or moved is taken back, and its reason with it."
        ),
        gettext_lazy("Yes, take it back"),
        "history",
    ),
}
DONE = {
    "cancel": gettext_lazy("“%(title)s” is cancelled."),
    "postpone": gettext_lazy("“%(title)s” is postponed."),
    "move": gettext_lazy("“%(title)s” is moved."),
    "undo": gettext_lazy("“%(title)s” takes place after all."),
}
DONE_ON_A_DATE = {
    "cancel": gettext_lazy("“%(title)s” is cancelled on %(date)s."),
    "postpone": gettext_lazy("“%(title)s” of %(date)s is postponed."),
    "move": gettext_lazy("“%(title)s” of %(date)s is moved."),
    "undo": gettext_lazy("“%(title)s” takes place after all on %(date)s."),
}


def call_off_url(page, verb: str, **parameters) -> str:
    """The address of the page that does this to an event; ``parameters`` as in its GET."""
    address = reverse("wagtail_meetups_call_off", args=[page.pk, verb])
    given = {name: value for name, value in parameters.items() if value}
    return f"{address}?{urlencode(given)}" if given else address


def event_or_404(page_id: int):
    """The event page of this id."""
    page = get_object_or_404(get_page_model(), pk=page_id).specific
    if not isinstance(page, AbstractEvent):
        raise Http404
    return page


def why_not(page, event, user) -> str:
    """Why the user cannot change what is told of the event; empty where they can.

    ``event`` is what keeps it of ``page``: that itself, or what it mirrors or translates.
    ``PermissionDenied`` where they may not even edit ``page``.
    """
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    permissions = event.permissions_for_user(user)
    if not permissions.can_edit():
        return _(
            "Date and status are kept on the page “%(title)s” (%(language)s), which you "
            "may not edit. Ask somebody who may."
        ) % {
            "title": event.get_admin_display_title(),
            "language": event.locale.get_display_name(),
        }
    if event.live and not permissions.can_publish():
        return _(
            "You may edit this page, but not publish it. Change its status in the "
            "editor and submit it, or ask somebody who may publish."
        )
    is_locked = event.locked and BasicLock(event).for_user(user)
    if is_locked and not permissions.can_unlock():
        return _(
            "The page is locked, and only those who may unlock it can do this. Ask "
            "one of them."
        )
    return ""


def call_off(request, page_id: int, verb: str):
    """Ask which date and why, then do it; works without JavaScript."""
    page = event_or_404(page_id)
    if verb not in FORMS:
        raise Http404
    event = acting_page(page)
    obstacle = why_not(page, event, request.user)
    told = event if event.live else event.get_latest_revision_as_object()
    next_url = get_valid_next_url_from_request(request)
    form = FORMS[verb](
        told,
        request.user,
        request.POST if request.method == "POST" and not obstacle else None,
        initial={"date": request.GET.get("date", "")},
    )
    if form.is_valid() and _is_done(request, form, event):
        return redirect(next_url or reverse("wagtailadmin_pages:edit", args=[page.pk]))
    if not obstacle and verb == "undo" and not form.is_possible:
        obstacle = _("Nothing is cancelled, postponed or moved.")
    context = {
        "page": page,
        "event": event,
        "form": form,
        "media": form.media,
        "words": WORDS[verb],
        "obstacle": obstacle,
        "next_url": next_url,
        **_what_else(event),
    }
    return TemplateResponse(
        request,
        "wagtail_meetups/admin/call_off.html",
        context,
        status=403 if obstacle and request.method == "POST" else 200,
    )


def _what_else(event) -> dict:
    """What a host should know before: other edits, a schedule and a workflow go on."""
    scheduled = event.scheduled_revision
    return {
        "has_draft": event.live and event.has_unpublished_changes,
        "goes_live_at": scheduled and format_moment(scheduled.approved_go_live_at),
        "in_workflow": event.workflow_in_progress,
        "is_locked": event.locked,
    }


def _is_done(request, form, event) -> bool:
    """Do it and say so; or say why the page cannot be published as it is."""
    change = form.get_change()
    chosen = form.chosen
    try:
        outcome = carry_out(event.pk, change, user=request.user, reasons=form.reasons)
    except ValidationError as error:
        form.add_error(
            None,
            _(
                "The page cannot be published as it is. Correct it in the editor "
                "first: %(mistakes)s"
            )
            % {"mistakes": " ".join(error.messages)},
        )
        return False
    _tell(request, outcome, change, chosen)
    return True


def _tell(request, outcome: Outcome, change, chosen) -> None:
    words = {"title": outcome.page.get_admin_display_title()}
    if chosen is None:
        sentences = [DONE[change.verb] % words]
    else:
        words["date"] = format_start(chosen.planned, chosen)
        sentences = [DONE_ON_A_DATE[change.verb] % words]
    if not outcome.is_live:
        sentences.append(_("It is not published: its draft says so."))
    if outcome.keeps_draft and not outcome.goes_live_at:
        sentences.append(_("The other edits of its draft are still a draft."))
    if outcome.goes_live_at:
        sentences.append(
            _("What goes live on %(moment)s says so too.")
            % {"moment": format_moment(outcome.goes_live_at)}
        )
    if outcome.in_workflow:
        sentences.append(_("Its workflow goes on."))
    buttons = []
    if change.verb != "undo":
        address = call_off_url(outcome.page, "undo", date=chosen and chosen.key)
        buttons.append(messages.button(address, _("Undo")))
    if outcome.is_live and outcome.page.url:
        buttons.append(
            messages.button(outcome.page.url, _("View live"), new_window=False)
        )
    messages.success(request, " ".join(map(str, sentences)), buttons)


def _is_over(event) -> bool:
    last = event.end_date or event.start_date
    # A day in another zone, or an evening over midnight.
    days = (timezone.localdate() - last).days if last else 0
    return not event.is_series and days > 1


def show_moved(pages) -> None:
    """Note on the events among these which have a new date; one query."""
    moved = Occurrence.objects.filter(
        event__in=[page.pk for page in pages], previous_start__isnull=False
    )
    ids = set(moved.order_by().values_list("event_id", flat=True))
    for page in pages:
        page.has_new_date = page.pk in ids


def calling_off_buttons(page, user, next_url=None, view_name="", **kwargs):
    """The buttons in the editor's header and in the lists of pages; no query in lists."""
    model = page.specific_class
    if model is None or not issubclass(model, AbstractEvent):
        return
    if not page.permissions_for_user(user).can_edit():
        return
    # In some lists a page comes without the fields of its own type.
    event = page if isinstance(page, AbstractEvent) else None
    verbs = list(WORDS)
    if event is not None:
        if _is_over(event):
            return
        if event.status == event.Status.CANCELLED:
            verbs.remove("cancel")
        if view_name:
            show_moved([event])
        has_new_date = getattr(event, "has_new_date", False)
        if not (event.is_called_off or event.is_series or has_new_date):
            verbs.remove("undo")
    for priority, verb in enumerate(verbs, start=26):
        yield Button(
            WORDS[verb].title,
            call_off_url(page, verb, next=next_url),
            icon_name=WORDS[verb].icon,
            priority=priority,
        )
