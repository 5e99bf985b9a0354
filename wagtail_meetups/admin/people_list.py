"""The list of attendees: found by name and trade, exported, looked through for duplicates."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import IndexView

from .attendance.access import may_read_private
from .duplicates import may_merge
from .spreadsheets import SafeExportMixin

__all__ = ["AttendeeIndexView"]


class AttendeeIndexView(SafeExportMixin, IndexView):
    """Exports what one may see: e-mail and notes for those who may read these."""

    public_export = ["first_name", "last_name", "trade", "bio", "link"]
    private_export = ["email", "notes"]
    export_filename = "attendees"

    @cached_property
    def list_export(self):
        private = may_read_private(self.request.user)
        return [*self.public_export, *(self.private_export if private else [])]

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if may_merge(self.request.user):
            buttons.append(
                Button(
                    _("Possible duplicates"),
                    reverse("wagtail_meetups_duplicates"),
                    icon_name="group",
                    priority=80,
                )
            )
        return buttons
