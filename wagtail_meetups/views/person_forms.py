"""What a person may change on their private page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..consent.answers import agreed_by_use, record_answers
from ..consent.photos import remove_photo
from ..domain.people import askable_fields
from ..models import Agreement, Attendee

__all__ = ["ChoicesForm", "CorrectForm", "EraseForm"]


# What hosts call "words about them" is read here by the person.
OWN_LABELS = {
    Agreement.Field.BIO: _("words about you"),
    Agreement.Field.PICTURED: _("photographs with you on them"),
}


def _labels() -> dict:
    return {**dict(Agreement.Field.choices), **OWN_LABELS}


class ChoicesForm(forms.Form):
    """What is shown of them, field by field and place by place."""

    def __init__(self, attendee, data=None):
        self.attendee = attendee
        super().__init__(data)
        labels = _labels()
        agreed = agreed_by_use(attendee)
        for use, label in Agreement.Use.choices:
            self.fields[use] = forms.MultipleChoiceField(
                label=label,
                choices=[(field, labels[field]) for field in askable_fields(use)],
                initial=sorted(agreed[use]),
                required=False,
            )

    @property
    def rows(self) -> list[dict]:
        """The table: for each field its label, and for each use a cell or ``None``."""
        return [
            {
                "label": label,
                "cells": [
                    {
                        "use": use,
                        "use_label": use_label,
                        "field": field,
                        "checked": field in (self[use].value() or ()),
                    }
                    if field in askable_fields(use)
                    else None
                    for use, use_label in Agreement.Use.choices
                ],
            }
            for field, label in _labels().items()
        ]

    def save(self) -> bool:
        """Write the answers down; whether there was anything new."""
        agreed = {use: set(fields) for use, fields in self.cleaned_data.items()}
        rows = record_answers(self.attendee, agreed, how=Agreement.How.LINK)
        return bool(rows)


class CorrectForm(forms.ModelForm):
    """What is held about them, in their own words."""

    link = forms.URLField(
        label=_("link"), max_length=200, required=False, assume_scheme="https"
    )
    remove_photo = forms.BooleanField(label=_("Remove the photo"), required=False)

    # Below the photo.
    field_order = ["remove_photo"]

    class Meta:
        model = Attendee
        fields = ["first_name", "last_name", "trade", "bio", "link", "email"]
        labels = {"bio": OWN_LABELS["bio"]}
        help_texts = {"trade": _("What you do, in a few words.")}
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}

    # What browsers may fill in by themselves.
    autocomplete = {
        "first_name": "given-name",
        "last_name": "family-name",
        "trade": "organization-title",
        "link": "url",
        "email": "email",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.photo_id:
            del self.fields["remove_photo"]
        for name, value in self.autocomplete.items():
            self.fields[name].widget.attrs["autocomplete"] = value

    def save(self, commit=True):
        attendee = super().save(commit)
        if self.cleaned_data.get("remove_photo"):
            remove_photo(attendee)
        return attendee


class EraseForm(forms.Form):
    """To be sure, and what is to become of the stories."""

    hide_passages = forms.BooleanField(
        label=_("Hide what recaps tell of me, until an author has looked"),
        initial=True,
        required=False,
    )
    sure = forms.BooleanField(
        label=_("Yes, erase what is held of me"),
        error_messages={"required": _("Tick this to go on.")},
    )
