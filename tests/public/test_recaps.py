"""Recaps in lists: all of an index, by topic, before and after, by year, and as data."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from wagtail_meetups.models import Occurrence

from .. import factories
from .schema_org import check

pytestmark = pytest.mark.django_db


def titles(document):
    return [text for level, text in document.headings if level == 3]


def test_all_recaps_latest_first_page_by_page(get, index, settings):
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 2}
    for day in (1, 3, 2):
        factories.make_recap(index, title=f"Day {day}", date=date(2026, 1, day))
    factories.make_recap(index, title="Some day", date=None)
    factories.make_recap(factories.make_index(), title="Of others")
    first = get(f"{index.url}recaps/")
    assert first.headings[0] == (1, "Recaps: Café evenings")
    assert titles(first) == [
        "Day 3, Saturday, Jan. 3, 2026",
        "Day 2, Friday, Jan. 2, 2026",
    ]
    assert first.link_rel("canonical")[0]["href"] == f"{index.full_url}recaps/"
    second = get(f"{index.url}recaps/{first.links['Older recaps'].partition('#')[0]}")
    assert titles(second) == ["Day 1, Thursday, Jan. 1, 2026", "Some day"]
    assert second.meta["robots"] == "noindex, follow"
    assert second.links["Café evenings"] == index.url
    assert get(index.url).links["All recaps"] == f"{index.full_url}recaps/"


def test_an_index_without_recaps(get, index):
    page = get(f"{index.url}recaps/")
    assert "No recap yet." in page.text
    assert "All recaps" not in get(index.url).links


def test_by_topic_in_the_language_of_the_index(client, get, index):
    prices = factories.make_topic("Prices", slug="prices")
    french = prices.copy_for_translation(
        Locale.objects.get_or_create(language_code="fr")[0]
    )
    french.slug, french.name = "prix", "Prix"
    french.save()
    factories.make_recap(index, title="On prices", topics=[prices, french])
    factories.make_recap(index, title="On pens", topics=[factories.make_topic("Pens")])
    factories.make_recap(index, title="On nothing")
    page = get(f"{index.url}recaps/")
    assert page.links["Prices"] == "?topic=prices"
    assert "Prix" not in page.links
    found = get(f"{index.url}recaps/?topic=prices")
    assert [title.partition(",")[0] for title in titles(found)] == ["On prices"]
    assert found.headings[0] == (1, "Recaps: Prices")
    assert found.find("a", **{"aria-current": "page"})[0][1] == "Prices"
    (canonical,) = found.link_rel("canonical")
    assert canonical["href"] == f"{index.full_url}recaps/?topic=prices"


def test_a_topic_of_hidden_recaps_is_like_one_that_does_not_exist(client, index):
    secret = factories.make_topic("Secret", slug="secret")
    recap = factories.make_recap(index, topics=[secret])
    assert client.get(f"{index.url}recaps/?topic=secret").status_code == 200
    PageViewRestriction.objects.create(page_id=recap.pk, restriction_type="login")
    for slug in ("secret", "unknown"):
        assert client.get(f"{index.url}recaps/?topic={slug}").status_code == 404
    assert "Secret" not in client.get(f"{index.url}recaps/").content.decode()


def test_the_recaps_before_and_after(get, index):
    days = [date(2026, 1, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    one, two, hidden, last = (
        factories.make_recap(index, title=f"R{at}", date=day)
        for at, day in enumerate(days)
    )
    PageViewRestriction.objects.create(page_id=hidden.pk, restriction_type="login")
    factories.make_recap(factories.make_index(), title="Of others", date=days[2])
    undated = factories.make_recap(index, title="Some day", date=None)

    def beside(recap):
        links = get(recap.url).find("a")
        rels = {attrs.get("rel"): attrs["href"] for attrs, _text in links}
        return rels.get("prev"), rels.get("next")

    assert beside(one) == (None, two.url)
    assert beside(two) == (one.url, last.url)
    assert beside(last) == (two.url, None)
    assert beside(undated) == (None, None)


@pytest.fixture
def series(index):
    """A weekly series that began eight weeks ago."""
    return factories.make_event(
        index,
        title="Tuesdays",
        start_date=timezone.localdate() - timedelta(weeks=8),
        recurrence="FREQ=WEEKLY",
        venue=factories.make_venue(),
    )


def test_a_recap_leads_to_its_date_and_to_the_next_one(get, index, series):
    now = timezone.now()
    told = Occurrence.objects.past(now).first()
    coming = Occurrence.objects.upcoming(now).first()
    recap = factories.make_recap(index, event_id=series.pk, occurrence=told, date=None)
    page = get(recap.url)
    addresses = [attrs["href"] for attrs, _text in page.find("a")]
    assert f"{series.url}dates/{told.key}/" in addresses
    assert f"{series.url}dates/{coming.key}/" in addresses
    assert told.key in page.times
    data = page.structured_data
    check(data)
    assert data["@type"] == "BlogPosting"
    assert data["headline"] == recap.title
    assert data["datePublished"] == recap.first_published_at.isoformat()
    assert data["about"]["url"] == f"{series.full_url}dates/{told.key}/"
    assert data["about"]["@type"] == "Event"
    assert data["publisher"]["name"] == "Café evenings"
    date_page = get(f"{series.url}dates/{told.key}/")
    assert recap.url in [attrs["href"] for attrs, _text in date_page.find("a")]


def test_a_date_that_is_told_of_early_is_not_the_next_one(get, index, series):
    first, second = Occurrence.objects.upcoming(timezone.now())[:2]
    recap = factories.make_recap(index, event_id=series.pk, occurrence=first, date=None)
    addresses = [attrs["href"] for attrs, _text in get(recap.url).find("a")]
    assert addresses.count(f"{series.url}dates/{first.key}/") == 1
    assert f"{series.url}dates/{second.key}/" in addresses


def test_structured_data_tells_nothing_of_a_hidden_event(get, index, series):
    recap = factories.make_recap(index, event_id=series.pk, author="Inès")
    PageViewRestriction.objects.create(page_id=series.pk, restriction_type="login")
    data = get(recap.url).structured_data
    assert "about" not in data
    assert data["author"] == {"@type": "Person", "name": "Inès"}


def test_a_series_has_its_recaps_by_year(get, index, series):
    for day in (date(2024, 5, 7), date(2025, 5, 6), date(2025, 6, 3)):
        factories.make_recap(index, title=f"On {day}", date=day, event_id=series.pk)
    factories.make_recap(index, title="Some day", date=None, event_id=series.pk)
    page = get(series.url)
    at = page.headings.index((2, "How it was"))
    assert page.headings[at + 1 :] == [(3, "2025"), (3, "2024"), (3, "Without a date")]
    names = [name for name in page.links if name.startswith(("On ", "Some"))]
    assert names == ["On 2025-06-03", "On 2025-05-06", "On 2024-05-07", "Some day"]


# The list: the index's locale, topics, the number of recaps, these with their images, and
# the languages of the page. Beside one: each neighbour. Of an event: its recaps at once.
def test_queries_do_not_grow_with_the_number_of_recaps(count_queries, index, series):
    topic = factories.make_topic()

    def add(number):
        for at in range(number):
            recap = factories.make_recap(
                index,
                date=date(2025, 1, 1) + timedelta(days=at),
                event_id=series.pk,
                topics=[topic],
            )
        return recap

    recap = add(3)
    urls = (f"{index.url}recaps/", f"{index.url}recaps/?topic={topic.slug}")
    before = [count_queries(url) for url in (*urls, recap.url, series.url)]
    add(20)
    assert [count_queries(url) for url in (*urls, recap.url, series.url)] == before


def test_a_page_may_not_take_the_address_of_the_list(index):
    from wagtail_meetups.models import RESERVED_SLUGS

    assert "recaps" in RESERVED_SLUGS
