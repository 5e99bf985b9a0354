"""A person's private page, and what a host does for it, in a browser."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from wagtail_meetups.models import Attendee, PersonalLink

from .. import factories
from .axe import find_violations
from .conftest import NARROW, PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.fixture
def nadia(index):
    cache.clear()
    nadia = factories.make_attendee(
        bio="Draws cities, mostly at night.",
        link="https://nadia.example/",
        email="nadia@mail.example",
        notes="Likes the corner table",
        photo=factories.make_image(),
    )
    factories.agree(nadia, "first_name", "trade")
    factories.agree(nadia, "trade", use="recaps")
    factories.make_event(index, title="Spring evening", hosts=[nadia])
    return nadia


@pytest.fixture
def address(index, nadia):
    return f"{index.url}people/{PersonalLink.make(nadia)[1]}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_nothing_is_in_the_way(new_page, address, keep_picture, scheme, size, request):
    page = new_page(viewport=size, color_scheme=scheme, bypass_csp=True)
    width = size["width"]
    for path in ("", "erase/"):
        page.goto(address + path)
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        keep_picture(page, f"private-{path.strip('/') or 'page'}-{width}-{scheme}")


def test_with_the_keyboard_alone(new_page, index, nadia, address):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(address)
    box = page.get_by_label("last name, in recaps")
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.get_by_role("button", name="Keep this choice").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert "What you chose is kept" in page.get_by_role("status").inner_text()
    assert nadia.present("recaps").name == "Berthier"
    page.get_by_role("textbox", name="Trade").fill("Painter")
    page.get_by_role("button", name="Keep these words").press("Enter")
    page.get_by_role("status").wait_for()
    assert Attendee.objects.get().trade == "Painter"
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download all of it")).click()
    assert download.value.suggested_filename == "my-data.json"
    page.get_by_role("link", name="Erase what is held of me").press("Enter")
    page.get_by_label("Yes, erase what is held of me").check()
    page.get_by_role("button", name="Erase").press("Enter")
    page.wait_for_url("**/people/erased/")
    assert not Attendee.objects.exists()


def test_it_tells_nobody_its_address(new_page, address):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    key = address.rstrip("/").rsplit("/", 1)[1]
    assert len(asked) > 2
    for request in asked[1:]:
        assert key not in request.all_headers().get("referer", "")
    page.get_by_role("textbox", name="Trade").fill("Painter")
    page.get_by_role(
        "button", name="Keep these words"
    ).click()  # Not refused as foreign.
    page.get_by_role("status").wait_for()


def test_in_arabic(new_page, arabic, nadia, keep_picture):
    url = f"{arabic['index'].url}people/{PersonalLink.make(nadia)[1]}/"
    page = new_page(viewport=NARROW, bypass_csp=True)
    page.goto(url)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    keep_picture(page, "private-page-arabic")


# What Wagtail has on every snippet's editor: see test_accessibility.py.
WAGTAILS_OWN = ("aria-input-field-name", "landmark-unique", "page-has-heading-one")


def test_a_host_makes_a_link(desk, editors, nadia, keep_picture):
    names = ("link_attendee", "view_private_attendee")
    editors.permissions.add(*Permission.objects.filter(codename__in=names))
    desk.goto(reverse("wagtailsnippets_wagtail_meetups_attendee:edit", args=[nadia.pk]))
    keep_picture(desk, "attendee-editor")
    found = [one for one in find_violations(desk) if not one.startswith(WAGTAILS_OWN)]
    assert found == []
    desk.get_by_role("link", name="Private link for them").click()
    desk.get_by_role("button", name="Make a link").click()
    address = desk.get_by_label("The link").input_value()
    assert "/people/" in address
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.get_by_role("button", name="Copy the link").click()
    expect(desk.get_by_text("It is copied.")).to_be_visible()
    assert desk.evaluate("navigator.clipboard.readText()") == address
    found = [one for one in find_violations(desk) if not one.startswith(WAGTAILS_OWN)]
    assert found == []
    keep_picture(desk, "private-link-made")
    desk.goto(reverse("wagtail_meetups_where_named", args=[nadia.pk]))
    found = [one for one in find_violations(desk) if not one.startswith(WAGTAILS_OWN)]
    assert found == []
    desk.goto(reverse("wagtail_meetups_wishes"))
    found = [one for one in find_violations(desk) if not one.startswith(WAGTAILS_OWN)]
    assert found == []
    keep_picture(desk, "wishes")


def test_the_editor_says_whom_nobody_asked(desk, index, nadia, keep_picture):
    recap = factories.make_recap(
        index, title="Nadia Berthier drew all night", live=False
    )
    desk.goto(reverse("wagtailadmin_pages:edit", args=[recap.pk]))
    assert desk.get_by_text("names people who have not agreed").is_visible()
    keep_picture(desk, "recap-editor-names")
