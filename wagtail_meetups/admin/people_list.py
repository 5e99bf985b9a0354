"""The list of attendees: found by name and trade, exported, looked through for duplicates."""

import unicodedata

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import IndexView

from .attendance.access import may_read_private
from .duplicates import may_merge

__all__ = ["AttendeeIndexView", "SafeExportMixin", "for_csv", "printable"]

# What spreadsheet programs read as the start of a formula, in its wide form too.
FORMULA_SIGNS = "=+-@\t\r\n|%＝＋－＠"


def printable(text: str) -> str:
    """``text`` without the control characters that a spreadsheet file may not hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )


def for_csv(text: str) -> str:
    """``text`` as a spreadsheet program shows it, and never computes it."""
    text = printable(text)
    begins = text.lstrip(" \N{NO-BREAK SPACE}\ufeff")[:1]
    return f"'{text}" if begins and begins in FORMULA_SIGNS else text


class SafeExportMixin(SpreadsheetExportMixin):
    """Spreadsheets of what people typed about themselves.

    Wagtail marks formulas as text in XLSX; a CSV file knows no types.
    """

    custom_value_preprocess = {
        str: {
            SpreadsheetExportMixin.FORMAT_CSV: for_csv,
            SpreadsheetExportMixin.FORMAT_XLSX: printable,
        },
        **SpreadsheetExportMixin.custom_value_preprocess,
    }


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
