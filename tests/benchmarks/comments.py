"""A page with many comments against one with few. Run by `make bench`.

- thread: the last of ten pages of 500 comments against a thread of 50, which shows as
  many. Goal: 1.3 times, and the same queries as for 5.
- posting: how many comments are taken in a second, one after the other, by what they go
  through: form, guard, checks, rate, row. Goal: 10.

What is shown and what is kept is counted, so that doing less work fails.
"""

import secrets
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from tests import factories
from tests.comments.commenting import add_comments, form_data
from wagtail_meetups.comments.models import VisitorComment

from .measure import medians

__all__ = ["measure_threads"]

POSTS = 50


def _get(client, address, shown):
    response = client.get(address)
    found = response.content.count(b'<article class="meetups-comment"')
    if found != shown:
        raise AssertionError(f"{found} comments on the page, not {shown}")


def _queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def measure_threads(index) -> list[tuple[str, str, bool]]:
    """Return a line for each claim: what, figures, and whether its goal is reached."""
    client = Client()
    pages = {}
    for number in (5, 50, 500):
        pages[number] = factories.make_event(index)
        add_comments(pages[number], number)
    last = f"{pages[500].url}?comments=10"
    times = medians(
        many=lambda: _get(client, last, 50),
        few=lambda: _get(client, pages[50].url, 50),
    )
    few, many = _queries(client, pages[5].url), _queries(client, last)
    return [
        (
            "page 10 of 500 comments against 50",
            f"{times['many']:.1f} ms against {times['few']:.1f} ms: "
            f"{times['many'] / times['few']:.2f} ({many} queries, {few} for 5)",
            times["many"] <= times["few"] * 1.3 and many == few,
        ),
        _measure_posting(client, pages[5]),
    ]


def _measure_posting(client, page) -> tuple[str, str, bool]:
    settings = {
        "COMMENTS_RATE": 10 * POSTS,
        "COMMENTS_MIN_SECONDS": 0,
        "COMMENTS_MAIL": False,
    }
    before = VisitorComment.objects.filter(page=page.pk).count()
    with override_settings(WAGTAIL_MEETUPS=settings):
        data = form_data(client, page)
        start = time.perf_counter()
        for number in range(POSTS):
            sent = data | {
                "key": secrets.token_urlsafe(24),
                "comment": f"Number {number}",
            }
            client.post(f"{page.url}comments/", sent)
        seconds = time.perf_counter() - start
    taken = VisitorComment.objects.filter(page=page.pk).count() - before
    if taken != POSTS:
        raise AssertionError(f"{taken} comments taken, not {POSTS}")
    rate = POSTS / seconds
    return ("comments taken in a second", f"{rate:.0f}", rate >= 10)
