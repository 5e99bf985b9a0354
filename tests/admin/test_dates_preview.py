"""What the editor of an event is told of its dates as one types."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import GroupPagePermission, Locale, PageViewRestriction

from wagtail_meetups.models.registry import event_models

from .. import factories
from ..forms import read_form
from .test_calendar import draft
from .test_event_editor import edit_url
from .test_series_editor import changes

pytestmark = pytest.mark.django_db
DAY = date(2030, 1, 22)
WHEN = {
    "start_date": "2030-01-01",
    "start_time": "19:00",
    "end_time": "22:00",
    "timezone": "Europe/Paris",
    "attendance_mode": "in_person",
    "recurrence": "FREQ=MONTHLY;BYDAY=4TU;UNTIL=20300630",
    "changes-count": "0",
}


def url_of(event):
    return reverse("wagtail_meetups_preview_dates", args=[event.pk])


def new_url(parent, model=None):
    meta = (model or event_models()[0])._meta
    return reverse(
        "wagtail_meetups_preview_new_dates",
        args=[meta.app_label, meta.model_name, parent.pk],
    )


def draft_of(index, *, title, start_date, **values):
    return draft(index, title, start_date, **values)


def ask(client, index, **values):
    return client.post(new_url(index), WHEN | values)


def preview(client, index, **values):
    response = ask(client, index, **values)
    assert response.status_code == 200
    return response.context_data["preview"]


def text(response):
    """The HTML with one space wherever it has some."""
    return " ".join(response.content.decode().split())


def words(response):
    """What is read of it."""
    return " ".join(strip_tags(response.content.decode()).split())


def test_the_rule_is_said_and_its_next_dates_are_shown(editor_client, index):
    response = ask(editor_client, index)
    found = response.context_data["preview"]
    assert found.repeats == "every month on the fourth Tuesday, until June 2030"
    assert [one.occurrence.key for one in found.dates] == [
        "2030-01-22",
        "2030-02-26",
        "2030-03-26",
        "2030-04-23",
        "2030-05-28",
        "2030-06-25",
    ]
    html = text(response)
    assert "<strong>Every month on the fourth Tuesday, until June 2030</strong>" in html
    assert "Tuesday, Jan. 22, 2030, 7 p.m. to 10 p.m. Paris time (UTC+1)" in words(
        response
    )
    assert 'data-meetups-start="2030-01-01"' in html
    assert "no-store" in response["Cache-Control"]
    assert found.mistakes == found.clashes == []


def test_changes_are_shown_and_chosen_among_what_is_planned(editor_client, index):
    typed = changes(
        ("cancel", {"date": "2030-01-22"}),
        ("move", {"date": "2030-02-26", "to_date": "2030-02-27"}),
        ("add", {"date": "2030-02-02", "start": "10:00"}),
        ("skip", {"date": "2030-03-26"}),
        ("cancel", {"date": "2030-04-23", "is_postponed": "on"}),
        # Not finished yet: no date.
        ("alter", {"note": "Upstairs"}),
    )
    response = ask(editor_client, index, **typed)
    found = response.context_data["preview"]
    assert found.mistakes == []
    html = text(response)
    assert html.count("<s>") == 2
    assert "<strong>cancelled</strong>" in html and "<strong>postponed</strong>" in html
    assert "<em>added</em>" in html
    assert "it was planned for" in html
    # Those that are changed may be changed again.
    assert [one.day for one in found.offered] == [
        "2030-01-22",
        "2030-02-02",
        "2030-02-26",
        "2030-03-26",
        "2030-04-23",
        "2030-05-28",
        "2030-06-25",
    ]
    assert {one.clock for one in found.offered} == {""}


def test_two_on_one_day_are_told_apart(editor_client, index):
    rule = "FREQ=DAILY;BYHOUR=10,19;COUNT=3"
    found = preview(editor_client, index, recurrence=rule)
    assert [(one.day, one.clock) for one in found.offered] == [
        ("2030-01-01", ""),
        ("2030-01-02", "10:00"),
        ("2030-01-02", "19:00"),
    ]
    assert found.offered[1].label == "Wednesday, Jan. 2, 2030, 10:00"


def test_dates_are_filled_in_as_the_site_writes_them(editor_client, index, settings):
    settings.WAGTAIL_DATE_FORMAT = "%m/%d/%Y"
    found = preview(editor_client, index, start_date="01/22/2030")
    assert found.offered[0].day == "01/22/2030"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"start_date": ""}, "Give the date, and the dates to come stand here."),
        ({"start_date": "soon"}, "Date: Enter a valid date."),
        ({"start_date": "1900-01-01"}, "Choose a year from 1970 to 2999."),
        ({"start_time": "later"}, "From: Enter a valid time."),
        ({"timezone": "Europe/Pari"}, "is not a time zone"),
        ({"end_time": "18:00"}, "The end is before the start."),
        ({"start_time": "", "all_day": ""}, "Give the time at which it starts"),
        ({"recurrence": "FREQ=HOURLY"}, "A meet-up cannot repeat HOURLY"),
        ({"recurrence": "every Tuesday"}, "is not a part of a rule"),
        ({"recurrence": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"}, "gives no date"),
        ({"recurrence": "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=9999"}, "gives no date"),
        # Each year too many, though none of them is before the horizon.
        (
            {"recurrence": f"FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))}"},
            "more than 5000 dates",
        ),
        ({"recurrence": "X" * 501}, "at most 500 characters"),
        ({"recurrence": "FREQ=DAILY;COUNT=999999"}, "more than 5000 dates"),
        ({"recurrence": "", "start_date": "2020-01-01"}, "No date is to come."),
        ({"venue": "999999"}, "Venue: Select a valid choice"),
        (
            changes(("cancel", {"date": "2030-01-23"})),
            "Cancel or postpone one date (no. 1): The series has no date on Jan. 23, 2030. "
            "Its dates near it: Jan. 22, 2030, Feb. 26, 2030.",
        ),
        (changes(("cancel", {"date": "soon"})), "single dates that differ cannot"),
        (
            changes(("move", {"date": "2030-01-22", "to_date": "1900-01-22"})),
            "Move one date (no. 1): Choose a year",
        ),
    ],
)
def test_what_is_wrong_is_told_in_words(editor_client, index, values, expected):
    response = ask(editor_client, index, **values)
    assert response.status_code == 200
    assert expected in words(response).replace("January", "Jan.").replace(
        "February", "Feb."
    )


def test_an_all_day_meetup_that_takes_place_once(editor_client, index):
    response = ask(editor_client, index, all_day="on", recurrence="", start_time="")
    found = response.context_data["preview"]
    assert (found.repeats, found.offered) == ("", [])
    assert "Tuesday, Jan. 1, 2030, all day" in words(response)


def test_no_text_that_is_typed_becomes_html(editor_client, index):
    response = ask(
        editor_client,
        index,
        timezone="<b>x</b>",
        recurrence="<script>alert(1)</script>",
    )
    html = text(response)
    assert "<script>" not in html and "<b>" not in html


@pytest.mark.parametrize("count", ["", "x", "-1", "1001", "9" * 30, "٣"])
def test_what_no_editor_sends_is_refused(editor_client, index, count):
    assert ask(editor_client, index, **{"changes-count": count}).status_code == 400


# --- Clashes


def told(found):
    return [
        (clash.date.start.date(), clash.title, clash.same_place, clash.can_edit)
        for clash in found.clashes
    ]


@pytest.fixture
def venue():
    return factories.make_venue(name="Le Phare")


def test_the_same_venue_at_that_time_is_a_clash_and_the_same_day_a_note(
    editor_client, index, venue
):
    def make(title, **values):
        values = {"start_date": DAY, "venue": venue} | values
        return factories.make_event(index, title=title, **values)

    make("At that time", start_time=time(21), end_time=time(23))
    make("Right after", start_time=time(22), end_time=time(23))
    make("Elsewhere", venue=factories.make_venue())
    make("Online", attendance_mode="online", online_link="https://example.org/")
    make("Called off", status="cancelled")
    make("Draft", live=False, start_date=None)
    make("Another day", start_date=DAY + timedelta(days=1))
    make("Whole days", start_date=DAY - timedelta(days=2), end_date=DAY, all_day=True)
    make(
        "Series",
        start_date=DAY - timedelta(days=7),
        recurrence="FREQ=WEEKLY;COUNT=3",
        changes=[
            ("alter", {"date": DAY, "title": "Its second", "venue": venue}),
            ("cancel", {"date": DAY + timedelta(days=7)}),
        ],
        venue=None,
    )
    response = ask(editor_client, index, venue=venue.pk)
    found = response.context_data["preview"]
    clashes = [title for _day, title, clash, _edit in told(found) if clash]
    notes = [title for _day, title, clash, _edit in told(found) if not clash]
    assert clashes == ["At that time", "Its second", "Whole days"]
    assert notes == ["Elsewhere", "Online", "Right after"]
    html = text(response)
    assert html.count("<strong>Clash: </strong>") == 3
    assert "is at the same venue at that time." in html
    # Without a place of its own there is nothing to clash with.
    online = {"venue": venue.pk, "attendance_mode": "online"}
    found = preview(editor_client, index, **online)
    assert not any(clash.same_place for clash in found.clashes)
    assert len(found.clashes) == 6


def test_the_venue_of_a_single_date_and_its_translations_clash(
    editor_client, index, venue
):
    french = Locale.objects.create(language_code="fr")
    translated = venue.copy_for_translation(french)
    factories.run(translated.save)
    factories.make_event(index, title="There", start_date=DAY, venue=translated)
    typed = changes(("alter", {"date": "2030-01-22", "venue": venue.pk}))
    found = preview(editor_client, index, **typed)
    assert told(found) == [(DAY, "There", True, True)]
    # A cancelled date takes no place.
    typed = changes(("cancel", {"date": "2030-01-22"}))
    assert preview(editor_client, index, **typed, venue=venue.pk).clashes == []


def test_what_others_keep_private_is_not_told(editor_client, index, venue):
    other = factories.make_index(title="Other")

    def make(title, **values):
        return factories.make_event(
            other, title=title, start_date=DAY, venue=venue, **values
        )

    make("<b>Public</b>")
    secret = make("Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    factories.run(make("Unpublished").unpublish)
    mine = factories.make_event(index, title="Mine", start_date=DAY, venue=venue)
    PageViewRestriction.objects.create(page=mine, restriction_type="login")
    response = ask(editor_client, index, venue=venue.pk)
    assert told(response.context_data["preview"]) == [
        (DAY, "<b>Public</b>", True, False),
        (DAY, "Mine", True, True),
    ]
    assert "“<bdi>&lt;b&gt;Public&lt;/b&gt;</bdi>”" in text(response)
    # Nor what is merely on that day elsewhere.
    assert told(preview(editor_client, index)) == [(DAY, "Mine", False, True)]


def test_a_meetup_does_not_clash_with_itself(editor_client, index, venue):
    event = factories.make_event(
        index, start_date=DAY, venue=venue, recurrence="FREQ=WEEKLY;COUNT=3"
    )
    factories.run(event.create_alias, parent=index, update_slug="alias")
    response = editor_client.post(url_of(event), WHEN | {"venue": venue.pk})
    assert response.context_data["preview"].clashes == []


def marked(found):
    return sorted(
        (clash.date.start.date(), clash.title, clash.same_place, clash.mark)
        for clash in found.clashes
    )


def test_drafts_that_one_may_explore_clash_too_and_say_so(editor_client, index, venue):
    def make(title, **values):
        return draft(index, title, DAY, **{"venue": venue} | values)

    other = factories.make_index(title="Other")
    draft(other, "Draft of others", DAY, venue=venue)
    make("<b>Idea</b>")
    make("Elsewhere", venue=None)
    make("Off", status="cancelled")
    make("Nonsense", recurrence="FREQ=HOURLY")
    make(
        "Series",
        recurrence="FREQ=MONTHLY;BYDAY=4TU",
        changes=[("cancel", {"date": date(2030, 3, 26)})],
    )
    planned = make("Planned", start_date=date(2030, 4, 23))
    planned.go_live_at = datetime(2030, 1, 1, 12, tzinfo=UTC)
    factories.run(lambda: planned.save_revision().publish())
    # Its row holds what was typed first, on a day that is none of it any more.
    moved = factories.make_event(index, live=False, start_date=DAY, venue=venue)
    moved.start_date = DAY + timedelta(days=1)
    moved.save_revision()
    hidden = factories.make_event(index, title="Hidden", start_date=DAY, venue=venue)
    factories.run(hidden.unpublish)
    response = ask(editor_client, index, venue=venue.pk)
    assert marked(response.context_data["preview"]) == [
        (DAY, "<b>Idea</b>", True, "draft"),
        (DAY, "Elsewhere", False, "draft"),
        (DAY, "Hidden", True, "not published"),
        (DAY, "Series", True, "draft"),
        (date(2030, 2, 26), "Series", True, "draft"),
        (
            date(2030, 4, 23),
            "Planned",
            True,
            "scheduled, goes live on Jan. 1, 2030, 1 p.m.",
        ),
        (date(2030, 4, 23), "Series", True, "draft"),
        (date(2030, 5, 28), "Series", True, "draft"),
        (date(2030, 6, 25), "Series", True, "draft"),
    ]
    html = text(response)
    assert "&lt;b&gt;Idea&lt;/b&gt;" in html
    assert html.count("is at the same venue at that time. <em>(draft)</em>") == 6


def test_a_draft_does_not_clash_with_itself_nor_with_what_it_goes_on_from(
    editor_client, index, venue
):
    own = draft(index, "Own", DAY, venue=venue)
    series = factories.make_event(
        index, start_date=DAY, venue=venue, recurrence=WHEN["recurrence"]
    )
    later = draft(
        index,
        "From a date on",
        DAY,
        venue=venue,
        continues_id=series.pk,
        recurrence="FREQ=MONTHLY;BYDAY=4TU",
    )
    type(later).objects.filter(pk=later.pk).update(continues=series.pk)

    def clashes(page):
        response = editor_client.post(url_of(page), WHEN | {"venue": venue.pk})
        return {title for _day, title, *_rest in told(response.context_data["preview"])}

    assert clashes(own) == {series.title, "From a date on"}
    assert clashes(series) == clashes(later) == {"Own"}


@pytest.mark.parametrize("make", [factories.make_event, draft_of])
def test_an_evening_over_midnight_is_one_day(editor_client, index, venue, make):
    def ask_at(day, start, end, **values):
        typed = {"start_date": day.isoformat(), "start_time": start, "end_time": end}
        return told(preview(editor_client, index, recurrence="", **typed | values))

    make(index, title="Late", start_date=DAY, start_time=time(20), end_time=time(2))
    make(index, title="To midnight", start_date=DAY, end_time=time(0))
    both = [(DAY, "Late", False, True), (DAY, "To midnight", False, True)]
    assert sorted(ask_at(DAY, "12:00", "13:00")) == both
    assert sorted(ask_at(DAY, "23:00", "03:00")) == both
    next_day = DAY + timedelta(days=1)
    # Nor is it on the day after, whose breakfast it is no news for.
    assert ask_at(next_day, "09:00", "10:00") == []
    assert ask_at(next_day, "00:30", "10:00") == []
    # At one place it is a clash, on whichever day.
    make(
        index,
        title="Here",
        start_date=DAY,
        start_time=time(20),
        end_time=time(2),
        venue=venue,
    )
    found = ask_at(next_day, "00:30", "03:00", venue=venue.pk)
    assert [one[1:3] for one in found] == [("Here", True)]
    make(
        index,
        title="Early",
        start_date=next_day,
        start_time=time(1),
        end_time=time(3),
        venue=venue,
    )
    found = ask_at(DAY, "22:00", "02:00", venue=venue.pk)
    clashing = sorted(title for _day, title, clash, _edit in found if clash)
    assert clashing == ["Early", "Here"]


def test_only_so_many_clashes_are_shown(editor_client, index, venue):
    factories.make_event(
        index,
        start_date=date(2030, 1, 1),
        venue=venue,
        recurrence="FREQ=DAILY;COUNT=40",
    )
    response = ask(
        editor_client, index, venue=venue.pk, recurrence="FREQ=DAILY;COUNT=40"
    )
    found = response.context_data["preview"]
    assert (len(found.clashes), found.more) == (10, 30)
    assert "And 30 more." in text(response)


# --- Who may ask, and what it costs


def test_who_may_not_edit_is_not_answered(client, editor_client, index, editors):
    elsewhere = factories.make_index(title="Other")
    event = factories.make_event(elsewhere)
    home = reverse("wagtailadmin_home")
    for url in (url_of(event), new_url(elsewhere)):
        response = editor_client.post(url, WHEN)
        assert (response.status_code, response.url) == (302, home)
        assert editor_client.get(url).status_code == 405
    own = factories.make_event(index)
    assert editor_client.post(url_of(own), WHEN).status_code == 200
    GroupPagePermission.objects.filter(group=editors).delete()
    assert editor_client.post(url_of(own), WHEN).status_code == 302
    editor_client.logout()
    assert "login" in editor_client.post(url_of(own), WHEN).url


def test_what_is_no_event_is_not_found(editor_client, index):
    assert editor_client.post(url_of(index), WHEN).status_code == 404
    assert editor_client.post(new_url(index, type(index)), WHEN).status_code == 404
    event = factories.make_event(index)
    url = url_of(event)
    event.delete()
    assert editor_client.post(url, WHEN).status_code == 404


def test_20_more_meetups_and_dates_take_the_same_queries(editor_client, index, venue):
    def add(count):
        for _number in range(count):
            factories.make_event(index, start_date=DAY, venue=venue)
            draft(index, day=DAY, venue=venue)

    def count(rule):
        with CaptureQueriesContext(connection) as queries:
            ask(editor_client, index, venue=venue.pk, recurrence=rule)
        return len(queries)

    add(1)
    count("")
    before = count("FREQ=MONTHLY;BYDAY=4TU")
    add(20)
    assert count("FREQ=MONTHLY;BYDAY=4TU") == before
    assert count("FREQ=DAILY") == before


def test_the_panel_shows_what_was_saved_and_where_to_ask(editor_client, index):
    event = factories.make_event(
        index,
        start_date=timezone.localdate() + timedelta(days=3),
        recurrence="FREQ=WEEKLY",
    )
    response = editor_client.get(edit_url(event))
    html = text(response)
    assert "Every week on" in html
    assert f'data-meetups-dates-url-value="{url_of(event)}"' in html
    assert "meetups-repeats" in html
    # What the form sends is what the endpoint reads.
    data = read_form(response, "page-edit-form")
    found = editor_client.post(url_of(event), data).context_data["preview"]
    assert found.repeats.startswith("every week on")
    assert found.mistakes == []


def test_a_translation_shows_the_dates_and_does_not_ask_for_others(
    editor_client, editor, index
):
    french = Locale.objects.create(language_code="fr")
    event = factories.make_event(index, start_date=DAY, recurrence="FREQ=YEARLY")
    copy = factories.run(event.copy_for_translation, french, copy_parents=True)
    editor.is_superuser = True
    editor.save()
    html = text(editor_client.get(edit_url(copy)))
    assert "Every year on January 22" in html
    assert "data-meetups-dates-url-value" not in html
    # Nor are there controls for what is read-only.
    assert 'data-controller="meetups-repeats"' not in html
    assert 'data-controller="meetups-repeats"' in text(
        editor_client.get(edit_url(event))
    )
