"""Change a series from a date on: choose the date, and edit what comes after as a draft."""

from datetime import date

from django import forms
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from ..changing.calling_off import acting_page
from ..changing.from_date import continue_from
from ..models import AbstractEvent
from ..views.when import format_start
from .calling_off import event_or_404, why_not
from .calling_off_forms import dates_to_choose

__all__ = ["change_from_date", "from_date_buttons"]


class FromDateForm(forms.Form):
    """From which of its dates on; not its first one, nor one that was added."""

    def __init__(self, series, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"] = forms.ChoiceField(
            label=_("From which date on"),
            choices=[("", _("Choose…")), *self._choices(series)],
        )

    @staticmethod
    def _choices(series) -> list[tuple[str, str]]:
        by_rule = [one for one in series.get_occurrences() if not one.is_added]
        first = min((one.key[:10] for one in by_rule), default="")
        words: dict[str, str] = {}
        for one in dates_to_choose(series, timezone.now()).values():
            if not one.is_added and (day := one.key[:10]) != first:
                words.setdefault(day, format_start(one.planned, one))
        return sorted(words.items())


def _drafts_of(series) -> list:
    """The drafts that are to go on from it already."""
    pages = type(series)._default_manager.filter(
        continues=series.pk, live=False, first_published_at=None, alias_of=None
    )
    return [page for page in pages if page.schedule_source is None]


def change_from_date(request, page_id: int):
    """Ask for the date, make the draft and open it in the editor."""
    page = event_or_404(page_id)
    series = acting_page(page)
    obstacle = why_not(page, series, request.user) or _cannot(series, request.user)
    form = FromDateForm(
        series, request.POST if request.method == "POST" and not obstacle else None
    )
    if form.is_valid():
        day = date.fromisoformat(form.cleaned_data["date"])
        later = continue_from(series.pk, day, user=request.user)
        messages.success(
            request,
            _(
                "This draft is “%(title)s” from that date on. Change what differs, then "
                "publish it: the series so far ends before it, and nothing changes for "
                "anybody until then."
            )
            % {"title": later.get_admin_display_title()},
        )
        return redirect("wagtailadmin_pages:edit", later.pk)
    return TemplateResponse(
        request,
        "wagtail_meetups/admin/from_date.html",
        {
            "page": page,
            "series": series,
            "form": form,
            "obstacle": obstacle,
            "drafts": _drafts_of(series),
        },
        status=403 if obstacle and request.method == "POST" else 200,
    )


def _cannot(series, user) -> str:
    """Why the series cannot be changed from a date on; empty where it can."""
    if not series.is_series:
        return _("It takes place once. Edit it as it is.")
    if not series.live:
        return _("It is not published, so there is nothing that must stay. Edit it.")
    if not series.permissions_for_user(user).can_copy_to(series.get_parent()):
        return _(
            "You may not add pages here, and this makes one. Ask somebody who may."
        )
    return ""


def from_date_buttons(page, user, next_url=None, **kwargs):
    """The button in the editor's header and in the lists of pages; no query."""
    if not (isinstance(page, AbstractEvent) and page.live and page.is_series):
        return
    if not page.permissions_for_user(user).can_edit():
        return
    yield Button(
        _("Change from a date on"),
        reverse("wagtail_meetups_from_date", args=[page.pk]),
        icon_name="cut",
        priority=29,
    )
