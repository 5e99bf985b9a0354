import pytest
from django.core.cache import cache

from wagtail_meetups.models import PersonalLink

from .. import factories


@pytest.fixture(autouse=True)
def empty_cache():
    """Uses of links are counted there by their id, which comes again in other tests."""
    cache.clear()


@pytest.fixture
def nadia(db):
    return factories.make_attendee(
        email="nadia@mail.example", notes="Allergic to small talk", bio="Draws cities."
    )


@pytest.fixture
def key(nadia):
    return PersonalLink.make(nadia)[1]


@pytest.fixture
def page_url(index, key):
    return f"{index.url}people/{key}/"
