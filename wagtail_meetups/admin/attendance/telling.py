"""How a date is called in the admin."""

from django.utils.formats import date_format, time_format

from ...domain.schedule import get_zone
from ...models import Occurrence

__all__ = ["date_title", "short_when"]


def short_when(occurrence: Occurrence) -> str:
    """Day and time of a date, on the clocks of its own zone."""
    start = occurrence.start.astimezone(get_zone(occurrence.timezone))
    day = date_format(start.date(), "DATE_FORMAT")
    if occurrence.all_day:
        return day
    return f"{day}, {time_format(start.time(), 'TIME_FORMAT')}"


def date_title(occurrence: Occurrence) -> str:
    """The title of a date: its own, or that of the event; a draft's only while it is one."""
    event = occurrence.event
    shown = event.title if event.live else event.get_admin_display_title()
    return occurrence.title or shown
