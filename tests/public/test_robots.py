"""Search engines find pages, not calendars nor the endless pages of lists."""

from datetime import timedelta

import pytest
from django.utils import timezone

from .. import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(index, settings):
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 1}
    today = timezone.localdate()
    for days in (-9, -8, 8):
        factories.make_event(index, start_date=today + timedelta(days=days))
    return factories.make_event(index, start_date=today + timedelta(days=9))


def robots(page):
    return [attrs["content"] for attrs, _text in page.find("meta", name="robots")]


def test_the_first_page_of_a_list_is_found(get, index, event):
    for query in ("", "?page=1", "?past=1", "?page=nonsense"):
        assert robots(get(index.url + query)) == []
    assert robots(get(event.url)) == []


@pytest.mark.parametrize("query", ["?page=2", "?past=2", "?page=2&past=1"])
def test_further_pages_of_a_list_are_only_followed(get, index, event, query):
    assert robots(get(index.url + query)) == ["noindex, follow"]


def test_calendars_are_not_found(client, index, event):
    for address in (f"{index.url}ical/", f"{event.url}ical/", f"{index.url}feed.ics"):
        response = client.get(address)
        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex"
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304
        assert again["X-Robots-Tag"] == "noindex"


def test_a_calendar_behind_a_restriction_is_not_found(client, index, django_user_model):
    index.view_restrictions.create(restriction_type="login")
    client.force_login(django_user_model.objects.create_user("nadia", password="x"))
    response = client.get(f"{index.url}ical/")
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
