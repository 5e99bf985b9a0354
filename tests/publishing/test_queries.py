"""Publishing costs the same few queries for one page and for many; two at once are safe."""

from collections import Counter

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.models.registry import event_models, index_models
from wagtail_meetups.publishing import find_differences, publish
from wagtail_meetups.publishing.scopes import all_event_ids
from wagtail_meetups.signals import meetups_published

from .. import factories
from ..at_once import in_threads, needs_a_server
from .reading import entry_of, occurrence_of, read_feed


def capture(action, *args):
    """The statements of an action, without savepoints, by verb."""
    with CaptureQueriesContext(connection) as queries:
        action(*args)
    verbs = [query["sql"].split()[0] for query in queries]
    return Counter(verb for verb in verbs if verb not in ("SAVEPOINT", "RELEASE"))


@pytest.fixture
def make(index):
    venue = factories.make_venue()
    topic = factories.make_topic()

    def make():
        return factories.make_event(index, venue=venue, topics=[topic])

    return make


def expected_reads():
    """What publishing reads, whatever the number of pages."""
    groups = 3  # The pages, those of the same translation keys, and aliases.
    lock = 1
    content = 2 * len(event_models())  # Pages with venue and locale; topics.
    content += 2  # Translations of the venues and of the topics.
    content += len(index_models())  # Indexes above.
    content += 2  # Where sites stand: their root pages, and what translates these.
    sync = 1 + 1 + 1  # Occurrences; entries; topics of entries.
    return 2 * groups + lock + content + sync


def test_publishing_reads_the_same_for_one_page_and_for_many(make):
    make()
    one = capture(publish, all_event_ids())
    for _number in range(20):
        make()
    assert len(all_event_ids()) == 21
    many = capture(publish, all_event_ids())
    assert one == many == {"SELECT": expected_reads()}


def test_what_changes_is_written_in_one_go(make):
    make()
    rows = event_models()[0].objects

    def change(title, status):
        rows.update(status=status)
        get_page_model().objects.filter(pk__in=all_event_ids()).update(title=title)
        return capture(publish, all_event_ids())

    one = change("Changed", "cancelled")
    for _number in range(20):
        make()
    many = change("Again", "tentative")
    # One UPDATE of the dates and one of the entries.
    assert one == many == {"SELECT": expected_reads(), "UPDATE": 2}


def test_a_venue_shown_by_twenty_events(index, make):
    events = [make() for _number in range(20)]
    venue = events[0].venue
    venue.name = "Le Zinc"
    sent = []

    def receive(sender, page_ids, **kwargs):
        sent.append(page_ids)

    meetups_published.connect(receive)
    try:
        with CaptureQueriesContext(connection) as queries:
            factories.run(venue.save)
    finally:
        meetups_published.disconnect(receive)
    table = CalendarEntry._meta.db_table
    written = [
        query["sql"]
        for query in queries
        if query["sql"].startswith("UPDATE") and table in query["sql"]
    ]
    assert len(written) == 1
    assert sent == [frozenset(event.pk for event in events)]
    found = read_feed(index).values()
    assert {str(event["LOCATION"]).split(",")[0] for event in found} == {"Le Zinc"}


def test_more_pages_than_one_batch(make, monkeypatch):
    events = [make() for _number in range(5)]
    monkeypatch.setitem(publish.__globals__, "BATCH_SIZE", 2)
    CalendarEntry.objects.all().delete()
    changed = {difference.page_id for difference in publish(all_event_ids())}
    assert changed == {event.pk for event in events}
    assert find_differences() == []


def test_ids_that_are_no_events(index, make):
    event = make()
    home = factories.get_home()
    assert publish([]) == []
    assert publish([0, home.pk, index.pk, 10**9, event.pk, event.pk]) == []
    assert CalendarEntry.objects.count() == Occurrence.objects.count() == 1


def test_many_indexes_cost_nothing(index, make):
    make()
    before = capture(publish, all_event_ids())
    for _number in range(10):
        factories.make_event(factories.make_index())
    assert capture(publish, all_event_ids()) == before


@needs_a_server
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtTheSameTime:
    def test_the_first_publishing_of_a_page_twice(self):
        index = factories.make_index()
        events = [factories.make_event(index) for _number in range(5)]
        ids = [event.pk for event in events]
        for _again in range(5):
            CalendarEntry.objects.all().delete()
            Occurrence.objects.all().delete()
            in_threads(*[lambda: publish(ids)] * 4)
            assert CalendarEntry.objects.count() == Occurrence.objects.count() == 5
            assert find_differences() == []

    def test_two_changes_of_one_page(self):
        index = factories.make_index()
        event = factories.make_event(index)
        uid = entry_of(event).uid
        rows = type(event).objects.filter(pk=event.pk)

        def cancel():
            with transaction.atomic():
                rows.update(status="cancelled")
            publish([event.pk])

        def rename():
            with transaction.atomic():
                get_page_model().objects.filter(pk=event.pk).update(title="Changed")
            publish([event.pk])

        in_threads(cancel, rename)
        entry = entry_of(event)
        assert (entry.uid, entry.sequence) == (uid, 1)
        assert "Changed" in entry.text
        assert "STATUS:CANCELLED" in entry.text
        assert occurrence_of(event).status == "cancelled"
        assert find_differences() == []

    def test_all_pages_from_both_ends(self):
        """Locks are taken in one order, so that nobody waits in a circle."""
        index = factories.make_index()
        ids = [factories.make_event(index).pk for _number in range(10)]
        for number in range(5):
            get_page_model().objects.filter(pk__in=ids).update(title=f"T{number}")
            in_threads(
                lambda: publish(ids),
                lambda: publish(reversed(ids)),
                lambda: publish(ids[3:7]),
            )
            assert find_differences() == []
