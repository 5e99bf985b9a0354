"""The month view as somebody uses it: with eyes, ears, keyboard, phone and paper."""

import re
from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .. import factories
from .axe import find_violations
from .conftest import NARROW, PHONE, WIDE

pytestmark = pytest.mark.browser
SIZES = {"narrow": NARROW, "phone": PHONE, "wide": WIDE}


@pytest.fixture
def month(index):
    """March 2090, with all that a month can have; returns its address."""
    cafe = factories.make_venue()
    invoices = factories.make_topic("Invoices", slug="invoices")
    factories.make_event(
        index,
        title="Tuesdays at the café",
        start_date=date(2090, 3, 7),
        recurrence="FREQ=WEEKLY;COUNT=4",
        venue=cafe,
        topics=[invoices],
        changes=[
            ("cancel", {"date": date(2090, 3, 14), "reason": "Snow"}),
            ("move", {"date": date(2090, 3, 21), "to_date": date(2090, 3, 22)}),
        ],
    )
    factories.make_event(
        index,
        title="Days at the farm",
        start_date=date(2090, 3, 10),
        end_date=date(2090, 3, 14),
        all_day=True,
        summary="Bring boots.",
    )
    factories.make_event(
        index,
        title="Walk with Donaudampfschifffahrtsgesellschaft",
        start_date=date(2090, 3, 7),
        start_time=time(12, 30),
        end_time=time(14),
        timezone="America/Montreal",
        attendance_mode="online",
        online_link="https://example.org/room",
        status="tentative",
    )
    factories.make_event(index, title="In April", start_date=date(2090, 4, 4))
    return f"{index.url}month/2090/03/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    new_page, month, keep_picture, size, scheme
):
    page = new_page(viewport=SIZES[size], color_scheme=scheme)
    page.goto(f"{month}?topic=invoices")
    assert find_violations(page) == []
    page.goto(month)
    assert find_violations(page) == []
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window
    keep_picture(page, f"month-{size}-{scheme}")


def test_in_colours_of_the_readers_own_and_on_paper(new_page, month, keep_picture):
    page = new_page(forced_colors="active")
    page.goto(month)
    assert find_violations(page) == []
    keep_picture(page, "month-forced-colors")
    page = new_page()
    page.emulate_media(media="print")
    page.goto(month)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator("p", has_text="Café evenings").last).to_be_visible()
    for hidden in (".meetups-filter", ".meetups-months", ".meetups-up"):
        expect(page.locator(hidden)).to_be_hidden()
    keep_picture(page, "month-print")


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_from_right_to_left(new_page, arabic, keep_picture, size):
    index = arabic["index"]
    day = timezone.localdate()
    factories.make_event(
        index,
        title="عطلة في المزرعة",
        start_date=day,
        end_date=day + timedelta(days=2),
        all_day=True,
    )
    page = new_page(viewport=SIZES[size])
    page.goto(f"{index.url}month/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert find_violations(page) == []
    keep_picture(page, f"month-{size}-arabic")


def test_the_keyboard_walks_through_the_dates_in_their_order(page, month):
    page.goto(month)
    links = page.get_by_role("table").get_by_role("link")
    names = [" ".join(name.split()) for name in links.all_inner_texts()]
    # One that lasts several days is one stop.
    assert len(names) == 6
    links.first.focus()
    for number in range(len(names)):
        expect(links.nth(number)).to_be_focused()
        assert "solid" in links.nth(number).evaluate(
            "link => getComputedStyle(link).outlineStyle"
        )
        page.keyboard.press("Tab")
    page.goto(month)
    # Spaces are seen where a word hides.
    page.get_by_role("link", name=re.compile("Days at the farm.*March 10")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Days at the farm")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_chooses_and_goes_from_month_to_month(new_page, month, index, scripts):
    page = new_page(viewport=PHONE, java_script_enabled=scripts)
    page.goto(index.url)
    page.get_by_label("Topic").select_option("Invoices")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Topic: Invoices")).to_be_visible()
    expect(page.get_by_text("4 dates to come, 0 past ones")).to_be_visible()
    page.goto(month)
    page.get_by_label("Topic").select_option("Invoices")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("4 dates in this month")).to_be_visible()
    page.get_by_role("link", name="Next month: April 2090").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("April 2090")
    expect(page.get_by_text("No date in this month.")).to_be_visible()
    page.get_by_role("link", name="Show all dates").click()
    expect(page.get_by_role("link", name="In April")).to_be_visible()
    expect(page.get_by_role("link", name="Next month")).to_have_count(0)


def test_today_is_told_to_eye_and_ear(page, index):
    factories.make_event(index, start_date=timezone.localdate())
    page.goto(f"{index.url}month/")
    today = page.locator("[aria-current=date]")
    expect(today).to_have_attribute("datetime", timezone.localdate().isoformat())
    expect(today).to_be_visible()


def test_on_a_phone_only_days_that_have_something_are_shown(new_page, month):
    page = new_page(viewport=PHONE)
    page.goto(month)
    shown = page.locator(".meetups-day:visible")
    # 7, 10 to 14, 22, 28.
    expect(shown).to_have_count(8)
    expect(page.get_by_text("Tuesday, March 7, 2090", exact=True)).to_be_visible()
    expect(page.locator("thead")).to_be_hidden()
