"""What a page says of itself in its head: address, languages, how it looks when shared."""

import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from .. import factories
from .html import read

pytestmark = pytest.mark.django_db

TUESDAY = date(2090, 3, 7)
PAST = date(2020, 3, 3)


@pytest.fixture
def event(index):
    return factories.make_event(
        index,
        title="Spring evening",
        summary="We talk about prices.",
        start_date=TUESDAY,
        image=factories.make_image(title="A table by the window"),
    )


@pytest.fixture
def french():
    return Locale.objects.get_or_create(language_code="fr")[0]


# Wagtail tells translations apart by the language in their address.
in_two_languages = override_settings(
    ROOT_URLCONF="tests.publishing.i18n_urls",
    MIDDLEWARE=[*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"],
)


def translate(page, locale, **values):
    """A published translation of ``page``."""
    copy = factories.run(page.copy_for_translation, locale, copy_parents=True)
    return factories.publish(copy, **values)


def languages(page):
    return {
        attrs["hreflang"]: attrs["href"]
        for attrs in page.link_rel("alternate")
        if "hreflang" in attrs
    }


def test_how_an_event_looks_when_it_is_shared(get, event):
    site = event.get_site()
    site.site_name = "Freelances of the canal"
    site.save()
    meta = get(event.url).meta
    image = meta.pop("og:image")
    assert image.startswith(f"{site.root_url}/media/images/")
    shared = {name: meta[name] for name in meta if name.startswith(("og:", "twitter:"))}
    assert shared == {
        "og:type": "website",
        "og:title": "Spring evening",
        "og:url": event.full_url,
        "og:locale": "en",
        "og:site_name": "Freelances of the canal",
        "og:description": "We talk about prices.",
        "og:image:width": "640",
        "og:image:height": "480",
        "og:image:alt": "A table by the window",
        "twitter:card": "summary_large_image",
    }
    assert meta["description"] == "We talk about prices."


def test_without_a_picture_the_card_is_small(get, index):
    event = factories.make_event(index, start_date=TUESDAY)
    meta = get(event.url).meta
    assert meta["twitter:card"] == "summary"
    assert not any(name.startswith("og:image") for name in meta)
    assert "og:description" not in meta
    assert "description" not in meta


def test_a_picture_whose_file_is_missing_is_left_out(get, event):
    event.image.file.storage.delete(event.image.file.name)
    meta = get(event.url).meta
    assert "og:image" not in meta
    assert meta["twitter:card"] == "summary"


def test_what_the_editor_wrote_for_search_engines_comes_first(get, event):
    if not hasattr(event, "seo_title"):
        pytest.skip("The base page of this host has no such fields.")
    factories.publish(event, seo_title="Prices", search_description="An evening.")
    meta = get(event.url).meta
    assert meta["og:title"] == "Prices"
    assert meta["og:description"] == meta["description"] == "An evening."


def test_a_recap_is_an_article(get, index):
    recap = factories.make_recap(index, title="How it was", summary="Rain outside.")
    meta = get(recap.url).meta
    assert meta["og:type"] == "article"
    assert meta["og:description"] == "Rain outside."


def test_an_index_is_shared_with_its_first_words_and_the_next_picture(
    get, index, event
):
    words = "<h2>Us</h2><p>Freelances &amp; <b>friends</b>.</p><p>" + "word " * 99
    factories.publish(index, introduction=f"{words}</p>")
    meta = get(index.url).meta
    assert meta["description"].startswith("Us Freelances & friends. word word")
    assert meta["description"].endswith("…")
    assert len(meta["description"]) <= 200
    assert meta["og:image:alt"] == "A table by the window"


@override_settings(USE_THOUSAND_SEPARATOR=True)
def test_sizes_are_numbers_without_commas(get, event):
    rendition = event.image.get_rendition("width-1200")
    type(rendition).objects.filter(pk=rendition.pk).update(width=1200, height=1800)
    cache.clear()
    meta = get(event.url).meta
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "1800")


@in_two_languages
def test_the_languages_a_page_is_to_be_had_in(get, index, event, french):
    assert languages(get(event.url)) == {}
    accueil = translate(index, french, title="Soirées")
    soiree = translate(event, french, title="Soirée")
    for original, translation in ((event, soiree), (index, accueil)):
        expected = {"en": original.full_url, "fr": translation.full_url}
        assert languages(get(original.url)) == expected
        assert languages(get(translation.url)) == expected
    assert get(soiree.url).meta["og:locale"] == "fr"


def test_two_languages_at_one_address_are_not_told_apart(get, event, french):
    """So it is on a site that forgot the languages in its URL configuration."""
    soiree = translate(event, french, title="Soirée")
    assert soiree.full_url == event.full_url
    assert languages(get(event.url)) == {}


@in_two_languages
def test_a_translation_that_the_reader_may_not_see_is_not_named(
    get, client, event, french
):
    soiree = translate(event, french, title="Soirée")
    restriction = PageViewRestriction.objects.create(
        page_id=soiree.pk, restriction_type="login"
    )
    assert languages(get(event.url)) == {}
    restriction.delete()
    factories.run(soiree.unpublish)
    assert languages(get(event.url)) == {}


@in_two_languages
def test_a_copy_that_stands_in_for_a_translation_is_none(get, event, french):
    alias = factories.run(
        event.copy_for_translation, french, copy_parents=True, alias=True
    )
    assert alias.live
    assert languages(get(event.url)) == {}
    page = get(alias.url)
    assert languages(page) == {}
    assert page.link_rel("canonical")[0]["href"] == event.full_url


@in_two_languages
@override_settings(WAGTAIL_MEETUPS={"PAGE_SIZE": 1})
def test_a_turned_page_of_a_list_is_in_no_other_language(get, index, event, french):
    factories.make_event(index, start_date=date(2090, 4, 4))
    translate(index, french)
    assert set(languages(get(index.url))) == {"en", "fr"}
    assert languages(get(f"{index.url}?page=2")) == {}


@override_settings(WAGTAIL_I18N_ENABLED=False)
def test_a_site_in_one_language_asks_for_no_other(count_queries, event):
    with override_settings(WAGTAIL_I18N_ENABLED=True):
        more = count_queries(event.url)
    assert count_queries(event.url) < more


@in_two_languages
def test_the_languages_of_a_page_cost_the_same_however_many(
    count_queries, event, french
):
    translate(event, french)
    before = count_queries(event.url)
    with override_settings(
        LANGUAGES=[("en", "en"), ("fr", "fr"), ("de", "de"), ("it", "it")],
        WAGTAIL_CONTENT_LANGUAGES=[
            ("en", "en"),
            ("fr", "fr"),
            ("de", "de"),
            ("it", "it"),
        ],
    ):
        for code in ("de", "it"):
            translate(event, Locale.objects.create(language_code=code))
        assert count_queries(event.url) == before


def test_a_preview_of_what_was_never_saved_has_no_address_to_share(index):
    draft = type(index)(title="Not there yet", locale=index.locale)
    meta = read(draft.make_preview_request()).meta
    assert not any(name.startswith("og:") for name in meta)


def test_a_site_that_shares_in_its_own_way_leaves_ours_empty(
    get, host_templates, event
):
    host_templates("wagtail_meetups/parts/share.html", "")
    page = get(event.url)
    assert not any(name.startswith("og:") for name in page.meta)
    assert page.link_rel("canonical")


def test_the_sitemap_has_each_page_with_the_date_of_its_last_change(
    client, index, event
):
    recap = factories.make_recap(index)
    draft = factories.make_event(index, live=False)
    before = timezone.now() - timedelta(days=3)
    type(event).objects.filter(pk=event.pk).update(last_published_at=before)
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    changed = {
        url.findtext(f"{name}loc"): url.findtext(f"{name}lastmod")
        for url in tree.iter(f"{name}url")
    }
    # The sitemap's dates are those of the site's time zone, not UTC's.
    published = recap.last_published_at
    assert changed[event.full_url] == timezone.localdate(before).isoformat()
    assert changed[recap.full_url] == timezone.localdate(published).isoformat()
    assert index.full_url in changed
    assert draft.full_url not in changed
