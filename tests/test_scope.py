"""What narrows a list or a feed: topic, venue, mode."""

import pytest
from django.utils import timezone
from wagtail.models import Locale

from tests import factories
from wagtail_meetups.listing import dates_below, feed_entries, shown_entries
from wagtail_meetups.models import Occurrence
from wagtail_meetups.scope import EVERYTHING, Scope, find_topic, find_venue
from wagtail_meetups.visibility import take_snapshot

pytestmark = pytest.mark.django_db


def titles(rows):
    return sorted(rows.values_list("page__title", flat=True))


@pytest.fixture
def design():
    return factories.make_topic("Design", slug="design")


@pytest.fixture
def cafe():
    return factories.make_venue()


@pytest.fixture
def events(design, cafe):
    index = factories.make_index()
    factories.make_event(index, title="A", topics=[design], venue=cafe)
    factories.make_event(index, title="B", topics=[design], attendance_mode="online")
    factories.make_event(index, title="C", venue=cafe, attendance_mode="both")
    return index


def test_each_narrows_and_all_together_narrow_most(events, design, cafe):
    snapshot = take_snapshot(now=timezone.now())
    for scope, expected in [
        (EVERYTHING, ["A", "B", "C"]),
        (Scope(topic=design), ["A", "B"]),
        (Scope(venue=cafe), ["A", "C"]),
        (Scope(mode="online"), ["B", "C"]),
        (Scope(mode="in_person"), ["A", "C"]),
        (Scope(mode="both"), ["C"]),
        (Scope(topic=design, venue=cafe), ["A"]),
        (Scope(topic=design, venue=cafe, mode="online"), []),
    ]:
        assert bool(scope) == (scope != EVERYTHING)
        assert titles(shown_entries(events, snapshot, scope)) == expected, scope
        assert titles(feed_entries(events, snapshot, scope)) == expected, scope
        dates = dates_below(events, snapshot, scope)
        assert sorted(dates.values_list("event__title", flat=True)) == expected, scope


def test_translations_stand_for_each_other(events, design, cafe):
    french, _made = Locale.objects.get_or_create(language_code="fr")
    conception = design.copy_for_translation(french)
    conception.slug = "conception"
    conception.save()
    there = cafe.copy_for_translation(french)
    there.save()
    snapshot = take_snapshot(now=timezone.now())
    assert titles(shown_entries(events, snapshot, Scope(topic=conception))) == [
        "A",
        "B",
    ]
    assert titles(shown_entries(events, snapshot, Scope(venue=there))) == ["A", "C"]
    assert find_venue(cafe.pk, french.pk) == there
    assert find_venue(there.pk, cafe.locale_id) == cafe
    assert find_topic("conception", cafe.locale_id) == conception
    assert find_topic("design", french.pk) == design


def test_what_there_is_not_is_not_found():
    assert find_topic("nothing", 1) is None
    assert find_venue(404, 1) is None


def test_one_date_elsewhere_is_listed_where_it_is(events, cafe):
    elsewhere = factories.make_venue(name="Library")
    moved = Occurrence.objects.get(event__title="A")
    Occurrence.objects.filter(pk=moved.pk).update(venue=elsewhere)
    snapshot = take_snapshot(now=timezone.now())
    here = dates_below(events, snapshot, Scope(venue=cafe))
    assert [date.event.title for date in here] == ["C"]
    assert list(dates_below(events, snapshot, Scope(venue=elsewhere))) == [moved]
    # Its text in the feed goes with the series.
    assert titles(feed_entries(events, snapshot, Scope(venue=elsewhere))) == []
