import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .html import read

# Tests of what a world has of its own.
collect_ignore = []
if not apps.is_installed("tests.hosts.mixins"):
    collect_ignore.append("test_own_mixins.py")
if not settings.FORCE_SCRIPT_NAME:
    collect_ignore.append("test_prefixed.py")


@pytest.fixture(autouse=True)
def comments_closed(settings):
    """Pages are looked at here without the comments below them: see tests/comments."""
    settings.WAGTAIL_MEETUPS = {"COMMENTS_OPEN": False}


@pytest.fixture(autouse=True)
def empty_cache():
    """Wagtail keeps small images by their id there, and ids come again in other tests."""
    cache.clear()


@pytest.fixture
def get(client):
    """Fetch a page of ours and parse it; what is true of each of them is checked."""

    def get(url, **kwargs):
        return read(client.get(url, **kwargs))

    return get


@pytest.fixture
def count_queries(client):
    """How many queries a page takes once caches are warm.

    ``cold`` empties Django's cache again, in which Wagtail finds small images: the process
    that made them is seldom the one that is asked next.
    """

    def count_queries(url, *, cold=False):
        client.get(url)
        if cold:
            cache.clear()
        with CaptureQueriesContext(connection) as queries:
            read(client.get(url))
        return len(queries)

    return count_queries
