"""The calendars that the site serves, read back by two parsers: every shape of meet-up."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from tests import factories
from tests.parsers import (
    Event,
    assert_read_the_same,
    assert_well_formed,
    lines_of,
    read_with_vobject,
)
from wagtail_meetups.models import CalendarEntry
from wagtail_meetups.publishing import publish_all

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
ONE_DAY, ONE_HOUR = timedelta(days=1), timedelta(hours=1)
COMMUNITY = 'The "Freelances", Paris; 11th'
HOST = {
    "first_name": "Zéphyrine",
    "last_name": "Quillfeather",
    "trade": "Lamplighter",
    "bio": "Keeps the lanterns of the quay.",
    "link": "https://zephyrine.example/",
    "email": "zephyrine@lanterns.example",
    "notes": "Vegetarian",
}
LINK = "https://talk.example/room?a=1;b=2,3"


@dataclass
class Shape:
    """What an editor types, and what a reader should find. Times are wall clocks."""

    values: dict
    start: date | datetime
    end: date | datetime
    found: dict = field(default_factory=dict)


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)


def next_change(hours: int) -> date:
    """The next day from tomorrow on that has so many hours in Paris."""
    day = timezone.localdate() + ONE_DAY
    while at(day + ONE_DAY, 0) - at(day, 0) != hours * ONE_HOUR:
        day += ONE_DAY
    return day


def shapes(venue) -> dict[str, Shape]:
    day = timezone.localdate() + timedelta(days=20)
    spring, autumn = next_change(23), next_change(25)
    evening = (at(day, 19), at(day, 22))
    long_title = ("A title as long as Wagtail lets it be, and longer than a row. " * 5)[
        :255
    ]
    tokyo, london = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London")
    return {
        "timed": Shape({"start_date": day}, *evening),
        "last year": Shape(
            {"start_date": day - timedelta(days=340)},
            at(day - timedelta(days=340), 19),
            at(day - timedelta(days=340), 22),
        ),
        "open end": Shape(
            {"start_date": day, "end_time": None}, at(day, 19), at(day, 21)
        ),
        "over midnight": Shape(
            {"start_date": day, "end_time": time(2, 30)},
            at(day, 19),
            at(day + ONE_DAY, 2, 30),
        ),
        "all day": Shape({"start_date": day, "all_day": True}, day, day + ONE_DAY),
        "several days": Shape(
            {"start_date": day, "end_date": day + 2 * ONE_DAY, "all_day": True},
            day,
            day + 3 * ONE_DAY,
        ),
        "repeated hour": Shape(
            {"start_date": autumn, "start_time": time(2, 30), "end_time": time(5)},
            at(autumn, 0) + 2.5 * ONE_HOUR,
            at(autumn, 0) + 6 * ONE_HOUR,
        ),
        "end in the repeated hour": Shape(
            {"start_date": autumn, "start_time": time(0, 30), "end_time": time(2, 30)},
            at(autumn, 0) + 0.5 * ONE_HOUR,
            at(autumn, 0) + 2.5 * ONE_HOUR,
        ),
        "missing hour": Shape(
            {"start_date": spring, "start_time": time(2, 30), "end_time": time(5)},
            at(spring, 0) + 2.5 * ONE_HOUR,
            at(spring, 0) + 4 * ONE_HOUR,
        ),
        "another zone": Shape(
            {"start_date": day, "timezone": "Asia/Tokyo"},
            at(day, 19, zone=tokyo),
            at(day, 22, zone=tokyo),
        ),
        "two zones": Shape(
            {"start_date": day, "timezone": "Europe/London"},
            at(day, 19, zone=london),
            at(day, 22, zone=london),
        ),
        "utc": Shape(
            {"start_date": day, "timezone": "UTC"},
            at(day, 19, zone=ZoneInfo("UTC")),
            at(day, 22, zone=ZoneInfo("UTC")),
        ),
        "long title": Shape(
            {"start_date": day, "title": long_title},
            *evening,
            {"summary": long_title.strip()},
        ),
        "punctuation": Shape(
            {"start_date": day, "title": 'Bread, butter; C:\\New "names"\nand more'},
            *evening,
            {"summary": 'Bread, butter; C:\\New "names" and more'},
        ),
        "emoji": Shape(
            {"start_date": day, "title": "☕ 👩🏽‍💻🇫🇷" * 8, "summary": "🎉" * 60},
            *evening,
            {"summary": "☕ 👩🏽‍💻🇫🇷" * 8},
        ),
        "right to left": Shape(
            {
                "start_date": day,
                "title": "ערב קפה לעצמאים",
                "summary": "لقاء شهري، أهلا",
            },
            *evening,
            {"summary": "ערב קפה לעצמאים"},
        ),
        "control characters": Shape(
            {
                "start_date": day,
                "title": "Bell\x07 and\x0b tab\there",
                "summary": "\x1b!",
            },
            *evening,
            {"summary": "Bell and tab here"},
        ),
        "tentative": Shape(
            {"start_date": day, "status": "tentative"},
            *evening,
            {"status": "TENTATIVE"},
        ),
        "cancelled": Shape(
            {
                "start_date": day,
                "title": "Picnic",
                "status": "cancelled",
                "status_reason": "Rain, rain; rain",
            },
            *evening,
            {
                "summary": "Cancelled: Picnic",
                "status": "CANCELLED",
                "transparency": "TRANSPARENT",
            },
        ),
        "postponed": Shape(
            {"start_date": day, "title": "Boat trip", "status": "postponed"},
            *evening,
            {
                "summary": "Postponed: Boat trip",
                "status": "CANCELLED",
                "transparency": "TRANSPARENT",
            },
        ),
        "at a venue": Shape(
            {"start_date": day, "venue": venue},
            *evening,
            {
                "location": "Café “Lumière”; the room, 12 rue des Lilas, 75011 Paris",
                "geo": (48.8566, -0.000001),
            },
        ),
        "online": Shape(
            {
                "start_date": day,
                "venue": venue,
                "attendance_mode": "online",
                "online_link": LINK,
            },
            *evening,
            {"conference": LINK, "conference_label": "Join online"},
        ),
        "at a venue and online": Shape(
            {
                "start_date": day,
                "venue": venue,
                "attendance_mode": "both",
                "online_link": LINK,
            },
            *evening,
            {
                "location": "Café “Lumière”; the room, 12 rue des Lilas, 75011 Paris",
                "geo": (48.8566, -0.000001),
                "conference": LINK,
                "conference_label": "Join online",
            },
        ),
    }


def make_meetups():
    """An index with an event of each shape, all of them with topics and a host."""
    index = factories.make_index(
        title="Café evenings",
        slug="meetups",
        feed_name=COMMUNITY,
        feed_color="tomato",
        contact_email="hello@meetups.example",
    )
    venue = factories.make_venue(
        name="Café “Lumière”; the room",
        address="12 rue des Lilas\r\n75011 Paris",
        directions="Métro Père Lachaise,\nexit 2",
        latitude="48.856600",
        longitude="-0.000001",
    )
    topics = [factories.make_topic("Design, web"), factories.make_topic("Law; tax")]
    host = factories.make_attendee(**HOST)
    factories.agree(host, "first_name", "last_name", "trade", "bio", "link", "photo")
    factories.agree(
        host, "first_name", "last_name", "trade", "bio", "link", "photo", use="recaps"
    )
    events = {}
    for name, shape in shapes(venue).items():
        values = {"title": f"Evening {name}", **shape.values}
        event = factories.make_event(index, topics=topics, hosts=[host], **values)
        events[name] = (event, shape)
    return index, events


@pytest.fixture(scope="module")
def meetups(django_db_setup, django_db_blocker):
    """Made once, since publishing takes its time; each test is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_meetups()
        transaction.set_rollback(True)


def get(client, page) -> bytes:
    response = client.get(f"{page.url}ical/")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def wanted(event, shape: Shape) -> dict:
    """What a reader should find of an event; DESCRIPTION is looked at by itself."""
    return {
        "start": shape.start,
        "end": shape.end,
        "summary": event.title,
        "status": "CONFIRMED",
        "transparency": "OPAQUE",
        "location": "",
        "geo": None,
        "url": event.full_url,
        "categories": ("Design, web", "Law; tax"),
        "conference": "",
        "conference_label": "",
        "organizer": "mailto:hello@meetups.example",
        "organizer_name": COMMUNITY,
        "sequence": 0,
        "created": event.first_published_at.replace(microsecond=0),
        **shape.found,
    }


def assert_found(found: Event, name: str, event, shape: Shape) -> None:
    fields = wanted(event, shape)
    assert {key: getattr(found, key) for key in fields} == fields, name
    assert found.description.endswith(event.full_url), name
    assert found.stamp == found.last_modified >= found.created


def by_uid(found: list[Event]) -> dict[str, Event]:
    events = {event.uid: event for event in found}
    assert len(events) == len(found)
    return events


def uids() -> dict[int, str]:
    return dict(CalendarEntry.objects.values_list("page_id", "uid"))


def test_vobject_reads_the_feed(client, meetups):
    index, events = meetups
    found = read_with_vobject(get(client, index))
    assert {event.calendar for event in found} == {COMMUNITY}
    found, known = by_uid(found), uids()
    assert len(found) == len(events)
    for name, (event, shape) in events.items():
        assert_found(found[known[event.pk]], name, event, shape)


def test_vobject_reads_each_event(client, meetups):
    _index, events = meetups
    known = uids()
    for name, (event, shape) in events.items():
        [found] = read_with_vobject(get(client, event))
        assert found.uid == known[event.pk]
        assert_found(found, name, event, shape)


@pytest.mark.node
def test_both_readers_agree_on_all_calendars(client, meetups):
    index, events = meetups
    calendars = [
        get(client, index),
        *(get(client, event) for event, _ in events.values()),
    ]
    feed, *single = assert_read_the_same(*calendars)
    found, known = by_uid(feed), uids()
    assert len(found) == len(events)
    for (name, (event, shape)), [alone] in zip(events.items(), single, strict=True):
        assert_found(alone, name, event, shape)
        assert_found(found[known[event.pk]], name, event, shape)


def test_every_line_is_well_formed(client, meetups):
    index, events = meetups
    for page in (index, *(event for event, _ in events.values())):
        calendar = get(client, page)
        assert_well_formed(calendar)
        lines = lines_of(calendar)
        assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
        assert lines.count("BEGIN:VCALENDAR") == lines.count("END:VCALENDAR") == 1
        assert lines[-1] == "END:VCALENDAR"
        assert not any(
            line.startswith(("METHOD", "ATTENDEE", "BEGIN:VALARM", "EXDATE"))
            for line in lines
        )


def test_each_zone_is_described_once(client, meetups):
    index, events = meetups
    lines = lines_of(get(client, index))
    zones = [line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")]
    assert zones == ["Asia/Tokyo", "Europe/London", "Europe/Paris"]
    for name in ("all day", "several days", "repeated hour", "utc"):
        assert b"TZID" not in get(client, events[name][0]), name


def test_the_feed_and_the_single_calendar_hold_the_same_text(client, meetups):
    index, events = meetups
    feed = get(client, index).decode()
    for event, _shape in events.values():
        alone = get(client, event).decode()
        text = alone[alone.index("BEGIN:VEVENT") : alone.index("END:VCALENDAR")]
        assert feed.count(text) == 1


def test_nobody_who_comes_is_named(client, meetups):
    index, events = meetups
    for page in (index, *(event for event, _ in events.values())):
        text = "".join(lines_of(get(client, page)))
        for word in HOST.values():
            assert word not in text
    # The name is no secret elsewhere: the page shows it.
    assert HOST["first_name"] in client.get(events["timed"][0].url).content.decode()


def test_the_same_bytes_each_time(client, meetups):
    index, events = meetups
    pages = [index, *(event for event, _ in events.values())]
    first = [get(client, page) for page in pages]
    assert [get(client, page) for page in pages] == first


def test_publishing_all_again_changes_no_byte(client, meetups):
    index, events = meetups
    pages = [index, *(event for event, _ in events.values())]
    first = [get(client, page) for page in pages]
    later = timezone.now() + timedelta(days=1)
    assert factories.run(publish_all, now=later) == []
    assert [get(client, page) for page in pages] == first
