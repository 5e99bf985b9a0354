"""After a script has changed pages, list, feed and links are right."""

import pytest
from django.core import serializers
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import find_differences

from .. import factories
from .acting import is_gone, write
from .reading import assert_shows, entry_of, get, read_calendar, read_feed


def test_a_page_made_by_a_script_without_a_revision(index):
    event = factories.build_event(title="Imported", locale=index.locale)
    topic = factories.make_topic("Rates")
    event.topics.set([topic])
    factories.run(index.add_child, instance=event)
    assert event.latest_revision is None
    assert_shows(index, "Imported")
    [found] = read_feed(index).values()
    assert found["CATEGORIES"].to_ical() == b"Rates"


def test_a_script_saves_some_fields(index, event):
    event.title = "Changed"
    factories.run(event.save, update_fields=["title"])
    assert_shows(index, "Changed")
    event.live = False
    factories.run(event.save, update_fields=["live"])
    assert_shows(index)
    event.live = True
    factories.run(event.save, update_fields=["live"])
    assert_shows(index, "Changed")


def test_a_script_puts_a_draft_live(index):
    event = factories.make_event(index, title="Evening", live=False)
    event.live = True
    factories.run(event.save, update_fields=["live"])
    assert_shows(index, "Evening")


@pytest.mark.parametrize(
    "values",
    [
        {"timezone": "Mars/Olympus"},
        {"timezone": ""},
        {"start_time": None},
        {"start_date": None},
        {"end_date": "2000-01-01"},
        {"start_date": "0001-01-01"},
        {"start_date": "9999-12-31", "all_day": True},
    ],
)
def test_a_script_writes_what_makes_no_sense(index, event, values):
    """Only that event is left out."""
    broken = factories.make_event(index, title="Broken")
    for name, value in values.items():
        setattr(broken, name, value)
    factories.run(broken.save, clean=False)
    assert_shows(index, "Evening")
    assert is_gone(broken.full_url)
    assert entry_of(broken).text == ""


def test_an_event_that_loses_its_date_and_gets_it_back(index, event):
    before = entry_of(event)
    zone = event.timezone
    event.timezone = "Mars/Olympus"
    factories.run(event.save, clean=False)
    assert_shows(index)
    event.timezone = zone
    factories.run(event.save)
    assert_shows(index, "Evening")
    assert entry_of(event).uid == before.uid
    assert entry_of(event).sequence == before.sequence


def test_deleted_before_the_commit(index, event):
    def change_and_delete():
        event.title = "Changed"
        event.save()
        event.delete()

    factories.run(change_and_delete)
    assert_shows(index)


def test_the_single_calendar_follows(index, event):
    factories.publish(event, title="Changed")
    [own] = read_calendar(get(f"{event.full_url}ical/"))
    assert own["SUMMARY"] == "Changed"


def test_fixtures_are_left_alone(index, event):
    """Raw rows may come in any order; rebuild_meetups makes their dates afterwards."""
    rows = serializers.serialize("json", [event])
    event_models()[0].objects.filter(pk=event.pk).update(summary="Changed")
    before = entry_of(event).text
    with CaptureQueriesContext(connection) as queries:
        for row in serializers.deserialize("json", rows):
            factories.run(row.save)
    tables = (CalendarEntry._meta.db_table, Occurrence._meta.db_table)
    assert not [q for q in queries if any(table in q["sql"] for table in tables)]
    assert entry_of(event).text == before
    assert find_differences() == []


def test_one_transaction_around_the_request(admin, index, event):
    """ATOMIC_REQUESTS: what is left for after the commit comes after the request."""
    with transaction.atomic():
        write(admin, event, title="Changed")
    assert_shows(index, "Changed")


def test_a_request_that_is_rolled_back(index, event):
    event.title = "Changed"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        event.save()
        raise ZeroDivisionError
    assert_shows(index, "Evening")
