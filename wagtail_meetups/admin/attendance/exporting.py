"""The list of one date as a spreadsheet."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from ...models import Attendance, Attendee
from ..spreadsheets import SafeExportMixin
from .access import may_read_private
from .base import DateView

__all__ = ["ExportView"]

PEOPLE = ("first_name", "last_name", "trade")
PRIVATE = ("email", "notes")


class PeopleSheet(SafeExportMixin):
    """Names, trade, role and state; e-mail and notes where they may be read."""

    def __init__(self, *, private: bool, filename: str):
        names = [*PEOPLE, *(PRIVATE if private else ())]
        self.list_export = [
            *(f"attendee.{name}" for name in names),
            "get_role_display",
            "get_state_display",
            *(["note"] if private else []),
        ]
        self.export_filename = filename

    @cached_property
    def export_headings(self) -> dict[str, str]:
        def label(model, name):
            return capfirst(model._meta.get_field(name).verbose_name)

        return {
            **{
                f"attendee.{name}": label(Attendee, name)
                for name in (*PEOPLE, *PRIVATE)
            },
            "get_role_display": label(Attendance, "role"),
            "get_state_display": label(Attendance, "state"),
            "note": label(Attendance, "note"),
        }


class ExportView(DateView):
    """Sends the sheet; two queries besides those for who one is."""

    def get(self, request, file_format: str):
        if file_format not in SpreadsheetExportMixin.FORMATS:
            raise Http404
        sheet = PeopleSheet(
            private=may_read_private(request.user),
            filename=f"people-{self.occurrence.key}",
        )
        rows = self.occurrence.attendances.select_related("attendee").order_by(
            "attendee__first_name", "attendee__last_name", "pk"
        )
        return sheet.as_spreadsheet(rows, file_format)
