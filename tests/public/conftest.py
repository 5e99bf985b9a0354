import copy

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from .html import read


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


@pytest.fixture
def host_templates(tmp_path):
    """Write templates of a host, found before ours."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [tmp_path]

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    with override_settings(TEMPLATES=templates):
        yield write
