from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.registry import event_models

from .. import factories
from .reading import assert_shows, read_feed


def rebuild(*args, **options):
    out = StringIO()
    call_command("rebuild_meetups", *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def check(**options):
    """The lines of a check that fails."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("rebuild_meetups", "--check", stdout=out, **options)
    return [*out.getvalue().splitlines(), str(error.value)]


def test_nothing_to_do(event):
    assert rebuild("--check") == "Every event page is up to date.\n"
    assert rebuild() == "Event pages changed: 0.\n"


def test_what_an_update_left_behind(index, event):
    event_models()[0].objects.filter(pk=event.pk).update(title="Changed")
    lines = [
        f"page {event.pk}: its calendar entry has another text, tag, last_modified",
        "Event pages not up to date: 1. Run rebuild_meetups.",
    ]
    assert check() == lines
    assert check() == lines  # Checking changes nothing.
    assert rebuild() == "Event pages changed: 1.\n"
    assert_shows(index, "Changed")


def test_each_kind_of_difference_is_named(index, event):
    other = factories.make_event(index)
    rows = event_models()[0].objects
    rows.filter(pk=event.pk).update(status="cancelled")
    Occurrence.objects.filter(event=other.pk).delete()
    CalendarEntry.objects.filter(page=other.pk).delete()
    assert check() == [
        f"page {event.pk}: date {event.start_date} has another status",
        f"page {other.pk}: no date {other.start_date}",
        f"page {event.pk}: its calendar entry has another "
        "sequence, significant, text, tag, last_modified, called_off",
        f"page {other.pk}: no calendar entry",
        "Event pages not up to date: 2. Run rebuild_meetups.",
    ]
    assert rebuild() == "Event pages changed: 2.\n"
    assert rebuild("--check") == "Every event page is up to date.\n"


def test_titles_are_not_told(index, event):
    """A line may end up in a log, and a draft's title is nobody's business."""
    factories.make_event(index, title="Secret", live=False)
    CalendarEntry.objects.all().delete()
    assert "Secret" not in "\n".join(check())


def test_silent(event):
    assert rebuild("--check", verbosity=0) == ""
    assert rebuild(verbosity=0) == ""
    event_models()[0].objects.filter(pk=event.pk).update(title="Changed")
    assert check(verbosity=0) == ["Event pages not up to date: 1. Run rebuild_meetups."]
    assert rebuild(verbosity=0) == ""


def test_everything_is_made_again(index, event):
    factories.make_event(index, title="Other", topics=[factories.make_topic()])
    before = read_feed(index)
    entries = {entry.page_id: entry.uid for entry in CalendarEntry.objects.all()}
    CalendarEntry.objects.update(text="", tag=0, last_end=None)
    CalendarEntry.topics.through.objects.all().delete()
    assert rebuild() == "Event pages changed: 2.\n"
    assert entries == {
        entry.page_id: entry.uid for entry in CalendarEntry.objects.all()
    }
    assert read_feed(index).keys() == before.keys()
    assert_shows(index, "Evening", "Other")


def test_queries_do_not_grow(index):
    factories.make_event(
        index, venue=factories.make_venue(), topics=[factories.make_topic()]
    )

    def count(*args):
        with CaptureQueriesContext(connection) as queries:
            rebuild(*args)
        return len(queries)

    checking, rebuilding = count("--check"), count()
    for number in range(20):
        factories.make_event(
            index,
            venue=factories.make_venue(name=f"Café {number}"),
            topics=[factories.make_topic()],
            live=bool(number % 5),
        )
    assert count("--check") == checking
    assert count() == rebuilding
