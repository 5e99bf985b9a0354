"""QR codes: the modules that the library computes are the ones that are drawn."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import segno

from wagtail_meetups.qr import qr_rows, qr_svg

ADDRESS = "https://meetups.example/rencontres/subscribe/?a=1&b=2"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg):
    """The modules that the dark path of an SVG covers."""
    root = ElementTree.fromstring(svg)  # noqa: S314
    size = int(root.get("viewBox").split()[-1])
    modules = [[False] * size for _row in range(size)]
    path = root.findall(f"{SVG}path")[1].get("d")
    pieces = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join("M{} {}h{}v1h-{}z".format(*piece) for piece in pieces) == path
    for piece in pieces:
        x, y, width, back = map(int, piece)
        assert width == back
        for column in range(x, x + width):
            assert not modules[y][column]
            modules[y][column] = True
    return modules


@pytest.mark.parametrize("text", [ADDRESS, "é ü 東京 🍲", "a" * 2000])
def test_what_is_drawn_is_what_the_library_computes(text):
    modules = drawn(qr_svg(text, "A code"))
    inner = [row[4:-4] for row in modules[4:-4]]
    expected = segno.make(text, error="m", micro=False).matrix
    assert inner == [list(map(bool, row)) for row in expected]
    assert modules == qr_rows(text)


def test_four_white_modules_are_around_it():
    rows = qr_rows(ADDRESS)
    for edge in (
        rows[:4],
        rows[-4:],
        [row[:4] for row in rows],
        [row[-4:] for row in rows],
    ):
        assert not any(module for row in edge for module in row)
    # The finder pattern begins right inside.
    assert rows[4][4:11] == [True] * 7


def test_it_is_an_image_with_a_name_dark_on_white_whatever_the_page_is():
    svg = qr_svg(ADDRESS, "Opens “this” <page> & more")
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "Opens “this” <page> & more"
    ground, code = root.findall(f"{SVG}path")
    size = root.get("viewBox").split()[-1]
    assert ground.attrib == {"fill": "#fff", "d": f"M0 0h{size}v{size}H0z"}
    assert code.get("fill") == "#000"
    assert "style" not in svg
    HTMLParser().feed(svg)


def test_a_text_too_long_for_a_code_says_so():
    with pytest.raises(ValueError, match="Data too large"):
        qr_svg("a" * 2332, "A code")
