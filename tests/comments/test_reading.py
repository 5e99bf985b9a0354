"""What readers see below an event or a recap."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.caching import RecordingBackend
from wagtail_meetups.comments.models import Room
from wagtail_meetups.comments.moderation import answer

from .commenting import add_comments, send, sent, text_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=["event", "recap"])
def page(request, index):
    return getattr(factories, f"make_{request.param}")(index)


def test_a_thread_is_oldest_first_with_its_count(client, page):
    add_comments(page, 3, user_url="https://ilse.example/")
    html = client.get(page.url).content.decode()
    assert "3 comments" in html
    places = [html.index(f"Words number {at}") for at in range(3)]
    assert places == sorted(places)
    assert '<a href="https://ilse.example/" rel="ugc nofollow">Reader 0</a>' in html
    assert len(re.findall(r'<time datetime="20[^"]+T[^"]+">', html)) >= 3


def test_reading_sets_no_cookie_and_varies_by_none(client, page):
    add_comments(page, 1)
    response = client.get(page.url)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "<form" not in response.content.decode()


def test_pages_of_fifty_and_permalinks_that_stay(client, page, host):
    rows = add_comments(page, 51)
    first, second = client.get(page.url), client.get(f"{page.url}?comments=2")
    assert "Words number 49" in text_of(first)
    assert "Words number 50" not in text_of(first)
    assert "Words number 50" in text_of(second)
    assert 'href="?comments=2#comments"' in first.content.decode()
    assert 'href="?#comments"' in second.content.decode()
    assert 'rel="canonical"' in second.content.decode()

    for row, query in ((rows[0], ""), (rows[50], "?comments=2")):
        response = client.get(f"{page.url}comments/{row.pk}/")
        assert response.status_code == 302
        assert response.url == f"{page.url}{query}#comment-{row.pk}"
        target = client.get(response.url.partition("#")[0]).content.decode()
        assert f'id="comment-{row.pk}"' in target
    told = answer(rows[50], "Come again", host)
    response = client.get(f"{page.url}comments/{told.pk}/")
    assert response.url == f"{page.url}?comments=2#comment-{told.pk}"


@pytest.mark.parametrize("number", ["x", "0", "99", "-1", "²", ""])
def test_no_number_of_a_page_is_an_error(client, page, number):
    add_comments(page, 2)
    assert client.get(f"{page.url}?comments={number}").status_code == 200


def test_a_hosts_answer_stands_beneath_and_is_marked(client, event, host):
    first, second = add_comments(event, 2)
    answer(first, "Thank you\n\nfor coming", host)
    text = text_of(client.get(event.url))
    assert "3 comments" in text
    assert text.index("Words number 0") < text.index("Claire Host")
    assert text.index("for coming") < text.index("Words number 1")


def test_an_atom_feed_per_page(client, page, host):
    first, _second = add_comments(page, 2)
    answer(first, "An answer & more", host)
    response = client.get(f"{page.url}comments/atom/")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert not response.cookies
    feed = ElementTree.fromstring(response.content)  # noqa: S314
    entries = feed.findall(f"{ATOM}entry")
    told = [entry.find(f"{ATOM}summary").text for entry in entries]
    assert told == ["<p>An answer &amp; more</p>"] + [
        f"<p>Words number {at}</p>" for at in (1, 0)
    ]
    link = entries[-1].find(f"{ATOM}link").get("href")
    assert link == f"http://localhost{page.url}comments/{first.pk}/".replace(
        "http://localhost", page.full_url.removesuffix(page.url)
    )
    again = client.get(
        f"{page.url}comments/atom/", headers={"if-none-match": response["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("imported", [False, True])
def test_an_empty_feed_is_the_same_twice(client, page, imported):
    if imported:
        type(page).objects.filter(pk=page.pk).update(first_published_at=None)
    first, second = (client.get(f"{page.url}comments/atom/") for _time in range(2))
    assert first.content == second.content
    assert ElementTree.fromstring(first.content).find(f"{ATOM}updated") is not None  # noqa: S314


def test_cost_is_the_same_for_5_and_500(client, event, host):
    """Page, restrictions, thread: none of it grows, on any page of the thread."""

    def count(path):
        client.get(event.url + path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(event.url + path).status_code == 200
        return len(queries)

    paths = ("", "comments/atom/", "comments/")
    rows = add_comments(event, 5)
    answer(rows[0], "Yes", host)
    few = [count(path) for path in paths]
    more = add_comments(event, 495)
    answer(more[0], "No", host)
    assert [count(path) for path in paths] == few
    assert count("?comments=10") <= few[0]


def test_the_thread_costs_these_queries(client, event, host):
    def count():
        client.get(event.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(event.url)
        return len(queries)

    Room.objects.create(page_id=event.pk, status="closed")
    nothing = count()  # The page's own settings, and how many comments there are.
    rows = add_comments(event, 3)
    assert count() == nothing + 1  # These comments.
    answer(rows[0], "Yes", host)
    assert count() == nothing + 2  # The answers to them.


def test_a_date_of_a_series_has_no_thread_of_its_own(client, index):
    event = factories.make_event(index, recurrence="FREQ=WEEKLY;COUNT=3")
    add_comments(event, 1)
    assert "Words number 0" in text_of(client.get(event.url))
    key = event.get_occurrences()[0].key
    response = client.get(f"{event.url}dates/{key}/")
    assert response.status_code == 200
    assert "Words number 0" not in text_of(response)


def test_closed_without_comments_is_silence(client, event):
    Room.objects.create(page_id=event.pk, status="closed")
    assert "omment" not in text_of(client.get(event.url))
    add_comments(event, 1)
    text = text_of(client.get(event.url))
    assert "1 comment " in text and "Comments are closed here." in text
    assert "Write a comment" not in text


def test_an_event_closes_days_after_its_last_date(client, index, at_once):
    at_once(CLOSE_DAYS=10, HOLD="none", MIN_SECONDS=0)
    today = timezone.localdate()
    for days, is_open in ((30, True), (-9, True), (-12, False)):
        event = factories.make_event(index, start_date=today + timedelta(days=days))
        type(event).objects.filter(pk=event.pk).update(
            first_published_at=timezone.now() - timedelta(days=60)
        )
        assert ("Write a comment" in text_of(client.get(event.url))) is is_open, days
        Room.objects.create(page_id=event.pk, close_days=0)
        assert "Write a comment" in text_of(client.get(event.url))


def test_a_preview_shows_no_thread(host_client, event, make_user):
    add_comments(event, 1)
    request = event.make_preview_request()
    assert "Words number 0" not in request.content.decode()


def test_the_form_opens_in_its_place_only_where_the_host_wants_it(
    client, event, configure
):
    assert "comments.js" not in client.get(event.url).content.decode()
    configure(IN_PLACE=True)
    html = client.get(event.url).content.decode()
    assert "data-meetups-comment-form" in html
    assert re.search(r'<script src="[^"]*comments\.js" defer></script>', html)


def test_publishing_a_comment_reaches_caches(client, event, at_once, settings):
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "tests.caching.RecordingBackend"}
    }
    RecordingBackend.forgotten.clear()
    sent(client, event)
    assert event.full_url in RecordingBackend.forgotten


def test_what_is_held_is_told_so(client, event):
    response = client.get(send(client, event).url)
    assert "Thank you, it will appear when a host has read it." in text_of(response)
    assert "no-store" in response["Cache-Control"]
