"""Dates of a series: rows that keep what hangs on them, a horizon, and bounded work."""

from datetime import UTC, date, datetime, time, timedelta
from math import ceil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.horizon import get_horizon
from wagtail_meetups.publishing import find_differences, publish, publish_all
from wagtail_meetups.publishing.occurrences import BATCH_SIZE

from .. import factories
from .reading import entry_of

TUESDAYS = "FREQ=WEEKLY;BYDAY=TU;COUNT=6"
FIRST = date(2030, 1, 1)  # A Tuesday.


def rows_of(event):
    return list(Occurrence.objects.filter(event=event.pk).order_by("planned"))


def identity(event):
    return {row.pk: row.key for row in rows_of(event)}


@pytest.fixture
def series(index):
    return factories.make_event(
        index, title="Tuesdays", start_date=FIRST, recurrence=TUESDAYS
    )


@pytest.mark.parametrize(
    "values",
    [
        {"start_time": time(20), "end_time": time(23)},
        {"timezone": "America/New_York"},
        {"all_day": True},
        {"recurrence": "FREQ=WEEKLY;BYDAY=WE;COUNT=6"},
        {"recurrence": "FREQ=WEEKLY;BYDAY=TH;COUNT=6", "start_time": time(18)},
    ],
)
def test_rows_and_keys_stay_when_the_series_is_edited(series, values):
    before = identity(series)
    assert len(before) == 6
    starts = [row.start for row in rows_of(series)]
    factories.publish(series, **values)
    assert identity(series) == before
    assert [row.start for row in rows_of(series)] != starts
    assert [row.planned for row in rows_of(series)] == [
        row.start for row in rows_of(series)
    ]
    assert find_differences() == []


def test_every_second_week_keeps_the_rows_of_its_weeks(series):
    before = identity(series)
    factories.publish(series, recurrence="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3")
    after = identity(series)
    assert list(after.values()) == ["2030-01-01", "2030-01-15", "2030-01-29"]
    assert after.items() <= before.items()


def test_a_monthly_series_is_matched_by_its_months(index):
    event = factories.make_event(
        index, start_date=FIRST, recurrence="FREQ=MONTHLY;BYDAY=4TU;COUNT=4"
    )
    before = identity(event)
    factories.publish(event, recurrence="FREQ=MONTHLY;BYDAY=1MO;COUNT=4")
    assert identity(event) == before
    days = [row.planned.astimezone(factories.PARIS).day for row in rows_of(event)]
    assert days == [7, 4, 4, 1]


def test_a_date_that_moves_keeps_its_row_its_key_and_what_was_planned(series):
    before = identity(series)
    second = rows_of(series)[1]
    factories.publish(
        series,
        changes=[("move", {"date": date(2030, 1, 8), "to_date": date(2030, 1, 10)})],
    )
    moved = Occurrence.objects.get(pk=second.pk)
    assert identity(series) == before
    assert moved.planned == second.planned == moved.previous_start
    assert moved.start == second.start + timedelta(days=2)
    assert moved.is_moved
    factories.publish(series, changes=[])
    back = Occurrence.objects.get(pk=second.pk)
    assert (back.start, back.previous_start) == (second.start, None)


def recap_on(occurrence):
    index = occurrence.event.get_parent().specific
    return factories.make_recap(index, event=occurrence.event, occurrence=occurrence)


@pytest.mark.parametrize("hang", [recap_on, factories.make_attendance])
def test_what_hangs_on_a_date_stays_on_it(series, hang):
    third = rows_of(series)[2]
    thing = hang(third)
    factories.publish(series, recurrence="FREQ=WEEKLY;BYDAY=TU;COUNT=2")
    kept = {row.key: row.is_planned for row in rows_of(series)}
    assert kept == {"2030-01-01": True, "2030-01-08": True, "2030-01-15": False}
    thing.refresh_from_db()
    assert thing.occurrence == third
    # It is told once: a second publishing finds nothing to do.
    assert publish_all() == []
    assert "20300115" not in entry_of(series).text
    factories.publish(series, recurrence=TUESDAYS)
    third.refresh_from_db()
    assert third.is_planned
    assert third.key == "2030-01-15"


def test_a_key_is_never_given_twice(index, series):
    """A date that stays although it is not planned keeps its address to itself."""
    first = rows_of(series)[0]
    factories.make_recap(index, event=series, occurrence=first)
    factories.publish(
        series,
        start_date=FIRST + timedelta(days=7),
        recurrence="FREQ=WEEKLY;BYDAY=TU;COUNT=2",
    )
    factories.publish(
        series,
        changes=[("add", {"date": FIRST, "start": time(12), "end": time(13)})],
    )
    # The added date takes the row of its day up again.
    first.refresh_from_db()
    assert first.is_planned and first.is_added
    factories.publish(
        series,
        changes=[
            ("add", {"date": FIRST, "start": time(12), "end": time(13)}),
            ("add", {"date": FIRST, "start": time(15), "end": time(16)}),
        ],
    )
    keys = [row.key for row in rows_of(series)]
    assert keys == ["2030-01-01", "2030-01-01-1500", "2030-01-08", "2030-01-15"]


def test_once_becomes_a_series_and_back(index):
    event = factories.make_event(index, start_date=FIRST)
    before = identity(event)
    factories.publish(event, recurrence=TUESDAYS)
    assert before.items() <= identity(event).items()
    factories.publish(event, recurrence="")
    assert identity(event) == before


def test_an_endless_series_has_dates_to_the_horizon(index):
    now = timezone.now()
    event = factories.make_event(
        index, start_date=timezone.localdate(), recurrence="FREQ=WEEKLY"
    )
    last = rows_of(event)[-1].planned
    assert last < get_horizon(now)
    assert get_horizon(now) - last <= timedelta(days=7, hours=1)
    assert publish_all(now=now) == []
    # Two months later there is more to see.
    later = now + timedelta(days=62)
    assert {difference.page_id for difference in publish_all(now=later)} == {event.pk}
    assert rows_of(event)[-1].planned > last
    assert publish_all(now=later) == []


@pytest.mark.parametrize(
    ("now", "horizon"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC)),
        (datetime(2026, 1, 31, 23, 59, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC)),
        (datetime(2026, 12, 31, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_horizon_moves_once_a_month(now, horizon):
    assert get_horizon(now) == horizon


def test_the_horizon_can_be_set(index, settings):
    settings.WAGTAIL_MEETUPS = {"HORIZON_MONTHS": 3}
    event = factories.make_event(
        index, start_date=timezone.localdate(), recurrence="FREQ=WEEKLY"
    )
    assert 12 <= len(rows_of(event)) <= 19


def test_ten_years_of_weeks_cost_a_few_queries(series):
    with CaptureQueriesContext(connection) as few:
        publish([series.pk])
    ten_years = "FREQ=WEEKLY;BYDAY=TU;COUNT=522"
    type(series).objects.filter(pk=series.pk).update(recurrence=ten_years)
    with CaptureQueriesContext(connection) as many:
        publish([series.pk])
    assert Occurrence.objects.count() == 522
    # An INSERT for each 200 dates, or for as many as fit SQLite's variables, and an
    # UPDATE of the entry.
    rows = list(Occurrence.objects.all())
    fields = Occurrence._meta.local_concrete_fields[1:]
    at_once = min(BATCH_SIZE, connection.ops.bulk_batch_size(fields, rows))
    assert len(many) == len(few) + ceil(516 / at_once) + 1
    with CaptureQueriesContext(connection) as again:
        assert publish([series.pk]) == []
    assert len(again) == len(few)
    assert not [
        query for query in again if query["sql"].split()[0] in ("INSERT", "UPDATE")
    ]


def test_sequence_rises_with_what_a_subscriber_must_be_told(series):
    venue = factories.make_venue()
    day = date(2030, 1, 8)
    sequence = entry_of(series).sequence
    for values in [
        {"recurrence": "FREQ=WEEKLY;BYDAY=TU;COUNT=7"},
        {"changes": [("cancel", {"date": day})]},
        {"changes": [("cancel", {"date": day, "is_postponed": True})]},
        {"changes": [("move", {"date": day, "to_date": date(2030, 1, 9)})]},
        {"changes": [("alter", {"date": day, "venue": venue})]},
        {"changes": [("skip", {"date": day})]},
        {"changes": [("add", {"date": date(2030, 1, 12)})]},
        {"status": "cancelled"},
    ]:
        factories.publish(series, **values)
        sequence += 1
        assert entry_of(series).sequence == sequence, values
    for values in [
        {"recurrence": " rrule:freq=weekly;byday=tu;count=7"},
        {"changes": [("add", {"date": date(2030, 1, 12), "note": "Bring cake"})]},
    ]:
        factories.publish(series, **values)
        assert entry_of(series).sequence == sequence, values


def test_the_horizon_is_no_news(index):
    now = timezone.now()
    event = factories.make_event(
        index, start_date=timezone.localdate(), recurrence="FREQ=WEEKLY"
    )
    before = CalendarEntry.objects.values("text", "tag", "sequence").get()
    publish([event.pk], now=now + timedelta(days=200))
    assert CalendarEntry.objects.values("text", "tag", "sequence").get() == before


def test_a_venue_of_one_date_that_is_renamed_reaches_the_calendar(series):
    venue = factories.make_venue(name="Le Zinc")
    factories.publish(
        series, changes=[("alter", {"date": date(2030, 1, 8), "venue": venue})]
    )
    assert "LOCATION:Le Zinc" in entry_of(series).text
    venue.name = "Le Cuivre"
    factories.run(venue.save)
    assert "LOCATION:Le Cuivre" in entry_of(series).text
    factories.run(venue.delete)
    assert "Le Cuivre" not in entry_of(series).text
    assert find_differences() == []


def test_a_cancelled_date_is_told_and_comes_back(series):
    day = date(2030, 1, 8)
    factories.publish(series, changes=[("cancel", {"date": day, "reason": "Snow"})])
    text = entry_of(series).text
    assert "RECURRENCE-ID;TZID=Europe/Paris:20300108T190000" in text
    assert "SUMMARY:Cancelled: Tuesdays" in text
    assert "STATUS:CANCELLED" in text
    assert "Cancelled: Snow" in text.replace("\r\n ", "")
    assert "STATUS:CONFIRMED" in text
    factories.publish(series, changes=[])
    assert "CANCELLED" not in entry_of(series).text


def test_an_unfinished_change_of_a_draft_does_no_harm(index):
    event = factories.build_event(
        start_date=FIRST,
        recurrence=TUESDAYS,
        changes=[("cancel", {}), ("move", {"date": FIRST})],
        live=False,
    )
    factories.run(index.add_child, instance=event)
    assert len(rows_of(event)) == 6
