"""Label sheets: where each label is, and what fits on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_meetups.domain import stickers
from wagtail_meetups.domain.stickers import SHEETS, find_sheet, fit, lay_out


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_labels_lie_on_the_paper_and_not_on_each_other(sheet):
    assert sheet.pitch_x >= sheet.width and sheet.pitch_y >= sheet.height
    left, top = sheet.place(0)
    right, bottom = sheet.place(sheet.count - 1)
    right, bottom = right + sheet.width, bottom + sheet.height
    # The margins of each sheet are alike on both sides, within what a knife may be off.
    assert left == pytest.approx(sheet.paper.width - right, abs=0.3)
    assert top == pytest.approx(sheet.paper.height - bottom, abs=0.3)


def test_a_sheet_that_nobody_sells():
    with pytest.raises(LookupError):
        find_sheet("l0000")


@pytest.mark.parametrize(
    ("people", "first", "blanks", "sizes"),
    [
        (0, 1, 0, []),
        (0, 5, 0, []),
        (0, 5, 2, [6]),
        (21, 1, 0, [21]),
        (21, 1, 1, [21, 1]),
        (21, 21, 0, [21, 20]),
        (3, 22, 0, [3]),
    ],
)
def test_sheets_are_filled(people, first, blanks, sizes):
    sheets = lay_out(
        [("Ada", "baker")] * people, find_sheet("l7160"), first=first, blanks=blanks
    )
    assert [len(sheet) for sheet in sheets] == sizes
    labels = [label for sheet in sheets for label in sheet]
    assert sum(label.name == "Ada" for label in labels) == people
    if labels:
        assert sum(label.is_free for label in labels) == (first - 1) % 21
        assert sum(not label.is_free and not label.name for label in labels) == blanks


def test_short_names_are_large_and_long_ones_smaller():
    sheet = find_sheet("l7160")
    sizes = [
        fit(name, "baker", sheet.width, sheet.height).name
        for name in (
            "Zoé",
            "Emmanuelle",
            "Bartholomäus-Maximilian Friedrich",
            "W" * 100,
        )
    ]
    assert sizes == sorted(set(sizes))
    assert fit("王小明", "木匠", 63.5, 38.1).name <= 1
    assert fit("Ada", "", 63.5, 38.1).name == 0
    # A word that fits in no line is broken once, and no letter is large enough for two.
    broken = fit("Wolfeschlegelsteinhausenbergerdorff", "baker", 63.5, 38.1)
    assert 0 < broken.name < fit("M" * 100, "baker", 63.5, 38.1).name


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")),
    min_size=1,
    max_size=100,
)


@given(NAMES, st.text(max_size=150), st.sampled_from(SHEETS))
def test_what_is_said_to_fit_does_by_the_same_measure(name, trade, sheet):
    found = fit(name, trade, sheet.width, sheet.height)
    width = sheet.width - 2 * stickers.MARGIN_X
    height = sheet.height - 2 * stickers.MARGIN_Y
    size = stickers.NAME_SIZES[found.name]
    lines = stickers._lines(name, size, width) or stickers.BROKEN_LINES
    smallest = found.name == len(stickers.NAME_SIZES) - 1
    assert smallest or lines * size * stickers.NAME_LINE <= height
