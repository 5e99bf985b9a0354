"""The links that put one date into a calendar on the web."""

import html
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_meetups.domain.schedule import get_zone
from wagtail_meetups.models import Venue
from wagtail_meetups.models.dates import MeetupDate
from wagtail_meetups.views.add_one import LONGEST, add_links

from .. import factories

URL = "https://meetups.example/caf%C3%A9/soup/"
TUESDAY = date(2090, 3, 7)
ZONES = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Beirut",
    "Australia/Lord_Howe",
]
# Some characters cannot be stored, and none of them can be typed.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
titles = texts.filter(bool)


def build(**kwargs):
    kwargs.setdefault("start_date", TUESDAY)
    kwargs.setdefault("title", "Soup")
    return factories.build_event(**kwargs)


def links_of(event, url=URL):
    [occurrence] = event.get_occurrences()
    return occurrence, add_links(MeetupDate(occurrence, event), url)


def query(address):
    parts = urlsplit(address)
    assert address.isascii() and " " not in address and "+" not in address
    assert not parts.fragment
    found = parse_qs(parts.query, strict_parsing=True, keep_blank_values=True)
    return {name: value for name, [value] in found.items()}


def google_instants(parameters):
    return [
        datetime.strptime(moment, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        for moment in parameters["dates"].split("/")
    ]


def outlook_instants(parameters):
    return [datetime.fromisoformat(parameters[name]) for name in ("startdt", "enddt")]


def test_an_evening_in_each_calendar():
    event = build(
        venue=Venue(name="Café Lumière", address="12 rue des Lilas\n75011 Paris"),
        summary="Bring a cup & a <question>.",
    )
    _occurrence, links = links_of(event)
    assert links.google.startswith("https://calendar.google.com/calendar/render?")
    assert query(links.google) == {
        "action": "TEMPLATE",
        "text": "Soup",
        "dates": "20900307T180000Z/20900307T210000Z",
        "ctz": "Europe/Paris",
        "details": f"Bring a cup & a <question>.\n\n{URL}",
        "location": "Café Lumière, 12 rue des Lilas, 75011 Paris",
    }
    expected = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": "Soup",
        "startdt": "2090-03-07T18:00:00Z",
        "enddt": "2090-03-07T21:00:00Z",
        "allday": "false",
        "body": f"Bring a cup &amp; a &lt;question&gt;.<br><br>{URL}",
        "location": "Café Lumière, 12 rue des Lilas, 75011 Paris",
    }
    for host, address in (
        ("outlook.live.com", links.outlook),
        ("outlook.office.com", links.outlook_work),
    ):
        assert address.startswith(f"https://{host}/calendar/0/deeplink/compose?")
        assert query(address) == expected


def test_an_online_evening_has_no_place_and_its_link_in_the_text():
    event = build(
        attendance_mode="online",
        online_link="https://online.example/room",
        venue=Venue(name="Café Lumière"),
    )
    _occurrence, links = links_of(event)
    for address, name in ((links.google, "details"), (links.outlook, "body")):
        assert "location" not in query(address)
        assert "https://online.example/room" in query(address)[name]


@given(title=titles, name=titles, address=texts)
def test_any_title_and_place_come_back_as_they_were(title, name, address):
    venue = Venue(name=name, address=address)
    _occurrence, links = links_of(build(title=title, venue=venue))
    for link, key in ((links.google, "text"), (links.outlook, "subject")):
        parameters = query(link)
        assert parameters[key] == title
        assert parameters.get("location", "") == venue.one_line


@given(
    day=st.dates(date(1970, 1, 2), date(2999, 12, 30)),
    start=st.times(),
    length=st.timedeltas(timedelta(minutes=1), timedelta(hours=11)),
    zone=st.sampled_from(ZONES),
)
def test_times_are_the_instants_of_the_date(day, start, length, zone):
    end = (datetime.combine(day, start) + length).time()
    event = build(start_date=day, start_time=start, end_time=end, timezone=zone)
    if not event.get_occurrences():
        return  # The clocks skip all of it.
    occurrence, links = links_of(event)
    expected = [occurrence.start, occurrence.end]
    parameters = query(links.google)
    assert google_instants(parameters) == expected
    assert parameters["ctz"] == zone
    for link in (links.outlook, links.outlook_work):
        assert outlook_instants(query(link)) == expected


def test_the_hour_that_comes_twice_is_told_in_utc():
    event = build(
        start_date=date(2026, 10, 25), start_time=time(2, 30), end_time=time(4)
    )
    _occurrence, links = links_of(event)
    assert query(links.google)["dates"] == "20261025T003000Z/20261025T030000Z"


@given(
    day=st.dates(date(1970, 1, 2), date(2999, 12, 1)),
    more=st.integers(0, 20),
    zone=st.sampled_from(ZONES),
)
def test_whole_days_are_days_and_end_the_day_after(day, more, zone):
    event = build(
        all_day=True,
        start_date=day,
        end_date=day + timedelta(days=more),
        timezone=zone,
    )
    _occurrence, links = links_of(event)
    after = day + timedelta(days=more + 1)
    assert query(links.google)["dates"] == f"{day:%Y%m%d}/{after:%Y%m%d}"
    parameters = query(links.outlook)
    assert parameters["allday"] == "true"
    assert parameters["startdt"] == day.isoformat()
    assert parameters["enddt"] == after.isoformat()


@given(
    title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
    summary=st.text(st.characters(exclude_categories=["Cs"]), max_size=255),
    directions=st.text(st.characters(exclude_categories=["Cs"]), max_size=2000),
)
def test_a_long_text_is_cut_and_never_the_pages_address(title, summary, directions):
    venue = Venue(name="Café", directions=directions)
    _occurrence, links = links_of(build(title=title, venue=venue, summary=summary))
    for link, name in ((links.google, "details"), (links.outlook, "body")):
        details = html.unescape(query(link)[name]).replace("<br>", "\n")
        assert details == URL or details.endswith(f"\n{URL}")
        assert len(link) <= LONGEST or details == URL


def test_a_cut_text_ends_with_a_whole_word_and_says_that_it_goes_on():
    venue = Venue(name="Café", directions="Left at the canal. " * 200)
    _occurrence, links = links_of(build(venue=venue))
    for link, name in ((links.google, "details"), (links.outlook, "body")):
        text = query(link)[name].replace("<br>", "\n").removesuffix(f"\n\n{URL}")
        assert text.startswith("Getting there: Left at the canal.")
        assert text.rstrip("…").rsplit(None, 1)[1] in ("Left", "at", "the", "canal.")
        assert text.endswith("…")
        # As much as there is room for: one more "canal. Left" would be too much.
        assert LONGEST - 20 <= len(link) <= LONGEST


def test_a_link_that_does_not_fit_is_left_out_whole():
    venue = Venue(
        name="Café", directions="on " * 400 + "https://map.example/" + "a" * 900
    )
    _occurrence, links = links_of(build(venue=venue))
    assert "map.example" not in query(links.google)["details"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "offered"),
    [
        ({}, True),
        ({"status": "tentative"}, True),
        ({"status": "cancelled"}, False),
        ({"status": "postponed"}, False),
        ({"start_date": date(2020, 3, 3)}, False),
    ],
)
def test_they_are_offered_while_one_can_still_come(client, index, values, offered):
    event = factories.make_event(
        index, title="Soup", **{"start_date": TUESDAY, **values}
    )
    text = client.get(event.url).content.decode()
    assert ("calendar.google.com" in text) is offered
    assert ("outlook.live.com" in text) is offered
    assert ("outlook.office.com" in text) is offered


@pytest.mark.django_db
def test_a_draft_in_a_preview_has_none(index):
    event = factories.make_event(index, live=False, start_date=TUESDAY)
    response = event.make_preview_request()
    assert b"calendar.google.com" not in response.content


@pytest.mark.django_db
def test_a_zone_that_is_ahead_keeps_its_day(index):
    """Midnight in Auckland is the day before in UTC."""
    event = factories.make_event(
        index, start_date=TUESDAY, all_day=True, timezone="Pacific/Auckland"
    )
    [occurrence] = event.get_occurrences()
    assert occurrence.start.date() == TUESDAY - timedelta(days=1)
    assert occurrence.start.astimezone(get_zone("Pacific/Auckland")).date() == TUESDAY
    assert query(add_links(MeetupDate(occurrence, event), URL).google)["dates"] == (
        "20900307/20900308"
    )
