"""The form of an attendee: what they agreed to is ticked, and kept as Agreement rows."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..domain.people import agreed_fields
from ..models import Agreement
from ..models.people import get_answers

__all__ = ["AttendeeForm", "agreed_name"]


def agreed_name(use: str) -> str:
    """The name of the form field that holds what is agreed for a use."""
    return f"agreed_{use}"


class AttendeeForm(WagtailAdminModelForm):
    """Writes an Agreement row for each answer that changed, and none for those that did not."""

    agreed_events = forms.MultipleChoiceField(
        label=_("May be shown on event pages, as host or speaker"),
        choices=Agreement.Field.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nothing is shown unless the person agreed to it."),
    )
    agreed_recaps = forms.MultipleChoiceField(
        label=_("May be shown in recaps"),
        choices=Agreement.Field.choices,
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
        self._agreed = {use: frozenset() for use in Agreement.Use.values}
        if self.instance.pk:
            answers = get_answers([self.instance])[self.instance.pk]
            for use in Agreement.Use.values:
                self._agreed[use] = agreed_fields(answers, use)
        for use, fields in self._agreed.items():
            if agreed_name(use) in self.fields:
                self.fields[agreed_name(use)].initial = sorted(fields)

    def save(self, commit=True):
        attendee = super().save(commit=commit)
        if commit:
            self._save_agreements(attendee)
        return attendee

    def _save_agreements(self, attendee) -> None:
        rows = []
        for use, before in self._agreed.items():
            if agreed_name(use) not in self.cleaned_data:
                continue
            after = set(self.cleaned_data[agreed_name(use)])
            rows += [
                Agreement(
                    attendee=attendee,
                    field=field,
                    use=use,
                    agreed=field in after,
                    how=self.cleaned_data["agreed_how"],
                )
                for field in Agreement.Field.values
                if (field in after) != (field in before)
            ]
        Agreement.objects.bulk_create(rows)
