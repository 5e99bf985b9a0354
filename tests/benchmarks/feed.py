"""The feed: its full body, its 304, and what they are held against. Run by `make bench`.

Held against work that cannot be left out, measured in the same run:

- body: the 200 less an empty page route behind the same middleware, against SELECT of
  the same texts, join and encode. Goal: 1.5 times at 10,000 events, twice and 5 ms at
  1,000.
- 304: against the empty route and the feed's own queries. Goal: 1.3 times.
- memory: the peak while the body is made. Goal: under 60 MB.

The number of events in the answer is checked, so that doing less work fails.
"""

import gzip
import time
from unittest import mock

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from wagtail_meetups import mixins
from wagtail_meetups.models import CalendarEntry

from .measure import medians, peak_megabytes

__all__ = ["measure_feed", "time_icalendar"]


def _empty_route(client, path):
    with mock.patch.object(mixins, "index_calendar", lambda *_args: HttpResponse()):
        return client.get(path)


def _select_join_encode():
    table = CalendarEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {table}")  # noqa: S608 - our own table
        return "".join(row[0] for row in cursor.fetchall()).encode()


def _own_queries(client, path, headers) -> list[str]:
    """The SQL that the feed asks beyond what an empty route does."""
    with CaptureQueriesContext(connection) as empty:
        _empty_route(client, path)
    with CaptureQueriesContext(connection) as full:
        client.get(path, headers=headers)
    known = [query["sql"] for query in empty]
    return [query["sql"] for query in full if query["sql"] not in known]


def _ask(queries):
    for sql in queries:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()


def time_icalendar() -> float:
    """Milliseconds that the library alone takes to build the same calendar, once."""
    events = []
    for text in CalendarEntry.objects.values_list("text", flat=True):
        parsed = Event.from_ical(text)
        events.append([(name, value) for name, value in parsed.items()])
    start = time.perf_counter()
    calendar = Calendar()
    for properties in events:
        event = Event()
        for name, value in properties:
            event.add(name, value, encode=False)
        calendar.add_component(event)
    if calendar.to_ical().count(b"BEGIN:VEVENT") != len(events):
        raise AssertionError("not the same calendar")
    return (time.perf_counter() - start) * 1000


def measure_feed(index, count: int) -> list[tuple[str, str, bool | None]]:
    """Return a line for each claim: what, figures, and whether its goal is reached."""
    client = Client()
    path = f"{index.url}ical/"
    first = client.get(path)
    if (found := first.content.count(b"BEGIN:VEVENT")) != count:
        raise AssertionError(f"{found} events in the feed, not {count}")
    headers = {"if-none-match": first["ETag"]}
    queries = _own_queries(client, path, headers)

    def not_modified():
        if client.get(path, headers=headers).status_code != 304:
            raise AssertionError("not a 304")

    times = medians(
        empty=lambda: _empty_route(client, path),
        body=lambda: client.get(path),
        select=_select_join_encode,
        not_modified=not_modified,
        queries=lambda: _ask(queries),
        gzipped=lambda: client.get(path, headers={"accept-encoding": "gzip"}),
    )
    peak = peak_megabytes(lambda: client.get(path))
    body, select = times["body"] - times["empty"], times["select"]
    limit = select * 1.5 if count >= 10_000 else select * 2 + 5
    floor = times["empty"] + times["queries"]
    size = len(first.content) / 1000
    zipped = len(gzip.compress(first.content, 6)) / 1000
    return [
        (
            "200 less an empty route, against SELECT + join + encode",
            f"{body:.1f} ms against {select:.1f} ms: {body / select:.2f}",
            body <= limit,
        ),
        (
            "304, against an empty route and the feed's own queries",
            f"{times['not_modified']:.1f} ms against {floor:.1f} ms: "
            f"{times['not_modified'] / floor:.2f} ({len(queries)} queries)",
            times["not_modified"] <= floor * 1.3,
        ),
        ("peak memory of a 200", f"{peak:.0f} MB", peak < 60),
        (
            "200 with gzip",
            f"{times['gzipped']:.1f} ms, {size:.0f} kB to {zipped:.0f} kB",
            None,
        ),
    ]
