"""A cache in front of the site forgets each page that shows what has changed."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from wagtail_meetups.caches import addresses_of
from wagtail_meetups.models.registry import event_models

from . import factories
from .caching import RecordingBackend
from .forms import read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgotten(settings):
    """What the cache forgets while something is done, as paths on the site."""
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "tests.caching.RecordingBackend"}
    }

    def forgotten(action, *args, **kwargs):
        RecordingBackend.forgotten.clear()
        factories.run(action, *args, **kwargs)
        return {
            url.removeprefix("http://localhost") for url in RecordingBackend.forgotten
        }

    return forgotten


@pytest.fixture
def nadia():
    return factories.agree(factories.make_attendee(), "first_name")


@pytest.fixture
def event(index, nadia):
    return factories.make_event(
        index,
        slug="spring",
        venue=factories.make_venue(),
        topics=[factories.make_topic()],
        hosts=[nadia],
    )


@pytest.fixture
def recap(index, event):
    return factories.make_recap(index, slug="story", event_id=event.pk)


INDEX = {"/meetups/", "/meetups/ical/"}
EVENT = {"/meetups/spring/", "/meetups/spring/ical/"}
RECAP = {"/meetups/story/"}
if apps.is_installed("wagtail_meetups.comments"):
    EVENT |= {"/meetups/spring/comments/atom/"}
    RECAP |= {"/meetups/story/comments/atom/"}


def test_pages_tell_all_their_addresses(client, index, event, recap):
    for page, paths in ((index, INDEX), (event, EVENT), (recap, RECAP)):
        told = {page.url + path.lstrip("/") for path in page.get_cached_paths()}
        assert paths <= told
        for path in told:
            assert client.get(path).status_code == 200


def test_a_series_tells_the_addresses_of_its_dates(client, forgotten, index):
    series = factories.make_event(
        index,
        slug="tuesdays",
        start_date=date(2090, 3, 7),
        recurrence="FREQ=WEEKLY;COUNT=3",
        changes=[("cancel", {"date": date(2090, 3, 14), "reason": "Snow"})],
    )
    dates = {
        f"/meetups/tuesdays/dates/2090-03-{day}/{path}"
        for day in ("07", "14", "21")
        for path in ("", "ical/")
    }
    for path in dates:
        assert client.get(path).status_code == 200
    series.venue = factories.make_venue()
    assert forgotten(factories.publish, series) >= INDEX | dates


def test_publishing_an_event_reaches_all_that_shows_it(forgotten, event, recap):
    assert forgotten(factories.publish, event, title="Another") >= INDEX | EVENT | RECAP


def test_publishing_what_no_calendar_tells_reaches_all_too(forgotten, event, recap):
    # Nothing of the text changes: the page of the event shows it, and the index its image.
    found = forgotten(factories.publish, event, image=factories.make_image())
    assert found >= INDEX | EVENT | RECAP


def test_a_change_by_a_script_reaches_all_too(forgotten, event, recap):
    # Wagtail sends nothing for it; our text of it changes.
    event.title = "Another"
    assert forgotten(event.save) >= INDEX | EVENT | RECAP


def test_an_unpublished_event_leaves_its_index(forgotten, event, recap):
    assert forgotten(event.unpublish) >= INDEX | EVENT | RECAP


def test_a_recap_is_linked_from_its_index_and_its_event(forgotten, event, recap):
    assert forgotten(factories.publish, recap, title="Another") >= INDEX | EVENT | RECAP
    assert forgotten(recap.unpublish) >= INDEX | EVENT | RECAP


def test_other_pages_are_kept(forgotten, index, event):
    factories.make_event(index, slug="other")
    factories.make_event(factories.make_index(slug="elsewhere"), slug="there")
    found = forgotten(factories.publish, event, title="Another")
    assert "/meetups/other/" not in found
    assert not [path for path in found if path.startswith("/elsewhere/")]
    assert forgotten(factories.publish, factories.get_home()) <= {"/"}


def test_indexes_above_list_it_too(forgotten, index):
    inner = factories.make_index(slug="inner")
    factories.run(inner.move, index, pos="last-child")
    inner.refresh_from_db()
    event = factories.make_event(inner, slug="spring")
    found = forgotten(factories.publish, event, title="Another")
    assert found >= {*INDEX, "/meetups/inner/", "/meetups/inner/ical/"}


def test_translations_are_one_meetup(forgotten, index, event, recap):
    french = Locale.objects.create(language_code="fr")
    home = factories.get_home().copy_for_translation(french)
    home.slug = "accueil"
    factories.run(lambda: home.save_revision().publish())
    factories.run(index.copy_for_translation, french)
    translation = event.copy_for_translation(french)
    factories.publish(translation, slug="printemps")
    path = translation.full_url.removeprefix("http://localhost")
    found = forgotten(factories.publish, event, status="cancelled")
    assert found >= INDEX | EVENT | RECAP | {path, f"{path}ical/"}
    parent = translation.get_parent().full_url.removeprefix("http://localhost")
    assert found >= {parent, f"{parent}ical/"}


def test_an_alias_is_the_same_page_elsewhere(forgotten, index, event, recap):
    other = factories.make_index(slug="elsewhere")
    factories.run(event.create_alias, parent=other, update_slug="spring")
    factories.run(recap.create_alias, parent=other, update_slug="story")
    found = forgotten(factories.publish, event, title="Another")
    assert found >= {"/elsewhere/", "/elsewhere/spring/", "/elsewhere/story/"}


def test_a_deleted_page_is_forgotten_with_what_showed_it(forgotten, event, recap):
    assert forgotten(event.delete) >= INDEX | EVENT | RECAP


def test_a_deleted_index_is_forgotten_with_all_below(forgotten, index, event, recap):
    assert forgotten(index.delete) >= INDEX | EVENT | RECAP


def test_deleting_many_looks_once(forgotten, settings, index):
    def delete(number):
        index = factories.make_index(slug=f"big-{number}")
        for _event in range(number):
            factories.make_event(index)
        with CaptureQueriesContext(connection) as queries:
            found = forgotten(index.delete)
        assert bool(found) == bool(settings.WAGTAILFRONTENDCACHE)
        return len(queries)

    delete(1)
    few, many = delete(2), delete(22)
    settings.WAGTAILFRONTENDCACHE = {}
    few, many = few - delete(2), many - delete(22)
    # Wagtail unpublishes each of them: one query sees that it has gone.
    assert many - few == 20


def test_a_moved_page_is_forgotten_at_both_places(forgotten, index, event):
    other = factories.make_index(slug="elsewhere")
    found = forgotten(event.move, other, pos="last-child")
    assert found >= INDEX | EVENT | {"/elsewhere/", "/elsewhere/spring/"}


def test_a_new_address_leaves_the_old_ones(forgotten, index, event):
    found = forgotten(factories.publish, index, slug="evenings")
    assert found >= INDEX | EVENT
    assert found >= {"/evenings/", "/evenings/ical/", "/evenings/spring/"}


def test_a_restriction_takes_away_what_was_public(forgotten, index, event, recap):
    found = forgotten(index.view_restrictions.create, restriction_type="login")
    assert found >= INDEX | EVENT | RECAP
    found = forgotten(index.view_restrictions.get().delete)
    assert found >= INDEX | EVENT | RECAP


@pytest.mark.parametrize("name", ["venue", "topic"])
def test_a_snippet_is_shown_by_pages(forgotten, index, event, name):
    snippet = {"venue": event.venue, "topic": event.topics.get()}[name]
    story = factories.make_recap(index, slug="story", topics=[event.topics.get()])
    factories.publish(story)
    if name == "venue":
        # No calendar tells this, so nothing is published.
        snippet.access_notes = "Two steps"
    expected = INDEX | EVENT | (RECAP if name == "topic" else set())
    assert forgotten(snippet.save) >= expected
    assert forgotten(snippet.delete) >= expected


def test_a_person_is_shown_as_far_as_they_agree(forgotten, event, nadia):
    nadia.first_name = "Nadja"
    assert forgotten(nadia.save) >= EVENT
    assert forgotten(factories.agree, nadia, "first_name", agreed=False) >= EVENT
    assert forgotten(nadia.delete) >= EVENT


def test_an_agreement_taken_back_in_the_admin_reaches_the_page(
    client, forgotten, event, nadia
):
    user = get_user_model().objects.create_superuser("claire", "c@example.com", "x")
    client.force_login(user)
    url = reverse("wagtailsnippets_wagtail_meetups_attendee:edit", args=[nadia.pk])
    form = read_form(client.get(url))
    asked = []

    def post():
        form.pop("agreed_events", None)
        client.post(url, form | {"agreed_how": ["door"]})
        page = client.get(event.url)
        asked.append("Nadia" in page.content.decode())

    assert forgotten(post) >= EVENT
    assert asked == [False]


def test_what_is_undone_reaches_no_cache(forgotten, event):
    event.title = "Another"

    def undone():
        with pytest.raises(RuntimeError), transaction.atomic():
            event.save_revision().publish()
            raise RuntimeError

    # Wagtail itself has the page forgotten at once.
    assert forgotten(undone) == EVENT


def test_it_costs_the_same_for_one_meetup_and_for_many(settings, index):
    ids = []

    def count():
        with CaptureQueriesContext(connection) as queries:
            batch = addresses_of(ids)
        each = len(EVENT) + len(RECAP)
        assert len(batch.urls) == len(index.get_cached_paths()) + each * len(ids)
        return len(queries)

    def make():
        event = factories.make_event(index)
        factories.make_recap(index, event_id=event.pk)
        ids.append(event.pk)

    make()
    count()
    one = count()
    for _number in range(20):
        make()
    assert count() == one


WITHOUT = """
import sys
from django.conf import settings
from tests.worlds import default
values = {name: getattr(default, name) for name in dir(default) if name.isupper()}
values["INSTALLED_APPS"].remove("wagtail.contrib.frontend_cache")
settings.configure(**values)
import django
django.setup()
assert "wagtail_meetups.caches" not in sys.modules
assert "wagtail_meetups.purge_receivers" not in sys.modules
assert "wagtail.contrib.frontend_cache" not in sys.modules
"""


def test_without_the_app_nothing_of_it_is_imported():
    subprocess.run(
        [sys.executable, "-c", WITHOUT],
        cwd=Path(__file__).resolve().parents[1],
        check=True,
    )


def test_without_a_cache_nothing_is_looked_for(settings, event):
    settings.WAGTAILFRONTENDCACHE = {}
    venue = event.venue
    with CaptureQueriesContext(connection) as queries:
        factories.run(venue.save)
    tables = {event_models()[0]._meta.db_table}
    reads = [
        query["sql"] for query in queries if any(t in query["sql"] for t in tables)
    ]
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "tests.caching.RecordingBackend"}
    }
    with CaptureQueriesContext(connection) as queries:
        factories.run(venue.save)
    more = [query["sql"] for query in queries if any(t in query["sql"] for t in tables)]
    assert len(reads) < len(more)
