"""The forms that call a meet-up off, move it, or take that back."""

import copy

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from ..changing.calling_off import take_back, translations_with_reasons
from ..changing.single_dates import blocks_of, name_of
from ..changing.verbs import CallOff, CallOffDate, Move, MoveDate, state_of
from ..domain.errors import MeetupError
from ..domain.schedule import check
from ..models import AbstractEvent
from ..models.horizon import get_horizon
from ..views.when import format_start
from .mistakes import explain

__all__ = ["FORMS", "CancelForm", "PostponeForm", "UndoForm", "dates_to_choose"]

WHOLE = "whole"
# A year of days, and a bit: more is no list to choose from.
MOST_DATES = 400
Status = AbstractEvent.Status


def dates_to_choose(event, now) -> dict:
    """The dates of a series that are not over, by their key, in order; the next 400."""
    found = [one for one in event.get_occurrences() if now < one.end]
    found.sort(key=lambda one: one.start)
    return {one.key: one for one in found[:MOST_DATES]}


def _mistakes(event) -> set[str]:
    """What is wrong with the schedule, in words."""
    until = get_horizon(timezone.now()) if event.is_endless else None
    try:
        return {explain(error) for error in check(event.schedule, until)}
    except MeetupError as error:
        return {explain(error)}


class WhichForm(forms.Form):
    """What is meant: the meet-up, the whole series, or one of its dates.

    ``event`` is as visitors know it, or, before it was published, as it is drafted.
    """

    def __init__(self, event, user, *args, **kwargs):
        self.event, self.user = event, user
        super().__init__(*args, **kwargs)
        if event.is_series:
            self.fields = {"date": self._date_field(), **self.fields}

    @cached_property
    def dates(self) -> dict:
        if not self.event.is_series:
            return {}
        return {
            key: date
            for key, date in dates_to_choose(self.event, timezone.now()).items()
            if self.may_choose(date)
        }

    def may_choose(self, date) -> bool:
        """Whether this can be done to the date."""
        return True

    @property
    def may_choose_all(self) -> bool:
        """Whether it can be done to the whole series."""
        return True

    def _date_field(self) -> forms.ChoiceField:
        choices = [("", _("Choose…"))]
        choices += [(key, self._words(date)) for key, date in self.dates.items()]
        if self.may_choose_all:
            choices.append((WHOLE, _("The whole series")))
        return forms.ChoiceField(label=_("Which date"), choices=choices)

    def _words(self, date) -> str:
        words = {"date": format_start(date.start, date)}
        if date.is_postponed:
            return _("%(date)s (postponed)") % words
        if date.is_cancelled:
            return _("%(date)s (cancelled)") % words
        if date.is_moved:
            words["planned"] = format_start(date.planned, date)
            return _("%(date)s (planned for %(planned)s)") % words
        return words["date"]

    @property
    def chosen(self):
        """The date of a series that is meant; ``None`` for all of them."""
        return self.dates.get(self.cleaned_data.get("date"))

    @property
    def name(self):
        """Its name, as changes of single dates give it."""
        return name_of(self.chosen) if self.chosen else None


class ReasonForm(WhichForm):
    """With why, which visitors are shown."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Shown to visitors."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for page in self.translations:
            language = page.locale.get_display_name()
            self.fields[f"reason_{page.pk}"] = forms.CharField(
                label=_("Reason (%(language)s)") % {"language": language},
                max_length=255,
                required=False,
                help_text=_("For the whole series only.")
                if self.event.is_series
                else "",
            )

    @cached_property
    def translations(self) -> list:
        """The pages in other languages that the user may give a reason of their own."""
        if not self.event.pk:
            return []
        return [
            page
            for page in translations_with_reasons(self.event)
            if page.live and page.permissions_for_user(self.user).can_publish()
        ]

    @property
    def reasons(self) -> dict[int, str]:
        """Why, by the id of the page in another language; only what was written."""
        if self.chosen:
            return {}
        given = {
            page.pk: self.cleaned_data[f"reason_{page.pk}"]
            for page in self.translations
        }
        return {pk: reason for pk, reason in given.items() if reason}


def _call_off(name, status: str, reason: str) -> CallOff | CallOffDate:
    if name is None:
        return CallOff(status, reason)
    return CallOffDate(name, status, reason)


class CancelForm(ReasonForm):
    """It does not take place."""

    def get_change(self):
        reason = self.cleaned_data["reason"]
        return _call_off(self.name, Status.CANCELLED, reason)


class PostponeForm(ReasonForm):
    """It takes place at another time, known or not."""

    new_date = forms.DateField(
        label=gettext_lazy("New date"),
        widget=AdminDateInput,
        required=False,
        help_text=gettext_lazy(
            "Empty: not known yet. It then says “postponed, no new date yet”."
        ),
    )
    new_time = forms.TimeField(
        label=gettext_lazy("From"),
        widget=AdminTimeInput,
        required=False,
        help_text=gettext_lazy("Empty: at the usual time."),
    )
    field_order = ["date", "new_date", "new_time", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.event.all_day:
            del self.fields["new_time"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        day = cleaned.get("new_date")
        if day is None and cleaned.get("new_time"):
            self.add_error("new_date", _("Give the date too."))
        elif day and self.event.is_series and not self.chosen:
            self.add_error(
                "new_date",
                _(
                    "A series has many dates. Choose one of them above, or use “Change "
                    "from a date on”."
                ),
            )
        elif day:
            self._check_move()
        return cleaned

    def _check_move(self) -> None:
        moved = copy.copy(self.event)
        self.get_change()(moved)
        if mistakes := _mistakes(moved) - _mistakes(self.event):
            for words in sorted(mistakes):
                self.add_error("new_date", words)
        elif moved.get_occurrences() == self.event.get_occurrences():
            self.add_error("new_date", _("That is when it takes place already."))

    def get_change(self):
        reason, day = self.cleaned_data["reason"], self.cleaned_data["new_date"]
        clock = self.cleaned_data.get("new_time")
        if day is None:
            return _call_off(self.name, Status.POSTPONED, reason)
        if self.name:
            return MoveDate(self.name, day, clock, reason)
        return Move(day, clock, reason)


class UndoForm(WhichForm):
    """It takes place after all, as it was planned."""

    reasons: dict[int, str] = {}

    def may_choose(self, date) -> bool:
        return bool(blocks_of(self.event, name_of(date)))

    @cached_property
    def may_choose_all(self) -> bool:
        taken_back = copy.copy(self.event)
        take_back(self.event)(taken_back)
        return state_of(taken_back) != state_of(self.event)

    @property
    def is_possible(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self.dates) or self.may_choose_all

    def get_change(self):
        return take_back(self.event, self.name)


FORMS = {"cancel": CancelForm, "postpone": PostponeForm, "undo": UndoForm}
