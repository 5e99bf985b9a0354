"""Calling off by keyboard, without scripts, on pages that axe-core finds nothing on."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from wagtail_meetups.models import Occurrence
from wagtail_meetups.models.registry import event_models

from .. import factories
from .axe import find_violations
from .conftest import PHONE, WIDE
from .test_accessibility import WAGTAILS_OWN

pytestmark = pytest.mark.browser
SIZES = {"phone": PHONE, "wide": WIDE}
FIRST = date(2090, 3, 7)  # A Tuesday.


@pytest.fixture
def series(index):
    return factories.make_event(
        index, title="Tuesdays", start_date=FIRST, recurrence="FREQ=WEEKLY;COUNT=6"
    )


def list_url(page):
    return reverse(f"meetups_{page._meta.label_lower.replace('.', '_')}:index")


def reach(page, target):
    """Go forward by the tab key until ``target`` has the focus."""
    for _step in range(60):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached by keyboard")


def test_a_date_is_cancelled_from_the_list_by_keyboard_and_taken_back(desk, series):
    desk.goto(list_url(series))
    more = desk.get_by_role("button", name="More options for 'Tuesdays'")
    more.focus()
    desk.keyboard.press("Enter")
    entry = desk.get_by_role("link", name="Cancel", exact=True)
    expect(entry).to_be_visible()
    reach(desk, entry)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Cancel Tuesdays")
    which = desk.get_by_label("Which date")
    reach(desk, which)
    desk.keyboard.type("Tuesday, March 14")
    reach(desk, desk.get_by_label("Reason"))
    desk.keyboard.type("Snow")
    desk.keyboard.press("Tab")
    reach(desk, desk.get_by_role("button", name="Yes, cancel it"))
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**{list_url(series)}*")
    told = desk.get_by_role("status")
    expect(told).to_contain_text("is cancelled on Tuesday, March 14, 2090")
    row = Occurrence.objects.get(key="2090-03-14")
    assert (row.is_cancelled, row.reason) == (True, "Snow")
    told.get_by_role("link", name="Undo").click()
    expect(desk.get_by_label("Which date")).to_have_value("2090-03-14")
    desk.get_by_role("button", name="Yes, take it back").click()
    expect(desk.get_by_role("status")).to_contain_text("takes place after all")
    assert not Occurrence.objects.get(key="2090-03-14").is_cancelled


def test_an_evening_is_moved_and_a_mistake_is_told_beside_its_field(desk, index):
    event = factories.make_event(index, title="Soup", start_date=FIRST)
    desk.goto(reverse("wagtail_meetups_call_off", args=[event.pk, "postpone"]))
    field = desk.get_by_label("New date")
    field.fill(FIRST.isoformat())
    field.press("Escape")
    desk.get_by_role("button", name="Yes, postpone it").click()
    expect(desk.get_by_text("That is when it takes place already.")).to_be_visible()
    field.fill("2090-03-09")
    field.press("Escape")
    desk.get_by_role("button", name="Yes, postpone it").click()
    expect(desk.get_by_role("status")).to_contain_text("“Soup” is moved.")
    assert event_models()[0].objects.get(pk=event.pk).start_date == date(2090, 3, 9)


def test_without_scripts_it_works_as_well(new_page, log_in, series):
    page = new_page()
    log_in(page)
    plain = new_page(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain.goto(reverse("wagtail_meetups_call_off", args=[series.pk, "cancel"]))
    plain.get_by_label("Which date").select_option("2090-03-21")
    plain.get_by_role("button", name="Yes, cancel it").click()
    plain.wait_for_url(f"**/admin/pages/{series.pk}/edit/")
    assert Occurrence.objects.get(key="2090-03-21").is_cancelled
    plain.goto(reverse("wagtail_meetups_from_date", args=[series.pk]))
    plain.get_by_label("From which date on").select_option("2090-03-28")
    plain.get_by_role("button", name="Make the draft").click()
    draft = event_models()[0].objects.exclude(pk=series.pk).get()
    plain.wait_for_url(f"**/admin/pages/{draft.pk}/edit/")


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(new_page, log_in, keep_picture, index, series, size):
    page = log_in(new_page(viewport=SIZES[size]))
    short = factories.make_event(
        index, start_date=timezone.localdate(), recurrence="FREQ=WEEKLY"
    )
    later = timezone.now() + timedelta(days=90)
    Occurrence.objects.filter(event=short.pk, start__gt=later).delete()
    once = factories.make_event(index, start_date=FIRST, status="cancelled")
    call_off = "wagtail_meetups_call_off"
    addresses = {
        "cancel": reverse(call_off, args=[series.pk, "cancel"]),
        "postpone": reverse(call_off, args=[series.pk, "postpone"]),
        "undo": reverse(call_off, args=[once.pk, "undo"]),
        "nothing-to-undo": reverse(call_off, args=[series.pk, "undo"]),
        "from-date": reverse("wagtail_meetups_from_date", args=[series.pk]),
        "short-series": reverse("wagtailadmin_pages:edit", args=[short.pk]),
        "home": reverse("wagtailadmin_home"),
    }
    found = []
    for name, address in addresses.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found += [f"{name}: {words}" for words in find_violations(page, WAGTAILS_OWN)]
        keep_picture(page, f"{name}-{size}")
    assert not found, "\n".join(found)
