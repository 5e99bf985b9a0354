"""A mistake is told beside its field and nothing typed is lost; a draft needs a title only."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from wagtail_meetups.models.registry import event_models

from .editing import (
    open_new_event,
    press_publish,
    section,
    title_field,
    type_when,
    wait_for_autosave,
    wait_until_watched,
)

pytestmark = pytest.mark.browser
SOON = timezone.localdate() + timedelta(days=20)


def field(page, name):
    return page.locator(f"#id_{name}")


def expect_mistake(page, name, words):
    """The words stand in the field's own part, and the field names them as its description."""
    expect(page.get_by_role("status")).to_contain_text("could not be")
    expect(field(page, name)).to_have_accessible_description(
        re.compile(re.escape(words) + "$")
    )
    expect(field(page, name)).to_be_visible()


def test_an_end_before_the_start_is_told_and_nothing_is_lost(desk, index):
    open_new_event(desk)
    title_field(desk).fill("Soup and invoices")
    section(desk, "Summary").get_by_role("textbox").fill("Bring a question.")
    type_when(desk, "Date*", SOON)
    type_when(desk, "From", "19:00")
    type_when(desk, "To", "21:00")
    type_when(desk, "Last day", SOON - timedelta(days=1))
    press_publish(desk)
    expect_mistake(desk, "end_date", "The end is before the start. Choose a later end.")
    expect(title_field(desk)).to_have_value("Soup and invoices")
    expect(field(desk, "summary")).to_have_value("Bring a question.")
    expect(field(desk, "start_date")).to_have_value(SOON.isoformat())
    expect(field(desk, "start_time")).to_have_value("19:00")
    expect(field(desk, "end_time")).to_have_value("21:00")
    assert not event_models()[0].objects.filter(live=True).exists()

    type_when(desk, "Last day", "")
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    assert event_models()[0].objects.get(live=True).title == "Soup and invoices"


def test_an_online_meetup_without_a_link_is_told_and_nothing_is_lost(desk, index):
    open_new_event(desk)
    title_field(desk).fill("From home")
    type_when(desk, "Date*", SOON)
    type_when(desk, "From", "19:00")
    where = section(desk, "Where")
    where.get_by_role("combobox", name="How one takes part").select_option("online")
    press_publish(desk)
    expect_mistake(
        desk, "online_link", "Give the link to join, or choose “in person” above."
    )
    expect(field(desk, "attendance_mode")).to_have_value("online")
    expect(title_field(desk)).to_have_value("From home")

    field(desk, "online_link").fill("https://example.org/room")
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")


def test_typing_only_a_title_keeps_a_draft(autosave, desk, index):
    open_new_event(desk)
    wait_until_watched(desk)
    title_field(desk).press_sequentially("An idea")
    wait_for_autosave(desk, title="An idea")
    expect(desk).to_have_url(re.compile("/edit/$"))
    expect(desk.get_by_role("status").locator(".error")).to_have_count(0)
    assert desk.mistakes == []
    draft = event_models()[0].objects.get()
    assert (draft.title, draft.live, draft.start_date) == ("An idea", False, None)

    title_field(desk).press_sequentially(" for spring")
    wait_for_autosave(desk, title="An idea for spring")
    type_when(desk, "Date*", SOON)
    wait_for_autosave(desk, start_date=SOON.isoformat())
    desk.goto(desk.url)
    expect(title_field(desk)).to_have_value("An idea for spring")
    expect(field(desk, "start_date")).to_have_value(SOON.isoformat())
