"""Pages that translate each other are one meet-up, told in several languages."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.translation import override, pgettext
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale

from wagtail_meetups.models import Occurrence
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import find_differences, publish_all

from .. import factories
from .reading import (
    assert_shows,
    entry_of,
    get,
    listed,
    occurrence_of,
    read_feed,
)

CATALOGUE = Path(apps.get_app_config("wagtail_meetups").path, "locale/fr/LC_MESSAGES")


@pytest.fixture
def english(index):
    return factories.make_event(index, title="Evening", slug="evening")


@pytest.fixture
def translation(english, french, french_index):
    """The published French page of ``english``."""
    page = factories.run(english.copy_for_translation, french)
    return factories.publish(page, title="Soirée")


def reload(page):
    return type(page).objects.get(pk=page.pk)


def make_venue(french, name="Café des Arts", french_name="Café des Arts (Paris)"):
    venue = factories.make_venue(name=name)
    translated = venue.copy_for_translation(french)
    translated.name = french_name
    factories.run(translated.save)
    return venue, translated


def test_one_meetup_with_one_uid_and_one_date(
    index, french_index, english, translation
):
    assert entry_of(english).uid == entry_of(translation).uid
    assert entry_of(translation).source_id == english.pk
    assert Occurrence.objects.count() == 1
    assert_shows(index, "Evening")
    assert_shows(french_index, "Soirée")


def test_cancel_in_one_language_and_read_the_other(
    index, french_index, english, translation
):
    factories.publish(english, status="cancelled", status_reason="The café is flooded")
    page = reload(translation)
    assert page.status == "cancelled"
    assert page.status_reason == ""  # Why is in English, so it is not shown.
    [listed_page] = listed(french_index)
    assert listed_page.status == "cancelled"
    assert occurrence_of(translation).status == "cancelled"
    [found] = read_feed(french_index).values()
    assert found["STATUS"] == "CANCELLED"
    assert found["SEQUENCE"] == 1
    assert "flooded" not in str(found["DESCRIPTION"])
    with override("fr"):
        title = pgettext("calendar", "Cancelled: %(title)s") % {"title": "Soirée"}
    # Calendars get plain spaces.
    assert found["SUMMARY"] == " ".join(title.split())

    factories.publish(reload(english), status="scheduled", start_time=time(20))
    [found] = read_feed(french_index).values()
    assert found["STATUS"] == "CONFIRMED"
    assert found["SEQUENCE"] == 2
    assert reload(translation).start_time == time(20)
    assert_shows(index, "Evening")
    assert_shows(french_index, "Soirée")


@pytest.mark.skipif(
    not (CATALOGUE / "django.mo").exists(), reason="the catalogue is not compiled"
)
def test_the_prefix_is_french(french_index, english, translation):
    factories.publish(english, status="cancelled")
    [found] = read_feed(french_index).values()
    assert str(found["SUMMARY"]).startswith("Annulé")
    assert str(found["SUMMARY"]).endswith("Soirée")


def test_a_translation_has_its_own_words(index, french_index, english, translation):
    factories.publish(
        translation,
        summary="Entre indépendants",
        status_reason="",
        price_note="gratuit",
    )
    factories.publish(reload(english), summary="Among freelances", price_note="free")
    page = reload(translation)
    assert (page.title, page.summary, page.price_note) == (
        "Soirée",
        "Entre indépendants",
        "gratuit",
    )
    assert_shows(index, "Evening")
    assert_shows(french_index, "Soirée")


def test_the_venue_is_localized(index, french_index, english, translation, french):
    venue, translated = make_venue(french)
    factories.publish(english, venue=venue)
    assert reload(translation).venue == translated
    [found] = read_feed(french_index).values()
    assert str(found["LOCATION"]).startswith("Café des Arts (Paris)")
    translated.name = "Chez Lise"
    factories.run(translated.save)
    [found] = read_feed(french_index).values()
    assert str(found["LOCATION"]).startswith("Chez Lise")
    [found] = read_feed(index).values()
    assert str(found["LOCATION"]).startswith("Café des Arts,")
    assert_shows(french_index, "Soirée")


def test_a_venue_translated_later_and_then_deleted(
    index, french_index, english, translation, french
):
    venue = factories.make_venue()
    factories.publish(english, venue=venue)
    assert reload(translation).venue == venue
    translated = venue.copy_for_translation(french)
    factories.run(translated.save)
    assert reload(translation).venue == translated
    assert find_differences() == []
    factories.run(translated.delete)
    assert reload(translation).venue == venue
    factories.run(venue.delete)
    assert reload(translation).venue is None
    assert find_differences() == []


def categories(index):
    [found] = read_feed(index).values()
    return found["CATEGORIES"].to_ical().decode() if "CATEGORIES" in found else ""


def test_the_topics_are_localized(index, french_index, english, translation, french):
    """However a page was translated, its topics are as they were chosen."""
    rates, clients = factories.make_topic("Rates"), factories.make_topic("Clients")
    translated = factories.run(rates.copy_for_translation, french)
    translated.name = "Tarifs"
    factories.run(translated.save)
    for page in (english, translation):
        page.topics.set([clients, rates])
        factories.publish(page)
    assert [topic.name for topic in reload(english).shown_topics] == [
        "Clients",
        "Rates",
    ]
    assert reload(translation).shown_topics == [clients, translated]
    assert categories(french_index) == "Clients,Tarifs"
    assert categories(index) == "Clients,Rates"
    assert set(entry_of(translation).topics.all()) == {clients, translated}
    assert set(entry_of(english).topics.all()) == {clients, rates}
    html = get(translation.full_url).content.decode()
    assert "Tarifs" in html
    assert "Rates" not in html
    assert_shows(french_index, "Soirée")

    translation.topics.add(translated)  # By hand, beside the one that it translates.
    factories.publish(translation)
    assert categories(french_index) == "Clients,Tarifs"


def test_a_topic_translated_later_and_then_deleted(
    index, french_index, english, translation, french
):
    rates = factories.make_topic("Rates")
    for page in (english, translation):
        page.topics.set([rates])
        factories.publish(page)
    translated = rates.copy_for_translation(french)
    translated.name = "Tarifs"
    factories.run(translated.save)
    assert categories(french_index) == "Tarifs"
    assert find_differences() == []
    factories.run(translated.delete)
    assert categories(french_index) == "Rates"
    assert find_differences() == []
    factories.run(rates.delete)
    assert categories(french_index) == categories(index) == ""
    assert find_differences() == []


def test_a_recap_names_its_topics_in_its_language(index, french_index, french):
    topic = factories.make_topic("Rates")
    recap = factories.make_recap(index)
    recap.topics.set([topic])
    factories.publish(recap)
    page = factories.publish(factories.run(recap.copy_for_translation, french))
    assert "Rates" in get(page.full_url).content.decode()
    translated = topic.copy_for_translation(french)
    translated.name = "Tarifs"
    translated.save()
    html = get(page.full_url).content.decode()
    assert "Tarifs" in html
    assert "Rates" not in html
    assert "Rates" in get(recap.full_url).content.decode()


def test_editing_a_translation_cannot_change_what_is_shared(
    index, french_index, english, translation
):
    before = reload(english)
    factories.publish(
        translation,
        start_date=english.start_date + timedelta(days=3),
        start_time=time(8),
        status="cancelled",
        timezone="Asia/Tokyo",
    )
    page = reload(translation)
    for name in type(page).shared_fields:
        assert getattr(page, name) == getattr(before, name), name
        assert getattr(reload(english), name) == getattr(before, name), name
    assert entry_of(translation).sequence == 0
    assert_shows(french_index, "Soirée")


def test_a_script_cannot_either(french_index, english, translation):
    translation.start_time = time(8)
    factories.run(translation.save)
    assert reload(translation).start_time == english.start_time
    assert find_differences() == []


def test_a_revision_of_a_translation_is_laid_over(english, translation):
    translation.title = "Brouillon"
    revision = translation.save_revision()
    factories.publish(english, start_time=time(20), status="tentative")
    draft = revision.as_object()
    assert draft.title == "Brouillon"
    assert (draft.start_time, draft.status) == (time(20), "tentative")


def test_a_draft_of_the_source_changes_nothing_elsewhere(
    french_index, english, translation
):
    english.status = "cancelled"
    factories.run(english.save_revision)
    assert reload(translation).status == "scheduled"
    factories.publish(translation, summary="Neuf")
    assert reload(translation).status == "scheduled"
    assert_shows(french_index, "Soirée")


def test_the_source_was_never_published(index, french, french_index):
    """Its dates are those that its draft has when the translation is published."""
    source = factories.make_event(index, title="Evening", live=False)
    source.start_time = time(20)
    source.save_revision()
    page = factories.run(source.copy_for_translation, french)
    factories.publish(page, title="Soirée")
    assert reload(page).start_time == time(20)
    assert_shows(index)
    assert_shows(french_index, "Soirée")

    source.start_time = time(18)
    factories.run(source.save_revision)
    publish_all()
    assert reload(page).start_time == time(20)
    assert_shows(french_index, "Soirée")

    factories.publish(reload(page), summary="Entre indépendants")
    assert reload(page).start_time == time(18)
    assert_shows(french_index, "Soirée")

    factories.publish(reload(source), start_time=time(21))
    assert reload(page).start_time == time(21)
    assert entry_of(page).uid == entry_of(source).uid
    assert_shows(index, "Evening")
    assert_shows(french_index, "Soirée")


def test_a_draft_of_a_source_that_a_script_made(index, french, french_index):
    """Live without ever having been published through a revision."""
    source = factories.build_event(title="Evening", locale=index.locale)
    factories.run(index.add_child, instance=source)
    page = factories.run(source.copy_for_translation, french)
    factories.publish(page, title="Soirée")
    source.start_time = time(23)
    factories.run(source.save_revision)
    publish_all()
    assert reload(page).start_time == time(19)
    factories.publish(reload(page), summary="Entre indépendants")
    assert reload(page).start_time == time(19)
    assert_shows(index, "Evening")
    assert_shows(french_index, "Soirée")


def test_two_translations_of_a_source_that_was_never_published(
    index, french, french_index, settings
):
    """What was published last holds for both."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    german = Locale.objects.create(language_code="de")
    source = factories.make_event(index, title="Evening", live=False)
    pages = []
    for locale in (french, german):
        page = factories.run(source.copy_for_translation, locale, copy_parents=True)
        pages.append(factories.publish(page))
    for page, clock in zip(
        [*pages, pages[0]], (time(16), time(17), time(18)), strict=True
    ):
        source.start_time = clock
        factories.run(source.save_revision)
        page = reload(page)
        page.save_revision()
        factories.run(lambda page=page: page.get_latest_revision().publish())
        assert {reload(each).start_time for each in pages} == {clock}
        assert find_differences() == []


def test_the_source_is_unpublished(index, french_index, english, translation):
    factories.run(english.unpublish)
    assert_shows(index)
    assert_shows(french_index, "Soirée")
    assert occurrence_of(translation).announced


def test_the_source_goes_and_the_translation_takes_over(
    index, french_index, english, translation
):
    uid, occurrence = entry_of(english).uid, occurrence_of(english)
    attendance = factories.make_attendance(occurrence)
    factories.run(english.delete)
    assert entry_of(translation).uid == uid
    assert entry_of(translation).source_id == translation.pk
    assert occurrence_of(translation).pk == occurrence.pk
    assert list(occurrence_of(translation).attendances.all()) == [attendance]
    assert_shows(index)
    assert_shows(french_index, "Soirée")
    page = reload(translation)
    factories.publish(page, start_time=time(8), status="tentative")
    assert occurrence_of(translation).pk == occurrence.pk
    assert occurrence_of(translation).status == "tentative"
    assert entry_of(translation).uid == uid
    assert entry_of(translation).sequence == 1
    assert_shows(french_index, "Soirée")


def test_a_translation_goes_before_an_alias(index, french_index, english, translation):
    """Three pages: the heir of the source is its translation, not its alias."""
    other = factories.make_index(title="Walks")
    alias = factories.run(english.create_alias, parent=other, update_slug="alias")
    uid, occurrence = entry_of(english).uid, occurrence_of(english)
    factories.run(english.delete)
    assert entry_of(translation).uid == uid
    assert occurrence_of(translation).pk == occurrence.pk
    assert entry_of(alias).uid != uid
    assert entry_of(alias).source_id == alias.pk
    assert find_differences() == []


def test_both_go_in_one_deletion(index, english, french_index, translation):
    home = factories.get_home()
    factories.publish(translation, slug="soiree")
    factories.run(translation.move, index, "last-child")
    factories.run(reload(index).delete)
    assert not Occurrence.objects.exists()
    assert find_differences() == []
    assert not event_models()[0].objects.exists()
    assert home.live


def test_the_order_of_publishing_does_not_matter(index, french, french_index, english):
    page = factories.run(english.copy_for_translation, french)
    page.title = "Soirée"
    page.save_revision()
    factories.publish(english, start_time=time(20))
    factories.run(lambda: reload(page).get_latest_revision().publish())
    assert reload(page).start_time == time(20)
    assert_shows(french_index, "Soirée")
    assert publish_all() == []


def test_an_alias_in_another_language(index, french, french_index, english):
    """What wagtail.contrib.simple_translation makes when it mirrors a tree."""
    alias = factories.run(
        CopyPageForTranslationAction(english, french, alias=True).execute
    )
    assert alias.alias_of_id == english.pk
    assert alias.translation_key == english.translation_key
    assert entry_of(alias).uid == entry_of(english).uid
    assert_shows(index, "Evening")
    assert_shows(french_index, "Evening")
    factories.publish(english, title="Changed", status="cancelled")
    [found] = read_feed(french_index).values()
    assert found["STATUS"] == "CANCELLED"
    assert str(found["SUMMARY"]).endswith("Changed")
    assert find_differences() == []

    alias = reload(alias)
    uid, occurrence = entry_of(alias).uid, occurrence_of(alias)
    factories.run(ConvertAliasPageAction(alias).execute)
    assert entry_of(alias).uid == uid == entry_of(english).uid
    factories.publish(reload(alias), title="Soirée", status="scheduled")
    assert reload(alias).status == "cancelled"
    assert occurrence_of(alias).pk == occurrence.pk
    assert find_differences() == []


def test_an_alias_of_a_translation(french_index, french, english, translation):
    other = factories.make_index(
        french_index.get_parent().specific, locale=french, title="Balades"
    )
    factories.run(translation.create_alias, parent=other)
    factories.publish(english, start_time=time(20), status="cancelled")
    assert read_feed(other).keys() == read_feed(french_index).keys()
    [found] = read_feed(other).values()
    assert found["DTSTART"].dt.time() == time(20)
    assert found["STATUS"] == "CANCELLED"
    assert find_differences() == []


def test_a_third_language(index, french_index, english, translation, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    german = Locale.objects.create(language_code="de")
    page = factories.run(
        translation.copy_for_translation, german, copy_parents=True, alias=False
    )
    factories.publish(page, title="Abend")
    factories.publish(english, status="tentative")
    assert {reload(each).status for each in (english, translation, page)} == {
        "tentative"
    }
    uid, occurrence = entry_of(english).uid, occurrence_of(english)
    factories.run(english.delete)
    assert entry_of(page).uid == entry_of(translation).uid == uid
    assert entry_of(page).source_id == translation.pk
    assert occurrence_of(page).pk == occurrence.pk
    assert find_differences() == []


def test_without_several_languages_nothing_is_shared(english, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    assert english.schedule_source is None
    factories.publish(english, start_time=time(20))
    assert reload(english).start_time == time(20)


def test_a_page_that_follows_has_no_dates_of_its_own(english, translation):
    row = Occurrence.objects.get()
    row.pk, row.event_id = None, translation.pk
    row.save()
    assert [str(difference) for difference in find_differences()] == [
        f"page {translation.pk}: date {row.key} is another page's to give"
    ]
    publish_all()
    assert Occurrence.objects.get().event_id == english.pk


def test_nobody_is_lost_with_a_date_of_a_page_that_follows(english, translation):
    """However it came about: who was there stays, on a date that is not planned."""
    row = Occurrence.objects.get()
    row.pk, row.event_id = None, translation.pk
    row.save()
    attendance = factories.make_attendance(row)
    publish_all()
    row.refresh_from_db()
    assert not row.is_planned
    assert list(row.attendances.all()) == [attendance]
    assert find_differences() == []
