"""Form widgets of the editor."""

import zoneinfo

from django import forms
from wagtail.admin.widgets import AdminPageChooser

__all__ = ["TimeZoneInput", "event_chooser"]


class TimeZoneInput(forms.TextInput):
    """A text field that offers the names of the IANA time zones while one types."""

    template_name = "wagtail_meetups/admin/widgets/time_zone.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}-zones"
        context["widget"]["attrs"] |= {
            "list": list_id,
            "autocomplete": "off",
            "spellcheck": "false",
        }
        context["widget"]["list_id"] = list_id
        context["widget"]["zones"] = sorted(
            zone for zone in zoneinfo.available_timezones() if "/" in zone or zone == "UTC"
        )
        return context


def event_chooser(models) -> AdminPageChooser:
    """A page chooser for pages of these types."""
    return AdminPageChooser(target_models=list(models))
