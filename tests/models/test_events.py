from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from wagtail_meetups.models import FEED_COLORS, AbstractMeetupIndex, Occurrence, Venue
from wagtail_meetups.models.events import default_timezone, validate_timezone
from wagtail_meetups.models.registry import event_models, index_models

from .. import factories

DAY = date(2026, 11, 24)


def build(**kwargs):
    return factories.build_event(**{"start_date": DAY, **kwargs})


def test_a_draft_without_a_date_has_no_schedule():
    event = build(start_date=None)
    assert event.schedule is None
    assert event.get_occurrences() == ()


@pytest.mark.parametrize(
    "values",
    [
        {"start_time": None},
        {"timezone": "Mars/Olympus"},
        {"timezone": ""},
        {"end_date": DAY - timedelta(days=1)},
        {"start_time": time(20), "end_date": DAY, "end_time": time(19)},
        {"start_date": date(1, 1, 1)},
        {"start_date": date(9999, 12, 31), "all_day": True},
    ],
)
def test_what_makes_no_sense_gives_no_dates(values):
    event = build(**values)
    assert event.schedule is not None
    assert event.get_occurrences() == ()


def test_the_wall_clock_in_its_zone():
    [occurrence] = build(timezone="Europe/Paris").get_occurrences()
    assert occurrence.start == datetime(2026, 11, 24, 18, tzinfo=UTC)
    assert occurrence.end == datetime(2026, 11, 24, 21, tzinfo=UTC)


def test_an_open_end_lasts_as_long_as_the_settings_say(settings):
    event = build(end_time=None)
    [occurrence] = event.get_occurrences()
    assert occurrence.end - occurrence.start == timedelta(hours=2)
    settings.WAGTAIL_MEETUPS = {"OPEN_END_MINUTES": 45}
    [occurrence] = event.get_occurrences()
    assert occurrence.end - occurrence.start == timedelta(minutes=45)


def test_called_off():
    called_off = {
        status
        for status in event_models()[0].Status
        if build(status=status).is_called_off
    }
    assert called_off == {"cancelled", "postponed"}


def test_where_depends_on_how_one_takes_part():
    venue = Venue(name="Le Zinc")
    link = "https://meet.example/"
    shown = {}
    for mode in event_models()[0].Mode:
        event = build(attendance_mode=mode, venue=venue, online_link=link)
        shown[mode.value] = (event.shown_venue, event.shown_online_link)
    assert shown == {
        "in_person": (venue, ""),
        "online": (None, link),
        "both": (venue, link),
    }


def test_the_zone_is_the_sites_by_default(settings):
    settings.TIME_ZONE = "America/Montreal"
    assert default_timezone() == "America/Montreal"
    assert event_models()[0]().timezone == "America/Montreal"


def test_zone_names():
    validate_timezone("Europe/Paris")
    for name in ("", "Paris", "europe/paris ", "../etc", "+01:00"):
        with pytest.raises(ValidationError):
            validate_timezone(name)


def test_the_community_goes_by_its_feed_name_or_its_title():
    index = index_models()[0](title="Meet-ups")
    assert index.community_name == "Meet-ups"
    index.feed_name = "Café evenings"
    assert index.community_name == "Café evenings"


def test_each_colour_has_its_hexadecimal():
    assert set(AbstractMeetupIndex.FeedColor.values) == set(FEED_COLORS)
    index = index_models()[0](title="Meet-ups")
    assert index.feed_color_hex == ""
    index.feed_color = "teal"
    assert index.feed_color_hex == "#008080"


@pytest.mark.django_db
def test_dates_in_time(index):
    now = datetime(2026, 11, 24, 19, tzinfo=UTC)
    make = factories.make_event
    running = make(index, start_date=DAY)
    later = make(index, start_date=DAY + timedelta(days=1))
    over = make(index, start_date=DAY - timedelta(days=1))
    long_over = make(index, start_date=DAY - timedelta(days=9))
    rows = Occurrence.objects

    def events(queryset):
        return list(queryset.values_list("event", flat=True))

    assert events(rows.upcoming(now)) == [running.pk, later.pk]
    assert events(rows.past(now)) == [over.pk, long_over.pk]


@pytest.mark.django_db
def test_a_row_is_a_value_of_the_domain(index):
    event = factories.make_event(index, start_date=DAY)
    row = Occurrence.objects.get(event=event.pk)
    assert [row.value] == list(event.get_occurrences())
    assert str(row) == f"{event.pk}/2026-11-24"
