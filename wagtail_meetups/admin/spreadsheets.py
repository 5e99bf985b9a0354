"""Spreadsheets that compute nothing of what people typed about themselves."""

import unicodedata

from wagtail.admin.views.mixins import SpreadsheetExportMixin

__all__ = ["SafeExportMixin", "for_csv", "printable"]

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

    In XLSX they are marked as text, as Wagtail does itself after 7.4.0; a CSV file knows no
    types.
    """

    custom_value_preprocess = {
        str: {
            SpreadsheetExportMixin.FORMAT_CSV: for_csv,
            SpreadsheetExportMixin.FORMAT_XLSX: printable,
        },
        **SpreadsheetExportMixin.custom_value_preprocess,
    }

    def generate_xlsx_row(self, *args, **kwargs):
        for cell in super().generate_xlsx_row(*args, **kwargs):
            if cell.data_type == "f":
                cell.data_type = "s"
            yield cell
