"""The form of an attendee: what they agreed to is ticked, and kept as Agreement rows."""

from django import forms
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
    """Writes an Agreement row for each answer that changed, and none for those that did not."""

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._agreed = agreed_by_use(self.instance)
        else:
            self._agreed = dict.fromkeys(Agreement.Use.values, frozenset())
        for use, fields in self._agreed.items():
            if agreed_name(use) in self.fields:
                self.fields[agreed_name(use)].initial = sorted(fields)

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
        how = self.cleaned_data.get("agreed_how")
        record_answers(attendee, agreed, how=how, by=self.for_user)
