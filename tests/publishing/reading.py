"""What a visitor finds: the list of an index, its feed, and where its links lead."""

from urllib.parse import urlsplit

from django.utils.translation import get_language, override
from icalendar import Calendar

from wagtail_meetups.listing import list_dates, past_dates, upcoming_dates
from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.publishing import find_differences
from wagtail_meetups.visibility import take_snapshot

from ..conftest import CommittingClient

__all__ = [
    "assert_shows",
    "entry_of",
    "get",
    "listed",
    "occurrence_of",
    "read_calendar",
    "read_feed",
]


def get(url, **headers):
    """Ask for an absolute address as someone without an account."""
    parts = urlsplit(url)
    with override(get_language()):  # A request leaves its language behind.
        return CommittingClient().get(
            f"{parts.path}?{parts.query}",
            headers={"host": parts.netloc, **headers},
            secure=parts.scheme == "https",
        )


def read_calendar(response):
    assert response.status_code == 200, response
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def read_feed(index):
    """The VEVENTs of the index's feed, by UID; a UID that comes twice fails."""
    index = type(index).objects.get(pk=index.pk)
    events = read_calendar(get(f"{index.full_url}ical/"))
    by_uid = {str(event["UID"]): event for event in events}
    assert len(by_uid) == len(events)
    return by_uid


def listed(index):
    """The pages that the index lists, those to come first."""
    index = type(index).objects.get(pk=index.pk)
    snapshot = take_snapshot()
    dates = [*upcoming_dates(index, snapshot), *past_dates(index, snapshot)]
    return [date.page for date in list_dates(index, snapshot, dates)]


def assert_shows(index, *titles):
    """Assert that list and feed hold just these, linked to where they are, and are settled."""
    pages = listed(index)
    assert sorted(page.title for page in pages) == sorted(titles)
    feed = read_feed(index)
    assert sorted(str(event["SUMMARY"]) for event in feed.values()) == sorted(titles)
    for page in pages:
        uid = entry_of(page).uid
        assert page.full_url
        assert str(feed[uid]["URL"]) == page.full_url
        assert str(feed[uid]["DESCRIPTION"]).endswith(page.full_url)
        [own] = read_calendar(get(f"{page.full_url}ical/"))
        assert own.to_ical() == feed[uid].to_ical()
    assert find_differences() == []


def entry_of(page):
    return CalendarEntry.objects.get(page_id=page.pk)


def occurrence_of(page):
    """The one date of the meet-up that this page tells of."""
    return Occurrence.objects.get(event=entry_of(page).source_id)
