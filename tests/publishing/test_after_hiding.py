"""After time passes or a restriction comes or goes, list, feed and links are right."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_meetups.publishing import find_differences

from .. import factories
from .acting import is_gone
from .reading import assert_shows, listed


def test_scheduled_publish_and_expiry(index):
    now = timezone.now()
    event = factories.make_event(index, title="Later", live=False)
    event.go_live_at = now + timedelta(hours=1)
    event.expire_at = now + timedelta(hours=2)
    factories.run(lambda: event.save_revision().publish())
    assert_shows(index)

    event.refresh_from_db()
    event.go_live_at = now - timedelta(hours=2)
    revision = event.save_revision(approved_go_live_at=event.go_live_at)
    assert revision.approved_go_live_at
    factories.run(call_command, "publish_scheduled")
    assert_shows(index, "Later")

    event.refresh_from_db()
    # Past its expiry it is hidden at once, and again once the command has run.
    type(event).objects.filter(pk=event.pk).update(expire_at=now - timedelta(hours=1))
    assert_shows(index)
    factories.run(call_command, "publish_scheduled")
    event.refresh_from_db()
    assert not event.live
    assert_shows(index)
    assert is_gone(event.full_url)


def test_scheduled_change_of_a_live_event(index, event):
    event.title = "Changed"
    event.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    factories.run(call_command, "publish_scheduled")
    assert_shows(index, "Changed")


def test_expiry_of_the_index(index, event):
    type(index).objects.filter(pk=index.pk).update(expire_at=timezone.now())
    assert is_gone(index.full_url)
    assert is_gone(event.full_url)
    assert listed(index) == []


@pytest.mark.parametrize("where", ["event", "index", "home"])
def test_restriction_added_changed_and_lifted(admin, index, event, where):
    other = factories.make_event(index, title="Other")
    page = {"event": event, "index": index, "home": factories.get_home()}[where]
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    shown_else = ["Other"] if where == "event" else []
    Group.objects.create(name="Members")

    def restrict(kind, **data):
        response = admin.post(url, {"restriction_type": kind, **data})
        assert response.status_code == 200
        kinds = PageViewRestriction.objects.values_list("restriction_type", flat=True)
        assert list(kinds) == ([] if kind == "none" else [kind])

    for kind, data in [
        ("login", {}),
        ("password", {"password": "lilas"}),
        ("groups", {"groups": [Group.objects.get(name="Members").pk]}),
    ]:
        restrict(kind, **data)
        assert sorted(page.title for page in listed(index)) == shown_else
        assert is_gone(event.full_url)
        if where == "event":
            assert_shows(index, "Other")
        else:
            assert is_gone(other.full_url)
            assert is_gone(index.full_url)
        assert find_differences() == []
    restrict("none")
    assert_shows(index, "Evening", "Other")
