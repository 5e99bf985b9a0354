"""Copy to the next date: a draft of the same event, with a new date and no history."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.copy_page import CopyPageAction
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput, Button

from ..domain.schedule import same_weekday_next_month
from ..models import AbstractEvent
from ..models.base import get_page_model

__all__ = ["copy_event", "copy_event_buttons", "copy_to_date"]


class CopyEventForm(forms.Form):
    """What the new evening is called, and when it is."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    start_date = forms.DateField(label=gettext_lazy("Date"), widget=AdminDateInput)


def next_date(last: date, today: date) -> date:
    """The same weekday of a following month, such as the fourth Tuesday, after today."""
    day = same_weekday_next_month(last)
    while day <= today:
        day = same_weekday_next_month(day)
    return day


def copy_to_date(event, start_date: date, *, title: str = "", user=None):
    """Return a draft of the same event on another day, beside it.

    A several-day event keeps its length. What was said of the old date (status, reason,
    publishing dates) is left behind; the copy gets an identity of its own.
    """
    title = title or event.title
    update_attrs = {
        "title": title,
        "draft_title": title,
        "slug": _free_slug(event, slugify(f"{title}-{start_date}", allow_unicode=True)),
        "start_date": start_date,
        "status": AbstractEvent.Status.SCHEDULED,
        "status_reason": "",
        "go_live_at": None,
        "expire_at": None,
        "expired": False,
    }
    if event.end_date and event.start_date:
        update_attrs["end_date"] = start_date + (event.end_date - event.start_date)
    action = CopyPageAction(
        page=event,
        to=event.get_parent(),
        update_attrs=update_attrs,
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    return action.execute()


def _free_slug(event, wanted: str) -> str:
    taken = set(event.get_siblings().values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _may_copy(page, user) -> bool:
    return not page.alias_of_id and page.permissions_for_user(user).can_copy_to(
        page.get_parent()
    )


def copy_event(request, page_id: int):
    """Ask for the new date, make the draft and open it in the editor."""
    page = get_object_or_404(get_page_model(), pk=page_id).specific
    if not isinstance(page, AbstractEvent):
        raise Http404
    if not _may_copy(page, request.user):
        raise PermissionDenied
    event = page if page.live else page.get_latest_revision_as_object()
    last = event.start_date or timezone.localdate()
    form = CopyEventForm(
        request.POST or None,
        initial={
            "title": event.title,
            "start_date": next_date(last, timezone.localdate()),
        },
    )
    if form.is_valid():
        copy = copy_to_date(
            event,
            form.cleaned_data["start_date"],
            title=form.cleaned_data["title"],
            user=request.user,
        )
        messages.success(
            request,
            _("“%(title)s” is now a draft. Check it, then publish it.")
            % {"title": copy.get_admin_display_title()},
        )
        return redirect("wagtailadmin_pages:edit", copy.pk)
    return TemplateResponse(
        request,
        "wagtail_meetups/admin/copy_event.html",
        {"page": page, "form": form, "media": form.media},
    )


def copy_event_buttons(page, user, next_url=None, **kwargs):
    """The button in the editor's header and in the lists of pages."""
    model = page.specific_class
    if model is None or not issubclass(model, AbstractEvent) or page.alias_of_id:
        return
    if not page.permissions_for_user(user).can_copy():
        return
    yield Button(
        _("Copy to the next date"),
        reverse("wagtail_meetups_copy_event", args=[page.pk]),
        icon_name="calendar-alt",
        priority=25,
    )
