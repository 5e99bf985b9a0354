"""The dates of an event as one types: what the editor asks for, and gets a piece of HTML."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.forms.models import WagtailAdminModelForm, formfield_for_dbfield

from ..models.base import get_page_model
from ..models.registry import event_models
from .forms import WHEN
from .preview import DatesPreview, preview

__all__ = ["own_ids_of", "preview_dates", "preview_new_dates", "preview_url"]

# What the dates and their clashes depend on.
FIELDS = (*WHEN, "all_day", "venue", "attendance_mode")
MOST_CHANGES = 1_000


def preview_url(event, parent=None) -> str:
    """Where the editor of an event asks for its dates; of a new one, below ``parent``."""
    if event.pk:
        return reverse("wagtail_meetups_preview_dates", args=[event.pk])
    return reverse(
        "wagtail_meetups_preview_new_dates",
        args=[event._meta.app_label, event._meta.model_name, parent.pk],
    )


def own_ids_of(event) -> list[int]:
    """The pages of the same meet-up; its dates never clash with themselves.

    Before it is published, the series that it is to go on from is one of them.
    """
    before = event.continues_id if event.is_waiting else None
    return [pk for pk in (event.pk, event.alias_of_id, before) if pk]


def _check_count(data) -> None:
    """Refuse what no editor sends: a stream of blocks is read in as many steps as it says."""
    count = data.get("changes-count", "")
    if not (count.isascii() and count.isdigit() and int(count[:9]) <= MOST_CHANGES):
        raise BadRequest("changes-count")


def _read(model, data):
    """The event that the form holds, and what cannot be read of it, in words."""
    _check_count(data)
    form = modelform_factory(
        model,
        form=WagtailAdminModelForm,
        fields=FIELDS,
        formfield_callback=formfield_for_dbfield,
    )(data)
    # A draft may lack anything.
    for field in form.fields.values():
        field.required = False
    form.defer_required_fields()
    form.full_clean()
    mistakes = [
        _("%(field)s: %(words)s")
        % {"field": form.fields[name].label, "words": " ".join(map(str, words))}
        for name, words in form.errors.items()
        if name in form.fields and name != "changes"
    ]
    if "changes" in form.errors:
        mistakes.append(_("One of the single dates that differ cannot be read."))
    values = {name: form.cleaned_data.get(name) for name in FIELDS}
    event = model(**{name: value for name, value in values.items() if value})
    if "start_date" in form.errors:
        event.start_date = None
    return event, mistakes


def _answer(request, preview: DatesPreview):
    # Wagtail lets nobody keep what its admin answers.
    return TemplateResponse(
        request, "wagtail_meetups/admin/dates_preview.html", {"preview": preview}
    )


@require_POST
def preview_dates(request, page_id: int):
    """Of an event that has been saved, by somebody who may edit it."""
    page = get_object_or_404(get_page_model(), pk=page_id).specific
    if not isinstance(page, event_models()):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    event, mistakes = _read(type(page), request.POST)
    return _answer(
        request,
        preview(
            event,
            request.user,
            index_path=page.get_parent().path,
            own_ids=own_ids_of(page),
            mistakes=mistakes,
        ),
    )


@require_POST
def preview_new_dates(request, app_label: str, model_name: str, parent_id: int):
    """Of a new event, by somebody who may add one there."""
    label = f"{app_label}.{model_name}"
    model = next(
        (one for one in event_models() if one._meta.label_lower == label), None
    )
    parent = get_object_or_404(get_page_model(), pk=parent_id)
    if model is None:
        raise Http404
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    event, mistakes = _read(model, request.POST)
    return _answer(
        request,
        preview(event, request.user, index_path=parent.path, mistakes=mistakes),
    )
