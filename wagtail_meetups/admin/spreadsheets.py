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

    Wagtail marks formulas as text in XLSX; a CSV file knows no types.
    """

    custom_value_preprocess = {
        str: {
            SpreadsheetExportMixin.FORMAT_CSV: for_csv,
            SpreadsheetExportMixin.FORMAT_XLSX: printable,
        },
        **SpreadsheetExportMixin.custom_value_preprocess,
    }
