import copy

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Site

from . import factories


class SiteClient(Client):
    """A client that asks for addresses as the site writes them."""

    def request(self, **request):
        # A server in front of the site takes the name off that it hangs the site under.
        below = settings.FORCE_SCRIPT_NAME or ""
        request["PATH_INFO"] = request["PATH_INFO"].removeprefix(below)
        return super().request(**request)


class CommittingClient(SiteClient):
    """A client whose requests also do what they leave for after the commit."""

    def request(self, **request):
        return factories.run(super().request, **request)


@pytest.fixture
def client():
    return CommittingClient()


@pytest.fixture
def admin_client(admin_user):
    """As pytest-django's, but for sites below a name of the server."""
    client = SiteClient()
    client.force_login(admin_user)
    return client


@pytest.fixture
def index(db):
    return factories.make_index(title="Café evenings", slug="meetups")


@pytest.fixture
def host_templates(tmp_path, settings):
    """Write templates of a host, found before ours."""
    # By the fixture ``settings`` and not beside it: settings that are changed in two ways
    # are put back in the wrong order.
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [tmp_path]
    settings.TEMPLATES = templates

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


@pytest.fixture(autouse=True)
def _fresh_site_addresses():
    """Wagtail caches the addresses of sites; a test that rolls back leaves its own there."""
    Site.clear_site_root_paths_cache()
    yield
    Site.clear_site_root_paths_cache()
