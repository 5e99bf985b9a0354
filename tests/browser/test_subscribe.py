"""Subscribing and checking the feed, in a browser: what one sees, hears and reaches."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from .. import factories
from .axe import find_violations
from .conftest import WIDE
from .editing import open_new_event, press_publish, title_field, type_when
from .test_accessibility import WAGTAILS_OWN

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
SIZES = {"320": NARROW, "wide": WIDE}
SOON = timezone.localdate() + timedelta(days=20)


def subscribe_url(evenings):
    return f"{evenings.index.url}subscribe/"


def too_wide(page):
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_subscribe_page(new_page, evenings, keep_picture, scheme, size):
    page = new_page(viewport=SIZES[size], color_scheme=scheme)
    page.goto(subscribe_url(evenings))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Subscribe to Café evenings"
    )
    keep_picture(page, f"subscribe-{size}-{scheme}")
    assert find_violations(page) == []
    assert not too_wide(page)
    assert page.mistakes == []
    assert page.context.cookies() == []


def test_the_qr_code_is_an_image_with_a_name_dark_on_white(new_page, evenings):
    page = new_page(color_scheme="dark")
    page.goto(subscribe_url(evenings))
    code = page.get_by_role("img", name="QR code that opens this page on a phone")
    expect(code).to_be_visible()
    box = code.bounding_box()
    assert box["width"] == pytest.approx(box["height"])
    assert box["width"] >= 150
    assert code.locator("path").evaluate_all(
        "all => all.map(path => getComputedStyle(path).fill)"
    ) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_the_keyboard_goes_through_it_from_top_to_bottom(new_page, evenings):
    page = new_page()
    page.goto(subscribe_url(evenings))
    reached = []
    for _link in page.locator("a[href]").all():
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert reached == [
        "Skip to content",
        "Freelances of the canal",
        "Café evenings",
        "iPhone, iPad, Mac",
        "Google Calendar",
        "Android",
        "Outlook, personal",
        "Outlook, work or school",
        "Thunderbird",
        "Any other",
        "QR code",
        "Only a part",
        "Feed reader",
        "Subscribe on this Apple device",
        "Add to Google Calendar",
        "Google Calendar, on a computer",
        "Open in an app such as ICSx⁵",
        "Add to your own Outlook",
        "Add to Outlook at work or school",
        *(
            f"{action}: {part}"
            for part in ("First clients", "Invoices", "Café Lumière")
            for action in ("Subscribe", "Google, Outlook, Android and others")
        ),
    ]


def test_a_link_at_the_top_leads_to_its_section(new_page, evenings):
    page = new_page(viewport=NARROW, java_script_enabled=False)
    page.goto(subscribe_url(evenings))
    page.get_by_role("navigation", name="Calendars").get_by_role(
        "link", name="Thunderbird"
    ).click()
    expect(page.get_by_role("heading", name="Thunderbird")).to_be_in_viewport()


def test_one_click_selects_the_whole_address(new_page, evenings):
    page = new_page()
    page.goto(subscribe_url(evenings))
    section = page.get_by_role("region", name="Any other calendar")
    section.locator("code").click()
    selected = page.evaluate("getSelection().toString().trim()")
    assert selected == f"{evenings.index.full_url}ical/"


def test_to_the_steps_for_one_topic_and_back_to_the_whole(
    new_page, evenings, keep_picture
):
    page = new_page(viewport=NARROW, java_script_enabled=False)
    page.goto(subscribe_url(evenings))
    page.get_by_role("region", name="Only a part").get_by_role(
        "link", name=re.compile("Android and others.*Invoices")
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Subscribe to Café evenings · Invoices"
    )
    keep_picture(page, "subscribe-topic-320")
    assert not too_wide(page)
    page.get_by_role("link", name="Subscribe to all of it").click()
    expect(page).to_have_url(f"{evenings.index.full_url}subscribe/")


def test_from_the_index_to_the_subscribe_page_and_back(page, evenings):
    page.goto(evenings.index.url)
    page.get_by_role("link", name="How to: Google, Outlook, Android").click()
    expect(page).to_have_url(f"{evenings.index.full_url}subscribe/")
    page.get_by_role("main").get_by_role("link", name="Café evenings").click()
    expect(page).to_have_url(evenings.index.full_url)


def test_one_date_can_be_added_alone(page, evenings, keep_picture):
    page.goto(evenings.event.url)
    for name in ("Add this one to my calendar", "to Google", "to Outlook at work"):
        expect(
            page.get_by_role("link", name=re.compile(f"{name}.*: Soup"))
        ).to_be_visible()
    keep_picture(page, "event-add-one")


def publish_an_event(desk):
    open_new_event(desk)
    title_field(desk).fill("Soup and invoices")
    type_when(desk, "Date*", SOON)
    type_when(desk, "From", "19:00")
    press_publish(desk)


@pytest.mark.parametrize("size", SIZES)
def test_after_publishing_one_reads_it_and_checks_the_feed(
    new_page, log_in, index, size, keep_picture
):
    desk = log_in(new_page(viewport=SIZES[size]))
    factories.make_event(
        index, title="Not yet", live=False, start_date=SOON + timedelta(days=30)
    )
    publish_an_event(desk)
    told = desk.get_by_role("status")
    expect(told).to_contain_text("1 date is now in your calendar feed.")
    expect(told.get_by_role("link", name=f"{index.full_url}ical/")).to_be_visible()
    keep_picture(desk, f"feed-message-{size}")
    told.get_by_role("link", name="Check my feed").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Check my feed")
    main = desk.get_by_role("main")
    expect(main).to_contain_text("OK: The meet-ups are those that this site has now.")
    expect(main).to_contain_text("1 meet-up to come")
    expect(main).to_contain_text("It is a draft. Publish it.")
    keep_picture(desk, f"check-feed-{size}")
    assert find_violations(desk, WAGTAILS_OWN) == []
    assert not too_wide(desk)
    main.get_by_role("link", name="Not yet").click()
    expect(title_field(desk)).to_have_value("Not yet")


def test_the_index_leads_there_from_its_editor(desk, index):
    desk.goto(reverse("wagtailadmin_pages:edit", args=[index.pk]))
    desk.get_by_role("button", name="Actions", exact=True).click()
    desk.get_by_role("link", name="Check my feed").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Check my feed")
