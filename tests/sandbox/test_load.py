"""The generator of many events, which the benchmarks use too, on this world's own pages."""

from datetime import date, timedelta

import pytest

from sandbox.home.load import add_events
from tests import factories
from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import find_differences

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 12)


def add(index, count):
    return factories.run(add_events, index, count, today=TODAY)


def test_tree_is_whole_and_dates_are_published(index):
    other = factories.make_event(index, slug="by-hand")
    ids = add(index, 12)
    assert len(set(ids)) == 12
    assert index.numchild == 13
    assert get_page_model().find_problems() == ([], [], [], [], [])
    assert find_differences() == []
    assert Occurrence.objects.filter(event__in=ids).count() == 12
    assert {page.pk for page in index.get_children()} == {other.pk, *ids}


def test_again_adds_more_after_the_last(index):
    first, second = add(index, 3), add(index, 4)
    slugs = [page.slug for page in index.get_children()]
    assert slugs == [f"generated-{number}" for number in range(1, 8)]
    assert not set(first) & set(second)
    assert get_page_model().find_problems() == ([], [], [], [], [])
    assert add(index, 0) == []


def test_generated_events_are_pages_like_others(index, client):
    # From today: the feed looks at the clock.
    ids = factories.run(add_events, index, 3)
    page = event_models()[0].objects.get(pk=ids[-1])
    assert client.get(page.url).status_code == 200
    feed = client.get(f"{index.url}ical/").content.decode()
    assert feed.count("BEGIN:VEVENT") == CalendarEntry.objects.count()
    factories.publish(page, title="Edited afterwards")
    assert page.venue and page.topics.count() == 1
    entry = CalendarEntry.objects.get(page=page.pk)
    assert "SUMMARY:Edited afterwards" in entry.text
    new = factories.make_event(index)
    assert new.path > page.path


def test_text_is_about_a_kilobyte_and_days_are_spread(index):
    ids = add(index, 9)
    for entry in CalendarEntry.objects.filter(page__in=ids):
        assert 900 < len(entry.text.encode()) < 1300
    days = (
        event_models()[0]
        .objects.filter(pk__in=ids)
        .values_list("start_date", flat=True)
    )
    assert min(days) == TODAY - timedelta(days=300)
    assert max(days) == TODAY + timedelta(days=500)


def test_an_index_with_more_events_than_sqlite_nests_is_deleted(index):
    add(index, 1100)
    factories.run(index.delete)
    assert not event_models()[0].objects.exists()
    assert not CalendarEntry.objects.exists()
    assert not Occurrence.objects.exists()
