"""Structured data: what search engines are told of an event."""

from datetime import date, time

import pytest

from .. import factories
from .schema_org import check

pytestmark = pytest.mark.django_db

TUESDAY = date(2090, 3, 7)
SCHEMA = "https://schema.org/"


def make(index, **kwargs):
    kwargs.setdefault("start_date", TUESDAY)
    kwargs.setdefault("title", "Spring evening")
    return factories.make_event(index, **kwargs)


@pytest.fixture
def tell(get):
    """What the page of an event tells search engines, all of it valid."""

    def tell(event):
        data = get(event.url).structured_data
        check(data)
        return data

    return tell


def test_an_event_in_full(tell, index):
    host = factories.agree(factories.make_attendee(), "first_name")
    silent = factories.make_attendee(first_name="Gaspard")
    event = make(
        index,
        summary="We talk about prices.",
        venue=factories.make_venue(
            address="12 rue des Lilas,\r\n75011 Paris\r\n",
            latitude="48.853100",
            longitude="2.369200",
        ),
        hosts=[host, silent],
        image=factories.make_image(),
    )
    data = tell(event)
    (image,) = data.pop("image")
    assert image.startswith(event.get_site().root_url)
    assert data == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Spring evening",
        "description": "We talk about prices.",
        "url": event.full_url,
        "startDate": "2090-03-07T19:00:00+01:00",
        "endDate": "2090-03-07T22:00:00+01:00",
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Café Lumière",
            "address": "12 rue des Lilas, 75011 Paris",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": 48.8531,
                "longitude": 2.3692,
            },
        },
        "organizer": {
            "@type": "Organization",
            "name": "Café evenings",
            "url": index.full_url,
        },
        "performer": [{"@type": "Person", "name": "Nadia"}],
    }


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("scheduled", "EventScheduled"),
        ("tentative", "EventScheduled"),
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
    ],
)
def test_the_status(tell, index, status, told):
    event = make(index, status=status)
    assert tell(event)["eventStatus"] == f"{SCHEMA}{told}"


def test_a_new_time_is_a_rescheduled_event(tell, index):
    event = make(index)
    factories.publish(event, start_time=time(18))
    data = tell(event)
    assert data["eventStatus"] == f"{SCHEMA}EventRescheduled"
    assert data["previousStartDate"] == "2090-03-07T19:00:00+01:00"
    assert data["startDate"] == "2090-03-07T18:00:00+01:00"
    factories.publish(event, status="cancelled")
    assert tell(event)["eventStatus"] == f"{SCHEMA}EventCancelled"


@pytest.mark.parametrize(
    ("mode", "told", "kinds"),
    [
        ("in_person", "OfflineEventAttendanceMode", ["Place"]),
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("both", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_how_one_takes_part(tell, index, mode, told, kinds):
    event = make(
        index,
        attendance_mode=mode,
        venue=factories.make_venue(),
        online_link="https://online.example/room",
    )
    data = tell(event)
    assert data["eventAttendanceMode"] == f"{SCHEMA}{told}"
    places = data["location"]
    places = places if isinstance(places, list) else [places]
    assert [place["@type"] for place in places] == kinds


@pytest.mark.parametrize(
    ("values", "start", "end"),
    [
        ({"all_day": True}, "2090-03-07", "2090-03-07"),
        ({"all_day": True, "end_date": date(2090, 3, 9)}, "2090-03-07", "2090-03-09"),
        # The day after has no midnight there.
        (
            {
                "all_day": True,
                "start_date": date(2021, 3, 27),
                "timezone": "Asia/Beirut",
            },
            "2021-03-27",
            "2021-03-27",
        ),
        ({"end_time": None}, "2090-03-07T19:00:00+01:00", None),
        (
            {"end_time": time(2), "timezone": "America/New_York"},
            "2090-03-07T19:00:00-05:00",
            "2090-03-08T02:00:00-05:00",
        ),
    ],
)
def test_start_and_end(tell, index, values, start, end):
    data = tell(make(index, **values))
    assert data["startDate"] == start
    assert data.get("endDate") == end


@pytest.mark.parametrize(
    "values",
    [
        {"start_time": time(19), "end_time": None, "venue": None},
        {"all_day": True, "start_time": None, "end_time": None},
        {"status": "postponed", "attendance_mode": "both"},
        {"timezone": "Asia/Kathmandu", "summary": "Tea & cake, “gratis”\u00a0!"},
        {"start_date": date(2020, 3, 3), "attendance_mode": "online"},
    ],
)
def test_whatever_is_known_it_is_valid(tell, index, values):
    venue = factories.make_venue(name="Café «Lumière» & Cie", address="\r\n")
    values = {"venue": venue, "online_link": "https://online.example/", **values}
    tell(make(index, **values))


def test_what_a_mistake_would_be():
    """The judge of the tests above does find fault."""
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Spring evening",
        "startDate": "2090-03-07T19:00:00+01:00",
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
        "url": "https://community.example/",
    }
    check(event)
    for wrong in (
        {"startDate": "2090-03-07T19:00:00"},
        {"startDate": "7 March"},
        {"endDate": "2090-03-06T19:00:00+01:00"},
        {"eventStatus": "EventScheduled"},
        {"eventStatus": f"{SCHEMA}EventRescheduled"},
        {"url": "/meetups/"},
        {"description": "<p>Come</p>"},
        {"name": ""},
        {"image": []},
        {"image": {"@type": "ImageObject"}},
        {"location": {"@type": "Place"}},
        {"location": {"@type": "Venue", "name": "Café"}},
        {"organizer": {"@type": "Organization", "name": "Us"}},
        {"doorTime": "19:00"},
    ):
        with pytest.raises(AssertionError):
            check(event | wrong)


def test_no_text_can_leave_its_script_element(client, get, index):
    title = "</script><script>alert(1)</script><!-- & \u2028"
    event = make(index, title=title, summary="]]> </SCRIPT>")
    html = client.get(event.url).content.decode()
    assert "alert(1)" in html
    assert "<script>" not in html
    assert html.count("</script>") == html.count("<script ") == 2
    data = get(event.url).structured_data
    assert data["name"] == title
    assert data["description"] == "]]> </SCRIPT>"


def test_a_missing_image_file_is_left_out(tell, index):
    image = factories.make_image()
    event = make(index, image=image)
    image.file.storage.delete(image.file.name)
    assert "image" not in tell(event)


def test_a_draft_tells_search_engines_nothing(client, index):
    event = make(index, live=False)
    response = event.make_preview_request()
    assert "ld+json" not in response.content.decode()
    assert client.get(event.url).status_code == 404
