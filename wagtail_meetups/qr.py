"""QR codes, drawn here: no address is told to anybody else's picture service.

The one place that knows the library that makes them.
"""

from collections.abc import Iterator
from itertools import groupby

import segno
from django.utils.html import format_html

__all__ = ["qr_rows", "qr_svg"]

# Cameras want this much white around a code, in modules (ISO/IEC 18004).
QUIET_ZONE = 4
# How large a module is drawn where no stylesheet says how large the code is.
PIXELS = 5


def qr_rows(text: str) -> list[list[bool]]:
    """The modules of the code for ``text``, row by row, with the quiet zone; dark is true.

    It is still read with about a seventh of it damaged. Raises ``ValueError`` for a text
    of more than 2,331 bytes.
    """
    code = segno.make_qr(text, error="m")
    return [list(map(bool, row)) for row in code.matrix_iter(border=QUIET_ZONE)]


def _runs(rows: list[list[bool]]) -> Iterator[str]:
    """The dark stretches of each row, as pieces of an SVG path."""
    for y, row in enumerate(rows):
        x = 0
        for is_dark, modules in groupby(row):
            width = len(list(modules))
            if is_dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width


def qr_svg(text: str, label: str) -> str:
    """An inline SVG of the code for ``text``, safe for a template.

    ``label`` is its accessible name: say what it leads to. Dark on white whatever the
    page's colours are, since not every camera reads a code that is light on dark; by
    attributes, which no content security policy forbids.
    """
    rows = qr_rows(text)
    size = len(rows)
    return format_html(
        '<svg class="meetups-qr" xmlns="http://www.w3.org/2000/svg" role="img"'
        ' width="{pixels}" height="{pixels}" viewBox="0 0 {size} {size}"'
        ' shape-rendering="crispEdges"><title>{label}</title>'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        '<path fill="#000" d="{path}"/></svg>',
        pixels=size * PIXELS,
        size=size,
        label=label,
        path="".join(_runs(rows)),
    )
