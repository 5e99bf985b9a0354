"""Lists narrowed by topic, place and way of taking part, at addresses to be shared."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from wagtail_meetups.models import Occurrence

from .. import factories

pytestmark = pytest.mark.django_db
SPRING = date(2090, 3, 7)


@pytest.fixture
def invoices():
    return factories.make_topic("Invoices", slug="invoices")


@pytest.fixture
def cafe():
    return factories.make_venue()


@pytest.fixture
def evenings(index, invoices, cafe):
    today = timezone.localdate()
    factories.make_event(index, title="Soup", topics=[invoices], venue=cafe)
    factories.make_event(
        index, title="Call", topics=[invoices], attendance_mode="online"
    )
    factories.make_event(index, title="Both", venue=cafe, attendance_mode="both")
    factories.make_event(index, title="Bare")
    past = today - timedelta(days=9)
    factories.make_event(index, title="Gone", topics=[invoices], start_date=past)
    factories.make_recap(index, title="How it was")
    return index


def listed(page):
    """The titles of the dates on a page, and of recaps."""
    return sorted(text.split(",")[0] for level, text in page.headings if level == 3)


def options(page):
    """What each field offers."""
    ids = [attrs["name"] for attrs, _text in page.find("select")]
    texts = [text for _attrs, text in page.find("select")]
    return dict(zip(ids, texts, strict=True))


NARROWED = [
    ("?topic=invoices", ["Call", "Gone", "Soup"], "Topic: Invoices"),
    ("?venue={cafe}", ["Both", "Soup"], "Place: Café Lumière"),
    ("?mode=online", ["Both", "Call"], "How one takes part: online"),
    ("?mode=in_person", ["Bare", "Both", "Gone", "Soup"], "in person"),
    ("?mode=both", ["Both"], "How one takes part: in person and online"),
    (
        "?topic=invoices&venue={cafe}&mode=in_person",
        ["Soup"],
        "Topic: Invoices, Place: Café Lumière, How one takes part: in person",
    ),
]


def test_a_narrowed_list_says_what_it_is(get, evenings, cafe):
    for query, expected, words in NARROWED:
        query = query.format(cafe=cafe.pk)
        page = get(evenings.url + query)
        assert listed(page) == expected
        ((_attrs, told),) = page.find("p", **{"class": "meetups-chosen"})
        assert words in told
        coming = len(set(expected) - {"Gone"})
        assert f"{coming} date{'' if coming == 1 else 's'} to come" in told
        assert page.links["Show all dates"] == "?"
        assert page.meta["robots"] == "noindex, follow"
        (canonical,) = page.link_rel("canonical")
        assert canonical["href"] == evenings.full_url + query
        chosen = [text for attrs, text in page.find("option") if "selected" in attrs]
        assert len(chosen) == query.count("=")
        assert page.links["By month"] == f"{evenings.full_url}month/{query}"
        assert page.links["Subscribe"] == f"{evenings.full_url}subscribe/"


def test_what_asks_for_nothing_narrows_nothing(get, evenings):
    for query in ("", "?topic=&venue=&mode=", "?topic=%20", "?x=1"):
        page = get(evenings.url + query)
        assert listed(page) == ["Bare", "Both", "Call", "Gone", "How it was", "Soup"]
        assert "robots" not in page.meta
        assert page.link_rel("canonical")[0]["href"] == evenings.full_url
        assert "Show all dates" not in page.links
        assert options(page) == {
            "topic": "All topics Invoices",
            "venue": "All places Café Lumière",
            "mode": "In person or online In person Online",
        }


@pytest.mark.parametrize("path", ["", "month/"])
def test_what_there_is_not_is_told_in_words(get, evenings, path):
    for query in (
        "?topic=nothing",
        "?topic=%00",
        "?venue=404",
        "?venue=nonsense",
        "?venue=" + "9" * 400,
        "?mode=elsewhere",
        "?topic=invoices&venue=0",
        "?topic=%F0%9F%8D%B2&topic=%FF",
    ):
        page = get(evenings.url + path + query)
        assert "Nothing here goes by that name." in page.text
        assert listed(page) == []
        assert page.meta["robots"] == "noindex, follow"
        assert page.links["Show all dates"] == "?"


def test_nothing_to_come_is_told_in_words(get, index, invoices):
    gone = timezone.localdate() - timedelta(days=9)
    factories.make_event(index, title="Gone", topics=[invoices], start_date=gone)
    factories.make_event(index)
    page = get(f"{index.url}?topic=invoices")
    assert "0 dates to come, 1 past one" in page.text
    assert "No date to come." in page.text


def test_turning_pages_keeps_the_choice(get, settings, index, invoices):
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 1}
    for day in (1, 2, 3):
        factories.make_event(
            index, topics=[invoices], start_date=SPRING + timedelta(days=day)
        )
    page = get(f"{index.url}?topic=invoices&page=2")
    assert page.links["Later meet-ups"] == "?topic=invoices&page=3#upcoming"
    assert page.links["Earlier meet-ups"] == "?topic=invoices#upcoming"
    (canonical,) = page.link_rel("canonical")
    assert canonical["href"] == f"{index.full_url}?topic=invoices&page=2"


@pytest.mark.parametrize("path", ["", "month/"])
def test_of_what_is_hidden_no_name_is_told(client, get, index, path):
    def values(title):
        return {
            "topics": [factories.make_topic(f"{title} plans", slug=title.lower())],
            "venue": factories.make_venue(name=f"{title} cellar"),
        }

    factories.make_event(index, **values("Open"))
    hidden = factories.make_event(index, **values("Secret"))
    hidden.view_restrictions.create(restriction_type="login")
    factories.make_event(index, live=False, **values("Drafted"))
    factories.make_event(factories.make_index(), **values("Other"))
    ids = {venue.name: venue.pk for venue in type(hidden.venue).objects.all()}
    for title in ("Secret", "Drafted", "Other"):
        page = get(index.url + path)
        assert title not in page.text
        for query in (f"?topic={title.lower()}", f"?venue={ids[f'{title} cellar']}"):
            page = get(index.url + path + query)
            assert title not in page.text
            assert "Nothing here goes by that name." in page.text
    assert "Open plans" in get(f"{index.url}{path}?topic=open").text


def test_a_member_chooses_among_what_members_see(client, index, django_user_model):
    secret = factories.make_topic("Secret plans", slug="secret")
    hidden = factories.make_event(index, title="Inner", topics=[secret])
    hidden.view_restrictions.create(restriction_type="login")
    client.force_login(django_user_model.objects.create_user("nadia", password="x"))
    response = client.get(f"{index.url}?topic=secret")
    assert "Topic: Secret plans" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_one_date_elsewhere_is_found_there(get, index, cafe):
    library = factories.make_venue(name="Library")
    factories.make_event(
        index,
        title="Tuesdays",
        start_date=SPRING,
        recurrence="FREQ=WEEKLY;COUNT=3",
        venue=cafe,
        changes=[("alter", {"date": date(2090, 3, 14), "venue": library})],
    )
    page = get(f"{index.url}?venue={library.pk}")
    assert [name for name in page.links if name.startswith("Tuesdays")] == [
        "Tuesdays, Tuesday, March 14, 2090"
    ]
    assert Occurrence.objects.filter(venue=library).count() == 1


def test_names_in_the_language_of_the_index_and_slugs_in_any(get, evenings, invoices):
    french = Locale.objects.create(language_code="fr")
    factures = invoices.copy_for_translation(french)
    factures.name, factures.slug = "Factures", "factures"
    factures.save()
    page = get(f"{evenings.url}?topic=factures")
    assert "Topic: Invoices" in page.text
    # Known by its own slug: one address for search engines and caches.
    assert page.link_rel("canonical")[0]["href"].endswith("?topic=invoices")
    other = factories.make_topic("Devis", slug="devis", locale=french)
    factories.make_event(evenings, title="Quote", topics=[other])
    assert "Devis" in options(get(evenings.url))["topic"]


def test_two_places_of_one_name_are_told_apart(get, index):
    for street in ("1 rue Haute", "2 rue Basse"):
        venue = factories.make_venue(name="Chez Nous", address=street)
        factories.make_event(index, venue=venue)
    offered = options(get(index.url))["venue"]
    assert offered == "All places Chez Nous, 1 rue Haute Chez Nous, 2 rue Basse"


def test_what_tells_nothing_apart_is_not_offered(get, index, cafe):
    factories.make_event(index, venue=cafe)
    assert not get(index.url).find("form")
    factories.make_event(index, attendance_mode="online")
    assert set(options(get(index.url))) == {"venue", "mode"}


def test_the_form_works_without_scripts(get, evenings):
    page = get(evenings.url)
    ((form, _text),) = page.find("form")
    assert form["method"] == "get"
    assert "action" not in form
    labels = {attrs["for"] for attrs, _text in page.find("label")}
    assert labels == {attrs["id"] for attrs, _text in page.find("select")}
    assert page.find("button", type="submit")


def test_queries_do_not_grow_with_topics_places_and_dates(count_queries, index):
    def add(number):
        for _number in range(number):
            event = factories.make_event(
                index,
                topics=[factories.make_topic()],
                venue=factories.make_venue(),
                attendance_mode="both",
                start_date=SPRING,
            )
        return event

    event = add(2)
    addresses = [
        f"{index.url}{path}?{query}"
        for path in ("", "month/2090/03/")
        for query in (
            f"topic={event.topics.get().slug}",
            f"venue={event.venue.pk}",
            "mode=online",
        )
    ]
    before = [count_queries(address) for address in addresses]
    add(20)
    assert [count_queries(address) for address in addresses] == before
