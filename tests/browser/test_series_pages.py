"""A series, one of its dates and all of them: accessible, and no wider than a small phone."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from .. import factories
from .axe import find_violations
from .conftest import NARROW, WIDE
from .content import LONG_WORD, make_picture
from .test_public_pages import assert_fits

pytestmark = pytest.mark.browser
SIZES = {"narrow": NARROW, "wide": WIDE}


@pytest.fixture
def addresses(index):
    """Those of its pages: one date is called off, one has moved, one is told otherwise."""
    first, *others = (
        timezone.localdate() + timedelta(days=7 * number) for number in range(1, 5)
    )
    cancelled, moved, altered = others
    series = factories.make_event(
        index,
        title=f"Tuesdays with {LONG_WORD}",
        summary="Soup, and one question.",
        start_date=first,
        start_time=time(19),
        recurrence="FREQ=WEEKLY",
        venue=factories.make_venue(),
        image=make_picture("cafe-table.png", "A long table at a window"),
        body=[("text", "<h2>What to bring</h2><p>A question.</p>")],
        changes=[
            ("cancel", {"date": cancelled, "reason": "Snow"}),
            ("move", {"date": moved, "to_date": moved + timedelta(days=1)}),
            ("alter", {"date": altered, "title": "Elsewhere", "note": "Ring twice."}),
        ],
    )

    def of(day: date) -> str:
        return f"{series.url}dates/{day}/"

    return {
        "series": series.url,
        "all": f"{series.url}dates/",
        "date": of(first),
        "cancelled": of(cancelled),
        "moved": of(moved),
        "altered": of(altered),
    }


@pytest.mark.parametrize(
    ("size", "scheme"), [("narrow", "dark"), ("wide", "light")], ids=str
)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    new_page, keep_picture, addresses, size, scheme
):
    page = new_page(viewport=SIZES[size], color_scheme=scheme)
    found = []
    for name, address in addresses.items():
        page.goto(address)
        found += [f"{name}: {words}" for words in find_violations(page)]
        assert_fits(page)
        keep_picture(page, f"series-{name}-{size}-{scheme}")
    assert found == []
