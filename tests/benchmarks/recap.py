"""A recap told person by person: what sixty encounters take beyond five. Run by `make bench`.

Goal: the same number of queries, and no more than twice the time. The number of
encounters in the answer is checked, so that doing less work fails.
"""

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories

from .measure import medians

__all__ = ["measure_recaps"]

FEW, MANY = 5, 60
LONGER = 2


def _make(index, number: int):
    blocks = []
    for at in range(number):
        attendee = factories.make_attendee(first_name=f"Guest {at}")
        factories.agree(attendee, "first_name", "trade", "bio", use="recaps")
        words = {"attendee": attendee, "said": "<p>We spoke.</p>", "picture": None}
        blocks.append(("encounter", words))
    return factories.make_recap(index, body=blocks)


def measure_recaps(index) -> list[tuple[str, str, bool | None]]:
    """Return a line for each claim: what, figures, and whether its goal is reached."""
    client = Client()
    recaps = {number: _make(index, number) for number in (FEW, MANY)}
    queries = {}
    for number, recap in recaps.items():
        found = client.get(recap.url).content.count(b"meetups-encounter")
        if found != number:
            raise AssertionError(f"{found} encounters in the recap, not {number}")
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(recap.url)
        queries[number] = len(captured)
    times = medians(
        few=lambda: client.get(recaps[FEW].url),
        many=lambda: client.get(recaps[MANY].url),
    )
    ratio = times["many"] / times["few"]
    return [
        (
            f"queries of a recap with {FEW} and with {MANY} encounters",
            f"{queries[FEW]} and {queries[MANY]}",
            queries[FEW] == queries[MANY],
        ),
        (
            f"a recap with {MANY} encounters, against one with {FEW}",
            f"{times['many']:.1f} ms against {times['few']:.1f} ms: {ratio:.2f}",
            ratio <= LONGER,
        ),
    ]
