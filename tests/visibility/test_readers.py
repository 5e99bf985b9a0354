"""Readers who have met a restriction, and what caches may keep of what they are told."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import PageViewRestriction

from tests import factories
from wagtail_meetups.visibility import get_snapshot, take_snapshot

pytestmark = pytest.mark.django_db

WORD = "zanzibar"
PASSWORD = "s3cret"
KINDS = ("login", "groups", "password")


def make_user(name="reader", **kwargs):
    model = get_user_model()
    return model.objects.create_user(**{model.USERNAME_FIELD: name}, **kwargs)


def restrict(page, kind):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password=PASSWORD
    )
    restriction.groups.set([Group.objects.get_or_create(name="Circle")[0]])
    return restriction


def meet(client, restriction):
    """Let the reader do what the restriction asks for, through the front door."""
    if restriction.restriction_type == PageViewRestriction.PASSWORD:
        url = reverse(
            "wagtailcore_authenticate_with_password",
            args=[restriction.pk, restriction.page_id],
        )
        response = client.post(url, {"password": PASSWORD, "return_url": "/"})
        assert response.status_code == 302
        return
    user = make_user()
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        user.groups.set(restriction.groups.all())
    client.force_login(user)


def caching(response):
    return {part.strip() for part in response.headers["Cache-Control"].split(",")}


def is_for_all(response):
    """Whether any cache may keep it and give it to anybody."""
    return (
        {"public", "max-age=600"} <= caching(response)
        and not {"private", "no-store"} & caching(response)
        and "Set-Cookie" not in response.headers
        and not response.cookies
        and "cookie" not in response.headers.get("Vary", "").lower()
    )


def is_for_one(response):
    """Whether no cache may keep it, and nothing in it lets one ask whether it changed."""
    return (
        {"private", "no-store"} <= caching(response)
        and "public" not in caching(response)
        and "ETag" not in response.headers
        and "Last-Modified" not in response.headers
    )


@pytest.fixture
def stranger(client):
    """Another client, that has met nothing."""
    return type(client)()


@pytest.fixture
def hidden(index):
    return factories.make_event(index, title=f"{WORD} evening", slug="hidden")


@pytest.mark.parametrize("kind", KINDS)
def test_list_and_feed_hold_what_lies_behind_a_restriction_met(
    client, stranger, index, hidden, kind
):
    recap = factories.make_recap(index, event_id=hidden.pk)
    meet(client, restrict(hidden, kind))

    urls = ["/meetups/", "/meetups/ical/", "/meetups/meetups.ics", recap.get_url()]
    for url in urls:
        response = client.get(url)
        assert WORD in response.content.decode(), url
        assert is_for_one(response), url
        assert WORD not in stranger.get(url).content.decode(), url


@pytest.mark.parametrize("kind", KINDS)
def test_api_answers_of_a_restriction_met_are_private(client, stranger, hidden, kind):
    meet(client, restrict(hidden, kind))

    for url in ["/api/pages/?fields=*", f"/api/pages/{hidden.pk}/"]:
        response = client.get(url)
        assert WORD in response.content.decode()
        assert is_for_one(response)
        other = stranger.get(url)
        assert WORD not in other.content.decode()
        assert "private" not in other.headers.get("Cache-Control", "")


@pytest.mark.parametrize("kind", KINDS)
def test_page_and_calendar_of_a_restricted_event(client, stranger, hidden, kind):
    meet(client, restrict(hidden, kind))

    page = client.get("/meetups/hidden/")
    assert WORD in page.content.decode()
    assert is_for_one(page)
    assert "/meetups/hidden/ical/" in page.content.decode()

    calendar = client.get("/meetups/hidden/ical/")
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert WORD in calendar.content.decode()
    assert is_for_one(calendar)

    for url in ["/meetups/hidden/", "/meetups/hidden/ical/"]:
        response = stranger.get(url)
        assert WORD not in response.content.decode()
        assert {"private", "no-store"} <= caching(response)
        assert "ETag" not in response.headers


@pytest.mark.parametrize("kind", KINDS)
def test_members_only_index_keeps_its_pages_and_feed(
    client, stranger, index, hidden, kind
):
    meet(client, restrict(index, kind))

    for url in ["/meetups/", "/meetups/ical/", "/meetups/hidden/ical/"]:
        response = client.get(url)
        assert WORD in response.content.decode(), url
        assert is_for_one(response), url
        assert WORD not in stranger.get(url).content.decode(), url


def test_group_and_password_of_others_open_nothing(client, index, hidden):
    restrict(hidden, "groups")
    user = make_user()
    user.groups.add(Group.objects.create(name="Choir"))
    client.force_login(user)
    other = restrict(factories.make_index(), "password")
    meet(client, other)

    response = client.get("/meetups/ical/")

    assert WORD not in response.content.decode()
    # A restriction was met, if elsewhere: to be careful is cheap here.
    assert is_for_one(response)


def test_superuser_meets_every_group_but_no_password(client, index, hidden):
    client.force_login(make_user(is_superuser=True, is_active=True))
    restriction = restrict(hidden, "groups")
    assert WORD in client.get("/meetups/ical/").content.decode()

    restriction.delete()
    restrict(hidden, "password")
    assert WORD not in client.get("/meetups/ical/").content.decode()


def test_two_restrictions_must_both_be_met(client, index, hidden):
    restrict(index, "login")
    inner = restrict(hidden, "password")
    client.force_login(make_user())
    assert WORD not in client.get("/meetups/ical/").content.decode()

    client.post(
        reverse("wagtailcore_authenticate_with_password", args=[inner.pk, hidden.pk]),
        {"password": PASSWORD, "return_url": "/"},
    )
    assert WORD in client.get("/meetups/ical/").content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("url", ["/meetups/ical/", "/meetups/open/ical/"])
def test_public_answers_stay_public(client, index, hidden, method, url):
    factories.make_event(index, slug="open")
    restrict(hidden, "login")

    response = getattr(client, method)(url)

    assert response.status_code == 200
    assert is_for_all(response)
    assert response.headers["ETag"]
    assert response.headers["Last-Modified"]
    assert bool(response.content) is (method == "get")


def test_304_stays_public(client, index, hidden):
    restrict(hidden, "login")
    etag = client.get("/meetups/ical/").headers["ETag"]

    response = client.get("/meetups/ical/", headers={"if-none-match": etag})

    assert response.status_code == 304
    assert is_for_all(response)


def test_member_never_gets_a_304(client, stranger, index, hidden):
    """A validator of the public feed says nothing of a member's."""
    meet(client, restrict(hidden, "login"))
    public = stranger.get("/meetups/ical/")
    validators = {
        "if-none-match": public.headers["ETag"],
        "if-modified-since": public.headers["Last-Modified"],
    }

    response = client.get("/meetups/ical/", headers=validators)

    assert response.status_code == 200
    assert WORD in response.content.decode()


def test_members_do_not_disturb_the_validators_of_the_public(
    client, stranger, index, hidden
):
    factories.make_event(index)
    meet(client, restrict(hidden, "login"))
    first = stranger.get("/meetups/ical/")

    client.get("/meetups/ical/")
    client.head("/meetups/ical/")

    second = stranger.get("/meetups/ical/")
    assert first.content == second.content
    for name in ("ETag", "Last-Modified"):
        assert first.headers[name] == second.headers[name]


def test_logged_in_reader_without_restrictions_gets_the_public_feed(client, index):
    """Where nobody knows more than others, one cached body serves all."""
    factories.make_event(index)
    client.force_login(make_user())

    assert is_for_all(client.get("/meetups/ical/"))


def test_head_of_a_member(client, index, hidden):
    meet(client, restrict(hidden, "login"))

    response = client.head("/meetups/ical/")

    assert response.status_code == 200
    assert response.content == b""
    assert is_for_one(response)


# --- Who may be known -----------------------------------------------------------------


def lazy_request(user):
    """A request as the middleware of sessions and log-ins leave it."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.user = SimpleLazyObject(lambda: user)
    return request


def test_session_of_a_stranger_is_not_looked_at(index, hidden):
    restrict(hidden, "login")
    request = lazy_request(AnonymousUser())

    assert not take_snapshot(request).shows(hidden)

    assert not request.session.accessed


def test_reader_known_by_a_session_cookie(settings, index, hidden):
    restrict(hidden, "login")
    request = lazy_request(make_user())
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "brought along"

    assert take_snapshot(request).shows(hidden)


def test_reader_known_by_a_header_that_a_middleware_reads(index, hidden):
    """As ``RemoteUserMiddleware`` does: it looks at the session, and there is no cookie."""
    restrict(hidden, "login")
    request = lazy_request(make_user())
    assert request.session.get("_auth_user_id") is None
    assert request.session.accessed

    assert take_snapshot(request).shows(hidden)


def test_reader_known_by_a_token(index, hidden):
    """A middleware may set the user itself; nothing lazy is left to look at."""
    restrict(hidden, "login")
    request = RequestFactory().get("/")
    request.user = make_user()

    assert take_snapshot(request).shows(hidden)


def test_snapshot_is_taken_once_a_request(index, django_assert_num_queries):
    request = lazy_request(AnonymousUser())
    first = get_snapshot(request)
    with django_assert_num_queries(0):
        assert get_snapshot(request) is first


def test_snapshot_without_a_request_is_the_publics(index, hidden):
    restrict(hidden, "login")

    assert not get_snapshot(None).shows(hidden)
    assert get_snapshot(None).shows(index)
