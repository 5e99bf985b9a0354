"""A site without ``wagtail_meetups.comments``: nothing of it is there, and nothing breaks."""

import pytest
from django.apps import apps
from django.core.management import get_commands

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["event", "recap"])
def page(request, index):
    return getattr(factories, f"make_{request.param}")(index)


def test_pages_are_as_they_were(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    assert "omments" not in response.content.decode()
    assert not [path for path in page.get_cached_paths() if "comments" in path]


@pytest.mark.parametrize("path", ["", "atom/", "1/", "yours/1-a/"])
def test_the_addresses_lead_nowhere(client, page, path):
    for method in (client.get, client.post):
        assert method(f"{page.url}comments/{path}").status_code == 404


def test_there_is_no_table_and_no_command():
    labels = {config.label for config in apps.get_app_configs()}
    assert not labels & {"wagtail_meetups_comments", "django_comments", "sites"}
    assert not [name for name in get_commands() if name.endswith("_comments")]


def test_the_editor_and_the_start_page_of_the_admin_open(admin_client, page):
    for url in ("/admin/", f"/admin/pages/{page.pk}/edit/"):
        assert admin_client.get(url).status_code == 200


def test_a_host_puts_another_system_there(client, host_templates, page):
    host_templates("wagtail_meetups/comments.html", "<p>Talk on page {{ page.pk }}</p>")
    assert f"<p>Talk on page {page.pk}</p>" in client.get(page.url).content.decode()
