"""A person says how a meet-up repeats without knowing RRULE, and sees the dates at once."""

from datetime import date

import pytest
from playwright.sync_api import expect

from wagtail_meetups.models import Occurrence
from wagtail_meetups.models.registry import event_models

from .. import factories
from .axe import find_violations
from .conftest import PHONE
from .editing import (
    open_new_event,
    press_publish,
    read_in,
    section,
    title_field,
    type_when,
    wait_for_autosave,
)
from .test_accessibility import WAGTAILS_OWN

pytestmark = pytest.mark.browser
# The fourth and last Tuesday of its month.
TUESDAY = date(2029, 2, 27)
FOURTH = "FREQ=MONTHLY;BYDAY=4TU"


@pytest.fixture
def series(index):
    return factories.make_event(
        index, title="Tuesdays", start_date=TUESDAY, recurrence=FOURTH
    )


def edit(page, event):
    page.goto(f"/admin/pages/{event.pk}/edit/")
    return section(page, "Repeats")


def text(page):
    return page.locator("#id_recurrence")


def dates(page):
    return section(page, "The dates that this gives")


def pick(repeats, **choices):
    """Choose in the selects with these labels, one after the other."""
    for label, option in choices.items():
        repeats.get_by_label(label.replace("_", " "), exact=True).select_option(option)


def test_a_series_is_made_by_choosing(desk, index):
    open_new_event(desk)
    title_field(desk).fill("Tuesdays")
    expect(dates(desk)).to_contain_text("Give the date")
    type_when(desk, "Date*", TUESDAY)
    type_when(desk, "From", "19:00")
    type_when(desk, "To", "22:00")
    repeats = section(desk, "Repeats")
    # Nobody has to know what an RRULE is.
    expect(text(desk)).not_to_be_visible()
    pick(repeats, How_often="monthly")
    expect(text(desk)).to_have_value("FREQ=MONTHLY;BYDAY=4TU")
    expect(dates(desk)).to_contain_text("Every month on the fourth Tuesday")
    expect(dates(desk).get_by_role("listitem").first).to_contain_text(
        "Tuesday, Feb. 27, 2029"
    )
    on = repeats.get_by_label("On", exact=True)
    assert on.locator("option").all_inner_texts() == [
        "the day of the date above",
        "the fourth Tuesday",
        "the last Tuesday",
        "the last day",
        "another day of the week …",
        "another day of the month …",
    ]
    pick(repeats, On="another day of the week …", Which_of_them="-1")
    pick(repeats, Day_of_the_week="Friday", How_long="until a date")
    repeats.get_by_label("Not after").fill("2029-06-30")
    repeats.get_by_text("Not in every month").click()
    repeats.get_by_label("April").uncheck()
    expect(text(desk)).to_have_value(
        "FREQ=MONTHLY;BYMONTH=1,2,3,5,6,7,8,9,10,11,12;BYDAY=-1FR;UNTIL=20290630"
    )
    expect(dates(desk)).to_contain_text(
        "Every month on the last Friday, except in April, until June 2029"
    )
    expect(desk.locator(".meetups-dates [aria-live]")).to_have_text(
        "Every month on the last Friday, except in April, until June 2029"
    )
    press_publish(desk)
    expect(desk.get_by_role("status")).to_contain_text("published")
    event = event_models()[0].objects.get()
    keys = Occurrence.objects.filter(event=event.pk).values_list("key", flat=True)
    assert list(keys) == ["2029-03-30", "2029-05-25", "2029-06-29"]
    assert desk.mistakes == []


def test_days_of_the_week_follow_the_date_until_others_are_ticked(desk, series):
    repeats = edit(desk, series)
    pick(repeats, How_often="weekly")
    expect(text(desk)).to_have_value("FREQ=WEEKLY")
    expect(repeats.get_by_label("Tuesday")).to_be_checked()
    type_when(desk, "Date*", date(2029, 2, 28))
    expect(repeats.get_by_label("Wednesday")).to_be_checked()
    expect(repeats.get_by_label("Tuesday")).not_to_be_checked()
    repeats.get_by_label("Friday").check()
    repeats.get_by_label("Every how many weeks").fill("2")
    expect(text(desk)).to_have_value("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR")
    pick(repeats, How_long="a number of times")
    repeats.get_by_label("How many times").fill("")
    # What is being emptied to be typed anew changes nothing yet.
    expect(text(desk)).to_have_value("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR;COUNT=10")
    repeats.get_by_label("How many times").fill("4")
    expect(dates(desk)).to_contain_text(
        "Every second week on Wednesday and Friday, 4 times"
    )
    expect(dates(desk).get_by_role("listitem")).to_have_count(4)
    pick(repeats, How_often="yearly", On="the last day", Month="June")
    expect(text(desk)).to_have_value("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1;COUNT=4")
    pick(repeats, How_often="it takes place once")
    expect(text(desk)).to_have_value("")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=2TU,4TU",
        "FREQ=WEEKLY;UNTIL=20300101T180000Z",
        "every Tuesday",
    ],
)
def test_a_rule_that_the_controls_cannot_hold_stays_as_it_is(desk, series, rule):
    factories.publish(series, recurrence=rule)
    repeats = edit(desk, series)
    expect(text(desk)).to_be_visible()
    expect(text(desk)).to_have_value(rule)
    expect(repeats.get_by_label("How often")).to_have_value("rule")
    expect(repeats.get_by_label("Every how many days")).to_have_count(0)
    # A rule typed by an expert is read at once.
    text(desk).fill("freq=daily;interval=3")
    expect(repeats.get_by_label("How often")).to_have_value("DAILY")
    expect(repeats.get_by_label("Every how many days")).to_have_value("3")
    expect(dates(desk)).to_contain_text("Every 3 days")
    # As it was typed, while nobody uses the controls.
    expect(text(desk)).to_have_value("freq=daily;interval=3")


def test_what_is_wrong_is_told_beside_the_dates(desk, series):
    edit(desk, series)
    desk.get_by_text("The rule as text (RRULE)").click()
    text(desk).fill("FREQ=HOURLY")
    expect(dates(desk)).to_contain_text("A meet-up cannot repeat HOURLY")
    type_when(desk, "To", "18:00")
    text(desk).fill(FOURTH)
    expect(dates(desk)).to_contain_text("The end is before the start")


def test_a_change_names_one_of_the_real_dates(desk, series):
    repeats = edit(desk, series)
    repeats.get_by_role("button", name="Insert a block").first.click()
    desk.get_by_role("option", name="Cancel or postpone one date").click()
    choice = repeats.get_by_label("Choose one of the dates of the series")
    field = desk.locator("[name=changes-0-value-date]")
    choice.select_option("Tuesday, March 27, 2029")
    expect(field).to_have_value("2029-03-27")
    expect(dates(desk).locator("s")).to_contain_text("Tuesday, March 27, 2029")
    # The choices follow the rule as it is typed; what was chosen is not lost, but told.
    pick(repeats, On="the last day")
    expect(dates(desk)).to_contain_text(
        "Cancel or postpone one date (no. 1): The series has no date on March 27, 2029. "
        "Its dates near it: Feb. 28, 2029, March 31, 2029."
    )
    expect(field).to_have_value("2029-03-27")
    expect(choice).to_have_value("")
    choice.select_option("Saturday, March 31, 2029")
    expect(dates(desk).locator("s")).to_contain_text("Saturday, March 31, 2029")
    # A date that is added is none of the rule's.
    repeats.get_by_role("button", name="Insert a block").last.click()
    desk.get_by_role("option", name="Add a date").click()
    expect(desk.locator("[name=changes-1-value-date]")).to_be_visible()
    expect(choice).to_have_count(1)
    assert desk.mistakes == []


def test_the_keyboard_is_enough(desk, series):
    repeats = edit(desk, series)
    repeats.get_by_label("How often").focus()
    desk.keyboard.press("w")
    expect(repeats.get_by_label("How often")).to_have_value("WEEKLY")
    desk.keyboard.press("Tab")
    expect(repeats.get_by_label("Every how many weeks")).to_be_focused()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    # The week begins on Sunday, in English.
    expect(text(desk)).to_have_value("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU")


def test_a_draft_keeps_what_was_chosen(autosave, desk, series):
    repeats = edit(desk, series)
    expect(desk.locator("html[data-watching]")).to_be_attached()
    pick(repeats, How_often="yearly")
    wait_for_autosave(desk, recurrence="FREQ=YEARLY")


def test_without_javascript_the_text_is_there(new_page, log_in, series):
    page = log_in(new_page(java_script_enabled=False))
    page.goto(f"/admin/pages/{series.pk}/edit/")
    page.locator("#tab-content").evaluate("panel => { panel.hidden = false; }")
    expect(text(page)).to_be_visible()
    expect(page.get_by_label("How often")).not_to_be_visible()
    expect(page.locator(".meetups-preview__dates li").first).to_be_visible()


@pytest.mark.parametrize("look", ["wide", "phone", "dark", "arabic"])
def test_it_is_accessible(new_page, log_in, editor, series, keep_picture, look):
    options = {"phone": {"viewport": PHONE}, "dark": {"color_scheme": "dark"}}
    page = log_in(new_page(**options.get(look, {})))
    if look == "arabic":
        read_in(editor, "ar")
    found = []
    for rule in ("FREQ=WEEKLY;BYMONTH=1,2;COUNT=5", "FREQ=YEARLY;BYMONTH=6;BYDAY=2SU"):
        factories.publish(series, recurrence=rule)
        page.goto(f"/admin/pages/{series.pk}/edit/")
        expect(page.locator("#id_recurrence-freq")).to_be_visible()
        found += find_violations(page, WAGTAILS_OWN)
        keep_picture(page, f"rule-builder-{rule[5:11].lower()}-{look}")
    assert found == []
