"""Hosts and topics are found among many by typing, and ticked without a mouse."""

import pytest
from playwright.sync_api import expect

from .. import factories
from .content import PEOPLE, make_people
from .editing import section

pytestmark = pytest.mark.browser


@pytest.fixture
def event(index):
    people = make_people()
    factories.make_topic("Invoices")
    return factories.make_event(index, hosts=people[3:4])


def edit(page, event):
    page.goto(f"/admin/pages/{event.pk}/edit/")
    return section(page, "Hosts")


def shown(hosts):
    """The labels of the boxes that can be seen, in their order."""
    return [box.inner_text().strip() for box in hosts.locator("label:visible").all()]


def test_every_box_is_there_once_and_the_ticked_come_first(desk, event):
    hosts = edit(desk, event)
    expect(hosts.get_by_role("searchbox")).to_be_visible()
    assert shown(hosts)[0] == "Marc Weil, Cook"
    assert len(shown(hosts)) == len(PEOPLE)
    topics = section(desk, "Topics")
    # A single one needs no searching.
    expect(topics.get_by_role("searchbox")).to_have_count(0)
    assert shown(topics) == ["Invoices"]


def test_typing_filters_by_name_and_trade_with_accents_or_without(desk, event):
    hosts = edit(desk, event)
    search = hosts.get_by_role("searchbox")
    for typed, found in {
        "zoe": ["Zoé Lambert, Baker"],
        "ELOISE gat": ["Éloïse Gâtier, Translator"],
        "josé": ["Joséphine Blanc, Lawyer"],
        "cook": ["Marc Weil, Cook"],
        "nobody": [],
    }.items():
        search.fill("")
        expect(hosts.locator("label:visible")).to_have_count(len(PEOPLE))
        search.press_sequentially(typed)
        expect(hosts.locator("label:visible")).to_have_count(len(found))
        assert shown(hosts) == found


def test_the_keyboard_is_enough_and_what_is_filtered_away_stays_ticked(desk, event):
    hosts = edit(desk, event)
    search = hosts.get_by_role("searchbox")
    search.focus()
    desk.keyboard.type("theo")
    desk.keyboard.press("Enter")
    # Enter finds; it does not send the form.
    expect(hosts.locator("label:visible")).to_have_count(1)
    desk.keyboard.press("Tab")
    expect(
        hosts.get_by_role("checkbox", name="Théo Marchand, Bookseller")
    ).to_be_focused()
    desk.keyboard.press("Space")
    search.focus()
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.press("Delete")
    expect(hosts.locator("label:visible")).to_have_count(len(PEOPLE))
    desk.keyboard.press("ControlOrMeta+s")
    expect(desk.get_by_role("status")).to_contain_text("updated")
    event.refresh_from_db()
    draft = event.get_latest_revision_as_object()
    assert {host.first_name for host in draft.hosts.all()} == {"Marc", "Théo"}


def test_without_javascript_every_box_is_there(new_page, log_in, event):
    page = log_in(new_page(java_script_enabled=False))
    page.goto(f"/admin/pages/{event.pk}/edit/")
    # Wagtail's editor opens its tabs with JavaScript; the widget is ours.
    page.locator("#tab-content").evaluate("panel => { panel.hidden = false; }")
    boxes = page.locator("input[name=hosts]")
    assert boxes.count() == len(PEOPLE)
    for box in boxes.all():
        expect(box).to_be_visible()
    expect(page.locator(".meetups-filter input[type=search]:visible")).to_have_count(0)
