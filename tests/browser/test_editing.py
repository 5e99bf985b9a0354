"""What else an editor of one index does: copying, people, places, recaps."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from wagtail_meetups.models import Attendee
from wagtail_meetups.models.registry import event_models, recap_models

from .. import factories
from .editing import (
    choose_page,
    open_menu,
    press_publish,
    section,
    title_field,
    type_when,
    wait_for_autosave,
    wait_until_watched,
)

pytestmark = pytest.mark.browser


def edit(page, edited):
    page.goto(f"/admin/pages/{edited.pk}/edit/")
    expect(title_field(page)).to_be_visible()


def test_an_evening_is_copied_to_the_next_date_from_the_header(desk, index):
    venue = factories.make_venue()
    event = factories.make_event(index, title="Soup and invoices", venue=venue)
    edit(desk, event)
    actions = desk.get_by_role("navigation", name="Actions", exact=True)
    actions.get_by_role("button", name="Actions").click()
    desk.get_by_role("link", name="Copy to the next date").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(
        "Copy to the next date Soup and invoices"
    )
    day = event.start_date + timedelta(days=21)
    type_when(desk, "Date*", day)
    desk.get_by_role("button", name="Make the draft").click()
    expect(desk.get_by_role("status")).to_contain_text("is now a draft")
    expect(title_field(desk)).to_have_value("Soup and invoices")
    expect(desk.locator("#id_start_date")).to_have_value(day.isoformat())
    expect(section(desk, "Where")).to_contain_text(venue.name)
    copy = event_models()[0].objects.get(start_date=day)
    assert not copy.live
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")


def test_what_a_person_agreed_to_is_ticked(desk, index):
    open_menu(desk, "Meet-ups", "Attendees")
    desk.get_by_role("link", name="Add attendee").click()
    desk.get_by_label("First name").first.fill("Nadia")
    section(desk, "Trade").get_by_role("textbox").fill("Illustrator")
    agreements = section(desk, "What they agreed to have shown")
    expect(agreements.get_by_role("checkbox", checked=True)).to_have_count(0)
    # The first group is for event pages, the second for recaps.
    agreements.get_by_role("checkbox", name="first name").first.check()
    agreements.get_by_role("checkbox", name="trade").last.check()
    agreements.get_by_role("combobox", name="How they told you").select_option(
        "on paper"
    )
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status")).to_contain_text("created")
    nadia = Attendee.objects.get()
    assert set(nadia.agreements.values_list("use", "field", "agreed", "how")) == {
        ("events", "first_name", True, "paper"),
        ("recaps", "trade", True, "paper"),
    }
    desk.get_by_role("link", name="Nadia").first.click()
    expect(agreements.get_by_role("checkbox", checked=True)).to_have_count(2)
    agreements.get_by_role("checkbox", name="first name").first.uncheck()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status")).to_contain_text("updated")
    last = nadia.agreements.order_by("pk").last()
    assert (last.use, last.field, last.agreed) == ("events", "first_name", False)


def test_a_venue_is_found_in_its_chooser(desk, index):
    lighthouse = factories.make_venue(name="Le Phare")
    factories.make_venue(name="La Cantine du canal")
    event = factories.make_event(index)
    edit(desk, event)
    where = section(desk, "Where")
    where.get_by_role("button", name="Choose venue").click()
    chooser = desk.get_by_role("dialog")
    expect(chooser.get_by_role("link", name="La Cantine du canal")).to_be_visible()
    chooser.get_by_role("textbox", name="Search term").fill("phare")
    expect(chooser.get_by_role("link", name="La Cantine du canal")).to_have_count(0)
    chooser.get_by_role("link", name="Le Phare").click()
    expect(where).to_contain_text("Le Phare")
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    event.refresh_from_db()
    assert event.venue == lighthouse


def test_a_recap_is_written_of_an_event_and_both_name_each_other(desk, index):
    event = factories.make_event(index, title="Soup and invoices", slug="soup")
    factories.make_recap(index, title="An old recap")
    open_menu(desk, "Meet-ups", "Recaps")
    desk.get_by_role("link", name="Add recap").click()
    title_field(desk).fill("How the soup was")
    section(desk, "Event").get_by_role("button", name="Choose").click()
    chooser = desk.get_by_role("dialog")
    # A recap cannot be chosen, so it is not offered.
    expect(chooser.get_by_role("link", name="Soup and invoices")).to_be_visible()
    expect(chooser.get_by_role("link", name="An old recap", exact=True)).to_have_count(
        0
    )
    choose_page(desk, "Soup and invoices")
    expect(section(desk, "Event")).to_contain_text("Soup and invoices")
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    recap = recap_models()[0].objects.get(title="How the soup was")
    assert recap.event_id == event.pk

    edit(desk, event)
    link = desk.get_by_role("tabpanel").get_by_role("link", name="How the soup was")
    expect(link).to_have_attribute("href", f"/admin/pages/{recap.pk}/edit/")
    desk.goto(recap.url)
    desk.get_by_role("link", name="Soup and invoices").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Soup and invoices")
    desk.get_by_role("link", name="How the soup was").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("How the soup was")


def test_the_time_zone_field_offers_names(autosave, desk, index):
    event = factories.make_event(index, timezone="Asia/Kathmandu")
    edit(desk, event)
    field = section(desk, "When").get_by_role("combobox", name="Time zone")
    expect(field).to_have_value("Asia/Kathmandu")
    offered = field.evaluate("field => [...field.list.options].map(zone => zone.value)")
    assert {"Europe/Paris", "Pacific/Chatham", "UTC"} <= set(offered)
    assert timezone.get_default_timezone_name() in offered
    # Ours is no Wagtail widget: what is typed must still reach the draft.
    wait_until_watched(desk)
    field.fill("Pacific/Chatham")
    wait_for_autosave(desk, timezone="Pacific/Chatham")
