"""UID, SEQUENCE, the stamps and the row of a date: what stays, what rises, and when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.publishing import find_differences, publish, publish_all

from .. import factories
from .reading import assert_shows, entry_of, occurrence_of, read_feed


@pytest.fixture
def other(index):
    return factories.make_index(title="Walks")


def make_alias(event, parent, **kwargs):
    kwargs.setdefault("update_slug", f"alias-of-{event.pk}-{parent.numchild}")
    parent.refresh_from_db()
    return factories.run(CreatePageAliasAction(event, parent=parent, **kwargs).execute)


def copy(event, slug="copy", **kwargs):
    attrs = {"slug": slug, **kwargs.pop("update_attrs", {})}
    return factories.run(CopyPageAction(event, update_attrs=attrs, **kwargs).execute)


# UID.


def test_uid_stays_whatever_is_edited_or_moved(index, event, other):
    uid = entry_of(event).uid
    venue = factories.make_venue()
    for values in [
        {"title": "Changed", "slug": "changed"},
        {"start_date": event.start_date + timedelta(days=7)},
        {"timezone": "America/New_York", "start_time": time(20)},
        {"venue": venue},
        {"status": "cancelled"},
        {"status": "postponed"},
        {"status": "scheduled", "all_day": True},
    ]:
        factories.publish(event, **values)
        assert entry_of(event).uid == uid, values
    factories.run(event.move, other, "last-child")
    event.refresh_from_db()
    factories.run(event.unpublish)
    factories.publish(event)
    assert read_feed(other).keys() == {uid}
    assert read_feed(index).keys() == set()


def test_a_copy_gets_a_new_uid(index, event):
    copied = copy(event)
    assert entry_of(copied).uid != entry_of(event).uid
    assert occurrence_of(copied) != occurrence_of(event)
    assert_shows(index, "Evening", "Evening")


def test_a_copy_starts_anew(index, event):
    factories.publish(event, status="cancelled")
    factories.publish(event, status="scheduled", start_time=time(20))
    assert entry_of(event).sequence == 2
    factories.make_attendance(occurrence_of(event))
    copied = copy(event, keep_live=False)
    assert entry_of(copied).sequence == 0
    assert occurrence_of(copied).previous_start is None
    assert not occurrence_of(copied).announced
    assert not occurrence_of(copied).attendances.exists()


def test_an_alias_in_another_index_has_the_same_uid(index, event, other):
    alias = make_alias(event, other)
    assert entry_of(alias).uid == entry_of(event).uid
    assert read_feed(other).keys() == read_feed(index).keys()
    assert Occurrence.objects.count() == 1


def test_an_alias_in_the_same_feed_never_doubles_a_uid(index, event, other):
    alias = make_alias(event, index)
    make_alias(event, index)
    make_alias(alias, index)
    make_alias(event, other)
    make_alias(event, other)
    assert read_feed(index).keys() == read_feed(other).keys() == {entry_of(event).uid}
    assert_shows(index, "Evening")
    assert_shows(other, "Evening")


def test_a_converted_alias_gets_a_new_uid(index, event, other):
    alias = make_alias(event, other)
    uid = entry_of(event).uid
    sequence = entry_of(event).sequence
    factories.run(ConvertAliasPageAction(alias).execute)
    assert entry_of(event).uid == uid
    own = entry_of(alias)
    assert own.uid != uid
    assert own.source_id == alias.pk
    assert own.sequence >= sequence
    publish_all()
    assert entry_of(alias).uid == own.uid
    assert entry_of(event).uid == uid
    assert Occurrence.objects.count() == 2
    factories.publish(alias, start_time=time(18))
    assert occurrence_of(event).start != occurrence_of(alias).start
    assert_shows(index, "Evening")
    assert_shows(other, "Evening")


def test_the_source_goes_and_an_alias_takes_over(index, event, other):
    alias = make_alias(event, other)
    uid = entry_of(event).uid
    occurrence = occurrence_of(event)
    factories.run(event.delete)
    alias.refresh_from_db()
    assert alias.alias_of_id is None
    assert entry_of(alias).uid == uid
    assert occurrence_of(alias).pk == occurrence.pk
    assert_shows(index)
    assert_shows(other)  # Wagtail unpublishes the aliases of a page that goes.
    factories.publish(alias, start_time=time(20))
    assert entry_of(alias).uid == uid
    assert entry_of(alias).sequence == 1
    assert occurrence_of(alias).pk == occurrence.pk
    assert_shows(other, "Evening")


def test_the_source_goes_and_has_several_aliases(index, event, other):
    first, second = make_alias(event, other), make_alias(event, other)
    deeper = make_alias(second, index)
    uid, occurrence = entry_of(event).uid, occurrence_of(event)
    factories.run(event.delete)
    assert entry_of(first).uid == uid
    assert occurrence_of(first).pk == occurrence.pk
    # Wagtail makes each of them a draft of its own, so these are other meet-ups now.
    assert len({uid, entry_of(second).uid}) == 2
    assert entry_of(deeper).uid == entry_of(second).uid
    for page in (first, second):
        page.refresh_from_db()
        factories.publish(page)
    assert_shows(other, "Evening", "Evening")
    assert_shows(index, "Evening")


def test_an_alias_goes(index, event, other):
    alias = make_alias(event, other)
    before, occurrence = entry_of(event), occurrence_of(event)
    factories.run(alias.delete)
    assert entry_of(event).uid == before.uid
    assert occurrence_of(event).pk == occurrence.pk
    assert_shows(index, "Evening")
    assert_shows(other)


def test_source_and_alias_go_together(index, event, other):
    make_alias(event, index)
    factories.run(index.specific.delete)
    assert not CalendarEntry.objects.exists()
    assert not Occurrence.objects.exists()
    assert find_differences() == []


def test_the_source_goes_with_its_index(index, event, other):
    alias = make_alias(event, other)
    uid, occurrence = entry_of(event).uid, occurrence_of(event)
    index.refresh_from_db()
    factories.run(index.delete)
    assert entry_of(alias).uid == uid
    assert occurrence_of(alias).pk == occurrence.pk
    alias.refresh_from_db()
    factories.publish(alias)
    assert_shows(other, "Evening")


# SEQUENCE.


def test_sequence_rises_with_time_place_and_status_only(index, event):
    venue = factories.make_venue()
    sequence = entry_of(event).sequence
    rising = [
        {"start_time": time(20)},
        {"end_time": time(23)},
        {"start_date": event.start_date + timedelta(days=1)},
        {"end_date": event.start_date + timedelta(days=2)},
        {"timezone": "Europe/London"},
        {"all_day": True},
        {"venue": venue},
        {"attendance_mode": "both", "online_link": "https://meet.example/a"},
        {"online_link": "https://meet.example/b"},
        {"attendance_mode": "online"},
        {"status": "tentative"},
        {"status": "cancelled"},
        {"status": "postponed"},
        {"status": "scheduled"},
    ]
    for values in rising:
        factories.publish(event, **values)
        sequence += 1
        assert entry_of(event).sequence == sequence, values
    silent = [
        {"title": "Changed"},
        {"slug": "changed"},
        {"summary": "New words"},
        {"price_note": "free"},
        {"sign_up_link": "https://example.com/"},
        {"status_reason": "why"},
        {"venue": None},  # Online only: no venue is shown.
    ]
    for values in silent:
        text = entry_of(event).text
        factories.publish(event, **values)
        assert entry_of(event).sequence == sequence, values
        if values.keys() - {"status_reason", "venue"}:
            assert entry_of(event).text != text


def test_sequence_rises_when_the_venue_moves(index):
    venue = factories.make_venue()
    event = factories.make_event(index, venue=venue)
    venue.directions = "Exit 2"
    factories.run(venue.save)
    assert entry_of(event).sequence == 0
    venue.address = "1 quai Blanc"
    factories.run(venue.save)
    assert entry_of(event).sequence == 1


def test_sequence_never_falls(index, event, other):
    """Not even when the event is as it was before, or an old revision comes back."""
    old = event.latest_revision
    factories.publish(event, status="cancelled")
    factories.run(old.publish)
    assert entry_of(event).sequence == 2
    event.refresh_from_db()
    factories.run(event.unpublish)
    factories.run(event.move, other, "last-child")
    factories.publish(event)
    assert entry_of(event).sequence == 2


def test_sequence_of_an_alias_goes_with_its_source(index, event, other):
    factories.publish(event, status="tentative")
    alias = make_alias(event, other)
    assert entry_of(alias).sequence == entry_of(event).sequence == 1
    factories.publish(event, status="scheduled")
    assert entry_of(alias).sequence == entry_of(event).sequence == 2
    assert read_feed(index)[entry_of(event).uid]["SEQUENCE"] == 2
    assert read_feed(other)[entry_of(event).uid]["SEQUENCE"] == 2


# DTSTAMP and LAST-MODIFIED.


def stamps(index, event):
    found = read_feed(index)[entry_of(event).uid]
    return found["DTSTAMP"].dt, found["LAST-MODIFIED"].dt


def test_stamps_come_from_publishing(index, event):
    at = datetime(2030, 5, 1, 10, 30, 15, 987654, UTC)
    type(event).objects.filter(pk=event.pk).update(title="Changed")
    publish([event.pk], now=at)
    assert stamps(index, event) == (at.replace(microsecond=0),) * 2
    publish([event.pk], now=at + timedelta(days=1))
    assert stamps(index, event) == (at.replace(microsecond=0),) * 2


def test_last_modified_moves_by_a_second_at_least(index, event):
    at = entry_of(event).last_modified
    for number in range(3):
        type(event).objects.filter(pk=event.pk).update(title=f"Changed {number}")
        publish([event.pk], now=at - timedelta(hours=1))  # A clock that went back.
        assert stamps(index, event) == (at + timedelta(seconds=number + 1),) * 2


def test_what_changes_nothing_writes_nothing(index, event, other):
    make_alias(event, other)
    make_topics = [factories.make_topic(), factories.make_topic()]
    factories.make_event(index, topics=make_topics, venue=factories.make_venue())
    later = timezone.now() + timedelta(days=1)
    with CaptureQueriesContext(connection) as queries:
        assert publish_all(now=later) == []
    written = [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert written == []


def test_publishing_again_changes_no_byte(index, event):
    before = CalendarEntry.objects.values().get()
    factories.publish(event)
    assert CalendarEntry.objects.values().get() == before


def test_drafts_change_nothing_public(index, event):
    entry = CalendarEntry.objects.values().get()
    row = Occurrence.objects.values().get()
    overwrite = None
    for _again in range(2):
        event.title = "Secret"
        event.start_date += timedelta(days=1)
        event.status = "cancelled"
        overwrite = factories.run(event.save_revision, overwrite_revision=overwrite)
        event.refresh_from_db()
    assert CalendarEntry.objects.values().get() == entry
    assert Occurrence.objects.values().get() == row
    assert_shows(index, "Evening")


# The row of a date.


def test_the_row_stays_when_the_date_moves(index, event):
    before = occurrence_of(event)
    first = event.start_date
    factories.publish(event, start_date=first + timedelta(days=7))
    moved = occurrence_of(event)
    assert (moved.pk, moved.key) == (before.pk, before.key)
    assert moved.start == before.start + timedelta(days=7)
    factories.publish(event, start_date=first + timedelta(days=14), start_time=time(20))
    assert occurrence_of(event).pk == before.pk
    factories.publish(event, start_date=first)
    assert occurrence_of(event).pk == before.pk
    assert Occurrence.objects.count() == 1


def test_previous_start_is_the_start_first_announced(index, event):
    first = occurrence_of(event).start
    day = event.start_date
    for days in (7, 14):
        factories.publish(event, start_date=day + timedelta(days=days))
        assert occurrence_of(event).previous_start == first
    factories.publish(event, start_date=day)
    assert occurrence_of(event).previous_start is None


def test_a_date_that_was_never_public_is_no_previous_one(index):
    event = factories.make_event(index, live=False)
    day = event.start_date
    event.start_date = day + timedelta(days=1)
    factories.run(event.save)
    assert not occurrence_of(event).announced
    factories.publish(event, start_date=day + timedelta(days=2))
    assert occurrence_of(event).announced
    assert occurrence_of(event).previous_start is None
    factories.publish(event, start_date=day + timedelta(days=3))
    assert occurrence_of(event).previous_start is not None


def test_a_date_announced_by_a_script(index):
    event = factories.make_event(index, live=False)
    event.live = True
    factories.run(event.save, update_fields=["live"])
    first = occurrence_of(event).start
    factories.publish(event, start_date=event.start_date + timedelta(days=1))
    assert occurrence_of(event).previous_start == first


def test_other_words_are_no_new_date(index, event):
    factories.publish(event, title="Changed", end_time=time(23))
    assert occurrence_of(event).previous_start is None


def test_new_zone_rules_keep_the_row(index):
    """The same wall clock in another zone is another instant of the same date."""
    event = factories.make_event(index, start_date=date(2030, 7, 1))
    before = occurrence_of(event)
    factories.publish(event, timezone="Asia/Tokyo")
    after = occurrence_of(event)
    assert after.pk == before.pk
    assert before.start - after.start == timedelta(hours=7)
