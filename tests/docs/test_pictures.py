"""The pictures of the documentation are those that ``make screenshots`` takes, all of them."""

import importlib.util
import re
import sys

import pytest

from . import samples

IMAGES = samples.DOCS / "images"
LARGEST = 150_000  # Bytes.


@pytest.fixture(scope="module")
def screenshots():
    path = samples.ROOT / ".ci" / "screenshots.py"
    spec = importlib.util.spec_from_file_location("screenshots", path)
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "screenshots", module)
        spec.loader.exec_module(module)
    return module


def shown() -> set:
    """The files that the documentation shows."""
    return {
        (page.parent / path).resolve()
        for page in samples.PAGES
        for path in re.findall(
            r"!\[[^\]]+\]\(([^)\s]+\.png)\)", page.read_text(encoding="utf-8")
        )
    }


def test_the_list_is_the_files(screenshots):
    taken = {
        screenshots.target(picture, language)
        for picture in screenshots.PICTURES
        for language in screenshots.LANGUAGES
    }
    assert len(taken) == 2 * len(screenshots.PICTURES)
    assert taken == set(IMAGES.rglob("*.*"))


def test_each_is_shown_and_what_is_shown_is_there(screenshots):
    assert shown() == {path.resolve() for path in IMAGES.rglob("*.png")}


def test_each_is_small():
    for path in IMAGES.rglob("*.png"):
        assert path.stat().st_size <= LARGEST, path
