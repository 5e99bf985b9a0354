"""Write the recap: of a date that is past, a draft with the people who came."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..listing import dates_of
from ..models import AbstractEvent, Attendance
from ..models.base import get_page_model
from .recap_draft import find_place, open_recap, recaps_of_dates

__all__ = ["write_recap", "write_recap_buttons"]

DATES_OFFERED = 30


def _past_dates(event):
    """The dates that have begun and were not called off, latest first."""
    came = Q(attendances__state=Attendance.State.CAME)
    rows = dates_of(event).filter(start__lte=timezone.now())
    rows = rows.exclude(status__in=event.CALLED_OFF)
    return rows.annotate(came=Count("attendances", filter=came)).order_by(
        "-start", "-pk"
    )


def write_recap(request, page_id: int):
    """Offer the past dates of an event; POST one as ``occurrence`` to open its recap."""
    page = get_object_or_404(get_page_model(), pk=page_id)
    event = page.specific
    if not isinstance(event, AbstractEvent) or event.alias_of_id:
        raise Http404
    place = find_place(event, request.user)
    if place is None:
        raise PermissionDenied
    dates = _past_dates(event)
    if request.method == "POST":
        wanted = request.POST.get("occurrence", "")
        if not wanted.isdecimal():
            raise Http404
        occurrence = get_object_or_404(dates, pk=wanted)
        return _open(request, *open_recap(event, occurrence, place, request.user))
    offered = list(dates[:DATES_OFFERED])
    recaps = recaps_of_dates(offered, event.locale_id)
    return TemplateResponse(
        request,
        "wagtail_meetups/admin/write_recap.html",
        {
            "page": page,
            "dates": [(one, recaps.get(one.pk)) for one in offered],
        },
    )


def _open(request, recap, is_new: bool):
    if not recap.permissions_for_user(request.user).can_edit():
        messages.error(request, _("Somebody else is writing this recap already."))
        return redirect("wagtailadmin_explore", recap.get_parent().pk)
    if is_new:
        messages.success(
            request,
            _("“%(title)s” is now a draft. Tell how it was, then publish it.")
            % {"title": recap.get_admin_display_title()},
        )
    return redirect("wagtailadmin_pages:edit", recap.pk)


def write_recap_buttons(page, user, next_url=None, **kwargs):
    """The button in the editor's header and in the lists of pages.

    In lists nothing is asked of the database for it: an event that is still to come has
    it too, and then says so.
    """
    model = page.specific_class
    if model is None or not issubclass(model, AbstractEvent) or page.alias_of_id:
        return
    if not PagePermissionPolicy().user_has_permission(user, "add"):
        return
    start = getattr(page, "start_date", None)
    if start is not None and start > timezone.localdate():
        return
    yield Button(
        _("Write the recap"),
        reverse("wagtail_meetups_write_recap", args=[page.pk]),
        icon_name="openquote",
        priority=26,
    )
