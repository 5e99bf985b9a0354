"""The reader's own time stands beside the meet-up's, where their clock reads otherwise."""

from datetime import date, time

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale

from .. import factories

pytestmark = pytest.mark.browser
TUESDAY = date(2090, 3, 7)


@pytest.fixture
def open_event(new_page, index):
    """Open the page of an event in Paris with a clock elsewhere; return both times."""

    def open_event(zone, *, index=index, options=None, **values):
        values.setdefault("start_date", TUESDAY)
        event = factories.make_event(index, **values)
        page = new_page(timezone_id=zone, **(options or {}))
        page.goto(event.url)
        return page, page.locator(".meetups-reader")

    return open_event


def words(locator):
    """The text, with the thin and other spaces that browsers write made plain."""
    return " ".join(locator.text_content().split())


def assert_told(locator, *pieces):
    """These stand there in this order; what joins them is the browser's to choose."""
    text = words(locator)
    places = [text.find(piece) for piece in pieces]
    assert -1 not in places and places == sorted(places), text


def test_it_is_told_after_the_time_of_the_meet_up(open_event):
    page, reader = open_event("America/New_York")
    expect(reader).to_be_visible()
    assert_told(reader, "On your clock: Tuesday, March 7", "1:00", "4:00 PM EST")
    # Who listens hears first the one, with its clock's name, then the other.
    section = words(page.get_by_role("region", name="When"))
    assert section.index("Paris time (UTC+1)") < section.index("On your clock")


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Berlin", "Africa/Lagos"])
def test_nothing_is_added_where_the_clock_reads_the_same(open_event, zone):
    page, reader = open_event(zone)
    page.wait_for_load_state("networkidle")
    expect(reader).to_be_hidden()
    expect(reader).to_be_empty()


def test_it_is_told_where_only_the_end_reads_otherwise(open_event):
    """In Paris the clocks go forward that night, in Lagos they do not."""
    _page, reader = open_event(
        "Africa/Lagos",
        start_date=date(2090, 3, 25),
        start_time=time(22),
        end_time=time(4),
    )
    expect(reader).to_be_visible()
    assert_told(reader, "Saturday, March 25", "10:00 PM", "Sunday, March 26", "3:00 AM")


def test_without_an_end_the_start_is_told(open_event):
    _page, reader = open_event("Asia/Tokyo", end_time=None)
    expect(reader).to_be_visible()
    assert_told(reader, "On your clock: Wednesday, March 8", "3:00 AM GMT+9")


def test_it_is_written_in_the_language_of_the_page(open_event, site):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    index = factories.make_index(title="Soirées", slug="soirees", locale=french)
    _page, reader = open_event("America/Montreal", index=index)
    expect(reader).to_contain_text("mardi 7 mars")


def test_without_javascript_nothing_is_missing(open_event):
    page, reader = open_event("Asia/Tokyo", options={"java_script_enabled": False})
    expect(reader).to_be_hidden()
    expect(page.get_by_role("region", name="When")).to_contain_text("Paris time")


def test_the_next_meet_up_of_an_index_tells_it_too(new_page, index):
    factories.make_event(index, start_date=TUESDAY)
    page = new_page(timezone_id="Asia/Tokyo")
    page.goto(index.url)
    expect(page.get_by_role("region", name="The next meet-up")).to_contain_text(
        "On your clock: Wednesday, March 8"
    )
    assert page.mistakes == []
