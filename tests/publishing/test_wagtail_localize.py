"""Translating with wagtail-localize, through its own views, in the world ``localize``."""

from datetime import time, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import (
    LocaleSynchronization,
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.publishing import publish_all

from .. import factories
from .acting import write, write_new
from .reading import assert_shows, entry_of, get, occurrence_of, read_feed


def locale_of(code):
    return Locale.objects.get(language_code=code)


def edit_url(thing):
    if isinstance(thing, get_page_model()):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])


def submit(admin, thing):
    """Submit a page or a snippet for translation into French; return what came of it."""
    meta = thing._meta
    if isinstance(thing, get_page_model()):
        url = reverse("wagtail_localize:submit_page_translation", args=[thing.pk])
    else:
        url = reverse(
            "wagtail_localize:submit_snippet_translation",
            args=[meta.app_label, meta.model_name, thing.pk],
        )
    response = admin.post(url, {"locales": [locale_of("fr").pk]})
    assert response.status_code == 302, response.content.decode()
    return thing.get_translation(locale_of("fr"))


def source_of(thing):
    return TranslationSource.objects.get(object_id=thing.translation_key)


def translate(admin, translated, **words):
    """Type the French words of the fields named, and publish."""
    source = source_of(translated)
    translation = Translation.objects.get(source=source)
    for name, text in words.items():
        segment = StringSegment.objects.get(source=source, context__path=name)
        response = admin.put(
            reverse(
                "wagtail_localize:edit_string_translation",
                args=[translation.pk, segment.pk],
            ),
            urlencode({"value": text}),
            content_type="application/x-www-form-urlencoded",
        )
        assert response.status_code in (200, 201), response.content.decode()
    response = admin.post(edit_url(translated), {"action": "publish"})
    assert response.status_code == 302
    return type(translated).objects.get(pk=translated.pk)


def update(admin, thing):
    """Send what has changed in the source to its translations, and publish these."""
    response = admin.post(
        reverse("wagtail_localize:update_translations", args=[source_of(thing).pk]),
        {"publish_translations": "on"},
    )
    assert response.status_code == 302


@pytest.fixture
def english(index, french):
    venue = factories.make_venue(name="The Lamp", directions="Exit 2")
    return factories.make_event(
        index,
        title="Evening",
        slug="evening",
        summary="Come along",
        venue=venue,
        body=[("text", "<p>Bring a friend.</p>")],
        price_note="free",
        online_link="https://join.example/",
        attendance_mode="both",
        topics=[factories.make_topic("Rates")],
        hosts=[factories.make_attendee()],
    )


@pytest.fixture
def index_in_french(admin, index, french):
    return translate(admin, submit(admin, index), title="Soirées au café")


@pytest.fixture
def page(admin, english, index_in_french):
    """The event's French page, its venue and topic translated too."""
    page = submit(admin, english)
    translate(admin, page.venue, name="La Lampe", directions="Sortie 2")
    topic = submit(admin, english.topics.get())
    translate(admin, topic, name="Tarifs")
    return translate(admin, page, title="Soirée", summary="Venez")


def test_the_words_are_offered_and_the_schedule_is_not(admin, english, page):
    source = source_of(english)
    strings, overrides, related = (
        {
            segment.context.path.partition(".")[0]
            for segment in model.objects.filter(source=source)
        }
        for model in (StringSegment, OverridableSegment, RelatedObjectSegment)
    )
    assert {"title", "summary", "body", "price_note"} <= strings
    assert not (strings | overrides) & set(english.shared_fields)
    assert related == {"venue"}  # Its words are translated along.
    form = admin.get(edit_url(page)).content.decode()
    assert "Come along" in form
    assert "Europe/Paris" not in form
    assert "join.example" not in form


def test_it_is_one_meetup(index, index_in_french, english, page):
    assert entry_of(page).uid == entry_of(english).uid
    assert entry_of(page).source_id == english.pk
    assert Occurrence.objects.count() == 1
    for name in set(english.shared_fields) - {"venue"}:
        assert getattr(page, name) == getattr(english, name), name
    assert_shows(index, "Evening")
    assert_shows(index_in_french, "Soirée")


def test_all_of_it_is_in_french(index, index_in_french, english, page):
    [found] = read_feed(index_in_french).values()
    assert str(found["LOCATION"]).startswith("La Lampe,")
    assert "Sortie 2" in found["DESCRIPTION"]
    assert "Venez" in found["DESCRIPTION"]
    assert found["CATEGORIES"].to_ical() == b"Tarifs"
    response = get(page.full_url)
    assert response["Content-Language"] == "fr"
    html = response.content.decode()
    for words in ("Soirée", "La Lampe", "Tarifs", "Bring a friend."):
        assert words in html
    assert "Rates" not in html
    [found] = read_feed(index).values()
    assert str(found["LOCATION"]).startswith("The Lamp,")
    assert found["CATEGORIES"].to_ical() == b"Rates"


def test_what_changes_in_the_source_arrives(
    admin, index, index_in_french, english, page
):
    occurrence = occurrence_of(english)
    day = english.start_date + timedelta(days=7)
    write(admin, english, start_date=day, start_time="20:30", timezone="Asia/Tokyo")
    page.refresh_from_db()
    assert (page.start_date, page.start_time) == (day, time(20, 30))
    assert page.timezone == "Asia/Tokyo"
    assert occurrence_of(page).pk == occurrence.pk
    assert_shows(index_in_french, "Soirée")

    english.refresh_from_db()
    host = factories.make_attendee(first_name="Aude")
    english.hosts.set([host])
    english.topics.add(factories.make_topic("Clients"))
    factories.publish(english, summary="Come along, all of you", start_time=time(21))
    update(admin, english)
    page = type(page).objects.get(pk=page.pk)
    assert page.start_time == time(21)
    assert list(page.hosts.all()) == [host]
    assert [topic.name for topic in page.shown_topics] == ["Clients", "Tarifs"]
    assert_shows(index, "Evening")
    assert_shows(index_in_french, "Soirée")


def test_sending_what_did_not_change_leaves_every_byte(
    admin, index, index_in_french, english, page
):
    def texts():
        return list(CalendarEntry.objects.order_by("pk").values_list("text", "tag"))

    before = texts()
    update(admin, english)
    translate(admin, page)
    assert texts() == before
    assert publish_all() == []
    assert texts() == before


def test_trees_that_are_kept_in_step(admin, index, english, french):
    """wagtail_localize.locales puts an alias of each page into the French tree."""
    factories.run(
        LocaleSynchronization.objects.create, locale=french, sync_from=locale_of("en")
    )
    later = write_new(
        admin,
        index,
        type(english),
        title="Later",
        slug="later",
        start_date=english.start_date + timedelta(days=30),
    )
    alias = later.get_translation(french)
    assert alias.alias_of_id == later.pk
    french_index = index.get_translation(french)
    assert_shows(french_index, "Evening", "Later")
    uid, occurrence = entry_of(alias).uid, occurrence_of(alias)

    page = translate(admin, submit(admin, later), title="Plus tard")
    assert page.pk == alias.pk
    assert page.alias_of_id is None
    assert entry_of(page).uid == uid == entry_of(later).uid
    assert occurrence_of(page).pk == occurrence.pk
    assert_shows(french_index, "Evening", "Plus tard")
    factories.publish(later, status="cancelled")
    found = read_feed(french_index)[uid]
    assert found["STATUS"] == "CANCELLED"
    assert str(found["SUMMARY"]).endswith("Plus tard")


def test_a_recap_and_its_topics(admin, index, english, page):
    topic = english.topics.get()
    recap = factories.make_recap(index, title="Last night", event_id=english.pk)
    translated = translate(admin, submit(admin, recap), title="Hier soir")
    recap.topics.set([topic])
    factories.publish(recap)
    update(admin, recap)
    html = get(translated.full_url).content.decode()
    assert "Tarifs" in html
    assert page.full_url.removeprefix("http://localhost") in html
