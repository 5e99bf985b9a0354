"""From the dashboard to the recap: who was met, who is new, and what readers then see."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from wagtail_meetups.models import Attendee, Occurrence
from wagtail_meetups.models.registry import recap_models

from .. import factories
from .axe import find_violations
from .conftest import NARROW
from .editing import press_publish, title_field
from .test_accessibility import WAGTAILS_OWN

pytestmark = pytest.mark.browser


@pytest.fixture
def evening(index):
    nadia = factories.make_attendee(first_name="Nadia", trade="Illustrator")
    factories.agree(nadia, "first_name", use="recaps")
    edgar = factories.make_attendee(first_name="Edgar", last_name="", trade="Jurist")
    event = factories.make_event(
        index,
        title="Soup and invoices",
        start_date=timezone.localdate() - timedelta(days=2),
    )
    occurrence = Occurrence.objects.get(event=event.pk)
    for attendee in (nadia, edgar):
        factories.make_attendance(occurrence, attendee, state="came")
    return event


def test_a_recap_is_written_from_the_dashboard(desk, evening, keep_picture):
    desk.goto(reverse("wagtailadmin_home"))
    desk.get_by_role("button", name="Write the recap").click()
    expect(desk.get_by_role("status")).to_contain_text("is now a draft")
    expect(title_field(desk)).to_have_value(re.compile("^Soup and invoices: how"))
    people = desk.locator(".meetups-shown")
    expect(people).to_contain_text("Readers see: Nadia")
    expect(people).to_contain_text("Edgar, Jurist has not agreed to be named.")
    keep_picture(desk, "recap-editor")
    # Somebody who came along, and is in no list yet.
    desk.get_by_role("button", name="Insert a block").last.click()
    desk.get_by_role("option", name="Encounter").click()
    desk.get_by_role("button", name="Choose attendee").last.click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("tab", name="Somebody new").click()
    dialog.get_by_role("textbox", name="First name*").fill("Ottilie")
    dialog.get_by_role("textbox", name="Trade").fill("Clockmaker")
    dialog.get_by_role("checkbox", name="trade", exact=True).check()
    dialog.get_by_role("button", name="Add and choose").click()
    expect(dialog).to_have_count(0)
    expect(desk.get_by_role("main")).to_contain_text(
        "Ottilie, Clockmaker · has not agreed to be named · readers see: a clockmaker"
    )
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    assert Attendee.objects.get(first_name="Ottilie")
    recap = recap_models()[0].objects.get()
    desk.goto(recap.url)
    headings = desk.get_by_role("article").get_by_role("heading")
    expect(headings.nth(1)).to_have_text("Nadia")
    expect(headings.nth(2)).to_have_text("Someone we met")
    expect(headings.nth(3)).to_have_text("A clockmaker")
    desk.goto(reverse("wagtailadmin_home"))
    expect(desk.get_by_text("Evenings without a recap")).to_have_count(0)


def test_the_people_in_a_recap_are_reached_by_keyboard(new_page, evenings):
    page = new_page(viewport=NARROW)
    page.goto(evenings.recap.url)
    link = page.get_by_role("navigation", name="People in this recap")
    link.get_by_role("link").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(":target").get_by_role("heading")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list_of_recaps(new_page, evenings, scheme):
    page = new_page(viewport=NARROW, color_scheme=scheme)
    page.goto(f"{evenings.index.url}recaps/")
    assert find_violations(page) == []


def test_axe_finds_nothing_where_one_writes(desk, evening):
    for url in (
        reverse("wagtailadmin_home"),
        reverse("wagtail_meetups_write_recap", args=[evening.pk]),
    ):
        desk.goto(url)
        assert find_violations(desk, WAGTAILS_OWN) == [], url
    desk.get_by_role("button", name="Write the recap").click()
    expect(desk.locator(".meetups-shown")).to_be_visible()
    assert find_violations(desk, WAGTAILS_OWN) == []
