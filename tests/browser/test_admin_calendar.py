"""The calendar of all dates in the admin: found, read and walked through."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from .. import factories
from .axe import find_violations
from .conftest import PHONE, WIDE
from .editing import open_menu, read_in, title_field
from .test_accessibility import WAGTAILS_OWN

pytestmark = pytest.mark.browser
# All of it in one month, whatever day it is.
FIRST = (timezone.localdate() + timedelta(days=70)).replace(day=1)
LOOKS = {
    "wide": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "arabic": {"viewport": WIDE},
}


@pytest.fixture
def filled(index):
    venue = factories.make_venue(name="Le Phare")

    def make(title, day, **values):
        values["start_date"] = FIRST + timedelta(days=day)
        return factories.make_event(index, title=title, venue=venue, **values)

    make(
        "Breakfast",
        1,
        recurrence="FREQ=WEEKLY;COUNT=3",
        changes=[("cancel", {"date": FIRST + timedelta(days=8), "reason": "Snow"})],
    )
    make("A retreat by the sea", 10, end_date=FIRST + timedelta(days=13), all_day=True)
    make("Soup and invoices", 16, status="postponed")
    make("Perhaps", 16, status="tentative")
    make("An idea for spring", 17, live=False)
    return index


def calendar(page):
    page.goto(reverse("meetups_calendar:month", args=[FIRST.year, FIRST.month]))
    return page.get_by_role("table")


def test_from_the_menu_to_a_date_and_its_editor_by_keyboard(desk, filled):
    open_menu(desk, "Meet-ups", "Calendar")
    months = desk.get_by_role("navigation", name="Months")
    for _month in range((FIRST.year * 12 + FIRST.month) - this_month()):
        months.get_by_role("link", name="Next month").press("Enter")
    table = desk.get_by_role("table")
    expect(table).to_have_accessible_name(f"{FIRST:%B %Y}")
    expect(table.get_by_role("columnheader").first).to_have_text("Sun")
    months.get_by_role("link", name="Next month").focus()
    links = []
    for _step in range(12):
        desk.keyboard.press("Tab")
        links.append(desk.evaluate("document.activeElement.textContent.trim()"))
    assert [link for link in links if link.startswith("Breakfast")] == ["Breakfast"] * 3
    table.get_by_role("link", name="An idea for spring").press("Enter")
    expect(title_field(desk)).to_have_value("An idea for spring")


def this_month() -> int:
    today = timezone.localdate()
    return today.year * 12 + today.month


def test_it_is_narrowed_and_turned_with_the_choice(desk, filled):
    other = factories.make_index(title="Walks")
    calendar(desk)
    # An editor of one index is offered that one.
    assert desk.get_by_label("Index").locator("option").all_inner_texts() == [
        "all",
        filled.title,
    ]
    assert other.title not in desk.content()
    venue = factories.make_venue(name="Elsewhere")
    calendar(desk)
    desk.get_by_label("Venue").select_option(str(venue.pk))
    desk.get_by_role("button", name="Show", exact=True).click()
    expect(desk.get_by_text("No date of this choice in this month.")).to_be_visible()
    desk.get_by_role("link", name="Previous month").click()
    expect(desk.get_by_label("Venue")).to_have_value(str(venue.pk))
    desk.get_by_role("link", name="Show all dates").click()
    expect(desk.get_by_label("Venue")).to_have_value("")


@pytest.mark.parametrize("look", LOOKS)
def test_it_is_accessible(new_page, log_in, editor, filled, keep_picture, look):
    page = log_in(new_page(**LOOKS[look]))
    if look == "arabic":
        read_in(editor, "ar")
    table = calendar(page)
    expect(table.locator("s").get_by_text("Soup and invoices")).to_be_visible()
    assert find_violations(page, WAGTAILS_OWN) == []
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    keep_picture(page, f"admin-calendar-{look}")
    assert page.mistakes == []
