"""An editor of one index publishes a meet-up; a visitor finds it and takes it along."""

from datetime import datetime, time, timedelta
from urllib.request import urlopen

import pytest
import vobject
from django.utils import timezone
from playwright.sync_api import expect

from wagtail_meetups.models.registry import event_models

from .. import factories
from .editing import (
    choose_page,
    open_menu,
    open_new_event,
    press_publish,
    title_field,
    type_when,
    wait_for_autosave,
    wait_until_watched,
)

pytestmark = pytest.mark.browser
SOON = timezone.localdate() + timedelta(days=20)


def download_calendar(page, tmp_path):
    """Press the link on the event's page; return its event as a second parser reads it."""
    link = page.get_by_role("link", name="Add this one to my calendar")
    with urlopen(link.evaluate("link => link.href")) as response:  # noqa: S310
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        answer = response.read()
    with page.expect_download() as caught:
        link.click()
    assert caught.value.suggested_filename.endswith(".ics")
    caught.value.save_as(tmp_path / "event.ics")
    assert (tmp_path / "event.ics").read_bytes() == answer
    return vobject.readOne(answer.decode()).vevent


def read_feed(page):
    """The one event in the feed that the page names in its head."""
    link = page.locator('link[rel="alternate"][type="text/calendar"]')
    with urlopen(link.get_attribute("href")) as response:  # noqa: S310
        return vobject.readOne(response.read().decode()).vevent


def wall_clock(value):
    """What the clock on the wall shows at a DTSTART or DTEND."""
    return value.replace(tzinfo=None)


def test_a_meetup_is_published_found_and_taken_to_a_calendar(
    autosave, editor, new_page, index, tmp_path
):
    desk = new_page()
    desk.goto("/admin/login/")
    desk.get_by_label("Username").fill(editor.username)
    desk.get_by_label("Password").fill("claire")
    desk.get_by_role("button", name="Sign in").click()
    open_new_event(desk)
    wait_until_watched(desk)
    title_field(desk).fill("Soup and invoices")
    type_when(desk, "Date*", SOON)
    type_when(desk, "From", "19:00")
    type_when(desk, "To", "22:30")
    wait_for_autosave(desk, end_time="22:30:00")
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")

    visitor = new_page()
    visitor.goto(index.url)
    visitor.get_by_role("link", name="Soup and invoices").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Soup and invoices")
    shown = visitor.locator("article time").first.get_attribute("datetime")
    assert wall_clock(datetime.fromisoformat(shown)) == datetime.combine(SOON, time(19))
    event = download_calendar(visitor, tmp_path)
    assert event.summary.value == "Soup and invoices"
    assert wall_clock(event.dtstart.value) == datetime.combine(SOON, time(19))
    assert wall_clock(event.dtend.value) == datetime.combine(SOON, time(22, 30))
    assert event.url.value == visitor.url
    in_feed = read_feed(visitor)
    assert in_feed.uid.value == event.uid.value
    assert in_feed.summary.value == "Soup and invoices"


def test_on_a_phone_title_date_and_publish_are_enough(phone, index):
    host = factories.make_attendee()
    venue = factories.make_venue()
    factories.make_event(
        index,
        start_date=SOON - timedelta(days=30),
        start_time=time(18, 30),
        end_time=time(21),
        venue=venue,
        hosts=[host],
    )
    open_new_event(phone)
    title_field(phone).fill("Next evening")
    type_when(phone, "Date*", SOON)
    press_publish(phone)
    expect(phone.get_by_role("status")).to_contain_text("published")
    event = event_models()[0].objects.get(title="Next evening")
    assert event.live
    assert event.start_date == SOON
    assert (event.start_time, event.end_time) == (time(18, 30), time(21))
    assert (event.venue, list(event.hosts.all())) == (venue, [host])
    phone.goto(index.url)
    phone.get_by_role("link", name="Next evening").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Next evening")


def test_with_two_indexes_the_editor_chooses_the_parent(desk, index, editors):
    walks = factories.make_index(title="Walks", slug="walks")
    for permission in editors.page_permissions.filter(page_id=index.pk):
        editors.page_permissions.create(
            page_id=walks.pk, permission=permission.permission
        )
    open_menu(desk, "Meet-ups", "Events")
    desk.get_by_role("link", name="Add event").click()
    desk.get_by_role("button", name="Choose a page").click()
    choose_page(desk, "Walks")
    desk.get_by_role("button", name="Create a new event").click()
    title_field(desk).fill("Along the water")
    type_when(desk, "Date*", SOON)
    type_when(desk, "From", "10:00")
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    assert event_models()[0].objects.child_of(walks).get().title == "Along the water"
