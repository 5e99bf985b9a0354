"""The form of a recap: which event it tells of, and which of its dates."""

from django import forms
from django.utils.translation import gettext as _

from ..listing import dates_of
from ..models.base import get_page_model
from ..models.registry import event_models
from ..views.when import first_day, format_day
from .consent.names_asked import NamesAskedMixin
from .forms import MeetupPageForm, use_widget
from .widgets import FilteredCheckboxes, event_chooser

__all__ = ["RecapForm"]

# A weekly series of four years; those before have had their recap, or never will.
DATES_OFFERED = 200


class RecapForm(NamesAskedMixin, MeetupPageForm):
    """The form of a recap: its event is an event page, its date one of that event's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        use_widget(self, "event", event_chooser(event_models()))
        use_widget(self, "topics", FilteredCheckboxes())
        self._offer_dates()

    def _offer_dates(self) -> None:
        """The dates of the event as it was saved last, and the one that was chosen."""
        field = self.fields.get("occurrence")
        if field is None:
            return
        event = get_page_model()(pk=self.instance.event_id)
        offered = []
        if self.instance.event_id:
            rows = dates_of(event).order_by("-start", "-pk")
            offered = list(rows[:DATES_OFFERED])
            chosen = self.instance.occurrence_id
            if chosen and chosen not in {row.pk for row in offered}:
                offered += rows.filter(pk=chosen)
        empty = (
            _("No date in particular")
            if offered
            else _("Choose the event and save; then its dates are here.")
        )
        field.choices = [
            ("", empty),
            *((row.pk, format_day(first_day(row))) for row in offered),
        ]
        field.widget = forms.Select(choices=field.choices)

    def clean(self):
        """A date of another event is forgotten: it was that of the event chosen before."""
        cleaned_data = super().clean()
        occurrence = cleaned_data.get("occurrence")
        if occurrence and "event" in self.fields:
            event = cleaned_data.get("event")
            dates = dates_of(event) if event else None
            if dates is None or not dates.filter(pk=occurrence.pk).exists():
                cleaned_data["occurrence"] = None
        return cleaned_data
