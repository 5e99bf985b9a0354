"""The private page of a person: who gets in, what it shows, what it changes."""

import json
import logging
import re
from datetime import timedelta

import django
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, PageViewRestriction

from wagtail_meetups.models import Attendee, PersonalLink

from .. import factories
from ..forms import read_form

pytestmark = pytest.mark.django_db


def answers(attendee):
    rows = attendee.agreements.values_list("use", "field", "agreed", "how")
    return list(rows)


def is_private(response):
    headers = response.headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_page_shows_what_is_held_and_how_one_is_called(client, nadia, page_url):
    factories.agree(nadia, "trade", use="recaps")
    response = client.get(page_url)
    html = response.content.decode()
    assert response.status_code == 200
    is_private(response)
    for held in ("Nadia", "Berthier", "Illustrator", "Draws cities.", "nadia@mail"):
        assert held in html
    assert "Allergic" not in html  # It may be read over a shoulder; the file has it.
    assert "keep notes about you" in html
    assert "someone we met" in html  # On event pages.
    assert "an illustrator" in html  # In recaps.


def test_nothing_of_it_comes_from_elsewhere(client, page_url, host_templates):
    host_templates(
        "base.html",
        "<script src='https://count.example/'></script>{% block content %}{% endblock %}",
    )
    html = client.get(page_url).content.decode()
    assert "count.example" not in html
    assert "<script" not in html
    sources = re.findall(r'(?:src|<link[^>]* href)="([^"]*)"', html)
    assert sources
    assert all(source.startswith("/static/") for source in sources)


@pytest.mark.parametrize("wrong", ["unknown", "expired", "revoked", "forgotten"])
@pytest.mark.parametrize("below", ["", "data/", "erase/"])
def test_a_link_that_opens_nothing_does_not_say_why(
    client, index, nadia, key, wrong, below
):
    link = PersonalLink.objects.get()
    plain = client.get(f"{index.url}people/{'x' * 32}/{below}")
    if wrong == "expired":
        PersonalLink.objects.update(expires_at=timezone.now())
    elif wrong == "revoked":
        PersonalLink.objects.update(revoked_at=timezone.now())
    elif wrong == "forgotten":
        Attendee.objects.update(forgotten_at=timezone.now())
    else:
        key = "y" * 32
    response = client.get(f"{index.url}people/{key}/{below}")
    assert response.status_code == 404
    is_private(response)
    assert response.content == plain.content
    assert "Nadia" not in response.content.decode()
    assert link.attendee_id == nadia.pk


def test_only_the_digest_is_kept(nadia):
    link, key = PersonalLink.make(nadia)
    assert re.fullmatch(r"[\w\-]{32}", key)
    values = PersonalLink.objects.values().get(pk=link.pk)
    assert key not in str(values)
    assert key not in f"{link} {link!r}"
    days = (link.expires_at - link.created_at).days
    assert days == 90


@pytest.mark.parametrize("kind", ["login", "password"])
def test_it_opens_where_the_index_is_closed_to_others(client, index, page_url, kind):
    PageViewRestriction.objects.create(
        page=index, restriction_type=kind, password="secret"
    )
    assert client.get(page_url).status_code == 200
    assert b"Your page" not in client.get(index.url).content


def test_looking_changes_nothing(client, nadia, page_url):
    """Mail programs open links by themselves."""
    for path in ("", "?done=shown", "?action=hide&page=1", "data/", "erase/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_url + path).status_code == 200
        written = [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
        assert written == [], path
        assert client.head(page_url + path).status_code == 200
    assert Attendee.objects.get() == nadia


def test_a_choice_is_kept_and_holds_at_the_next_look(client, index, nadia, page_url):
    factories.agree(nadia, "first_name", "trade")
    event = factories.make_event(index, hosts=[nadia])
    assert "Nadia" in client.get(event.url).content.decode()
    response = client.post(
        page_url, {"action": "show", "events": ["trade"], "recaps": ["pictured"]}
    )
    assert response.status_code == 303
    assert response.headers["Location"].endswith("?done=shown#choices")
    assert answers(nadia)[2:] == [
        ("events", "first_name", False, "link"),
        ("recaps", "pictured", True, "link"),
    ]
    html = client.get(event.url).content.decode()
    assert "Nadia" not in html
    assert "Illustrator" in html
    again = client.post(
        page_url, {"action": "show", "events": ["trade"], "recaps": ["pictured"]}
    )
    assert "done=same" in again.headers["Location"]
    assert len(answers(nadia)) == 4
    html = client.get(page_url + "?done=shown").content.decode()
    assert "What you chose is kept" in html
    assert html.count(" checked") == 2


@pytest.mark.parametrize(
    "data",
    [
        {"action": "show", "events": ["email"]},
        {"action": "show", "events": ["pictured"]},
        {"action": "correct", "first_name": " "},
        {"action": "correct", "first_name": "Nadia", "link": "javascript:alert(1)"},
        {"action": "nonsense"},
        {},
    ],
)
def test_bad_input_changes_nothing(client, nadia, page_url, data):
    response = client.post(page_url, data)
    assert response.status_code == 200
    is_private(response)
    assert answers(nadia) == []
    nadia.refresh_from_db()
    assert (nadia.first_name, nadia.link) == ("Nadia", "")


def test_words_are_corrected_and_the_photo_goes(client, nadia, page_url):
    image = factories.make_image()
    Attendee.objects.update(photo=image)
    form = client.get(page_url)
    assert "meetups-photo" in form.content.decode()
    data = read_form(form, None)
    assert data["bio"][0].strip() == "Draws cities."
    response = client.post(
        page_url,
        {
            "action": "correct",
            "first_name": "Nadja",
            "trade": "Painter",
            "remove_photo": "on",
        },
    )
    assert response.status_code == 303
    nadia.refresh_from_db()
    assert (nadia.first_name, nadia.last_name, nadia.trade) == ("Nadja", "", "Painter")
    assert nadia.photo is None
    assert not get_image_model().objects.exists()  # Nothing else shows it.
    assert nadia.notes == "Allergic to small talk"


def test_all_data_can_be_taken_along(client, index, nadia, page_url):
    factories.agree(nadia, "first_name")
    event = factories.make_event(index, title="Spring", hosts=[nadia])
    response = client.get(page_url + "data/")
    is_private(response)
    assert response.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(response.content)
    assert data["person"]["notes_of_the_hosts"] == "Allergic to small talk"
    assert data["person"]["email"] == "nadia@mail.example"
    assert data["agreements"][0]["what"] == "first_name"
    assert data["shown_on"] == [
        {"page": "Spring", "address": event.full_url, "where": "events"}
    ]
    assert len(data["private_links"]) == 1


def test_erasing_asks_first(client, index, nadia, page_url):
    assert client.post(page_url + "erase/", {}).status_code == 200
    assert Attendee.objects.exists()
    response = client.post(page_url + "erase/", {"sure": "on"}, follow=True)
    assert response.redirect_chain == [(f"{index.full_url}people/erased/", 303)]
    is_private(response)
    assert not Attendee.objects.exists()
    assert client.get(page_url).status_code == 404


def test_a_form_of_another_site_changes_nothing(index, nadia, page_url, caplog):
    response = Client(enforce_csrf_checks=True).post(page_url, {"action": "show"})
    assert response.status_code == 403
    assert answers(nadia) == []


def test_a_link_that_is_used_too_often_waits(client, page_url, settings, nadia):
    settings.WAGTAIL_MEETUPS = {"PERSONAL_LINK_HOURLY": 3}
    codes = [client.get(page_url).status_code for _time in range(3)]
    response = client.post(page_url, {"action": "show", "events": ["trade"]})
    assert (codes, response.status_code) == ([200] * 3, 429)
    assert response.headers["Retry-After"] == "3600"
    is_private(response)
    assert answers(nadia) == []
    cache.clear()  # An hour later.
    assert client.get(page_url).status_code == 200


def test_no_key_is_logged(
    index, key, page_url, caplog, settings, mailoutbox, monkeypatch
):
    address = "admin@meetups.example"
    settings.ADMINS = [address if django.VERSION >= (6,) else ("Admin", address)]
    caplog.set_level(logging.DEBUG)
    Client().get(f"{index.url}people/{'k' * 32}/")
    Client(enforce_csrf_checks=True).post(page_url, {"action": "show"})
    Client().put(page_url)
    monkeypatch.setattr(
        "wagtail_meetups.views.person.find_appearances", lambda *args: 1 / 0
    )
    Client(raise_request_exception=False).get(page_url)
    words = [record.getMessage() for record in caplog.records]
    assert any("people/…/" in word for word in words)
    told = "\n".join([*words, *(mail.body for mail in mailoutbox)])
    for secret in (key, "k" * 32, "Nadia", "Berthier"):
        assert secret not in told


@pytest.mark.parametrize("host", ["testserver", "elsewhere.example"])
def test_no_key_is_logged_of_an_address_that_is_not_quite_right(
    page_url, key, caplog, settings, mailoutbox, host
):
    address = "admin@meetups.example"
    settings.ADMINS = [address if django.VERSION >= (6,) else ("Admin", address)]
    caplog.set_level(logging.DEBUG)
    settings.APPEND_SLASH = host != "testserver"
    settings.ALLOWED_HOSTS = ["testserver"]
    # Without the slash at its end, or under a name that is not the site's.
    path = page_url.rstrip("/") if host == "testserver" else page_url
    response = Client(raise_request_exception=False).get(path, headers={"host": host})
    assert response.status_code in (400, 404)
    words = [record.getMessage() for record in caplog.records]
    requests = [vars(record).get("request") for record in caplog.records]
    words += [request.path for request in requests if request]
    told = "\n".join([*words, *(mail.body for mail in mailoutbox)])
    assert "people/…" in told
    assert key not in told


def test_what_somebody_writes_is_in_no_error_mail(
    page_url, settings, mailoutbox, monkeypatch
):
    address = "admin@meetups.example"
    settings.ADMINS = [address if django.VERSION >= (6,) else ("Admin", address)]
    monkeypatch.setattr(
        "wagtail_meetups.views.person.find_appearances", lambda *args: 1 / 0
    )
    # Without a first name it is shown again, which fails here.
    data = {"action": "correct", "email": "nadia@home.example", "bio": "Draws cities."}
    Client(raise_request_exception=False).post(page_url, data)
    (mail,) = mailoutbox
    told = mail.body + "".join(content for content, _kind in mail.alternatives)
    assert "ZeroDivisionError" in told
    for private in ("nadia@home.example", "Draws cities."):
        assert private not in told


def test_a_page_in_french(client, page_url, index):
    french = factories.make_index(
        index.get_parent().specific,
        slug="rencontres",
        locale=Locale.objects.get_or_create(language_code="fr")[0],
    )
    response = client.get(page_url.replace(index.url, french.url))
    assert response.headers["Content-Language"] == "fr"
    assert '<html lang="fr"' in response.content.decode()


def test_queries_do_not_grow(client, index, nadia, page_url):
    def count():
        client.get(page_url)
        with CaptureQueriesContext(connection) as queries:
            client.get(page_url)
        return len(queries)

    factories.make_event(index, hosts=[nadia])
    before = count()
    for _number in range(20):
        factories.make_event(index, hosts=[nadia])
    factories.agree(nadia, *["trade", "bio"] * 10)
    PersonalLink.objects.bulk_create(
        PersonalLink(
            attendee=nadia,
            digest=str(number),
            expires_at=timezone.now() + timedelta(days=1),
        )
        for number in range(20)
    )
    assert count() == before
