"""Form widgets of the editor. All of them work without JavaScript."""

from django import forms
from wagtail.admin.widgets import AdminPageChooser

from ..domain.schedule import zone_names

__all__ = ["FilteredCheckboxes", "TimeZoneInput", "event_chooser"]


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
            zone for zone in zone_names() if "/" in zone or zone == "UTC"
        )
        return context


class FilteredCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with a field to find among them by typing; the ticked ones come first."""

    template_name = "wagtail_meetups/admin/widgets/filtered_checkboxes.html"

    class Media:
        js = ["wagtail_meetups/admin/filter.js"]

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not group[1][0]["selected"])


def event_chooser(models) -> AdminPageChooser:
    """A page chooser for pages of these types."""
    return AdminPageChooser(target_models=list(models))
