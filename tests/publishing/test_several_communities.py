"""Several communities: each its own index, on one site or on several, and one of all."""

import re

import pytest
from wagtail.models import Site

from .. import factories
from .acting import below
from .reading import assert_shows, entry_of, get, listed, read_calendar, read_feed


@pytest.fixture
def sites(db):
    """The home pages of two sites, beside the one that every project starts with."""
    north = factories.make_site("north.example", port=443)
    south = factories.make_site("south.example", port=8443)
    return north.root_page.specific, south.root_page.specific


@pytest.fixture
def communities(sites):
    """An index on each of the two sites, with an evening each."""
    indexes = []
    for home in sites:
        index = factories.make_index(
            home, title=f"{home.title} evenings", slug="evenings"
        )
        factories.make_event(index, title=f"Evening of {home.title}", slug="evening")
        indexes.append(index)
    return indexes


def test_two_on_one_site(index):
    other = factories.make_index(title="Walks", contact_email="walks@example.com")
    factories.make_event(index, title="Evening")
    walk = factories.make_event(other, title="Walk")
    assert_shows(index, "Evening")
    assert_shows(other, "Walk")
    uid = entry_of(walk).uid
    factories.run(walk.move, index, "last-child")
    assert_shows(index, "Evening", "Walk")
    assert_shows(other)
    assert entry_of(walk).uid == uid


def test_each_site_has_its_own_addresses(communities):
    for index, root in zip(
        communities, ("https://north.example", "http://south.example:8443"), strict=True
    ):
        [page] = listed(index)
        assert page.full_url == f"{root}/evenings/evening/"
        assert_shows(index, page.title)
        response = get(f"{root}/evenings/ical/")
        text = response.content.decode().replace("\r\n ", "")
        assert f"SOURCE;VALUE=URI:{root}/evenings/ical/\r\n" in text
        html = get(f"{root}/evenings/").content.decode()
        assert f'rel="canonical" href="{root}/evenings/"' in html
        webcal = f"{root}/evenings/ical/".replace("https:", "webcal:")
        assert webcal.replace("http:", "webcal:") in html
        html = get(page.full_url).content.decode()
        assert f'href="{page.full_url}ical/"' in html


def test_no_site_answers_for_another(communities):
    home = factories.get_home()
    factories.make_index(home, title="Third", slug="third")
    assert get("https://north.example/third/ical/").status_code == 404
    for address, title in (
        ("https://north.example/evenings/", "Evening of north.example"),
        ("http://south.example:8443/evenings/", "Evening of south.example"),
    ):
        [event] = read_calendar(get(f"{address}ical/"))
        assert event["SUMMARY"] == title
        assert title in get(address).content.decode()


def test_an_evening_of_both_is_one_meetup(communities):
    """Published by one community, and an alias of it below the index of the other."""
    north, south = communities
    event = factories.make_event(north, title="Together", slug="together")
    alias = factories.run(event.create_alias, parent=south)
    assert_shows(north, "Evening of north.example", "Together")
    assert_shows(south, "Evening of south.example", "Together")
    uid = entry_of(event).uid
    assert entry_of(alias).uid == uid
    assert (
        read_feed(south)[uid]["URL"] == "http://south.example:8443/evenings/together/"
    )
    factories.publish(event, status="cancelled")
    for index in communities:
        assert read_feed(index)[uid]["STATUS"] == "CANCELLED"
    canonical = f'rel="canonical" href="{event.full_url}"'
    assert canonical in get(alias.full_url).content.decode()


def test_one_index_for_all_of_them(communities):
    """It stands above the others: by the tree, not by the site, is it theirs."""
    union = factories.make_site("all.example")
    home = union.root_page.specific
    shared = factories.make_index(home, title="All evenings", slug="all")
    north, south = communities
    for index in communities:
        site_home = index.get_parent()
        factories.run(site_home.move, shared, "last-child")
    together = factories.make_event(type(north).objects.get(pk=north.pk), title="Both")
    factories.run(together.create_alias, parent=type(south).objects.get(pk=south.pk))

    found = read_feed(shared)
    assert sorted(str(event["SUMMARY"]) for event in found.values()) == [
        "Both",
        "Evening of north.example",
        "Evening of south.example",
    ]
    assert {str(event["URL"]).split("/evenings/")[0] for event in found.values()} == {
        "https://north.example",
        "http://south.example:8443",
    }
    titles = [page.title for page in listed(shared)]
    assert sorted(titles) == sorted(str(event["SUMMARY"]) for event in found.values())
    html = get("http://all.example/all/").content.decode()
    # Wagtail links within the site that one is on, where that shows the page too.
    [path] = re.findall(r'href="(/all/north-example/[^"]*evening/)"', html)
    html = get(f"http://all.example{path}").content.decode()
    assert "Evening of north.example" in html
    assert_shows(north, "Evening of north.example", "Both")


def test_two_names_of_one_site(communities):
    """Both answer; addresses are those of the name that comes first in the alphabet."""
    north, _south = communities
    factories.run(
        Site.objects.create,
        hostname="www.north.example",
        port=443,
        root_page_id=north.get_parent().pk,
    )
    assert_shows(north, "Evening of north.example")
    one, other = (
        get(f"https://{name}/evenings/ical/")
        for name in ("north.example", "www.north.example")
    )
    assert one.content == other.content
    assert one["ETag"] == other["ETag"]
    assert b"URL:https://north.example/evenings/" in one.content


def test_a_page_that_is_no_meetup_between(communities):
    north, _south = communities
    below(north, title="Who we are", slug="who")
    assert_shows(north, "Evening of north.example")
