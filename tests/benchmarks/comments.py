"""A page with many comments against one with few. Run by `make bench`.

- thread: the last of ten pages of 500 comments against a thread of 50, which shows as
  many. Goal: 1.3 times, and the same queries as for 5.
- posting: a comment that is taken (form, guard, checks, rate, rows), against showing the
  form. Goal: 2.5 times.

What is shown and what is kept is counted, so that doing less work fails.
"""

import secrets

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from tests import factories
from tests.comments.commenting import add_comments, form_data
from wagtail_meetups.comments.models import VisitorComment

from .measure import RUNS, medians

__all__ = ["measure_threads"]


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
        "COMMENTS_RATE": 1000,
        "COMMENTS_MIN_SECONDS": 0,
        "COMMENTS_MAIL": False,
    }
    address = f"{page.url}comments/"

    def post():
        sent = data | {
            "key": secrets.token_urlsafe(24),
            "comment": f"Number {secrets.randbits(40)}",
        }
        if client.post(address, sent).status_code != 302:
            raise AssertionError("not taken")

    with override_settings(WAGTAIL_MEETUPS=settings):
        data = form_data(client, page)
        before = VisitorComment.objects.filter(page=page.pk).count()
        times = medians(post=post, form=lambda: client.get(address))
    taken = VisitorComment.objects.filter(page=page.pk).count() - before
    if taken != RUNS + 1:
        raise AssertionError(f"{taken} comments taken, not {RUNS + 1}")
    ratio = times["post"] / times["form"]
    return (
        "a comment taken, against showing the form",
        f"{times['post']:.1f} ms against {times['form']:.1f} ms: {ratio:.2f}",
        ratio <= 2.5,
    )
