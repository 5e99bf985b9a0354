"""A site's search, asked of the database's own full-text index, with what is committed."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from wagtail_meetups.models import Venue

from .. import factories

SEARCH_BACKEND = {"default": {"BACKEND": "wagtail.search.backends.database"}}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_found(settings, django_user_model):
    settings.WAGTAILSEARCH_BACKENDS = SEARCH_BACKEND
    index = factories.make_index()
    factories.make_event(index, title="Zebra evening")
    hidden = factories.make_event(index, title="Zebra secret")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    factories.make_venue(name="The Zebra")
    visitor, editor = Client(), Client()
    editor.force_login(django_user_model.objects.create_superuser("ines"))

    assert visitor.get("/search/?q=zebra").json() == {"titles": ["Zebra evening"]}
    found = visitor.get("/api/pages/?search=zebra").json()["items"]
    assert [page["title"] for page in found] == ["Zebra evening"]
    chooser = reverse(f"{Venue.snippet_viewset.chooser_viewset.name}:choose_results")
    assert b"The Zebra" in editor.get(chooser, {"q": "zeb"}).content
    assert b"The Zebra" not in editor.get(chooser, {"q": "lion"}).content
