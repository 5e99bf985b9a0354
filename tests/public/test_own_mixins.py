"""A host's own mixins beside ours, before and behind it, in the world ``own_mixins``."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from wagtail.models import Locale, PageViewRestriction

from .. import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(index):
    """One of each page type, with a word of the host's own."""
    event = factories.make_event(index, keywords="event")
    recap = factories.make_recap(index, keywords="recap", event_id=event.pk)
    return [factories.publish(index, keywords="index"), event, recap]


def test_the_hosts_serve_and_context_run_with_ours(client, pages):
    for page in pages:
        response = client.get(page.url)
        assert response.status_code == 200
        assert response["X-Keywords"] == page.keywords
        assert response.context["keywords"] == page.keywords
        assert response.context["canonical_url"] == page.full_url
        assert response["Content-Language"] == "en"


def test_the_hosts_choice_of_a_template_holds(client, pages):
    for page in pages:
        text = client.get(f"{page.url}?print").content.decode()
        assert f"Printed: {page.title}" in text
        assert 'class="meetups' in client.get(page.url).content.decode()


def test_a_template_by_the_page_types_name_is_found(client, pages, settings, tmp_path):
    (tmp_path / "host_mixins").mkdir()
    (tmp_path / "host_mixins" / "date_page.html").write_text("Ours: {{ keywords }}")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path]}]
    _index, event, _recap = pages
    assert client.get(event.url).content == b"Ours: event"


def test_the_hosts_routes_stand_beside_ours(client, pages):
    for page in pages[:2]:
        about = client.get(f"{page.url}about/us/")
        assert about.status_code == 200
        assert about.context["about"] == "us"
        assert page.reverse_subpage("about", args=["us"]) == "about/us/"
        calendar = client.get(f"{page.url}ical/")
        assert calendar["Content-Type"].startswith("text/calendar")
    # A mixin behind Wagtail's routes is asked for the page itself alone, as in Wagtail.
    assert client.get(f"{pages[1].url}ical/")["X-Keywords"] == "event"


def test_the_sitemap_has_what_the_host_adds_and_hides_what_we_hide(client, pages):
    _index, event, _recap = pages
    assert event.get_sitemap_urls()[0]["priority"] == 0.9
    assert event.full_url in client.get("/sitemap.xml").content.decode()
    PageViewRestriction.objects.create(page=event, restriction_type="login")
    assert event.get_sitemap_urls() == []


def test_what_a_member_sees_is_not_cached(client, pages, django_user_model):
    PageViewRestriction.objects.create(page=pages[0], restriction_type="login")
    client.force_login(django_user_model.objects.create_user("nadia"))
    for page in pages:
        response = client.get(page.url)
        assert response["X-Keywords"] == page.keywords
        assert "no-store" in response["Cache-Control"]


def test_the_hosts_manager_stays(pages):
    for page in pages:
        model = type(page)
        found = model.objects.live().about(page.keywords).get()
        assert found == page
        assert found.shouted == page.slug.upper()
        assert model._default_manager is model.objects


def test_a_translation_speaks_its_language_through_the_hosts_serve(pages):
    french = Locale.objects.create(language_code="fr")
    factories.run(factories.get_home().copy_for_translation, french)
    for page in pages:
        translated = factories.run(page.copy_for_translation, french)
        factories.publish(translated, keywords="mots")
        request = RequestFactory().get("/?print")
        request.user = AnonymousUser()
        _page, args, kwargs = translated.route(request, [])
        response = translated.serve(request, *args, **kwargs)
        assert response["X-Keywords"] == "mots"
        assert '<html lang="fr"' in response.render().content.decode()


def test_the_preview_of_a_draft_has_the_hosts_context(pages):
    event = pages[1]
    event.keywords = "draft"
    event.start_time = time(8)
    response = event.make_preview_request()
    assert response.status_code == 200
    assert response.context_data["keywords"] == "draft"
    start = response.context_data["occurrence"].start
    assert start.astimezone(ZoneInfo(event.timezone)).time() == time(8)
