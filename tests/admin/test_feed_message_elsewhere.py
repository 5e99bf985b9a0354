"""Publishing elsewhere than in one's own editor: from lists, by approval, in copies."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages.storage import default_storage
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from wagtail_meetups.admin.feed_message import tell_on_dashboard
from wagtail_meetups.models.base import get_page_model

from .. import factories
from ..conftest import SiteClient
from .conftest import permission
from .feed_messages import check_url, messages, ours, write

# What is left for after the commit must be done when it is: with real transactions.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TODAY = timezone.localdate()


@pytest.fixture
def editor_client(editor):
    client = SiteClient()
    client.force_login(editor)
    return client


@pytest.fixture
def moderator(index):
    """Somebody who may publish what is submitted below the index, and write nothing."""
    page_model = get_page_model()
    group = Group.objects.create(name="Readers of café evenings")
    group.permissions.add(permission("wagtailadmin.access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page_id=index.pk,
        permission=permission(
            f"{page_model._meta.app_label}.publish_{page_model._meta.model_name}"
        ),
    )
    task = GroupApprovalTask.objects.create(name="Read it")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Reading")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page_id=index.pk)
    user = get_user_model().objects.create_user(username="max", password="max")
    user.groups.add(group)
    client = SiteClient()
    client.force_login(user)
    client.user = user
    return client


def submit(event, user):
    event.save_revision(user=user)
    event.get_workflow().start(event, user)
    event.refresh_from_db()
    return event.current_workflow_task_state


def bulk(client, action, *pages, **data):
    page_model = get_page_model()
    url = reverse(
        "wagtail_bulk_action",
        args=[page_model._meta.app_label, page_model._meta.model_name, action],
    )
    ids = "&".join(f"id={page.pk}" for page in pages)
    back = reverse("wagtailadmin_home")
    return client.post(f"{url}?next={back}&{ids}", data)


def test_an_editor_who_publishes_several_reads_one_message(editor_client, index):
    drafts = [factories.make_event(index, live=False) for _number in range(2)]
    off = factories.make_event(index, live=False, status="cancelled")
    old = factories.make_event(
        index, live=False, start_date=TODAY - timedelta(days=400)
    )
    soon = timezone.now() + timedelta(days=3)
    later = factories.make_event(index, live=False, go_live_at=soon)
    pages = [*drafts, off, old, later]
    found, html = messages(editor_client, bulk(editor_client, "publish", *pages))
    assert ours(found) == [
        (
            "warning",
            "2 dates are now in your calendar feed. "
            "Your calendar feed now says of 1 meet-up that it is called off. "
            "1 meet-up is scheduled: your calendar feed follows when it goes live. "
            "1 meet-up is not in your public calendar feed: “Check my feed” says why. "
            f"{index.full_url}ical/",
        )
    ]
    assert f'href="{check_url(index)}"' in html
    home = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "calendar feed." not in home


def test_one_of_the_list_is_told_as_in_the_editor(editor_client, index):
    event = factories.make_event(index, live=False)
    found, _html = messages(editor_client, bulk(editor_client, "publish", event))
    assert ours(found) == [
        ("success", f"1 date is now in your calendar feed. {index.full_url}ical/")
    ]


def test_each_index_has_its_own_message_also_of_pages_below(admin_client, index):
    other = factories.make_index(title="Walks", slug="walks")
    for parent in (index, other):
        for _number in range(2):
            factories.make_event(parent, live=False)
    home = factories.get_home()
    answer = bulk(admin_client, "publish", home, include_descendants="on")
    found, _html = messages(admin_client, answer)
    assert ours(found) == [
        ("success", f"2 dates are now in your calendar feed. {parent.full_url}ical/")
        for parent in (index, other)
    ]


def test_several_that_are_below_no_index(admin_client, index):
    home = factories.get_home()
    events = [factories.make_event(index, live=False) for _number in range(2)]
    for event in events:
        factories.run(event.move, home, pos="last-child")
        event.refresh_from_db()
    [(level, text)] = ours(
        messages(admin_client, bulk(admin_client, "publish", *events))[0]
    )
    assert level == "warning"
    assert text.startswith("2 meet-ups are in no calendar feed, because they are below")


def test_as_many_queries_for_the_messages_of_twenty_more(admin_client, index):
    def count(number):
        events = [factories.make_event(index, live=False) for _number in range(number)]
        factories.run(bulk, admin_client, "publish", *events)
        request = RequestFactory().get("/")
        request.session, request.user = {}, get_user_model().objects.get()
        request._messages = default_storage(request)
        with CaptureQueriesContext(connection) as queries:
            tell_on_dashboard(request, [])
        assert len(request._messages) == 1
        return len(queries)

    count(2)
    assert count(2) == count(22)


def test_a_moderator_who_approves_on_the_dashboard_reads_it_there(
    moderator, editor, index
):
    event = factories.make_event(index, live=False)
    state = submit(event, editor)
    home = reverse("wagtailadmin_home")
    assert "calendar feed" not in moderator.get(home).content.decode()
    url = reverse(
        "wagtailadmin_pages:workflow_action", args=[event.pk, "approve", state.pk]
    )
    # A window, and then what it leads to.
    sent = {"next": home, "comment": "Fine"}
    answer = moderator.post(url, sent, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json()["redirect"] == home
    event.refresh_from_db()
    assert event.live
    html = moderator.get(home).content.decode()
    assert "1 date is now in your calendar feed." in html
    assert f"{index.full_url}ical/" in html
    assert moderator.get(check_url(index)).status_code == 200
    # Once only, and not to others.
    other = SiteClient()
    other.force_login(editor)
    for client in (moderator, other):
        assert "calendar feed" not in client.get(home).content.decode()


@pytest.mark.parametrize("steps", [1, 2])
def test_a_moderator_who_approves_in_the_editor_reads_it_there(
    moderator, editor, index, steps
):
    workflow = Workflow.objects.get(name="Reading")
    if steps == 2:
        task = GroupApprovalTask.objects.create(name="Read it again")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=2)
    event = factories.make_event(index, live=False)
    submit(event, editor)
    found, _html = write(
        moderator,
        event,
        action="action-workflow-action",
        **{"workflow-action-name": "approve"},
    )
    assert found
    event.refresh_from_db()
    assert event.live is (steps == 1), found
    assert bool(ours(found)) is (steps == 1)
    home = moderator.get(reverse("wagtailadmin_home")).content.decode()
    assert "calendar feed" not in home


@pytest.mark.parametrize("alias", [False, True], ids=["copy", "alias"])
def test_a_copy_that_is_published_is_told(admin_client, index, alias):
    event = factories.make_event(index)
    other = factories.make_index(title="Walks", slug="walks")
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    data = {
        "new_title": "Again",
        "new_slug": "again",
        "new_parent_page": other.pk,
        "publish_copies": "on",
    } | ({"alias": "on"} if alias else {})
    found, _html = messages(admin_client, admin_client.post(url, data))
    assert ours(found) == [
        ("success", f"1 date is now in your calendar feed. {other.full_url}ical/")
    ]


def test_a_copy_that_is_a_draft_is_not(admin_client, index):
    event = factories.make_event(index)
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    data = {"new_title": "Again", "new_slug": "again", "new_parent_page": index.pk}
    found, _html = messages(admin_client, admin_client.post(url, data))
    assert found
    assert not ours(found)


LEFT = (
    "1 meet-up is no longer in your calendar feed. If it does not take place, publish "
    "it again and choose “Cancel”: then calendars say so."
)


def test_what_is_unpublished_has_left_the_feed(editor_client, index):
    event = factories.make_event(index)
    url = reverse("wagtailadmin_pages:unpublish", args=[event.pk])
    found, _html = messages(editor_client, editor_client.post(url))
    assert ours(found) == [("info", LEFT)]


def test_so_has_what_is_unpublished_in_the_list(editor_client, index):
    event = factories.make_event(index)
    off = factories.make_event(index, status="cancelled")
    old = factories.make_event(index, start_date=TODAY - timedelta(days=40))
    draft = factories.make_event(index, live=False)
    private = factories.make_event(index)
    PageViewRestriction.objects.create(page_id=private.pk, restriction_type="login")
    pages = [event, off, old, draft, private]
    answer = bulk(editor_client, "unpublish", *pages)
    assert ours(messages(editor_client, answer)[0]) == [("info", LEFT)]
