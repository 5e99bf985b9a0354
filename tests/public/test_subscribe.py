"""The subscribe page: a way for each calendar program, one tap where there is one."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Locale, PageViewRestriction

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
        "Feed reader",
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
    news = f"{index.full_url}atom/"
    assert page.find("code") == [
        ({"class": "meetups-feed", "dir": "ltr"}, shown)
        for shown in (address, address, news)
    ]
    assert news in section(page, "news")
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
    [news] = page.link_rel("alternate", type="application/atom+xml")
    assert news["href"] == f"{index.full_url}atom/"
    assert news["title"] == "News: Café evenings"
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


# Parts of the calendar.


@pytest.fixture
def parts(index):
    """An index with two topics and a venue, and a topic and a venue that it has not."""
    law, design = (
        factories.make_topic(name, slug=name.lower()) for name in ("Law", "Design")
    )
    cafe = factories.make_venue(name="Café & bar")
    factories.make_event(index, topics=[law, design], venue=cafe)
    factories.make_event(index, topics=[design])
    factories.make_event(
        factories.make_index(), topics=[factories.make_topic("Elsewhere")]
    )
    factories.make_venue(name="Empty")
    return [
        ("Design", "topic/design/"),
        ("Law", "topic/law/"),
        ("Café & bar", f"venue/{cafe.pk}/"),
    ]


def test_each_topic_and_each_venue_is_offered_beside_the_whole(
    get, client, index, parts
):
    page = get(ADDRESS)
    assert page.headings[-4:-1] == [
        (2, "Only a part"),
        (3, "By topic"),
        (3, "By venue"),
    ]
    shown = [text for _attrs, text in page.find("strong")]
    assert shown == [name for name, _path in parts]
    alternates = page.link_rel("alternate", type="text/calendar")
    assert [(link["title"], link["href"]) for link in alternates] == [
        ("Calendar: Café evenings", f"{index.full_url}ical/"),
        *(
            (f"Calendar: Café evenings · {name}", f"{index.full_url}ical/{path}")
            for name, path in parts
        ),
    ]
    for name, path in parts:
        address = f"{index.full_url}ical/{path}"
        assert page.links[f"Subscribe: {name}"] == address.replace("http:", "webcal:")
        assert address in section(page, "parts")
        assert client.get(address)["Content-Type"].startswith("text/calendar")
        link = page.links[f"Google, Outlook, Android and others: {name}"]
        assert link == f"{index.full_url}subscribe/{path}"


def test_a_part_has_the_same_steps_as_the_whole(get, index, parts):
    whole = get(ADDRESS)
    for name, path in parts:
        page = get(f"{ADDRESS}{path}")
        address = f"{index.full_url}ical/{path}"
        assert page.headings[0] == (1, f"Subscribe to Café evenings · {name}")
        assert page.find("title")[0][1].startswith(f"Subscribe: Café evenings · {name}")
        assert page.find("h2") == whole.find("h2")[:8]
        assert page.links["Subscribe on this Apple device"] == address.replace(
            "http:", "webcal:"
        )
        outlook = query(page.links["Add to your own Outlook"])
        assert outlook == {"url": address, "name": f"Café evenings · {name}"}
        assert page.links["Subscribe to all of it"] == f"{index.full_url}subscribe/"
        [link] = page.link_rel("canonical")
        assert link["href"] == f"{index.full_url}subscribe/{path}"
        [link] = page.link_rel("alternate", type="text/calendar")
        assert link["href"] == address


def test_a_part_is_named_in_the_language_of_the_index(get, index):
    french, _made = Locale.objects.get_or_create(language_code="fr")
    topic = factories.make_topic("Conception", slug="conception", locale=french)
    english = topic.copy_for_translation(index.locale)
    english.name, english.slug = "Design", "design"
    english.save()
    factories.make_event(index, topics=[topic])
    factories.make_event(index, topics=[english])
    links = get(ADDRESS).links
    assert [name for name in links if name.startswith("Subscribe: ")] == [
        "Subscribe: Design"
    ]


def test_what_is_long_over_is_no_longer_offered(get, index):
    """Who subscribed keeps the calendar; nobody need start now."""
    old = factories.make_topic("Old", slug="old")
    past = timezone.localdate() - timedelta(days=800)
    factories.make_event(index, topics=[old], start_date=past)
    assert "Only a part" not in get(ADDRESS).text
    assert get(f"{ADDRESS}topic/old/").headings


def test_parts_that_members_alone_see_are_not_offered_to_their_phones(
    client, index, parts
):
    member = get_user_model().objects.create_user(
        username="member", email="member@example.com", password="member"
    )
    secret = factories.make_topic("Board", slug="board")
    event = factories.make_event(index, topics=[secret])
    PageViewRestriction.objects.create(page_id=event.pk, restriction_type="login")
    client.force_login(member)
    html = client.get(ADDRESS).content.decode()
    assert "Design" in html
    assert "Board" not in html


# Wagtail: the site, the active locale, the route (2), restrictions (2), the page's
# locale. Ours: the snapshot (4), the parts (3).
@pytest.mark.parametrize("path", ["", "topic/design/"])
def test_queries_do_not_grow_with_events(count_queries, index, parts, path):
    before = count_queries(f"{ADDRESS}{path}")
    for number in range(20):
        factories.make_event(
            index,
            topics=[factories.make_topic(f"Topic {number}")],
            venue=factories.make_venue(),
        )
    assert count_queries(f"{ADDRESS}{path}") == before
    assert before <= 15  # 14, and one for a host's own base page.
