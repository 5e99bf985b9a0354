"""Our stylesheets move nothing, so that nobody has to ask for less motion."""

import re
from pathlib import Path

import pytest

import wagtail_meetups

STATIC = Path(wagtail_meetups.__file__).parent / "static" / "wagtail_meetups"
SHEETS = sorted(STATIC.rglob("*.css"))
MOVING = re.compile(r"^\s*(transition|animation|scroll-behavior)[\w-]*\s*:", re.M)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_moves(sheet):
    assert not MOVING.findall(sheet.read_text(encoding="utf-8"))
