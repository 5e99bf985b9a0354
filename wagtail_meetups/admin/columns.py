"""Columns of our lists. Wagtail's DateColumn prints a future date as "Just now"."""

from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from wagtail.admin.ui.tables import Column

__all__ = ["DayColumn", "EventDateColumn", "EventStatusColumn"]


class DayColumn(Column):
    """A date, whether past or to come."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "DATE_FORMAT") if day else ""


class EventDateColumn(DayColumn):
    """The day an event starts, with its time; for a draft, the day planned in the draft."""

    def get_value(self, instance):
        day = super().get_value(instance)
        if not day or instance.all_day or not instance.start_time:
            return day
        return f"{day}, {time_format(instance.start_time, 'TIME_FORMAT')}"


class EventStatusColumn(Column):
    """Whether the event takes place: in words, and struck through where it does not."""

    def get_value(self, instance):
        label = instance.get_status_display()
        if not instance.is_called_off:
            return label
        return format_html("<s>{}</s>", label)
