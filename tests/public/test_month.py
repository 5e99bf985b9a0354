"""The month view: which days a date stands on, which months there are, what is told."""

import re
from datetime import UTC, date, datetime, time, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from wagtail_meetups.domain.schedule import FIRST_YEAR, LAST_YEAR
from wagtail_meetups.models import Occurrence
from wagtail_meetups.views.month import window
from wagtail_meetups.views.months import Month
from wagtail_meetups.views.when import days_of, describe

from .. import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def days_with(page, title):
    """The numbers of the days whose cells name this title."""
    days = []
    for (attrs, text), (_time, name) in zip(
        [
            cell
            for cell in page.find("td")
            if "meetups-day-none" not in cell[0]["class"]
        ],
        page.find("time"),
        strict=True,
    ):
        assert "meetups-day" in attrs["class"]
        assert text.startswith(name)
        if title in text:
            days.append(int(_time["datetime"][-2:]))
    return days


def test_a_month_is_a_table_with_a_caption_and_weekdays(get, index):
    page = get(f"{index.url}month/2026/11/")
    assert page.headings == [(1, "November 2026")]
    assert page.find("caption")[0][1] == "Café evenings: November 2026"
    heads = page.find("th")
    assert all(attrs["scope"] == "col" for attrs, _text in heads)
    assert [text for _attrs, text in heads] == [
        "SunSunday",
        "MonMonday",
        "TueTuesday",
        "WedWednesday",
        "ThuThursday",
        "FriFriday",
        "SatSaturday",
    ]
    # A caption's row of heads, and five weeks.
    assert len(page.find("tr")) == 6
    assert len(page.find("td")) == 35
    assert len(page.find("time")) == 30
    assert page.find("title")[0][1].startswith("November 2026, Café evenings")
    assert page.links["Café evenings"] == index.full_url


def test_weeks_begin_as_they_do_in_the_language(get, index):
    french = factories.make_index(
        title="Soirées", locale=Locale.objects.create(language_code="fr")
    )
    factories.make_event(french, title="Ferme", start_date=date(2026, 11, 2))
    page = get(f"{french.url}month/2026/11/")
    assert page.headings == [(1, "Novembre 2026")]
    assert page.find("th")[0][1].endswith("lundi")
    # The second is a Monday: the first Sunday ends a week that begins in October.
    assert page.find("td")[7][1].startswith("2")
    assert days_with(page, "Ferme") == [2]


def test_a_date_stands_on_its_own_local_day(get, index, settings):
    """In each zone its own: both are on the first of March in UTC, or the day before."""
    factories.make_event(
        index,
        title="Auckland",
        timezone="Pacific/Auckland",
        start_date=date(2090, 3, 1),
        start_time=time(8),
        end_time=time(9),
    )
    factories.make_event(
        index,
        title="Honolulu",
        timezone="Pacific/Honolulu",
        start_date=date(2090, 3, 31),
        start_time=time(22),
        end_time=time(23),
    )
    page = get(f"{index.url}month/2090/03/")
    assert days_with(page, "Auckland") == [1]
    assert days_with(page, "Honolulu") == [31]
    # A zone is named where it is not the site's.
    assert ("Auckland time (UTC+13)" in page.text) == (
        settings.TIME_ZONE != "Pacific/Auckland"
    )
    assert "Next month: April 2090" not in page.links
    assert "2 dates" not in page.text


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({"end_time": time(2)}, [10]),
        ({"end_time": None}, [10]),
        ({"end_date": date(2090, 3, 11), "end_time": time(0)}, [10]),
        ({"end_date": date(2090, 3, 12), "end_time": time(0)}, [10, 11]),
        ({"end_date": date(2090, 3, 12), "end_time": time(14)}, [10, 11, 12]),
        ({"all_day": True}, [10]),
        ({"all_day": True, "end_date": date(2090, 3, 12)}, [10, 11, 12]),
        ({"all_day": True, "end_date": date(2090, 4, 2)}, list(range(10, 32))),
    ],
)
def test_what_lasts_several_days_stands_on_each_of_them(get, index, values, days):
    event = factories.make_event(
        index, title="Farm", start_date=date(2090, 3, 10), **values
    )
    page = get(f"{index.url}month/2090/03/")
    assert days_with(page, "Farm") == days
    # One link, however many days; the others say that it goes on.
    links = [name for name in page.links if "Farm" in name]
    assert len(links) == 1
    assert page.links[links[0]] == event.url
    assert links[0].endswith("Farm, Friday, March 10, 2090")
    assert page.text.count("Farm, continued") == len(days) - 1
    assert ("until " in page.text) == (len(days) > 1)


def test_what_began_the_month_before_is_linked_where_it_is_first_seen(get, index):
    factories.make_event(
        index,
        title="Farm",
        all_day=True,
        start_date=date(2090, 3, 30),
        end_date=date(2090, 4, 2),
    )
    page = get(f"{index.url}month/2090/04/")
    assert days_with(page, "Farm") == [1, 2]
    assert "Farm, Thursday, March 30, 2090" in page.links
    assert "until April 2" in page.text
    first, last = [attrs["class"] for attrs, text in page.find("li") if "Farm" in text]
    assert first.split() == ["meetups-entry", "meetups-long"]
    assert last.split() == ["meetups-entry", "meetups-long", "meetups-long-last"]


def test_several_days_into_another_year_say_so(get, index):
    factories.make_event(
        index,
        all_day=True,
        start_date=date(2026, 12, 30),
        end_date=date(2027, 1, 2),
    )
    assert "until Jan. 2, 2027" in get(f"{index.url}month/2026/12/").text


def test_statuses_are_told_in_words(get, index):
    for title, status in {
        "Off": "cancelled",
        "Later": "postponed",
        "Perhaps": "tentative",
    }.items():
        factories.make_event(
            index, title=title, status=status, start_date=date(2090, 3, 7)
        )
    factories.make_event(
        index,
        title="Weekly",
        start_date=date(2090, 3, 6),
        recurrence="FREQ=WEEKLY;COUNT=3",
        changes=[
            ("cancel", {"date": date(2090, 3, 6)}),
            ("cancel", {"date": date(2090, 3, 20), "is_postponed": True}),
            ("move", {"date": date(2090, 3, 13), "to_date": date(2090, 3, 15)}),
        ],
    )
    factories.make_event(
        index,
        title="Farm",
        all_day=True,
        status="cancelled",
        start_date=date(2090, 3, 20),
        end_date=date(2090, 3, 21),
    )
    page = get(f"{index.url}month/2090/03/")
    told = [text for _attrs, text in page.find("li")]

    def of(title):
        return " | ".join(text for text in told if title in text)

    assert "Cancelled" in of("Off")
    assert "Postponed" in of("Later")
    assert "To be confirmed" in of("Perhaps")
    assert "Cancelled" in of("Weekly, Monday, March 6")
    assert "New date" in of("Weekly, Wednesday, March 15")
    assert "Postponed, no new date yet" in of("Weekly, Monday, March 20")
    assert "Farm, continued, cancelled" in of("Farm")
    assert days_with(page, "Weekly") == [6, 15, 20]


def test_two_of_one_title_on_one_day_are_two_links(get, index):
    for hour in (12, 19):
        factories.make_event(
            index,
            title="Round",
            start_date=date(2090, 3, 7),
            start_time=time(hour),
            end_time=time(hour + 1),
        )
    links = [
        name for name in get(f"{index.url}month/2090/03/").links if "Round" in name
    ]
    assert links == [
        "noon Round, Tuesday, March 7, 2090",
        "7 p.m. Round, Tuesday, March 7, 2090",
    ]


def test_the_months_end_where_the_dates_do(get, client, index):
    factories.make_event(index, title="Old", start_date=date(2026, 9, 3))
    factories.make_event(index, title="New", start_date=date(2027, 1, 3))
    hidden = factories.make_event(index, start_date=date(2028, 1, 3))
    hidden.view_restrictions.create(restriction_type="login")
    factories.make_event(index, start_date=date(2025, 1, 3), live=False)
    found = []
    address = f"{index.url}month/2026/09/"
    while address:
        page = get(address)
        found.append(page.headings[0][1])
        (way,) = [
            text for attrs, text in page.find("nav") if attrs["aria-label"] == "Months"
        ]
        assert ("This month" in way) == (found[-1] != "November 2026")
        address = next(
            (url for name, url in page.links.items() if name.startswith("Next month")),
            None,
        )
        back = [name for name in page.links if name.startswith("Previous month")]
        assert len(back) == (len(found) > 1)
        assert page.meta["robots"] == "noindex, follow"
    assert found == [
        "September 2026",
        "October 2026",
        "November 2026",
        "December 2026",
        "January 2027",
    ]
    for path in ("2026/08", "2027/02", "2028/01", "2025/01"):
        assert client.get(f"{index.url}month/{path}/").status_code == 404, path


def test_what_is_no_month_of_ours_is_not_found(client, index):
    factories.make_event(index, start_date=date(2026, 1, 3))
    factories.make_event(index, start_date=date(2027, 12, 3))
    for path in (
        "0000/01/",
        "0001/01/",
        "9999/12/",
        "2026/00/",
        "2026/13/",
        "2026/1/",
        "2026/",
        "26/11/",
        "10000/01/",
        "2026/11/25/",
        "2026/1a/",
        "-2026/11/",
        "\u0662\u0660\u0662\u0666/\u0661\u0661/",
    ):
        assert client.get(f"{index.url}month/{path}").status_code == 404, path


@pytest.mark.parametrize("day", [date(FIRST_YEAR, 1, 2), date(LAST_YEAR, 12, 30)])
def test_the_ends_of_the_calendar_are_months_too(get, index, day):
    factories.make_event(index, title="Far", start_date=day, timezone="UTC")
    page = get(f"{index.url}month/{day.year:04}/{day.month:02}/")
    assert days_with(page, "Far") == [day.day]


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (Month(1, 1), "0001-01-01", "0001-02-02"),
        (Month(9999, 12), "9999-11-30", "9999-12-31"),
    ],
)
def test_the_window_of_a_month_stays_within_what_there_is_of_days(month, before, after):
    first, last = window(month)
    assert f"{first:%Y-%m-%d}".zfill(10) == before
    assert f"{last:%Y-%m-%d}".zfill(10) == after
    assert month.path == f"month/{month.year:04}/{month.month:02}/"


def test_an_index_without_dates_has_this_month_alone(get, client, index):
    page = get(f"{index.url}month/")
    assert "No date in this month." in page.text
    assert page.headings == [(1, "November 2026")]
    assert not page.find("nav")
    (canonical,) = page.link_rel("canonical")
    assert canonical["href"] == f"{index.full_url}month/2026/11/"
    assert client.get(f"{index.url}month/2026/12/").status_code == 404


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Pacific/Auckland", "2026-11-26"), ("Europe/Paris", "2026-11-25")],
)
def test_today_is_that_of_the_site(get, index, zone, expected):
    with override_settings(TIME_ZONE=zone):
        page = get(f"{index.url}month/")
    (marked,) = page.find("time", **{"aria-current": "date"})
    assert marked[0]["datetime"] == expected
    assert not get(f"{index.url}month/2026/11/").link_rel("prev")


def test_a_choice_goes_along_from_month_to_month(get, index):
    topic = factories.make_topic("Invoices", slug="invoices")
    factories.make_event(
        index, title="Soup", topics=[topic], start_date=date(2026, 11, 3)
    )
    factories.make_event(index, title="Bare", start_date=date(2026, 11, 3))
    factories.make_event(index, title="Last", start_date=date(2027, 1, 3))
    page = get(f"{index.url}month/2026/11/?topic=invoices")
    assert days_with(page, "Soup") == [3]
    assert days_with(page, "Bare") == []
    assert "Topic: Invoices" in page.text
    assert "1 date in this month" in page.text
    address = page.links["Next month: December 2026"]
    assert address == f"{index.full_url}month/2026/12/?topic=invoices"
    assert page.links["Café evenings"] == f"{index.full_url}?topic=invoices"
    (canonical,) = page.link_rel("canonical")
    assert canonical["href"] == f"{index.full_url}month/2026/11/?topic=invoices"
    # The bounds are those of all dates, so that an address that was shared stays.
    assert get(f"{index.url}month/2027/01/?topic=invoices").headings


def test_a_month_shows_what_this_reader_may_see(client, index, django_user_model):
    hidden = factories.make_event(index, title="Inner", start_date=date(2026, 11, 3))
    hidden.view_restrictions.create(restriction_type="login")
    response = client.get(f"{index.url}month/")
    assert b"Inner" not in response.content
    assert not response.has_header("Cache-Control")
    client.force_login(django_user_model.objects.create_user("nadia", password="x"))
    response = client.get(f"{index.url}month/")
    assert b"Inner" in response.content
    assert "no-store" in response["Cache-Control"]


def test_a_restricted_index_keeps_its_months(client, index):
    index.view_restrictions.create(restriction_type="login")
    for path in ("month/", "month/2026/11/"):
        assert client.get(index.url + path).status_code == 302


def test_what_is_no_longer_planned_is_in_no_month(get, index):
    series = factories.make_event(
        index,
        title="Weekly",
        start_date=date(2026, 11, 3),
        recurrence="FREQ=WEEKLY;COUNT=3",
    )
    last = series.meetup_occurrences.get(key="2026-11-17")
    factories.make_recap(index, event=series, occurrence=last)
    factories.publish(series, recurrence="FREQ=WEEKLY;COUNT=2")
    assert days_with(get(f"{index.url}month/2026/11/"), "Weekly") == [3, 10]


def test_months_are_not_in_the_sitemap(client, index):
    factories.make_event(index)
    assert b"month/" not in client.get("/sitemap.xml").content


def test_a_cache_is_told_of_the_months_to_come(client, index):
    factories.make_event(index, start_date=date(2026, 9, 3))
    factories.make_event(index, start_date=date(2027, 1, 30))
    factories.make_event(index, start_date=date(2090, 1, 30))
    told = [path for path in index.get_cached_paths() if "month" in path]
    assert told == [
        "/month/",
        "/month/2026/11/",
        "/month/2026/12/",
        "/month/2027/01/",
    ]
    for path in told:
        assert client.get(index.url + path[1:]).status_code == 200


def test_queries_are_the_same_for_one_date_and_for_many(count_queries, index):
    def add(number):
        for day in range(1, number + 1):
            factories.make_event(
                index,
                start_date=date(2026, 11, day),
                venue=factories.make_venue(),
                image=factories.make_image(),
            )

    add(1)
    one = count_queries(f"{index.url}month/")
    add(20)
    assert count_queries(f"{index.url}month/") == one
    # The route and what it is restricted by (6), the snapshot (4), its locale; the first
    # and the last date, what one can choose by (3), the dates, their pages and what these
    # are, the languages; and one for a host's own base page.
    assert one <= 21


@given(
    first=st.dates(date(1971, 1, 1), date(2100, 1, 1)),
    start=st.times(),
    length=st.timedeltas(timedelta(minutes=1), timedelta(days=3)),
    zone=st.sampled_from(["UTC", "Europe/Paris", "Pacific/Apia", "America/St_Johns"]),
    all_day=st.booleans(),
)
def test_the_days_of_a_date_are_those_that_its_words_tell(
    first, start, length, zone, all_day
):
    begins = datetime.combine(first, start, ZoneInfo(zone)).astimezone(UTC)
    occurrence = Occurrence(
        start=begins, end=begins + length, timezone=zone, all_day=all_day
    )
    one, last = days_of(occurrence)
    told = re.findall(
        r'datetime="([0-9-]{10})', describe(occurrence).start + describe(occurrence).end
    )
    assert told[0] == one.isoformat()
    if describe(occurrence).kind in ("day", "hours", "night"):
        assert one == last
    else:
        # Midnight is told as a time of the day after.
        assert told[1] in (last.isoformat(), (last + timedelta(days=1)).isoformat())
        assert one < last
