"""Pages and feeds at two sizes of a community: as many queries, and as fast. Run by `make bench`.

Held against each other: a page with the same number of rows on it may take at most 1.5
times as long, and not one query more, at 10,000 events as at 100, each beside 200
series. A feed, which holds all of them, may take at most 1.5 times as long per event at
10,000 as at 1,000.

What an answer holds is checked, so that doing less work fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from home.load import add_events

from wagtail_meetups.models import Occurrence, Topic
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import publish
from wagtail_meetups.views.upcoming import find_upcoming

from .measure import fastest

__all__ = ["Cost", "add_series", "compare", "measure_feeds", "measure_pages"]

RATIO = 1.5
RULES = ("FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=4TU")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one answer: its queries, milliseconds, and how many rows (or events) it holds."""

    queries: int
    time: float
    rows: int


def add_series(index, count: int) -> list[int]:
    """Add ``count`` series without an end below ``index``, weekly and monthly in turn."""
    ids = add_events(index, count)
    for turn, rule in enumerate(RULES):
        pages = event_models()[0].objects.filter(pk__in=ids[turn :: len(RULES)])
        pages.update(recurrence=rule)
    publish(ids)
    return ids


def _html(client, url: str, marker: str) -> int:
    response = client.get(url)
    if response.status_code != 200:
        raise AssertionError(f"{url}: {response.status_code}")
    return response.content.decode().count(marker)


def _next(index) -> int:
    """What a host's own page asks for: the next date with its page."""
    request = RequestFactory().get("/")
    return len([date.page.full_url for date in find_upcoming(request, index, count=1)])


def _costs(actions: dict[str, Callable[[], int]]) -> dict[str, Cost]:
    times = fastest(actions)
    found = {}
    for name, action in actions.items():
        with CaptureQueriesContext(connection) as queries:
            rows = action()
        found[name] = Cost(len(queries), times[name], rows)
    return found


def measure_pages(index, series: list[int]) -> dict[str, Cost]:
    """What has the same number of rows however many events there are."""
    client = Client()
    page = event_models()[0].objects.get(pk=series[0])
    rows = Occurrence.objects.filter(event=page.pk).order_by("start")
    date = rows[rows.count() // 2]
    # One that has dates of the series alone, so that it is as full at either size.
    month = rows.last().start - timedelta(days=40)
    return _costs(
        {
            "list": lambda: _html(client, index.url, "meetups-dated"),
            "month": lambda: _html(
                client, f"{index.url}month/{month:%Y/%m}/", "meetups-entry-name"
            ),
            "next": lambda: _next(index),
            "one date": lambda: _html(client, f"{page.url}dates/{date.key}/", "<h1>"),
            "all dates of a series": lambda: _html(
                client, f"{page.url}dates/", "meetups-dated"
            ),
            "Atom": lambda: _html(client, f"{index.url}atom/", "<entry>"),
            "subscribe": lambda: _html(
                client, f"{index.url}subscribe/", "meetups-feed"
            ),
        }
    )


def measure_feeds(index) -> dict[str, Cost]:
    """The calendars, whose rows are the events in them."""
    client = Client()
    topic = Topic.objects.order_by("pk").first()
    urls = {
        "whole feed": f"{index.url}ical/",
        "feed of a topic": f"{index.url}ical/topic/{topic.slug}/",
    }
    return _costs(
        {
            name: partial(_html, client, url, "BEGIN:VEVENT")
            for name, url in urls.items()
        }
    )


def compare(small: dict[str, Cost], large: dict[str, Cost], *, each: bool):
    """A line for each claim: what, figures, and whether its goal is reached.

    ``each``: the time is told for each row, else for all of them.
    """
    for name, few in small.items():
        many = large[name]
        before, after = (
            (few.time / few.rows * 1000, many.time / many.rows * 1000)
            if each
            else (few.time, many.time)
        )
        unit = "µs an event" if each else "ms"
        same = few.queries == many.queries and (each or few.rows == many.rows > 0)
        yield (
            name,
            f"{before:.1f} to {after:.1f} {unit}: {after / before:.2f}"
            f" ({few.queries} and {many.queries} queries,"
            f" {few.rows} and {many.rows} rows)",
            same and after <= before * RATIO,
        )
