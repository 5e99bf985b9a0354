"""An editor of one index writes events in Wagtail's own editor."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from wagtail_meetups.models import RESERVED_SLUGS, CalendarEntry
from wagtail_meetups.models.registry import event_models

from .. import factories
from ..forms import read_errors, read_form

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=20)


def add_url(index):
    meta = event_models()[0]._meta
    return reverse(
        "wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, index.pk]
    )


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def write(client, url, *, publish=True, **values):
    """Open the form at ``url``, type ``values``, and send it."""
    data = read_form(client.get(url), "page-edit-form") | values
    if publish:
        data["action-publish"] = "action-publish"
    return client.post(url, data)


def get_event(**values):
    return event_models()[0].objects.get(**values)


def test_title_date_and_publish_are_enough(editor_client, index):
    venue = factories.make_venue()
    host = factories.make_attendee()
    factories.make_event(
        index,
        start_date=SOON - timedelta(days=30),
        start_time=time(18, 30),
        end_time=time(0, 15),
        timezone="America/Montreal",
        venue=venue,
        hosts=[host],
    )
    response = write(
        editor_client,
        add_url(index),
        title="Next evening",
        slug="next",
        start_date=SOON,
    )
    assert response.status_code == 302
    event = get_event(title="Next evening")
    assert event.live
    assert (event.start_time, event.end_time) == (time(18, 30), time(0, 15))
    assert event.timezone == "America/Montreal"
    assert event.venue == venue
    assert list(event.hosts.all()) == [host]
    assert (
        CalendarEntry.objects.get(page=event.pk).text.count("SUMMARY:Next evening") == 1
    )


def test_the_clock_is_that_of_the_event_whatever_the_editors_own_zone(
    editor_client, editor, index
):
    profile = UserProfile.get_for_user(editor)
    profile.current_time_zone = "Pacific/Auckland"
    profile.save()
    write(
        editor_client,
        add_url(index),
        title="Evening",
        slug="evening",
        start_date=date(2027, 7, 6),
        start_time="19:00",
        end_time="22:00",
        timezone="Europe/Paris",
    )
    entry = CalendarEntry.objects.get(page__title="Evening")
    assert "DTSTART;TZID=Europe/Paris:20270706T190000" in entry.text


def test_a_draft_with_nothing_but_a_title_saves(editor_client, index):
    response = write(
        editor_client, add_url(index), publish=False, title="An idea", slug="idea"
    )
    assert response.status_code == 302
    draft = get_event(title="An idea")
    assert not draft.live
    assert editor_client.get(edit_url(draft)).status_code == 200
    assert editor_client.get(index.url).status_code == 200


def test_autosave_and_preview_take_what_publishing_refuses(editor_client, index):
    wrong = {
        "title": "An idea",
        "slug": "idea",
        "start_date": SOON,
        "start_time": "19:00",
        "end_date": SOON - timedelta(days=3),
        "end_time": "18:00",
        "timezone": "Europe/Pari",
        "attendance_mode": "online",
    }
    data = read_form(editor_client.get(add_url(index)), "page-edit-form") | wrong
    response = editor_client.post(
        add_url(index), data, headers={"accept": "application/json"}
    )
    assert response.json()["success"], response.content
    draft = get_event(title="An idea")
    preview_url = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    assert editor_client.post(preview_url, data).json()["is_valid"]
    assert editor_client.get(preview_url).status_code == 200
    refused = write(editor_client, edit_url(draft))
    assert {"timezone", "online_link"} == read_errors(refused).keys()
    refused = write(editor_client, edit_url(draft), timezone="Europe/Paris")
    assert {"end_date", "online_link"} == read_errors(refused).keys()
    assert not get_event(title="An idea").live


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        (
            {
                "start_time": "19:00",
                "end_date": "2027-01-01",
                "start_date": "2027-01-02",
            },
            "end_date",
            "before the start",
        ),
        (
            {"start_date": "2027-03-28", "start_time": "02:30", "end_time": "05:00"},
            "start_time",
            "The next time that does is 03:00",
        ),
        ({"timezone": "Europe/Pari"}, "timezone", "Did you mean Europe/Paris?"),
        ({"timezone": "Nowhere at all"}, "timezone", "is not a time zone"),
        ({"attendance_mode": "online"}, "online_link", "Give the link to join"),
        ({"attendance_mode": "both"}, "online_link", "Give the link to join"),
        ({"start_date": ""}, "start_date", "required"),
        ({"start_time": ""}, "start_time", "tick “all day”"),
        (
            {"end_date": "2027-06-03", "start_date": "2027-06-01", "end_time": ""},
            "end_time",
            "tick “all day”",
        ),
        ({"start_date": "0026-06-01"}, "start_date", "Choose a year from"),
        ({"start_time": "19:00", "end_time": "06:59"}, None, None),
        ({"start_time": "19:00", "end_time": "07:01"}, "end_time", "before the start"),
    ],
)
def test_mistakes_are_told_beside_the_field_and_block_publishing(
    editor_client, index, values, field, words
):
    usual = {
        "title": "Evening",
        "slug": "evening",
        "start_date": "2027-06-01",
        "start_time": "19:00",
        "end_time": "22:00",
        "timezone": "Europe/Paris",
    }
    response = write(editor_client, add_url(index), **usual | values)
    if field is None:
        assert response.status_code == 302
        return
    assert list(read_errors(response)) == [field]
    assert words in read_errors(response)[field][0]
    assert words.encode() in response.content
    assert not event_models()[0].objects.exists()


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_a_reserved_address_is_refused(editor_client, index, slug):
    response = write(
        editor_client,
        add_url(index),
        title=slug,
        slug=slug,
        start_date=SOON,
        start_time="19:00",
    )
    assert list(read_errors(response)) == ["slug"]
    assert f"{slug}-1" in read_errors(response)["slug"][0]


def test_postponed_with_a_new_date_is_asked_to_be_scheduled(editor_client, index):
    event = factories.make_event(index, status="postponed")
    kept = write(editor_client, edit_url(event), status_reason="The café is flooded")
    assert kept.status_code == 302
    response = write(
        editor_client, edit_url(event), start_date=SOON + timedelta(days=9)
    )
    assert list(read_errors(response)) == ["status"]
    done = write(
        editor_client,
        edit_url(event),
        start_date=SOON + timedelta(days=9),
        status="scheduled",
    )
    assert done.status_code == 302


def test_an_all_day_meetup_needs_no_times(editor_client, index):
    response = write(
        editor_client,
        add_url(index),
        title="A day out",
        slug="day-out",
        start_date="2027-06-01",
        all_day="on",
        end_date="2027-06-02",
    )
    assert response.status_code == 302
    assert "DTEND;VALUE=DATE:20270603" in CalendarEntry.objects.get().text


def test_hosts_and_topics_are_found_by_typing(editor_client, index):
    factories.make_attendee(first_name="Idriss", last_name="Kone", trade="Baker")
    factories.make_topic("Invoices")
    html = editor_client.get(add_url(index)).content.decode()
    assert html.count('data-controller="meetups-filter"') == 2
    assert "Idriss Kone, Baker" in html
    assert "Invoices" in html


def test_an_editor_of_one_index_may_not_write_below_another(editor_client, index):
    other = factories.make_index(title="Other community")
    assert editor_client.get(add_url(other)).status_code == 302
    event = factories.make_event(other)
    assert editor_client.get(edit_url(event)).status_code == 302


def test_a_translation_shows_when_and_where_read_only(editor_client, editor, index):
    french = Locale.objects.create(language_code="fr")
    event = factories.make_event(index, start_time=time(19))
    copy = factories.run(event.copy_for_translation, french, copy_parents=True)
    editor.is_superuser = True
    editor.save()
    response = write(
        editor_client,
        edit_url(copy),
        title="Soirée",
        start_time="08:00",
        status="cancelled",
    )
    assert response.status_code == 302
    copy.refresh_from_db()
    assert copy.title == "Soirée"
    assert copy.start_time == time(19)
    assert copy.status == "scheduled"
    html = editor_client.get(edit_url(copy)).content.decode()
    assert f"Kept on the page “{event.title}” (English)" in html
