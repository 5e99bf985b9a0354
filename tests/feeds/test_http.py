"""The feed over HTTP: headers, and the answers to those who ask again."""

import gzip
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation
from django.utils.http import http_date
from wagtail.models import PageViewRestriction, Site

from wagtail_meetups.models import FeedState
from wagtail_meetups.publishing import publish_all

from .. import factories
from .asking import ATOM, TOPIC, URL, get, validators


@pytest.mark.parametrize(
    "url", [URL, TOPIC, ATOM, "/meetups/evening/ical/", "/meetups/evenings.ics"]
)
def test_headers(event, url):
    response = get(url)
    assert response.status_code == 200
    kind = "application/atom+xml" if url == ATOM else "text/calendar"
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "public, max-age=600"
    assert response["ETag"].startswith('"')
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_file_names(event):
    assert get()["Content-Disposition"] == 'inline; filename="meetups.ics"'
    own = get("/meetups/evening/ical/")
    assert own["Content-Disposition"] == 'inline; filename="evening.ics"'


def test_file_name_of_an_odd_slug(index):
    event = factories.make_event(index, slug="soirée-été")
    response = get(f"{event.url}ical/")
    assert (
        response["Content-Disposition"]
        == "inline; filename*=utf-8''soir%C3%A9e-%C3%A9t%C3%A9.ics"
    )


def test_the_same_feed_under_a_file_name(event):
    response, named = get(), get("/meetups/evenings.ics")
    assert named.content == response.content
    assert named["ETag"] == response["ETag"]
    assert named["Last-Modified"] == response["Last-Modified"]


@pytest.mark.parametrize("url", [URL, TOPIC, ATOM])
def test_someone_logged_in_gets_the_public_feed(event, admin_user, url):
    client = Client()
    client.force_login(admin_user)
    response = client.get(url)
    assert response["Cache-Control"] == "public, max-age=600"
    assert response.content == get(url).content


@pytest.mark.parametrize("url", [URL, TOPIC, ATOM])
def test_a_members_feed_is_kept_by_no_cache(index, event, admin_user, url):
    public = validators(url)
    PageViewRestriction.objects.create(page_id=index.pk, restriction_type="login")
    client = Client()
    client.force_login(admin_user)
    response = client.get(url)
    assert b"Evening" in response.content
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "public" not in response["Cache-Control"]
    assert "ETag" not in response
    assert "Last-Modified" not in response
    PageViewRestriction.objects.all().delete()
    assert validators(url) == public


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("FEED_MAX_AGE", 3600, ("Cache-Control", "public, max-age=3600")),
        ("FEED_REFRESH_HOURS", 12, (None, b"REFRESH-INTERVAL;VALUE=DURATION:PT12H")),
    ],
)
def test_settings(event, settings, name, value, shown):
    settings.WAGTAIL_MEETUPS = {name: value}
    response = get()
    header, expected = shown
    assert expected in (response[header] if header else response.content)


# Asking again.


@pytest.mark.parametrize("url", [URL, TOPIC, ATOM, "/meetups/evening/ical/"])
class TestNotModified:
    def assert_304(self, url, **headers):
        first = get(url)
        response = get(url, **headers)
        assert response.status_code == 304
        assert response.content == b""
        for name in ("ETag", "Last-Modified", "Cache-Control"):
            assert response[name] == first[name]
        assert not response.cookies

    def test_if_none_match(self, event, url):
        etag, _modified = validators(url)
        for value in (etag, f"W/{etag}", f'"other", {etag}', f'W/"x",W/{etag}', "*"):
            self.assert_304(url, if_none_match=value)
        for value in ('"other"', 'W/"other"', etag.strip('"'), "nonsense"):
            assert get(url, if_none_match=value).status_code == 200, value

    def test_if_modified_since(self, event, url):
        _etag, modified = validators(url)
        self.assert_304(url, if_modified_since=http_date(modified))
        self.assert_304(url, if_modified_since=http_date(modified + 60))
        earlier = http_date(modified - 1)
        assert get(url, if_modified_since=earlier).status_code == 200

    def test_other_date_formats(self, event, url):
        _etag, modified = validators(url)
        moment = datetime.fromtimestamp(modified, UTC)
        self.assert_304(url, if_modified_since=f"{moment:%A, %d-%b-%y %H:%M:%S} GMT")
        self.assert_304(url, if_modified_since=f"{moment:%a %b %d %H:%M:%S %Y}")
        for value in ("yesterday", moment.isoformat(), str(modified), ""):
            assert get(url, if_modified_since=value).status_code == 200, value

    def test_both(self, event, url):
        """The ETag counts; the date is not looked at (RFC 9110, 13.1.3)."""
        etag, modified = validators(url)
        earlier, later = http_date(modified - 60), http_date(modified + 60)
        self.assert_304(url, if_none_match=etag, if_modified_since=earlier)
        response = get(url, if_none_match='"other"', if_modified_since=later)
        assert response.status_code == 200

    def test_head(self, event, url):
        full, head = get(url), get(url, "head")
        assert head.status_code == 200
        assert head.content == b""
        for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Type"):
            assert head[name] == full[name]
        assert get(url, "head", if_none_match=full["ETag"]).status_code == 304

    def test_gzip(self, event, url):
        plain = get(url)
        packed = get(url, accept_encoding="gzip")
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] == f"W/{plain['ETag']}"
        assert packed["Vary"] == "Accept-Encoding"
        again = get(url, accept_encoding="gzip", if_none_match=packed["ETag"])
        assert again.status_code == 304
        plain_again = get(url, if_none_match=packed["ETag"])
        assert plain_again.status_code == 304


@pytest.mark.parametrize("url", [URL, TOPIC, ATOM])
def test_nothing_is_written_while_nothing_changes(event, url):
    get(url)
    state = FeedState.objects.values().get()
    get(url)
    get(url, if_none_match="*")
    assert FeedState.objects.values().get() == state


# The same content, the same bytes.


@pytest.mark.parametrize("url", [URL, TOPIC, ATOM])
def test_same_bytes_again_and_again(index, event, design, clock, url):
    factories.make_event(
        index, title="🎉 Fête", venue=factories.make_venue(), topics=[design]
    )
    factories.make_recap(index)
    first = get(url)
    clock.forward(hours=5)
    publish_all()
    cache.clear()
    with translation.override("fr"), timezone.override("Asia/Tokyo"):
        assert publish_all() == []
        assert get(url).content == first.content
    again = get(url)
    assert again.content == first.content
    assert (again["ETag"], again["Last-Modified"]) == (
        first["ETag"],
        first["Last-Modified"],
    )


@pytest.mark.parametrize("url", [URL, TOPIC, ATOM])
def test_same_bytes_under_every_host_of_a_site(index, event, url):
    factories.run(
        Site.objects.create, hostname="evenings.example", root_page_id=index.pk
    )
    first = get(url, host="localhost")
    path = url.removeprefix("/meetups")
    second = Client().get(path, headers={"host": "evenings.example"})
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert get(url, host="localhost")["Last-Modified"] == second["Last-Modified"]
