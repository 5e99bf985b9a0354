from datetime import timedelta

import pytest
from django.utils import timezone

from .. import factories


class Clock:
    """A clock that stands still until it is told to go."""

    def __init__(self):
        self.now = timezone.now()

    def forward(self, **kwargs):
        self.now += timedelta(**kwargs)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def design(db):
    return factories.make_topic("Design", slug="design")


@pytest.fixture
def event(index, design):
    return factories.make_event(index, title="Evening", slug="evening", topics=[design])
