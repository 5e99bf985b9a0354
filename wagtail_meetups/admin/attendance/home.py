"""On the admin's first page: the evenings around today, and how many people there are."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .access import dates_for, may_look
from .base import date_url, dates_url
from .dates import nearest_first, with_people
from .telling import date_title, short_when

__all__ = ["DatesPanel", "add_dates_panel"]

SHOWN = 4


class DatesPanel(Component):
    """The nearest dates, tonight's first; one query."""

    name = "meetups_dates"
    template_name = "wagtail_meetups/admin/home_dates.html"
    order = 90

    def get_context_data(self, parent_context):
        dates = with_people(dates_for(parent_context["request"].user))
        planned = dates.filter(is_planned=True).select_related("event")
        nearest = nearest_first(planned, timezone.now())[:SHOWN]
        return {
            "dates": [
                (
                    date_url(occurrence.pk),
                    date_title(occurrence),
                    short_when(occurrence),
                    occurrence,
                )
                for occurrence in nearest
            ],
            "dates_url": dates_url(),
        }


def add_dates_panel(request, panels) -> None:
    """For those who may see who was there."""
    if may_look(request.user):
        panels.append(DatesPanel())
