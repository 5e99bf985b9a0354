"""The forms of who was there."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ...domain.names import read_people
from ...models import Attendance, Attendee

__all__ = ["AsForm", "AttendanceForm", "NewPersonForm", "SeveralForm", "read_ids"]

# On one go; a longer list is pasted in two.
MOST_LINES = 200


def read_ids(values) -> list[int]:
    """The primary keys among what was sent."""
    return [int(text) for text in values if text.isdecimal() and len(text) < 19]


class AsForm(forms.Form):
    """In what role people are added, and whether they are here already."""

    role = forms.ChoiceField(
        label=pgettext_lazy("attendance", "role"),
        choices=Attendance.Role.choices,
        initial=Attendance.Role.GUEST,
        required=False,
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("attendance", "state"),
        choices=Attendance.State.choices,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = str(field.label).capitalize()

    @property
    def chosen(self) -> dict[str, str]:
        """Role and state; where the form was not shown, a guest who is expected."""
        values = self.cleaned_data if self.is_valid() else {}
        return {
            "role": values.get("role") or Attendance.Role.GUEST,
            "state": values.get("state") or Attendance.State.EXPECTED,
        }


class NewPersonForm(forms.ModelForm):
    """Somebody who is not known yet: what stands on a sticker, and the last name."""

    class Meta:
        model = Attendee
        fields = ["first_name", "last_name", "trade"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class SeveralForm(forms.Form):
    """People typed or pasted, one on each line."""

    people = forms.CharField(
        label=_("People"),
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        help_text=_(
            "One person on each line, such as: Nadia Berthier, illustrator. "
            "Last name and trade may be left out."
        ),
    )

    def clean_people(self):
        text = self.cleaned_data["people"]
        people = read_people(text)
        if not people:
            raise forms.ValidationError(_("There is no name in these lines."))
        if len(people) > MOST_LINES:
            raise forms.ValidationError(
                _("These are %(count)s people. Add at most %(most)s in one go."),
                params={"count": len(people), "most": MOST_LINES},
            )
        names = Attendee._meta
        for person in people:
            for name in ("first_name", "last_name", "trade"):
                if len(getattr(person, name)) > names.get_field(name).max_length:
                    raise forms.ValidationError(
                        _("“%(text)s” is too long."),
                        params={"text": getattr(person, name)[:40] + "…"},
                    )
        self.typed = people
        return text


class AttendanceForm(forms.ModelForm):
    """One person at one date. The note is only for those who may read what is private.

    It says along what it found, so that only what was changed is written, and another
    host's words are not written over.
    """

    class Meta:
        model = Attendance
        fields = ["role", "state", "note"]
        widgets = {
            "role": forms.RadioSelect,
            "state": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, with_note: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.noted = self.instance.note
        if not with_note:
            del self.fields["note"]
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_note(self):
        note = self.cleaned_data["note"]
        read = self.data.get(self.add_initial_prefix("note"), "")
        if _same(read, self.noted) or _same(note, self.noted) or _same(note, read):
            return note
        # What is sent next was written in sight of the other host's words.
        self.data = self.data.copy()
        self.data[self.add_initial_prefix("note")] = self.noted
        raise forms.ValidationError(
            _(
                "Another host has written meanwhile: “%(text)s”. "
                "Put together what shall stay, and save again."
            ),
            params={"text": self.noted},
        )

    @property
    def changes(self) -> dict[str, str]:
        """What the host changed, and nothing that they only left as they found it."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
