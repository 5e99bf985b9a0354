"""What who listens is told: the tree that browsers hand to screen readers.

Each tree is whole but for the addresses of links: what is added to a page, or lost, has to
be added or lost here too.
"""

from datetime import date
from pathlib import Path

import pytest

from .. import factories
from .content import make_picture

pytestmark = pytest.mark.browser
TREES = Path(__file__).parent / "trees"
# How one subscribes, or takes one date along, is not told here.
CALENDARS = ".meetups-subscribe, p:has(> a[href$='/ical/']), .meetups-add"


@pytest.fixture
def meetup(index):
    """An evening with all that can be said of one, or with other values."""
    topic = factories.make_topic("Invoices")
    venue = factories.make_venue(
        directions="Métro Jaurès, exit 3",
        access_notes="One step at the door.",
        latitude="48.881000",
        longitude="2.370000",
        link="https://example.org/cafe",
    )

    def meetup(**values):
        host = factories.make_attendee()
        factories.agree(host, "first_name", "trade")
        complete = {
            "title": "Soup and invoices",
            "summary": "The one question about money.",
            "start_date": date(2090, 3, 7),
            "venue": venue,
            "attendance_mode": "both",
            "online_link": "https://example.org/room",
            "sign_up_link": "https://example.org/sign-up",
            "price_note": "free",
            "hosts": [host],
            "topics": [topic],
            "image": make_picture("cafe-table.png", "A long table"),
            "body": [("text", "<p>Bring your own cup.</p>")],
        }
        return factories.make_event(index, **complete | values)

    return meetup


@pytest.fixture
def assert_tree(page):
    """The tree of this page's ``main`` is the one that is kept under this name."""

    def assert_tree(address, name):
        page.goto(address)
        page.locator(CALENDARS).evaluate_all("all => all.forEach(one => one.remove())")
        lines = page.get_by_role("main").aria_snapshot().splitlines()
        found = [line for line in lines if "- /url: " not in line]
        kept = (TREES / f"{name}.yml").read_text(encoding="utf-8")
        assert found == kept.splitlines(), "\n".join(found)

    return assert_tree


def test_an_event(meetup, assert_tree):
    assert_tree(meetup().url, "event")


def test_a_cancelled_event(meetup, assert_tree):
    event = meetup(status="cancelled", status_reason="We are ill.")
    assert_tree(event.url, "event-cancelled")


def test_an_online_event(meetup, assert_tree):
    assert_tree(meetup(attendance_mode="online").url, "event-online")


def test_an_event_that_is_over(meetup, index, assert_tree):
    event = meetup(start_date=date(2020, 3, 3))
    factories.make_recap(
        index, title="How it was", event=event, date=event.start_date, author="Ilse"
    )
    assert_tree(event.url, "event-over")


def test_an_index(meetup, index, assert_tree):
    meetup()
    meetup(title="Walk", slug="walk", status="cancelled", status_reason="It rains.")
    meetup(title="Long ago", slug="long-ago", start_date=date(2020, 3, 3))
    factories.make_recap(
        index, title="How it was", date=date(2020, 3, 3), author="Ilse"
    )
    assert_tree(index.url, "index")


def test_a_recap(meetup, index, assert_tree):
    event = meetup(start_date=date(2020, 3, 3))
    recap = factories.make_recap(
        index,
        title="How it was",
        event=event,
        date=event.start_date,
        author="Ilse",
        summary="Rain outside.",
        image=make_picture("hands.png", "Hands around a candle"),
        body=[
            ("text", "<h2>The round</h2><p>Everybody spoke.</p>"),
            ("quote", {"text": "More light!", "source": "everybody"}),
            ("image", make_picture("cups.png", "Seven cups")),
        ],
    )
    assert_tree(recap.url, "recap")
