"""Every address is right below a script's name, a language and a path: world ``prefixed``."""

from io import StringIO
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.urls import set_script_prefix
from django.utils.translation import override
from wagtail.models import Locale, Site

from wagtail_meetups.publishing import find_differences

from .. import factories
from ..publishing.reading import assert_shows, read_calendar, read_feed
from ..publishing.reading import get as get_absolute

pytestmark = pytest.mark.django_db
ROOT = "http://localhost/town/en/community/meetups/"
FRENCH_ROOT = "http://localhost/town/fr/community/meetups/"


@pytest.fixture(autouse=True)
def script_name(settings):
    """As Django sets it when a process starts; a request does the same."""
    set_script_prefix(f"{settings.FORCE_SCRIPT_NAME}/")


@pytest.fixture
def event(index):
    return factories.make_event(
        index,
        title="Evening",
        slug="evening",
        venue=factories.make_venue(latitude="48.86", longitude="2.37"),
    )


@pytest.fixture
def french(index, event):
    """The French index and event."""
    locale = Locale.objects.create(language_code="fr")
    home = factories.run(factories.get_home().copy_for_translation, locale)
    factories.publish(home)
    french_index = factories.run(index.copy_for_translation, locale)
    factories.publish(french_index, title="Soirées")
    page = factories.run(event.copy_for_translation, locale)
    return french_index, factories.publish(page, title="Soirée")


def test_pages_name_their_own_addresses(get, index, event):
    page = get(index.url)
    assert page.link_rel("canonical")[0]["href"] == ROOT
    assert page.link_rel("alternate")[0]["href"] == f"{ROOT}ical/"
    assert f"{ROOT}ical/" in page.text
    page = get(event.url)
    assert page.link_rel("canonical")[0]["href"] == f"{ROOT}evening/"
    assert page.structured_data["url"] == f"{ROOT}evening/"
    assert page.structured_data["organizer"]["url"] == ROOT


def test_the_feed_names_them_too(french, index, event):
    french_index, page = french
    for shown, root, told in ((index, ROOT, event), (french_index, FRENCH_ROOT, page)):
        response = get_absolute(f"{root}ical/")
        text = response.content.decode().replace("\r\n ", "")
        assert f"SOURCE;VALUE=URI:{root}ical/" in text
        assert f"\r\nURL:{root}\r\n" in text
        [found] = read_feed(shown).values()
        assert found["URL"] == f"{root}evening/" == told.full_url
        assert_shows(shown, told.title)
        assert len(read_calendar(get_absolute(f"{root}calendar.ics"))) == 1


def test_every_link_leads_somewhere(get, client, french, index, event):
    Site.objects.update(site_name="Town")  # Our layout then links to the home page.
    recap = factories.make_recap(index, event_id=event.pk, title="How it was")
    pages = [index, event, recap, *french]
    seen = set()
    for page in pages:
        for _tag, attrs, _text in get(page.url).elements:
            link = attrs.get("href") or attrs.get("src") or ""
            parts = urlsplit(urljoin(page.full_url, link.replace("webcal:", "http:")))
            if link and not link.startswith("#") and parts.netloc == "localhost":
                seen.add(parts.path)
    served = {path for path in seen if not path.startswith(("/static/", "/media/"))}
    assert {page.url for page in pages} <= served
    assert {f"{page.url}ical/" for page in (index, event)} <= served
    for path in served:
        assert path.startswith("/town/")
        assert client.get(path).status_code == 200, path


def test_the_language_of_who_publishes_does_not_show(french, index, event):
    with override("fr"):
        factories.publish(event, summary="Come along")
    [found] = read_feed(index).values()
    assert found["URL"] == f"{ROOT}evening/"
    factories.publish(french[1], summary="Venez")
    [found] = read_feed(french[0]).values()
    assert found["URL"] == f"{FRENCH_ROOT}evening/"


def test_a_command_writes_what_a_request_writes(event, french):
    assert find_differences() == []
    call_command("rebuild_meetups", check=True, stdout=StringIO())


def test_the_sitemap(client, index, event, french):
    text = client.get("/town/sitemap.xml").content.decode()
    for url in (ROOT, f"{ROOT}evening/"):
        assert f"<loc>{url}</loc>" in text
    # Wagtail's own sitemap stops at the home page of the site's first language.
    assert french[1].get_sitemap_urls()[0]["location"] == f"{FRENCH_ROOT}evening/"
