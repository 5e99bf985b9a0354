"""The pages of a series: its next date, each of its dates, and the list of all."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from wagtail_meetups.models import CalendarEntry, Occurrence

from .. import factories

pytestmark = pytest.mark.django_db

FIRST = date(2090, 3, 7)  # A Tuesday.
SECOND, THIRD = FIRST + timedelta(days=7), FIRST + timedelta(days=14)
TUESDAYS = "FREQ=WEEKLY;COUNT=12"


@pytest.fixture
def series(index):
    venue = factories.make_venue(name="The other place", address="1 quai Blanc")
    return factories.make_event(
        index,
        title="Tuesdays",
        slug="tuesdays",
        start_date=FIRST,
        recurrence=TUESDAYS,
        venue=factories.make_venue(),
        changes=[
            ("cancel", {"date": FIRST, "reason": "Snow"}),
            (
                "move",
                {"date": SECOND, "to_date": date(2090, 3, 15), "to_end": time(23)},
            ),
            (
                "alter",
                {"date": THIRD, "title": "Elsewhere", "venue": venue, "note": "Ring"},
            ),
        ],
    )


def text_of(page):
    (article,) = [text for _attrs, text in page.find("article")]
    return article


def test_the_page_says_how_it_repeats_and_the_next_time_that_takes_place(get, series):
    page = get(series.url)
    text = text_of(page)
    assert "Every week on Tuesday, 12 times" in text
    assert "The next time: Wednesday, March 15, 2090, 7 p.m. to 11 p.m." in text
    assert "New date: it was planned for Tuesday, March 14, 2090" in text
    assert "Cancelled: Snow" in text
    links = page.links
    assert any(name.startswith("Elsewhere, ") for name in links)
    assert links["All dates: Tuesdays"] == f"{series.full_url}dates/"


def test_the_summary_stands_once_on_its_own_pages_and_with_each_date_elsewhere(
    get, series, index
):
    factories.publish(series, summary="Soup for all.")
    words = "Soup for all."
    assert text_of(get(series.url)).count(words) == 1
    assert words not in get(f"{series.url}dates/").find("main")[0][1]
    assert get(index.url).find("main")[0][1].count(words) == 12


def test_each_date_has_a_page_at_a_stable_address(get, series):
    page = get(f"{series.url}dates/2090-03-14/")
    text = text_of(page)
    assert page.headings[0] == (1, "Tuesdays")
    assert "Wednesday, March 15, 2090" in text
    assert page.find("title")[0][1].startswith("Tuesdays, Wednesday, March 15, 2090")
    (canonical,) = page.link_rel("canonical")
    assert canonical["href"] == f"{series.full_url}dates/2090-03-14/"
    assert page.links["Previous date: Tuesday, March 7, 2090"] == (
        f"{series.url}dates/2090-03-07/"
    )
    assert page.links["Next date: Tuesday, March 21, 2090"] == (
        f"{series.url}dates/2090-03-21/"
    )
    # It moves again; its address stays.
    factories.publish(
        series, changes=[("move", {"date": SECOND, "to_date": date(2090, 3, 13)})]
    )
    assert "Monday, March 13, 2090" in text_of(get(f"{series.url}dates/2090-03-14/"))


def test_what_differs_on_a_date_is_shown_on_it_and_in_lists(get, index, series):
    page = get(f"{series.url}dates/2090-03-21/")
    text = text_of(page)
    assert page.headings[0] == (1, "Elsewhere")
    assert "Ring" in text
    assert "The other place" in text
    assert "1 quai Blanc" in text
    assert "Café Lumière" not in text
    listed = get(index.url)
    assert any(
        address == f"{series.url}dates/2090-03-21/" and name.startswith("Elsewhere")
        for name, address in listed.links.items()
    )


def test_a_cancelled_date_says_so_everywhere(get, client, index, series):
    address = f"{series.url}dates/2090-03-07/"
    page = get(address)
    assert "Cancelled: Snow" in text_of(page)
    assert "Add this one" not in text_of(page)
    assert page.structured_data["eventStatus"] == "https://schema.org/EventCancelled"
    assert "Cancelled: Snow" in " ".join(
        text for _attrs, text in get(index.url).find("li")
    )
    calendar = client.get(f"{address}ical/")
    [event] = Calendar.from_ical(calendar.content).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "Cancelled: Tuesdays"


def test_structured_data_of_a_series_and_of_its_dates(get, series):
    found = get(series.url).structured_data
    assert found["@type"] == "EventSeries"
    assert len(found["subEvent"]) == 6
    first, second, third = found["subEvent"][:3]
    assert first["eventStatus"] == "https://schema.org/EventCancelled"
    assert second["previousStartDate"] == "2090-03-14T19:00:00+01:00"
    assert second["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (third["name"], third["location"]["name"]) == (
        "Elsewhere",
        "The other place",
    )
    assert third["url"] == f"{series.full_url}dates/2090-03-21/"
    one = get(f"{series.url}dates/2090-03-21/").structured_data
    assert one["@type"] == "Event"
    assert one["superEvent"] == {
        "@type": "EventSeries",
        "name": "Tuesdays",
        "url": series.full_url,
    }


def test_the_calendar_of_one_date_is_that_date_alone(client, series):
    row = Occurrence.objects.get(key="2090-03-14")
    address = f"{series.url}dates/2090-03-14/ical/"
    response = client.get(address)
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["DTSTART"].dt == row.start
    assert "RRULE" not in event
    assert "RECURRENCE-ID" not in event
    uid = CalendarEntry.objects.get(page=series.pk).uid
    assert event["UID"] == f"{uid}-2090-03-14"
    assert event["URL"] == f"{series.full_url}dates/2090-03-14/"
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert client.get(address).content == response.content


def test_two_on_one_day_have_an_address_each(get, index):
    series = factories.make_event(
        index,
        start_date=FIRST,
        recurrence=TUESDAYS,
        changes=[("add", {"date": FIRST, "start": time(21), "end": time(22)})],
    )
    assert "7 p.m." in text_of(get(f"{series.url}dates/2090-03-07/"))
    assert "9 p.m." in text_of(get(f"{series.url}dates/2090-03-07-2100/"))


def test_one_gets_through_dates_that_begin_at_once_and_back(get, index):
    series = factories.make_event(
        index,
        start_date=FIRST,
        recurrence="FREQ=WEEKLY;COUNT=4",
        changes=[
            ("move", {"date": SECOND, "to_date": THIRD}),
            ("add", {"date": FIRST, "start": time(21), "end": time(22)}),
        ],
    )
    ways = []
    for way, start in (("Next", FIRST), ("Previous", FIRST + timedelta(days=21))):
        address, way_through = f"{series.url}dates/{start}/", []
        while address:
            assert address not in way_through
            way_through.append(address)
            address = next(
                (
                    url
                    for name, url in get(address).links.items()
                    if name.startswith(f"{way} date")
                ),
                None,
            )
        ways.append(way_through)
    assert len(ways[0]) == 5
    assert ways[1] == ways[0][::-1]


def test_two_series_of_one_title_have_their_own_dates(get, client, index):
    """On the same days even: each page, calendar and structured data is of its own."""
    both = [
        factories.make_event(
            index,
            title="Round",
            slug=slug,
            start_date=FIRST,
            recurrence=TUESDAYS,
            venue=factories.make_venue(name=slug),
        )
        for slug in ("left", "right")
    ]
    uids = set()
    for series in both:
        page = get(f"{series.url}dates/{FIRST}/")
        assert page.structured_data["location"]["name"] == series.slug
        assert page.structured_data["superEvent"]["url"] == series.full_url
        assert page.structured_data["url"] == f"{series.full_url}dates/{FIRST}/"
        calendar = client.get(f"{series.url}dates/{FIRST}/ical/")
        [event] = Calendar.from_ical(calendar.content).walk("VEVENT")
        assert event["URL"] == f"{series.full_url}dates/{FIRST}/"
        uids.add(str(event["UID"]))
    assert len(uids) == 2
    listed = [link for link in get(index.url).find("a") if "Round" in link[1]]
    assert {attrs["href"] for attrs, _text in listed} >= {
        f"{series.url}dates/{FIRST}/" for series in both
    }


def test_what_is_no_date_is_not_found(client, index, series):
    once = factories.make_event(index, start_date=FIRST)
    for address in (
        f"{series.url}dates/2090-03-08/",
        f"{series.url}dates/2090-03-08/ical/",
        f"{series.url}dates/nonsense/",
        f"{once.url}dates/",
        f"{once.url}dates/2090-03-07/",
        f"{once.url}dates/2090-03-07/ical/",
    ):
        assert client.get(address).status_code == 404, address


def test_beyond_the_horizon_nothing_is_found_and_nothing_links_there(
    get, client, index
):
    series = factories.make_event(
        index, start_date=timezone.localdate(), recurrence="FREQ=DAILY;INTERVAL=30"
    )
    last = Occurrence.objects.order_by("start").last()
    page = get(f"{series.url}dates/{last.key}/")
    assert not [name for name in page.links if name.startswith("Next date")]
    beyond = last.start.date() + timedelta(days=30)
    assert client.get(f"{series.url}dates/{beyond}/").status_code == 404


def test_a_date_that_is_no_longer_planned_says_so(get, index, series):
    row = Occurrence.objects.get(key="2090-05-23")
    factories.make_recap(index, title="How it was", event=series, occurrence=row)
    factories.publish(series, changes=[], recurrence="FREQ=WEEKLY;COUNT=3")
    page = get(f"{series.url}dates/2090-05-23/")
    assert "No longer planned" in text_of(page)
    assert "Add this one" not in text_of(page)
    assert "How it was" in " ".join(page.links)
    assert "2090-05-23" not in " ".join(get(f"{series.url}dates/").links.values())


def test_a_restricted_series_hides_its_dates(client, series):
    PageViewRestriction.objects.create(
        page_id=series.pk, restriction_type=PageViewRestriction.LOGIN
    )
    for path in ("dates/", "dates/2090-03-14/", "dates/2090-03-14/ical/"):
        assert client.get(f"{series.url}{path}").status_code == 302, path


def test_all_dates_are_listed_in_pages(get, settings, series):
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 5}
    page = get(f"{series.url}dates/")
    assert page.headings[0] == (1, "All dates: Tuesdays")
    shown = [link for link in page.links.values() if "/dates/2090-" in link]
    assert len(shown) == 5
    assert page.meta.get("robots", "") == ""
    later = get(f"{series.url}dates/?page=2")
    assert later.meta["robots"] == "noindex, follow"


def test_queries_do_not_grow_with_the_dates(count_queries, index):
    few = factories.make_event(
        index, start_date=FIRST, recurrence="FREQ=WEEKLY;COUNT=7"
    )
    many = factories.make_event(
        index, start_date=FIRST, recurrence="FREQ=WEEKLY;COUNT=90"
    )
    for path in ("", "dates/", "dates/2090-03-14/"):
        assert count_queries(f"{few.url}{path}") == count_queries(f"{many.url}{path}")


def test_the_calendar_of_one_date_costs_the_same_in_any_series(client, index):
    counts = []
    for number in (7, 90):
        rule = f"FREQ=WEEKLY;COUNT={number}"
        series = factories.make_event(index, start_date=FIRST, recurrence=rule)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{series.url}dates/2090-03-14/ical/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_draft_shows_its_own_dates_in_a_preview(client, index, series):
    draft = series.get_latest_revision_as_object()
    draft.recurrence = "FREQ=WEEKLY;BYDAY=WE;COUNT=3"
    draft.changes = []
    response = draft.make_preview_request()
    response.render()
    text = response.content.decode()
    assert "March 8, 2090" in text
    assert "March 15, 2090" in text
