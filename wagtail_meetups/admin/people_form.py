"""The form of an attendee: what they agreed to is ticked, and kept as Agreement rows."""

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..consent.answers import agreed_by_use, record_answers
from ..domain.people import USE_EVENTS, USE_RECAPS, askable_fields
from ..models import Agreement

__all__ = ["AttendeeForm", "agreed_name"]


def agreed_name(use: str) -> str:
    """The name of the form field that holds what is agreed for a use."""
    return f"agreed_{use}"


def _choices(use: str) -> list[tuple[str, str]]:
    labels = dict(Agreement.Field.choices)
    return [(field, labels[field]) for field in askable_fields(use)]


class AttendeeForm(WagtailAdminModelForm):
    """Writes an Agreement row for each answer that changed, and none for those that did not.

    It says along what it found, so that only what was changed in it is written: whoever
    takes something back by their link, while a host has their page open, is not overruled.
    """

    agreed_events = forms.MultipleChoiceField(
        label=_("May be shown on event pages, as host or speaker"),
        choices=_choices(USE_EVENTS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nothing is shown unless the person agreed to it."),
    )
    agreed_recaps = forms.MultipleChoiceField(
        label=_("May be shown in recaps"),
        choices=_choices(USE_RECAPS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nothing is shown unless the person agreed to it."),
    )
    agreed_how = forms.ChoiceField(
        label=_("How they told you"),
        choices=[
            (value, label)
            for value, label in Agreement.How.choices
            if value != Agreement.How.LINK
        ],
        help_text=_("Kept with each answer that you change here."),
    )
    # Of no panel: Wagtail puts what is hidden below the form.
    found = forms.JSONField(
        required=False, widget=forms.HiddenInput, encoder=DjangoJSONEncoder
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._agreed = agreed_by_use(self.instance)
        else:
            self._agreed = dict.fromkeys(Agreement.Use.values, frozenset())
        for use, fields in self._agreed.items():
            if agreed_name(use) in self.fields:
                self.fields[agreed_name(use)].initial = sorted(fields)
        if "found" in self.fields:
            self.fields["found"].initial = {
                name: self.get_initial_for_field(field, name)
                for name, field in self.fields.items()
                if name not in ("found", "agreed_how")
            }

    def clean_found(self) -> dict:
        """What the form was filled with; nothing where it was tampered with."""
        found = self.cleaned_data["found"]
        if not isinstance(found, dict):
            return {}
        ticked = [found.get(agreed_name(use), []) for use in Agreement.Use.values]
        is_sound = all(
            isinstance(names, list) and all(isinstance(name, str) for name in names)
            for names in ticked
        )
        return found if is_sound else {}

    def clean(self):
        """What was left as it was found is now what it is by now."""
        cleaned_data = super().clean()
        found = cleaned_data.get("found") or {}
        names = [field.name for field in self._meta.model._meta.concrete_fields]
        for name in (name for name in names if name in self.fields and name in found):
            if not self.fields[name].has_changed(found[name], self[name].data):
                self._errors.pop(name, None)  # The photo has gone meanwhile.
                cleaned_data[name] = getattr(self.instance, name)
        return cleaned_data

    def save(self, commit=True):
        attendee = super().save(commit=commit)
        if commit:
            self._save_agreements(attendee)
        return attendee

    def _save_agreements(self, attendee) -> None:
        agreed = {
            use: set(self.cleaned_data[agreed_name(use)])
            for use in Agreement.Use.values
            if agreed_name(use) in self.cleaned_data
        }
        found = self.cleaned_data.get("found") or {}
        record_answers(
            attendee,
            agreed,
            how=self.cleaned_data.get("agreed_how"),
            by=self.for_user,
            seen={use: set(found.get(agreed_name(use), ())) for use in agreed}
            if found
            else None,
        )
