import pytest
from django.test import Client

from . import factories


class CommittingClient(Client):
    """A client whose requests also do what they leave for after the commit."""

    def request(self, **request):
        return factories.run(super().request, **request)


@pytest.fixture
def client():
    return CommittingClient()


@pytest.fixture
def index(db):
    return factories.make_index(title="Café evenings", slug="meetups")
