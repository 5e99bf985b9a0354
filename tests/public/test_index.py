"""The index: the next date, those to come, those past, recaps and the calendar."""

from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.test import override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from .. import factories
from .html import read

pytestmark = pytest.mark.django_db

TUESDAY = date(2090, 3, 7)
PAST = date(2020, 3, 3)


def make_running(index, **kwargs):
    today = timezone.now().date()
    return factories.make_event(
        index,
        timezone="UTC",
        start_date=today - timedelta(days=1),
        start_time=time(0),
        end_date=today + timedelta(days=1),
        end_time=time(23, 59),
        **kwargs,
    )


def section(document, heading):
    """The text of the section with this heading."""
    (text,) = (
        text for _attrs, text in document.find("section") if text.startswith(heading)
    )
    return text


def test_an_index_without_anything_says_so(get, index):
    page = get("/meetups/")
    assert page.headings == [(1, "Café evenings"), (2, "Upcoming"), (2, "Subscribe")]
    assert "No date yet." in page.text


def test_the_next_date_comes_first_then_the_others_then_the_past(get, index):
    factories.make_event(index, title="Autumn evening", start_date=date(2090, 10, 3))
    factories.make_event(
        index, title="Spring evening", start_date=TUESDAY, venue=factories.make_venue()
    )
    factories.make_event(index, title="Long ago", start_date=PAST)
    page = get("/meetups/")
    assert page.headings == [
        (1, "Café evenings"),
        (2, "The next meet-up"),
        (3, "Spring evening, Tuesday, March 7, 2090"),
        (2, "Upcoming"),
        (3, "Autumn evening, Tuesday, Oct. 3, 2090"),
        (2, "Subscribe"),
        (2, "Past"),
        (3, "Long ago, Tuesday, March 3, 2020"),
    ]
    spring = section(page, "The next meet-up")
    assert "7 p.m. to 10 p.m. Paris time (UTC+1)" in spring
    assert "Café Lumière" in spring


def test_a_running_meet_up_stays_in_upcoming(get, index):
    make_running(index, title="On just now")
    page = get("/meetups/")
    assert "On just now" in section(page, "Happening now")
    assert "Past" not in [text for _level, text in page.headings]


def test_a_meet_up_goes_from_next_to_running_to_past(get, index):
    start = datetime(2090, 3, 7, 18, tzinfo=UTC)  # 7 p.m. in Paris.
    factories.make_event(index, title="Spring evening", start_date=TUESDAY)
    moments = {
        start - timedelta(seconds=1): "The next meet-up",
        start: "Happening now",
        start + timedelta(hours=3, seconds=-1): "Happening now",
        start + timedelta(hours=3): "Past",
    }
    for now, heading in moments.items():
        with mock.patch("django.utils.timezone.now", return_value=now):
            page = get("/meetups/")
        assert "Spring evening" in section(page, heading)
        headings = [text for _level, text in page.headings]
        assert [text for text in headings if text in moments.values()] == [heading]


def test_a_cancelled_date_is_listed_in_words_and_is_not_the_next(get, index):
    factories.make_event(
        index,
        title="Called off",
        start_date=TUESDAY,
        status="cancelled",
        status_reason="The café is closed.",
    )
    factories.make_event(index, title="Takes place", start_date=date(2090, 10, 3))
    page = get("/meetups/")
    assert "Takes place" in section(page, "The next meet-up")
    assert "Cancelled: The café is closed." in section(page, "Upcoming")


def test_the_introduction_is_rich_text(get, index):
    factories.publish(index, introduction="<p>Come and <b>talk</b>.</p>")
    page = get("/meetups/")
    assert page.find("b") == [({}, "talk")]
    assert "Come and talk." in page.text


def test_the_names_of_links_say_date_and_title(get, index):
    event = factories.make_event(index, title="Spring evening", start_date=TUESDAY)
    recap = factories.make_recap(index, title="How it was", date=PAST)
    links = get("/meetups/").links
    assert links["Spring evening, Tuesday, March 7, 2090"] == event.url
    assert links["How it was, Tuesday, March 3, 2020"] == recap.url


def test_lists_are_turned_page_by_page(get, index):
    with override_settings(WAGTAIL_MEETUPS={"PAGE_SIZE": 2}):
        for number in range(1, 6):
            factories.make_event(
                index, title=f"Evening no {number}", start_date=date(2090, number, 1)
            )
            factories.make_event(
                index, title=f"Gone no {number}", start_date=date(2020, number, 1)
            )
        first = get("/meetups/")
        assert first.links["Later meet-ups"] == "?page=2#upcoming"
        assert first.links["Older past meet-ups"] == "?past=2#past"
        assert "Earlier meet-ups" not in first.links
        assert "Gone no 5" in first.text
        assert "Gone no 3" not in first.text
        second = get("/meetups/?page=2")
        assert "Evening no 3" in second.text
        assert "Evening no 1" not in second.text
        assert "The next meet-up" not in second.text
        assert "Page 2 of 3" in second.text
        assert second.links["Earlier meet-ups"] == "?#upcoming"
        assert second.links["Later meet-ups"] == "?page=3#upcoming"
        last = get("/meetups/?past=3")
        assert "Gone no 1" in section(last, "Past")
        assert "Older past meet-ups" not in last.links
        assert "Page 3 of 3" in get("/meetups/?page=99").text
        assert "Page 1 of 3" in get("/meetups/?page=nonsense").text


def test_turning_one_list_leaves_the_other_and_the_rest_of_the_address(get, index):
    with override_settings(WAGTAIL_MEETUPS={"PAGE_SIZE": 1}):
        for number in (1, 2, 3):
            factories.make_event(index, start_date=date(2090, number, 1))
            factories.make_event(index, start_date=date(2020, number, 1))
        page = get("/meetups/?page=2&past=2&from=caf%C3%A9&page=9")
        # The last one of a name counts, and one beyond the end is the last page.
        assert page.links["Earlier meet-ups"] == (
            "?from=caf%C3%A9&page=2&past=2#upcoming"
        )
        assert page.links["Older past meet-ups"] == (
            "?from=caf%C3%A9&page=3&past=3#past"
        )
        assert page.links["More recent past meet-ups"] == (
            "?from=caf%C3%A9&page=3#past"
        )
        followed = get(
            "/meetups/" + page.links["Older past meet-ups"].partition("#")[0]
        )
        assert "Page 3 of 3" in section(followed, "Past")
        assert "Page 3 of 3" in section(followed, "Upcoming")
        for nonsense in ("0", "-1", "1.5", "", "%F0%9F%8D%B2", "9" * 50):
            assert get(f"/meetups/?page={nonsense}&past={nonsense}").headings


def test_each_page_of_the_lists_has_its_own_canonical_address(get, index):
    with override_settings(WAGTAIL_MEETUPS={"PAGE_SIZE": 1}):
        for number in (1, 2):
            factories.make_event(index, start_date=date(2020, number, 1))
        (plain,) = get("/meetups/?utm=x").link_rel("canonical")
        (turned,) = get("/meetups/?past=2").link_rel("canonical")
        (wrong,) = get("/meetups/?past=99&page=7").link_rel("canonical")
    assert plain["href"] == index.full_url
    assert turned["href"] == wrong["href"] == f"{index.full_url}?past=2"


def test_the_calendar_can_be_found(get, client, index):
    page = get("/meetups/")
    address = f"{index.full_url}ical/"
    assert page.link_rel("alternate") == [
        {
            "rel": "alternate",
            "type": "text/calendar",
            "title": "Calendar: Café evenings",
            "href": address,
        },
        {
            "rel": "alternate",
            "type": "application/atom+xml",
            "title": "News: Café evenings",
            "href": f"{index.full_url}atom/",
        },
    ]
    assert page.find("code") == [({"class": "meetups-feed", "dir": "ltr"}, address)]
    assert page.links["Subscribe in your calendar app"] == address.replace(
        "http:", "webcal:"
    )
    assert client.get(address).status_code == 200


def test_members_are_told_that_calendars_cannot_log_in(client, index):
    PageViewRestriction.objects.create(page_id=index.pk, restriction_type="login")
    member = get_user_model().objects.create_user(
        username="member", email="member@example.com", password="member"
    )
    client.force_login(member)
    response = client.get("/meetups/")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    html = response.content.decode()
    assert "a calendar on a phone cannot log in" in html
    assert "webcal:" not in html


def test_a_restriction_elsewhere_leaves_the_calendar_public(client, index):
    other = factories.make_index(title="Members", slug="members")
    PageViewRestriction.objects.create(page_id=other.pk, restriction_type="login")
    member = get_user_model().objects.create_user(
        username="member", email="member@example.com", password="member"
    )
    client.force_login(member)
    assert "webcal:" in client.get("/meetups/").content.decode()


def test_recaps_without_a_date_come_last(get, index):
    factories.make_recap(index, title="Undated", date=None)
    factories.make_recap(index, title="Dated", date=PAST, author="Ilse Maron")
    page = get("/meetups/")
    assert page.headings[-2:] == [(3, "Dated, Tuesday, March 3, 2020"), (3, "Undated")]
    assert "by Ilse Maron" in page.text


def test_an_index_can_be_previewed_before_it_is_saved(index):
    draft = type(index)(title="Not there yet", locale=index.locale)
    factories.make_event(index, title="Elsewhere")
    page = read(draft.make_preview_request())
    assert page.headings[0] == (1, "Not there yet")
    assert "Elsewhere" not in page.text
    assert page.link_rel("alternate") == []


# Wagtail: the site, the active locale, the route (2), restrictions (2), the page's locale.
# Ours: the snapshot (4); for upcoming and past alike how many, which, the ids of their
# pages, these pages with venue and image (8); what one can choose by (3); recaps, the small
# versions of their images; the page's languages.
def test_queries_do_not_grow_with_events_and_recaps(count_queries, index):
    def add(number):
        for _number in range(number):
            venue = factories.make_venue()
            topic = factories.make_topic()
            picture = factories.make_image()
            factories.make_event(index, venue=venue, topics=[topic], image=picture)
            factories.make_event(index, start_date=PAST, venue=venue)
            factories.make_recap(index, image=factories.make_image())

    add(2)
    before = count_queries("/meetups/")
    cold = count_queries("/meetups/", cold=True)
    add(20)
    assert count_queries("/meetups/") == before
    assert count_queries("/meetups/", cold=True) == cold
    assert before <= 26  # 25, and one for a host's own base page.
