"""The subscribe page: a way for each calendar program, one tap where there is one."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction

from wagtail_meetups.feeds import feed_url
from wagtail_meetups.qr import qr_svg

from .. import factories
from .html import read

pytestmark = pytest.mark.django_db

ADDRESS = "/meetups/subscribe/"


def section(page, name):
    """The text of the section that the in-page link ``#name`` leads to."""
    [(_attrs, text)] = page.find("section", **{"aria-labelledby": name})
    return text


def query(url):
    return {name: value for name, [value] in parse_qs(urlsplit(url).query).items()}


def test_each_calendar_has_its_heading_and_a_link_to_it(get, index):
    page = get(ADDRESS)
    headings = page.find("h2")
    assert [text for _attrs, text in headings] == [
        "iPhone, iPad, Mac",
        "Google Calendar, on a computer",
        "Android",
        "Outlook, personal",
        "Outlook, work or school",
        "Thunderbird",
        "Any other calendar",
        "From here to a phone",
    ]
    in_page = [href for href in page.links.values() if href.startswith("#")]
    assert in_page[:1] + list(dict.fromkeys(in_page[1:])) == [
        "#content",
        *(f"#{attrs['id']}" for attrs, _text in headings),
    ]
    assert page.headings[0] == (1, "Subscribe to Café evenings")
    assert page.links["Café evenings"] == index.url


def test_one_tap_where_there_is_one(get, index):
    index.feed_name = "Cafés & friends"
    index.save()
    page = get(ADDRESS)
    address = f"{index.full_url}ical/"
    webcal = address.replace("http:", "webcal:")
    assert page.links["Subscribe on this Apple device"] == webcal
    assert page.links["Open in an app such as ICSx⁵"] == webcal
    google = page.links["Add to Google Calendar"]
    assert google.startswith(
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F"
    )
    assert query(google) == {"cid": webcal}
    for host, name in (
        ("outlook.live.com", "Add to your own Outlook"),
        ("outlook.office.com", "Add to Outlook at work or school"),
    ):
        url = page.links[name]
        assert url.startswith(f"https://{host}/calendar/0/addfromweb?url=http%3A%2F%2F")
        assert query(url) == {"url": address, "name": "Cafés & friends"}
        assert "+" not in url


def test_the_address_is_there_to_be_copied(get, client, index):
    page = get(ADDRESS)
    address = f"{index.full_url}ical/"
    assert page.find("code") == [({"class": "meetups-feed", "dir": "ltr"}, address)] * 2
    assert address in section(page, "thunderbird")
    assert address in section(page, "address")
    assert client.get(address)["Content-Type"].startswith("text/calendar")


def test_each_says_how_soon_it_looks_and_what_becomes_of_a_cancelled_date(get, index):
    page = get(ADDRESS)
    for name, words in {
        "apple": ("about every hour", "struck through"),
        "google": ("about every 8 to 24 hours", "disappears"),
        "android": ("about every 8 to 24 hours", "as often as you set it to"),
        "outlook": ("about every 3 hours", "“Cancelled:”"),
        "outlook-work": ("about every 1 to 3 hours", "“Cancelled:”"),
        "thunderbird": ("about every 30 minutes", "struck through"),
        "address": ("once an hour and once a day", "“Cancelled:”"),
    }.items():
        for word in words:
            assert word in section(page, name)


def test_the_qr_code_leads_to_this_page_and_has_a_name(client, index):
    html = client.get(ADDRESS).content.decode()
    code = qr_svg(
        f"{index.full_url}subscribe/", "QR code that opens this page on a phone"
    )
    assert code in html


def test_an_address_that_google_refuses_is_said_to_be_too_long(get, index):
    start = len(index.full_url.replace("meetups", "")) + len("ical/")
    factories.make_index(title="Just right", slug="a" * (256 - start))
    factories.make_index(title="Too long", slug="b" * (257 - start))
    right = get(f"/{'a' * (256 - start)}/subscribe/")
    assert len(right.find("code")[0][1]) == 256
    assert "Add to Google Calendar" in right.links
    long = get(f"/{'b' * (257 - start)}/subscribe/")
    assert "Add to Google Calendar" not in long.links
    assert "257 characters long" in section(long, "google")
    assert "Google’s app" not in section(long, "android")


def test_search_engines_are_asked_to_leave_it_out_and_know_its_address(get, index):
    page = get(f"{ADDRESS}?utm=x")
    assert page.find("meta", name="robots") == [
        ({"name": "robots", "content": "noindex"}, "")
    ]
    assert page.link_rel("canonical") == [
        {"rel": "canonical", "href": f"{index.full_url}subscribe/"}
    ]
    assert page.find("title")[0][1].startswith("Subscribe: Café evenings")
    [feed] = page.link_rel("alternate", type="text/calendar")
    assert feed["href"] == f"{index.full_url}ical/"
    assert not get(index.url).find("meta", name="robots")


def test_an_alias_names_the_page_it_mirrors(get, index):
    alias = factories.run(index.create_alias, update_slug="again")
    [link] = get(f"{alias.url}subscribe/").link_rel("canonical")
    assert link["href"] == f"{index.full_url}subscribe/"


def test_it_may_be_cached_like_every_page(client, index):
    page, subscribe = client.get(index.url), client.get(ADDRESS)
    assert subscribe.get("Cache-Control") == page.get("Cache-Control")
    read(subscribe)  # No cookie, and it does not vary by one.


def test_the_index_leads_to_it(get, index):
    links = get(index.url).links
    assert links["How to: Google, Outlook, Android and others"] == (
        f"{index.full_url}subscribe/"
    )


def test_it_speaks_the_language_of_the_page(settings, client, index, monkeypatch):
    spoken = []
    settings.LANGUAGE_CODE = "fr"
    monkeypatch.setattr(
        "wagtail_meetups.views.subscribe._",
        lambda text: spoken.append(get_language()) or text,
    )
    response = client.get(ADDRESS)
    assert response["Content-Language"] == "en"
    assert spoken == ["en"]


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("https://a.example/meetups/", "https://a.example/meetups/ical/"),
        # With WAGTAIL_APPEND_SLASH off.
        ("https://a.example/meetups", "https://a.example/meetups/ical/"),
        # Outside every site.
        (None, ""),
    ],
)
def test_the_address_of_a_route_stands_below_that_of_its_page(
    index, monkeypatch, page, feed
):
    monkeypatch.setattr(type(index), "get_full_url", lambda self, request=None: page)
    assert feed_url(index) == feed


@pytest.fixture
def restricted(index):
    PageViewRestriction.objects.create(
        page_id=index.pk, restriction_type=PageViewRestriction.LOGIN
    )
    return index


def test_members_are_told_that_calendars_cannot_log_in(client, restricted):
    member = get_user_model().objects.create_user(
        username="member", email="member@example.com", password="member"
    )
    client.force_login(member)
    response = client.get(ADDRESS)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    html = response.content.decode()
    assert "a calendar on a phone cannot log in" in html
    assert "Download the dates as they are today" in html
    for word in ("webcal:", "calendar.google.com", "outlook", "<svg", "Thunderbird"):
        assert word not in html


def test_others_are_sent_to_the_log_in_of_a_members_index(client, restricted):
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailcore_login"))


@pytest.mark.parametrize("hidden", ["draft", "parent"])
def test_there_is_none_of_a_hidden_index(client, index, hidden):
    if hidden == "draft":
        factories.run(index.unpublish)
        address = ADDRESS
    else:
        inner = factories.make_index(parent=index, slug="inner")
        factories.run(index.unpublish)
        address = inner.url + "subscribe/"
    assert client.get(address).status_code == 404


# Wagtail: the site, the active locale, the route (2), restrictions (2), the page's
# locale. Ours: the snapshot (4).
def test_queries_do_not_grow_with_events(count_queries, index):
    factories.make_event(index)
    before = count_queries(ADDRESS)
    for _number in range(20):
        factories.make_event(index)
    assert count_queries(ADDRESS) == before
    assert before <= 12  # 11, and one for a host's own base page.
