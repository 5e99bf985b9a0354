"""After publishing, the editor reads whether the meet-up is in the feed, and if not, why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Locale,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from wagtail_meetups.models.registry import event_models

from .. import factories
from ..forms import read_form
from .feed_messages import check_url, messages, ours, write

# What is left for after the commit must be done when it is: with real transactions.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TODAY = timezone.localdate()


@pytest.mark.parametrize("atomic", [False, True], ids=["plain", "atomic-requests"])
def test_a_new_event_is_in_the_feed(admin_client, index, atomic, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", atomic)
    model = event_models()[0]
    url = reverse(
        "wagtailadmin_pages:add",
        args=[model._meta.app_label, model._meta.model_name, index.pk],
    )
    data = read_form(admin_client.get(url), "page-edit-form")
    data |= {
        "title": "Soup",
        "slug": "soup",
        "start_date": f"{TODAY + timedelta(days=9)}",
        "start_time": "19:00",
        "action-publish": "action-publish",
    }
    found, html = messages(admin_client, admin_client.post(url, data))
    address = f"{index.full_url}ical/"
    assert [text.partition(".")[0] for _level, text in found] == [
        "Page 'Soup' created and published",
        "1 date is now in your calendar feed",
    ]
    assert ours(found) == [
        ("success", f"1 date is now in your calendar feed. {address}")
    ]
    assert f'href="{address}">{address}</a>' in html
    assert f'href="{check_url(index)}"' in html


@pytest.mark.parametrize("atomic", [False, True], ids=["plain", "atomic-requests"])
def test_a_draft_that_is_published_is_in_the_feed(
    admin_client, index, atomic, monkeypatch
):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", atomic)
    event = factories.make_event(index, live=False)
    found, _html = write(admin_client, event)
    assert ours(found) == [
        ("success", f"1 date is now in your calendar feed. {index.full_url}ical/")
    ]
    assert "has been published" in found[0][1]


def test_one_that_is_called_off_is_told_as_such(admin_client, index):
    event = factories.make_event(index)
    [(level, text)] = ours(write(admin_client, event, status="cancelled")[0])
    assert level == "success"
    assert text.startswith("Your calendar feed now says that it is called off.")


@pytest.mark.parametrize("action", ["", "action-submit"])
def test_a_draft_is_not_said_to_be_published(admin_client, index, action):
    task = GroupApprovalTask.objects.create(name="Read it")
    workflow = Workflow.objects.create(name="Reading")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page_id=index.pk)
    event = factories.make_event(index, live=False)
    found, _html = write(admin_client, event, action=action)
    assert found
    assert not ours(found)
    event.refresh_from_db()
    assert bool(event.current_workflow_state) is bool(action)
    assert not event.live


def test_one_that_goes_live_later_is_not_said_to_be_there(admin_client, index):
    later = timezone.localtime(timezone.now() + timedelta(days=3))
    event = factories.make_event(index, live=False)
    found, _html = write(admin_client, event, go_live_at=f"{later:%Y-%m-%d %H:%M}")
    [(level, text)] = ours(found)
    assert level == "info"
    assert text.startswith("It comes into your calendar feed on ")


def test_a_change_that_goes_live_later_is_not_said_to_be_there(admin_client, index):
    later = timezone.localtime(timezone.now() + timedelta(days=3))
    event = factories.make_event(index)
    found, _html = write(admin_client, event, go_live_at=f"{later:%Y-%m-%d %H:%M}")
    [(level, text)] = ours(found)
    assert level == "info"
    assert text.startswith("Your calendar feed changes on ")


def test_below_a_draft_it_says_which_page_to_publish(admin_client, index):
    event = factories.make_event(index)
    factories.run(index.unpublish)
    found, html = write(admin_client, event)
    assert ours(found) == [
        (
            "warning",
            "It is not in your public calendar feed. The page “Café evenings” above it "
            "is not published. Publish that page.",
        )
    ]
    assert f'href="{check_url(index)}"' in html


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("members", "It is for members only"),
        ("language", "not that of this feed"),
        ("old", "It ended more than 365 days ago."),
        ("no site", "It belongs to no site."),
    ],
)
def test_otherwise_it_says_why_not(admin_client, index, case, words):
    event = factories.make_event(index)
    values = {}
    if case == "members":
        PageViewRestriction.objects.create(page_id=event.pk, restriction_type="login")
    elif case == "language":
        french = Locale.objects.create(language_code="fr")
        type(event).objects.filter(pk=event.pk).update(locale=french)
    elif case == "old":
        values["start_date"] = f"{TODAY - timedelta(days=400)}"
    else:
        home = factories.get_home()
        other = type(home)(title="Other", slug="other")
        factories.run(home.add_child, instance=other)
        site = home.sites_rooted_here.get()
        site.root_page_id = other.pk
        factories.run(site.save)
    [(level, text)] = ours(write(admin_client, event, **values)[0])
    assert level == "warning"
    assert text.startswith("It is not in your public calendar feed. ")
    assert words in text


def test_without_an_index_above_it_says_so(admin_client, index):
    event = factories.make_event(index)
    home = factories.get_home()
    factories.run(event.move, home, pos="last-child")
    [(level, text)] = ours(write(admin_client, event)[0])
    assert level == "warning"
    assert "below no index of meet-ups" in text


def test_other_pages_have_no_such_message(admin_client, index):
    found, _html = write(admin_client, index)
    assert found
    assert not ours(found)


def test_a_title_is_no_html(admin_client, index):
    index.title = index.draft_title = "<b>Evenings</b>"
    index.save()
    event = factories.make_event(index)
    factories.run(index.unpublish)
    _found, html = write(admin_client, event)
    assert "“&lt;b&gt;Evenings&lt;/b&gt;”" in html
