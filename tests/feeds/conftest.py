from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

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


@pytest.fixture(autouse=True)
def fresh_site_paths():
    """Wagtail caches where sites stand; a test that is rolled back does not tell it."""
    Site.clear_site_root_paths_cache()
    yield
    Site.clear_site_root_paths_cache()


@pytest.fixture
def event(index):
    return factories.make_event(index, title="Evening", slug="evening")
