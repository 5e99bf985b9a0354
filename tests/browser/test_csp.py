"""Under the sandbox's policy no page of ours does what it forbids, beyond Wagtail's own."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from sandbox.sandbox.csp import ADMIN, STRICT
from wagtail_meetups.models.registry import event_models, recap_models

from .. import factories
from .editing import (
    choose_page,
    open_menu,
    open_new_event,
    press_publish,
    section,
    title_field,
    type_when,
)
from .test_accessibility import admin_pages
from .violations import Violation, watch

pytestmark = [
    pytest.mark.browser,
    # Wagtail leaves the file that it makes a small image in to the garbage collector.
    pytest.mark.filterwarnings(
        "ignore:Unclosed file <tempfile.Spooled:ResourceWarning"
    ),
]
SOON = timezone.localdate() + timedelta(days=20)


@pytest.fixture(scope="module")
def live_server(django_db_setup):
    """A server of its own that sends the policy: a running one keeps its middleware."""
    middleware = ["sandbox.sandbox.csp.csp_middleware", *django_settings.MIDDLEWARE]
    with override_settings(MIDDLEWARE=middleware):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def found(page):
    """What the page has done against its policy so far, by kind."""
    return watch(page.context)


@pytest.fixture
def desk(page, found, editor, log_in, settings):
    """A page logged in that may open every page of the admin, Wagtail's plain form too."""
    settings.ROOT_URLCONF = "tests.browser.plain_urls"
    editor.is_superuser = True
    editor.save()
    return log_in(page)


def look_at(page, address):
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    return answer.headers


def open_and_close(page, name):
    """Open a chooser, wait for what it offers, and close it."""
    page.get_by_role("button", name=name).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Close")).to_be_visible()
    page.wait_for_load_state("networkidle")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def write_bold(page, text_field):
    """Write into a rich text field, with a key that it has for itself."""
    text_field.click()
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.type("Soup")
    expect(text_field).to_contain_text("Soup")


def open_preview(page):
    """Show the page in the editor's side panel."""
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("iframe[title=Preview]:not(.w-preview__proxy)")
    expect(frame.get_by_role("heading", level=1)).to_be_visible()


def add_block(page, name):
    """Add a block at the end of the body."""
    body = section(page, "Body")
    body.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name).click()
    return body


@pytest.fixture
def wagtails_own(desk, found, site):
    """What Wagtail's own pages do against the policy: a form of its widgets, a plain page."""
    look_at(desk, "/admin/plain/")
    for label, text in {"Date*": SOON, "Time*": "19:00"}.items():
        type_when(desk, label, text)
    for name in ("Choose a page", "Choose an image", "Choose venue"):
        open_and_close(desk, name)
    write_bold(desk, desk.locator(".public-DraftEditor-content"))
    look_at(desk, f"/admin/pages/{site.root_page_id}/edit/")
    look_at(desk, f"/admin/pages/{site.root_page_id}/")
    own = set(found)
    assert {kind.element for kind in own} >= {"<style", "<script>initDateChooser("}
    found.clear()
    return own


def test_public_pages_do_nothing_against_it(new_page, evenings):
    page = new_page(timezone_id="America/New_York")
    found = watch(page.context)
    for shown in evenings.pages.values():
        headers = look_at(page, shown.url)
        assert headers["content-security-policy"] == STRICT
        for frame in page.locator("iframe").all():
            frame.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        # Our styles are in use all the same; and so is our script, below.
        line_height = "node => getComputedStyle(node).lineHeight"
        assert page.locator(".meetups").first.evaluate(line_height) == "25.6px"
    look_at(page, evenings.event.url)
    page.locator(".meetups-reader").wait_for(state="visible")
    assert not found
    assert page.mistakes == []


def test_what_a_page_does_against_it_is_found(page, found, evenings):
    look_at(page, evenings.index.url)
    page.locator("h1").evaluate("title => title.setAttribute('style', 'color: red')")
    page.wait_for_timeout(100)
    assert set(found) == {Violation("style-src-attr", "inline", "page", "<h1")}


def test_admin_pages_do_nothing_beyond_wagtails_own(
    desk, wagtails_own, found, evenings
):
    for address in (
        *admin_pages(evenings).values(),
        f"/admin/pages/{evenings.index.pk}/",
        f"/admin/pages/{evenings.index.pk}/edit/",
        "/admin/snippets/wagtail_meetups/topic/add/",
    ):
        headers = look_at(desk, address)
        assert headers["content-security-policy"] == ADMIN
        assert headers["content-security-policy-report-only"] == STRICT
    # The editor was looked at, and its pickers were seen.
    assert found
    assert set(found) - wagtails_own == set()


def test_work_on_an_event_does_nothing_beyond_wagtails_own(
    desk, wagtails_own, found, evenings
):
    image = factories.make_image()
    open_new_event(desk)
    title_field(desk).fill("Soup and salt")
    type_when(desk, "Date*", SOON)
    type_when(desk, "From", "19:00")
    type_when(desk, "To", "21:00")
    when, where = section(desk, "When"), section(desk, "Where")
    when.get_by_role("combobox", name="Time zone").fill("Asia/Kathmandu")
    repeats = section(desk, "Repeats")
    repeats.get_by_role("combobox", name="How often").select_option("monthly")
    expect(section(desk, "The dates that this gives")).to_contain_text("Every month")
    where.get_by_role("button", name="Choose venue").click()
    desk.get_by_role("dialog").get_by_role("link", name=evenings.venue.name).click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    hosts = section(desk, "Hosts")
    hosts.get_by_role("searchbox").fill("zoe")
    hosts.get_by_role("checkbox", name="Zoé Lambert, Baker").check()
    section(desk, "Image").get_by_role("button", name="Choose an image").click()
    desk.get_by_role("dialog").get_by_role("link", name=image.title).click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    body = add_block(desk, "Text")
    write_bold(desk, body.locator(".public-DraftEditor-content"))
    add_block(desk, "Quote").get_by_role("textbox", name="Quote").fill("More salt!")
    open_preview(desk)
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    event = event_models()[0].objects.get(title="Soup and salt")
    assert event.live and len(event.body) == 2
    assert (event.venue, event.image) == (evenings.venue, image)

    look_at(desk, f"/admin/meetups/events/{event.pk}/copy/")
    type_when(desk, "Date*", SOON + timedelta(days=28))
    desk.get_by_role("button", name="Make the draft").click()
    expect(desk.get_by_role("status")).to_contain_text("is now a draft")
    assert found
    assert set(found) - wagtails_own == set()


def test_work_on_recaps_and_snippets_does_nothing_beyond_wagtails_own(
    desk, wagtails_own, found, evenings
):
    open_menu(desk, "Meet-ups", "Recaps")
    desk.get_by_role("link", name="Add recap").click()
    title_field(desk).fill("How the soup was")
    section(desk, "Event").get_by_role("button", name="Choose").click()
    choose_page(desk, evenings.past.title)
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    assert recap_models()[0].objects.get(title="How the soup was").live

    look_at(desk, "/admin/snippets/wagtail_meetups/attendee/add/")
    desk.get_by_label("First name").first.fill("Nadia")
    agreements = section(desk, "What they agreed to have shown")
    agreements.get_by_role("checkbox", name="first name").first.check()
    open_and_close(desk, "Choose an image")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status")).to_contain_text("created")
    look_at(desk, "/admin/snippets/wagtail_meetups/venue/add/")
    desk.locator("#id_name").fill("Le Phare")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status")).to_contain_text("created")
    assert found
    assert set(found) - wagtails_own == set()
