"""Stickers with a first name and a trade, on the label sheets that shops sell.

Lengths are millimetres. The same figures stand in ``stickers.css``, which the browser
prints by; a browser test measures that they agree.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["SHEETS", "Fit", "Paper", "Sheet", "Sticker", "find_sheet", "fit", "lay_out"]

INCH = 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, by the name that CSS has for it."""

    name: str
    width: float
    height: float


A4 = Paper("A4", 210, 297)
LETTER = Paper("letter", 8.5 * INCH, 11 * INCH)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of labels: ``left`` and ``top`` are those of the first label, and the
    pitches are from one label to the next.
    """

    code: str
    maker: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    @property
    def count(self) -> int:
        """How many labels it has."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """Left and top edge of a label, counted from 0 along the rows."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


# As their makers' own templates have them.
SHEETS = (
    Sheet("l7160", "Avery L7160", A4, 3, 7, 63.5, 38.1, 7.25, 15.15, 66, 38.1),
    Sheet("l7163", "Avery L7163", A4, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
    Sheet("l7165", "Avery L7165", A4, 2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7),
    Sheet("l4785", "Avery L4785", A4, 2, 5, 80, 50, 17.5, 13.5, 95, 55),
    Sheet(
        *("5160", "Avery 5160", LETTER, 3, 10),
        *(2.625 * INCH, INCH, 0.1875 * INCH, 0.5 * INCH, 2.75 * INCH, INCH),
    ),
    Sheet(
        *("5163", "Avery 5163", LETTER, 2, 5),
        *(4 * INCH, 2 * INCH, 0.15625 * INCH, 0.5 * INCH, 4.1875 * INCH, 2 * INCH),
    ),
    Sheet(
        *("5395", "Avery 5395", LETTER, 2, 4, 3.375 * INCH, 7 / 3 * INCH),
        *(0.6875 * INCH, 7 / 12 * INCH, 3.75 * INCH, 2.5 * INCH),
    ),
)


def find_sheet(code: str) -> Sheet:
    """Return the sheet of this code; raises ``LookupError`` where there is none."""
    for sheet in SHEETS:
        if sheet.code == code:
            return sheet
    raise LookupError(code)


# Heights of letters, largest first; the classes of the style sheet are their numbers.
NAME_SIZES = (16, 13, 11, 9.5, 8, 7, 6, 5, 4, 3.2)
TRADE_SIZES = (6, 5, 4.2, 3.6, 3)
NAME_LINE, TRADE_LINE = 1.15, 1.2
# What stays free at each edge: printers shift the sheet by a millimetre or two.
MARGIN_X, MARGIN_Y, GAP = 3, 2, 1
# Lines that a trade may take, and a name with a broken word; the rest is cut off.
TRADE_LINES = 2
BROKEN_LINES = 2
# Below this height a name is broken rather than made smaller.
READABLE = 5


@dataclass(frozen=True, slots=True)
class Fit:
    """Which of ``NAME_SIZES`` and ``TRADE_SIZES`` fits, by number."""

    name: int
    trade: int


@dataclass(frozen=True, slots=True)
class Sticker:
    """A label with somebody's name, or without one: ``name`` is then empty.

    ``is_free`` is a label that is left out because it was used before.
    """

    name: str = ""
    trade: str = ""
    is_free: bool = False
    fit: Fit = Fit(0, 0)


def _advance(sign: str) -> float:
    """About how wide a letter is, in heights of a bold sans-serif; rather too wide."""
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    if sign in "MWmw@%—Œœ" or unicodedata.category(sign) in ("So", "Cn", "Co"):
        return 1.0
    if sign.isupper():
        return 0.76
    return 0.66


def _width(text: str) -> float:
    return sum(map(_advance, text))


def _lines(text: str, size: float, width: float, *, breaks: bool = False) -> int | None:
    """How many lines ``text`` takes; ``None`` where a word is wider than a line.

    ``breaks`` breaks words anywhere, as the style sheet does where it must, and browsers
    always do with wide letters.
    """
    lines, used = 1, 0.0
    for word in text.split():
        # Browsers break a line after a hyphen.
        pieces = re.split("(?<=[-–/])", word)
        if breaks or any(unicodedata.east_asian_width(sign) in "WF" for sign in word):
            pieces = list(word)
        for number, piece in enumerate(pieces):
            length = _width(piece) * size
            if length > width:
                return None
            space = 0.3 * size if used and number == 0 else 0
            if used + space + length > width:
                lines, used = lines + 1, length
            else:
                used += space + length
    return lines


def _fit_trade(trade: str, name_size: float, width: float, left: float) -> int | None:
    """The largest size for a trade in what is left of the height, smaller than the name.

    What is too long for two lines is cut short at the smallest size.
    """
    if not trade:
        return 0 if left >= 0 else None
    last = len(TRADE_SIZES) - 1
    for number, size in enumerate(TRADE_SIZES):
        lines = _lines(trade, size, width)
        if lines is None or lines > TRADE_LINES:
            if number < last:
                continue
            lines = TRADE_LINES
        is_smaller = size * 1.3 <= name_size or number == last
        if is_smaller and left - GAP - lines * size * TRADE_LINE >= 0:
            return number
    return None


def fit(name: str, trade: str, width: float, height: float) -> Fit:
    """Say how large a name and a trade may be on a label of this size.

    The name is as large as it can be in whole words with the trade below it, or in a word
    that is broken once where it would be too small to be read from a step away. Where
    nothing fits it is the smallest, and the style sheet cuts off the end.
    """
    width, height = width - 2 * MARGIN_X, height - 2 * MARGIN_Y
    whole = _fit_name(name, trade, width, height)
    if whole is None or NAME_SIZES[whole.name] < READABLE:
        broken = _fit_name(name, trade, width, height, breaks=True)
        if broken and (whole is None or broken.name < whole.name):
            return broken
    return whole or Fit(len(NAME_SIZES) - 1, len(TRADE_SIZES) - 1)


def _fit_name(
    name: str, trade: str, width: float, height: float, *, breaks: bool = False
) -> Fit | None:
    for number, size in enumerate(NAME_SIZES):
        lines = _lines(name, size, width, breaks=breaks)
        if lines is None or (breaks and lines > BROKEN_LINES):
            continue
        left = height - lines * size * NAME_LINE
        trade_number = _fit_trade(trade, size, width, left)
        if trade_number is not None:
            return Fit(number, trade_number)
    return None


def lay_out(
    people: Sequence[tuple[str, str]], sheet: Sheet, *, first: int = 1, blanks: int = 0
) -> list[list[Sticker]]:
    """Lay people (name and trade) out on as many sheets as they need.

    ``first`` is the label to start at, counted from 1 along the rows, on a sheet of which
    some are used; ``blanks`` empty labels follow the last person, to be written by hand.
    """
    free = [Sticker(is_free=True)] * ((first - 1) % sheet.count)
    named = [
        Sticker(name, trade, fit=fit(name, trade, sheet.width, sheet.height))
        for name, trade in people
    ]
    labels = [*free, *named, *[Sticker()] * blanks]
    if len(labels) == len(free):
        return []
    return [
        labels[start : start + sheet.count]
        for start in range(0, len(labels), sheet.count)
    ]
