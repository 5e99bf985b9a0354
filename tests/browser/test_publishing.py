"""An editor of one index publishes a meet-up; a visitor finds it and takes it along."""

from datetime import date, time, timedelta
from urllib.request import urlopen

import pytest
import vobject
from django.utils import timezone
from playwright.sync_api import expect

from wagtail_meetups.models.registry import event_models

from .. import factories
from .editing import open_new_event, press_publish, section, title_field, type_date

pytestmark = pytest.mark.browser
SOON = timezone.localdate() + timedelta(days=20)


def download_calendar(page, day, tmp_path):
    """Press the link on the event's page; return the calendar as a second parser reads it."""
    link = page.get_by_role("link", name="Add this one to my calendar")
    address = link.evaluate("link => link.href")
    with urlopen(address) as response:  # noqa: S310 (an address of the live server)
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        text = response.read().decode()
    with page.expect_download() as caught:
        link.click()
    caught.value.save_as(tmp_path / "event.ics")
    assert (tmp_path / "event.ics").read_bytes().decode() == text
    return vobject.readOne(text)


def read_feed(page, index):
    address = page.locator('link[rel="alternate"][type="text/calendar"]')
    with urlopen(address.get_attribute("href")) as response:  # noqa: S310
        return vobject.readOne(response.read().decode())


def test_a_meetup_is_published_found_and_taken_to_a_calendar(
    desk, new_page, index, tmp_path
):
    open_new_event(desk)
    title_field(desk).fill("Soup and invoices")
    type_date(desk, SOON)
    when = section(desk, "When")
    when.get_by_role("textbox", name="From").fill("19:00")
    when.get_by_role("textbox", name="To").fill("22:30")
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")

    visitor = new_page()
    visitor.goto(index.url)
    visitor.get_by_role("link", name="Soup and invoices").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Soup and invoices")
    expect(visitor.locator("article time").first).to_have_attribute(
        "datetime", timezone.datetime.combine(SOON, time(19)).astimezone().isoformat()
    )
    event = download_calendar(visitor, SOON, tmp_path).vevent
    assert event.summary.value == "Soup and invoices"
    assert event.dtstart.value.replace(tzinfo=None) == timezone.datetime.combine(
        SOON, time(19)
    )
    assert event.dtend.value.replace(tzinfo=None) == timezone.datetime.combine(
        SOON, time(22, 30)
    )
    assert event.url.value == visitor.url
    in_feed = read_feed(visitor, index).vevent
    assert (in_feed.uid.value, in_feed.summary.value) == (
        event.uid.value,
        "Soup and invoices",
    )


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
    type_date(phone, SOON)
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


def test_with_two_indexes_the_editor_chooses_among_their_own(desk, index, editors):
    other = factories.make_index(title="Walks", slug="walks")
    unknown = factories.make_index(title="Not theirs", slug="not-theirs")
    for permission in editors.page_permissions.filter(page_id=index.pk):
        editors.page_permissions.create(
            page_id=other.pk, permission=permission.permission
        )
    desk.goto("/admin/")
    from .editing import open_menu

    open_menu(desk, "Meet-ups", "Events")
    desk.get_by_role("link", name="Add event").click()
    expect(desk.get_by_text(unknown.title)).to_have_count(0)
    print(desk.locator("main").aria_snapshot())
