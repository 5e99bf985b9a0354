"""Two hundred posts from twenty threads against one page, on PostgreSQL."""

import threading
from collections import Counter

import pytest
from django.db import close_old_connections, connection
from django.test import Client

from tests import factories
from wagtail_meetups.comments import library
from wagtail_meetups.comments.models import RateMark, VisitorComment

from .commenting import form_data

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite writes one at a time"
    ),
]
THREADS, EACH = 20, 10


def post_all(event, forms) -> Counter:
    """Send each list of forms from a thread of its own, all at once; count the answers."""
    statuses, barrier = Counter(), threading.Barrier(len(forms))

    def work(number, mine):
        client = Client(REMOTE_ADDR=f"192.0.2.{number % 5}")
        barrier.wait()
        try:
            for data in mine:
                response = client.post(f"{event.url}comments/", data)
                statuses[response.status_code] += 1
        finally:
            connection.close()

    threads = [
        threading.Thread(target=work, args=(number, mine))
        for number, mine in enumerate(forms)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert not any(thread.is_alive() for thread in threads)
    close_old_connections()
    return statuses


@pytest.fixture
def page(configure):
    return factories.make_event(factories.make_index(slug="meetups"), slug="talk")


def forms_of(page) -> list[list[dict]]:
    from secrets import token_urlsafe

    data = form_data(Client(), page)
    return [
        [
            data
            | {"key": token_urlsafe(24), "comment": f"Thread {at}, number {number}"}
            for number in range(EACH)
        ]
        for at in range(THREADS)
    ]


def test_none_is_lost_and_none_is_doubled(page, configure):
    """Each form is sent by two threads at about the same time."""
    configure(RATE=1000, MIN_SECONDS=0, MAIL=False)
    forms = forms_of(page)
    pairs = [forms[at - at % 2] + forms[at + 1 - at % 2] for at in range(THREADS)]
    statuses = post_all(page, pairs)
    assert statuses == {302: 2 * THREADS * EACH}
    texts = library.Comment.objects.values_list("comment", flat=True)
    assert sorted(texts) == sorted(one["comment"] for mine in forms for one in mine)
    assert VisitorComment.objects.count() == THREADS * EACH


def test_the_rate_is_never_exceeded(page, configure):
    """Five addresses with seven each: thirty-five are taken, whoever comes first."""
    configure(RATE=7, MIN_SECONDS=0, MAIL=False)
    statuses = post_all(page, forms_of(page))
    assert statuses == {302: 35, 403: THREADS * EACH - 35}
    assert library.Comment.objects.count() == VisitorComment.objects.count() == 35
    assert sorted(len(mark.times) for mark in RateMark.objects.all()) == [7] * 5
