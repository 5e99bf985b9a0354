"""Cancel, postpone and take back, from the editor and the lists, through the front door."""

from datetime import date, time, timedelta
from itertools import product

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    PageLogEntry,
    Workflow,
    WorkflowTask,
)

from wagtail_meetups.models import Occurrence
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import find_differences

from .. import factories
from ..conftest import CommittingClient
from ..forms import read_errors, read_form
from ..publishing.reading import entry_of, get, read_calendar, read_feed
from .conftest import _permission

pytestmark = pytest.mark.django_db
FIRST = date(2090, 3, 7)  # A Tuesday.
SECOND, THIRD = FIRST + timedelta(days=7), FIRST + timedelta(days=14)
VERBS = ("cancel", "postpone", "undo")


def url(event, verb):
    return reverse("wagtail_meetups_call_off", args=[event.pk, verb])


def reload(page):
    return type(page).objects.get(pk=page.pk)


def do(client, event, verb, **values):
    """Open the page of the verb, fill in what differs, send it, and say what was told."""
    form = read_form(client.get(url(event, verb)))
    response = client.post(url(event, verb), form | values)
    assert response.status_code == 302, read_errors(response)
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def draft_of(page):
    return reload(page).get_latest_revision_as_object()


def changes_of(page):
    return [
        {"kind": block["type"], **block["value"]} for block in page.changes.raw_data
    ]


@pytest.fixture
def event(index):
    return factories.make_event(index, title="Soup and invoices", start_date=FIRST)


@pytest.fixture
def series(index):
    return factories.make_event(
        index, title="Tuesdays", start_date=FIRST, recurrence="FREQ=WEEKLY;COUNT=6"
    )


def member(index, *verbs, name="marc"):
    """A client of somebody with these permissions below an index."""
    user = get_user_model().objects.create_user(
        username=name, email=f"{name}@example.com", password=name
    )
    group = Group.objects.create(name=name)
    group.permissions.add(_permission("access_admin", "wagtailadmin"))
    user.groups.add(group)
    meta = type(index)._meta.get_parent_list()[-1]._meta
    for verb in verbs:
        GroupPagePermission.objects.create(
            group=group,
            page_id=index.pk,
            permission=_permission(f"{verb}_{meta.model_name}", meta.app_label),
        )
    client = CommittingClient()
    client.force_login(user)
    return client


def superuser():
    user = get_user_model().objects.create_superuser(
        username="ines", email="ines@example.com", password="ines"
    )
    client = CommittingClient()
    client.force_login(user)
    return client


# What happens


def test_a_meetup_is_cancelled_everywhere_at_once(editor_client, index, event):
    sequence = entry_of(event).sequence
    told = do(editor_client, event, "cancel", reason="The café is flooded")
    assert "“Soup and invoices” is cancelled." in told
    page = reload(event)
    assert (page.status, page.status_reason) == ("cancelled", "The café is flooded")
    assert page.live and not page.has_unpublished_changes
    [found] = read_feed(index).values()
    assert found["STATUS"] == "CANCELLED"
    assert found["SUMMARY"] == "Cancelled: Soup and invoices"
    assert found["SEQUENCE"] == sequence + 1
    [own] = read_calendar(get(f"{page.full_url}ical/"))
    assert "Cancelled: The café is flooded" in own["DESCRIPTION"]
    html = get(page.full_url).content.decode()
    assert "The café is flooded" in html
    assert "https://schema.org/EventCancelled" in html
    assert "The café is flooded" in get(index.full_url).content.decode()
    assert find_differences() == []


def test_undo_is_offered_and_brings_back_what_was(editor_client, index, event):
    factories.publish(event, status="tentative", status_reason="If there are ten of us")
    told = do(editor_client, event, "cancel", reason="Flood")
    assert url(event, "undo") in told
    told = do(editor_client, event, "undo")
    assert "takes place after all" in told
    page = reload(event)
    assert (page.status, page.status_reason) == ("tentative", "If there are ten of us")
    [found] = read_feed(index).values()
    assert (found["STATUS"], found["SEQUENCE"]) == ("TENTATIVE", 3)
    assert "Nothing is cancelled" in (
        editor_client.get(url(event, "undo")).content.decode()
    )
    assert find_differences() == []


def test_what_an_editor_took_back_cannot_be_taken_back_again(editor_client, event):
    do(editor_client, event, "cancel")
    factories.publish(reload(event), status="scheduled", status_reason="")
    assert "Nothing is cancelled" in (
        editor_client.get(url(event, "undo")).content.decode()
    )


def test_what_an_editor_cancelled_is_taken_back_to_scheduled(editor_client, event):
    factories.publish(event, status="postponed", status_reason="Flood")
    do(editor_client, event, "undo")
    page = reload(event)
    assert (page.status, page.status_reason) == ("scheduled", "")


def test_postponed_without_a_new_date_and_later_with_one(editor_client, index, event):
    do(editor_client, event, "postpone", reason="Flood")
    page = reload(event)
    assert (page.status, page.start_date) == ("postponed", FIRST)
    assert "EventPostponed" in get(page.full_url).content.decode()
    told = do(editor_client, event, "postpone", new_date=SECOND, new_time="20:30")
    assert "is moved" in told
    page = reload(event)
    assert (page.status, page.start_date) == ("scheduled", SECOND)
    assert (page.start_time, page.end_time) == (time(20, 30), time(23, 30))
    html = get(page.full_url).content.decode()
    assert "EventRescheduled" in html
    assert '"previousStartDate": "2090-03-07T19:00:00+01:00"' in html
    [found] = read_feed(index).values()
    assert found["STATUS"] == "CONFIRMED"
    do(editor_client, event, "undo")
    page = reload(event)
    # One step back: to what it was before it was moved.
    assert (page.status, page.start_date, page.start_time) == (
        "postponed",
        FIRST,
        time(19),
    )
    assert find_differences() == []


@pytest.mark.parametrize(
    ("values", "clock", "expected"),
    [
        ({}, "", (SECOND, time(19), None, time(22))),
        ({"end_time": time(1)}, "21:00", (SECOND, time(21), None, time(3))),
        ({"end_time": None}, "21:00", (SECOND, time(21), None, None)),
        (
            {"end_date": FIRST + timedelta(days=1)},
            "23:00",
            (SECOND, time(23), SECOND + timedelta(days=2), time(2)),
        ),
        (
            {"end_date": THIRD, "all_day": True},
            None,
            (SECOND, time(19), THIRD + timedelta(days=7), time(22)),
        ),
    ],
)
def test_it_is_as_long_as_it_was_when_moved(
    editor_client, index, values, clock, expected
):
    event = factories.make_event(index, start_date=FIRST, **values)
    typed = {"new_date": SECOND} | ({} if clock is None else {"new_time": clock})
    do(editor_client, event, "postpone", **typed)
    page = reload(event)
    assert (
        page.start_date,
        page.start_time,
        page.end_date,
        page.end_time,
    ) == expected


def test_one_date_of_a_series_is_cancelled_and_stays(editor_client, index, series):
    keys = set(Occurrence.objects.values_list("pk", "key"))
    told = do(editor_client, series, "cancel", date="2090-03-14", reason="Snow")
    assert "“Tuesdays” is cancelled on Tuesday, March 14, 2090, 7" in told
    assert set(Occurrence.objects.values_list("pk", "key")) == keys
    row = Occurrence.objects.get(key="2090-03-14")
    assert (row.status, row.reason, row.is_planned) == ("cancelled", "Snow", True)
    assert reload(series).status == "scheduled"
    events = read_calendar(get(f"{reload(index).full_url}ical/"))
    [date_event] = [one for one in events if "RECURRENCE-ID" in one]
    assert date_event["STATUS"] == "CANCELLED"
    assert date_event["SEQUENCE"] == 1
    page = get(f"{series.full_url}dates/2090-03-14/").content.decode()
    assert "Snow" in page and "EventCancelled" in page
    [own] = read_calendar(get(f"{series.full_url}dates/2090-03-14/ical/"))
    assert own["STATUS"] == "CANCELLED"
    assert find_differences() == []
    do(editor_client, series, "undo", date="2090-03-14")
    assert changes_of(reload(series)) == []
    assert Occurrence.objects.get(key="2090-03-14").status == "scheduled"
    assert find_differences() == []


def status_of(series, key):
    """What the page, lists, search engines and calendars say of one date: they agree."""
    data = get(f"{series.full_url}dates/{key}/")
    [own] = read_calendar(get(f"{series.full_url}dates/{key}/ical/"))
    [told] = [
        one
        for one in read_calendar(get(f"{series.full_url}ical/"))
        if "RECURRENCE-ID" in one
    ]
    for name in ("SUMMARY", "STATUS", "TRANSP", "SEQUENCE"):
        assert own[name] == told[name]
    return data.content.decode(), str(own["SUMMARY"]), own["STATUS"], own["TRANSP"]


def test_one_date_is_postponed_without_a_new_one_and_later_with_one(
    editor_client, index, series
):
    key = "2090-03-14"
    told = do(editor_client, series, "postpone", date=key, reason="Flood")
    assert "“Tuesdays” of Tuesday, March 14, 2090, 7\xa0p.m. is postponed." in told
    assert url(series, "undo") in told
    row = Occurrence.objects.get(key=key)
    assert (row.status, row.reason, row.start) == ("postponed", "Flood", row.planned)
    assert reload(series).status == "scheduled"
    html, *calendar = status_of(series, key)
    assert calendar == ["Postponed: Tuesdays", "CANCELLED", "TRANSPARENT"]
    assert "https://schema.org/EventPostponed" in html
    for page in (html, get(index.full_url).content.decode()):
        assert "Postponed, no new date yet" in page and "Flood" in page
    shown = editor_client.get(url(series, "postpone")).content.decode()
    assert "7\xa0p.m. (postponed)" in shown
    assert find_differences() == []
    # With a new date it takes place again.
    do(editor_client, series, "postpone", date=key, new_date="2090-03-16")
    [change] = changes_of(reload(series))
    assert (change["kind"], change["to_date"]) == ("move", "2090-03-16")
    assert Occurrence.objects.get(key=key).status == "scheduled"
    html, *calendar = status_of(series, key)
    assert calendar == ["Tuesdays", "CONFIRMED", "OPAQUE"]
    assert "https://schema.org/EventRescheduled" in html
    assert entry_of(series).sequence == 2
    # One step back each time.
    do(editor_client, series, "undo", date=key)
    assert Occurrence.objects.get(key=key).status == "postponed"
    do(editor_client, series, "undo", date=key)
    assert changes_of(reload(series)) == []
    assert Occurrence.objects.get(key=key).status == "scheduled"
    assert find_differences() == []


def test_the_new_date_may_be_the_one_that_was_planned(editor_client, series):
    key = "2090-03-14"
    do(editor_client, series, "postpone", date=key)
    do(editor_client, series, "postpone", date=key, new_date=key)
    row = Occurrence.objects.get(key=key)
    assert (row.status, row.start, row.previous_start) == (
        "scheduled",
        row.planned,
        None,
    )


def test_a_postponed_date_is_cancelled_for_good_and_that_taken_back(
    editor_client, series
):
    key = "2090-03-14"
    do(editor_client, series, "postpone", date=key, reason="Flood")
    do(editor_client, series, "cancel", date=key, reason="More of it")
    assert Occurrence.objects.get(key=key).status == "cancelled"
    # Those who look at their calendars are told that too.
    assert entry_of(series).sequence == 2
    do(editor_client, series, "undo", date=key)
    row = Occurrence.objects.get(key=key)
    assert (row.status, row.reason) == ("postponed", "Flood")


def test_one_date_is_moved_then_cancelled_and_both_are_taken_back(
    editor_client, series
):
    do(
        editor_client,
        series,
        "postpone",
        date="2090-03-14",
        new_date="2090-03-16",
        new_time="20:00",
        reason="Strike",
    )
    row = Occurrence.objects.get(key="2090-03-14")
    assert row.start == row.planned + timedelta(days=2, hours=1)
    assert row.end - row.start == timedelta(hours=3)
    assert row.reason == "Strike"
    html = get(f"{series.full_url}dates/2090-03-14/").content.decode()
    assert "EventRescheduled" in html and "Strike" in html
    assert '"previousStartDate": "2090-03-14T19:00:00+01:00"' in html
    shown = editor_client.get(url(series, "undo")).content.decode()
    assert "2090, 8\xa0p.m. (planned for Tuesday, March 14, 2090" in shown
    do(editor_client, series, "cancel", date="2090-03-14")
    assert [one["kind"] for one in changes_of(reload(series))] == ["cancel"]
    do(editor_client, series, "undo", date="2090-03-14")
    [change] = changes_of(reload(series))
    assert (change["kind"], change["to_date"]) == ("move", "2090-03-16")
    assert find_differences() == []


def test_other_changes_and_other_dates_stay_as_they_are(editor_client, index):
    series = factories.make_event(
        index,
        start_date=FIRST,
        recurrence="FREQ=WEEKLY;COUNT=6",
        changes=[
            ("alter", {"date": SECOND, "note": "Ring"}),
            ("move", {"date": SECOND, "to_date": THIRD}),
            ("cancel", {"date": THIRD, "reason": "Ill"}),
            ("add", {"date": FIRST, "start": time(12), "end": time(13)}),
            ("add", {"date": FIRST, "start": time(20), "end": time(21)}),
        ],
    )
    before = list(series.changes.raw_data)
    do(editor_client, series, "cancel", date="2090-03-14", reason="Snow")
    after = list(reload(series).changes.raw_data)
    assert [one["type"] for one in after] == ["alter", "cancel", "cancel", "add", "add"]
    kept = [0, 2, 3, 4]
    assert [after[at]["id"] for at in kept] == [before[at]["id"] for at in kept]
    assert [after[at]["value"] for at in kept] == [before[at]["value"] for at in kept]
    # A second date of one day is named with its clock.
    do(editor_client, series, "cancel", date="2090-03-07-2000")
    last = changes_of(reload(series))[-1]
    assert (last["date"], last["time"]) == ("2090-03-07", "20:00:00")
    rows = Occurrence.objects.filter(is_cancelled=True).values_list("key", flat=True)
    assert sorted(rows) == ["2090-03-07-2000", "2090-03-14", "2090-03-21"]
    do(editor_client, series, "undo", date="2090-03-07-2000")
    assert len(changes_of(reload(series))) == 5


def test_a_whole_series_is_cancelled(editor_client, index, series):
    do(editor_client, series, "cancel", date="whole", reason="We stop")
    assert reload(series).status == "cancelled"
    statuses = set(Occurrence.objects.values_list("status", flat=True))
    assert statuses == {"cancelled"}
    assert "We stop" in get(series.full_url).content.decode()
    do(editor_client, series, "undo", date="whole")
    assert reload(series).status == "scheduled"


def test_created_already_cancelled_it_is_told_from_the_editor_to_the_feed(
    editor_client, index
):
    model = event_models()[0]
    meta = model._meta
    add = reverse(
        "wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, index.pk]
    )
    form = read_form(editor_client.get(add), "page-edit-form") | {
        "title": "No meet-up in August",
        "slug": "august",
        "start_date": date(2090, 8, 22),
        "all_day": "on",
        "status": "cancelled",
        "status_reason": "Everybody is at the sea",
        "action-publish": "action-publish",
    }
    assert editor_client.post(add, form).status_code == 302
    page = model.objects.get(slug="august")
    [found] = read_feed(index).values()
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 0)
    assert found["SUMMARY"] == "Cancelled: No meet-up in August"
    html = get(page.full_url).content.decode()
    assert "Everybody is at the sea" in html and "EventCancelled" in html
    assert "Everybody is at the sea" in get(reload(index).full_url).content.decode()
    assert find_differences() == []


# What else was under way


def test_a_pending_draft_stays_a_draft_and_says_so_too(editor_client, index, event):
    event.title = "Not yet to be told"
    event.start_time = time(8)
    factories.run(event.save_revision)
    before = event.revisions.count()
    page = editor_client.get(url(event, "cancel")).content.decode()
    assert "There are edits that are not published" in page
    told = do(editor_client, event, "cancel", reason="Flood")
    assert "still a draft" in told
    page = reload(event)
    assert (page.title, page.start_time) == ("Soup and invoices", time(19))
    assert (page.status, page.has_unpublished_changes) == ("cancelled", True)
    draft = draft_of(event)
    assert (draft.title, draft.start_time) == ("Not yet to be told", time(8))
    assert (draft.status, draft.status_reason) == ("cancelled", "Flood")
    assert page.draft_title == "Not yet to be told"
    # History shows both, the draft last.
    assert event.revisions.count() == before + 2
    assert "Not yet to be told" not in get(page.full_url).content.decode()
    factories.run(page.latest_revision.publish)
    assert reload(event).status == "cancelled"
    do(editor_client, event, "undo")
    assert reload(event).status == "scheduled"


def test_a_draft_whose_reason_was_edited_since_is_taken_back_too(editor_client, event):
    do(editor_client, event, "cancel", reason="Flood")
    draft = draft_of(event)
    draft.status_reason = "The flood, still"
    draft.save_revision()
    do(editor_client, event, "undo")
    assert reload(event).status == "scheduled"
    draft = draft_of(event)
    assert (draft.status, draft.status_reason) == ("scheduled", "")


def test_a_page_that_was_never_published_is_changed_in_its_draft_alone(
    editor_client, index
):
    event = factories.make_event(index, live=False, title="Draft", start_date=None)
    event.start_date = FIRST
    event.save_revision(clean=False)
    page = editor_client.get(url(event, "cancel")).content.decode()
    assert "only its draft is changed" in page
    told = do(editor_client, event, "cancel", reason="No room")
    assert "its draft says so" in told
    assert not reload(event).live
    assert draft_of(event).status == "cancelled"
    assert read_feed(index) == {}
    viewset = f"meetups_{event._meta.label_lower.replace('.', '_')}"
    listing = editor_client.get(reverse(f"{viewset}:index")).content.decode()
    assert "<s>cancelled</s>" in listing
    factories.run(reload(event).latest_revision.publish)
    assert entry_of(event).called_off
    assert find_differences() == []


@pytest.mark.parametrize("live", [True, False])
def test_what_is_scheduled_stays_scheduled_and_says_so_too(editor_client, index, live):
    event = factories.make_event(index, title="Now", start_date=FIRST, live=live)
    event.title = "Later"
    event.go_live_at = timezone.now() + timedelta(days=3)
    event.save_revision(clean=False)
    factories.run(reload(event).get_latest_revision().publish)
    assert reload(event).approved_schedule
    told = do(editor_client, event, "cancel", reason="Flood")
    assert "says so too" in told
    page = reload(event)
    assert page.live is live
    assert page.status == ("cancelled" if live else "scheduled")
    [scheduled] = page.revisions.filter(approved_go_live_at__isnull=False)
    assert scheduled == page.latest_revision
    # The hour comes.
    past = timezone.now() - timedelta(minutes=1)
    scheduled.content["go_live_at"] = past.isoformat()
    scheduled.approved_go_live_at = past
    scheduled.save()
    factories.run(scheduled.publish)
    page = reload(event)
    assert (page.title, page.status, page.live) == ("Later", "cancelled", True)
    assert find_differences() == []


@pytest.mark.parametrize("has_draft", [True, False])
def test_a_workflow_goes_on_with_the_cancellation(
    editor_client, index, event, editors, has_draft
):
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="Somebody looks")
    task.groups.add(Group.objects.create(name="Readers"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    if has_draft:
        event.title = "To be looked at"
        event.save_revision()
    state = workflow.start(reload(event), None)
    assert "in a workflow, which goes on" in (
        editor_client.get(url(event, "cancel")).content.decode()
    )
    assert "Its workflow goes on." in do(editor_client, event, "cancel")
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    page = reload(event)
    assert page.status == "cancelled"
    assert state.current_task_state.revision == page.latest_revision
    factories.run(state.current_task_state.specific.approve)
    page = reload(event)
    assert (page.status, page.title) == (
        "cancelled",
        "To be looked at" if has_draft else "Soup and invoices",
    )


def lock(event, user=None):
    event.locked, event.locked_by = True, user
    event.locked_at = timezone.now()
    event.save()


def test_a_page_locked_by_another_is_told_and_not_changed(editor_client, event):
    lock(event, get_user_model().objects.create_user("eve", "eve@example.com", "eve"))
    response = editor_client.get(url(event, "cancel"))
    assert "The page is locked" in response.content.decode()
    assert b'name="reason"' not in response.content
    response = editor_client.post(url(event, "cancel"), {"reason": "Flood"})
    assert response.status_code == 403
    assert "The page is locked" in response.content.decode()
    assert reload(event).status == "scheduled"


@pytest.mark.parametrize("by_oneself", [True, False])
def test_who_holds_the_lock_or_may_unlock_can_do_it_all_the_same(
    editor_client, editor, index, event, by_oneself
):
    lock(event, editor if by_oneself else None)
    client = (
        editor_client if by_oneself else member(index, "change", "publish", "unlock")
    )
    assert "it stays locked" in client.get(url(event, "cancel")).content.decode()
    do(client, event, "cancel")
    page = reload(event)
    assert (page.status, page.locked) == ("cancelled", True)


def test_a_page_that_is_no_longer_right_is_told_and_not_changed(editor_client, event):
    type(event).objects.filter(pk=event.pk).update(start_date=None)
    response = editor_client.post(url(event, "cancel"), {"reason": "Flood"})
    assert response.status_code == 200
    assert "cannot be published as it is" in response.content.decode()
    assert reload(event).status == "scheduled"


def test_a_reason_that_is_too_long_or_a_date_that_is_none_is_told(
    editor_client, event, series
):
    post = editor_client.post
    response = post(url(event, "cancel"), {"reason": "x" * 256})
    assert "reason" in read_errors(response)
    for chosen in ("", "2090-03-08", "nonsense"):
        response = post(url(series, "cancel"), {"date": chosen})
        assert "date" in read_errors(response)
    assert find_differences() == []


@pytest.mark.parametrize(
    ("which", "values", "words"),
    [
        ("event", {"new_time": "20:00"}, "Give the date too."),
        ("event", {"new_date": FIRST}, "That is when it takes place already."),
        ("event", {"new_date": "31.2."}, "Enter a valid date."),
        (
            "event",
            {"new_date": "2027-03-28", "new_time": "02:30"},
            "The clocks change on March 28, 2027",
        ),
        ("event", {"new_date": "9990-01-01"}, "Choose a year from 1970 to 2999."),
        ("series", {"date": "whole", "new_date": FIRST}, "A series has many dates."),
        ("series", {"date": "2090-03-14", "new_time": "20:00"}, "Give the date too."),
        (
            "series",
            {"date": "2090-03-14", "new_date": SECOND},
            "That is when it takes place already.",
        ),
    ],
)
def test_mistakes_are_told_beside_the_new_date(
    editor_client, event, series, which, values, words
):
    page = {"event": event, "series": series}[which]
    response = editor_client.post(url(page, "postpone"), values)
    assert words in read_errors(response)["new_date"][0]
    assert reload(page).start_date == FIRST
    assert changes_of(reload(page)) == []


def test_history_says_what_was_done_by_whom_and_why(editor_client, editor, series):
    do(editor_client, series, "cancel", date="2090-03-14", reason="Snow")
    do(editor_client, series, "postpone", date="whole", reason="Flood")
    do(editor_client, series, "undo", date="whole")
    entries = PageLogEntry.objects.filter(action__startswith="wagtail_meetups.")
    assert [entry.action for entry in entries.order_by("pk")] == [
        "wagtail_meetups.cancel",
        "wagtail_meetups.postpone",
        "wagtail_meetups.undo",
    ]
    assert {entry.user for entry in entries} == {editor}
    history = editor_client.get(
        reverse("wagtailadmin_pages:history", args=[series.pk])
    ).content.decode()
    assert "Cancelled: the date of March 14, 2090" in history
    assert "Snow" in history
    assert "Postponed" in history
    assert "Takes place after all" in history


# Where, and where to next


def test_the_buttons_stand_in_the_editor_and_in_the_lists(editor_client, index, event):
    viewset = f"meetups_{event._meta.label_lower.replace('.', '_')}"
    listing = reverse(f"{viewset}:index")
    for address in (
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        reverse("wagtailadmin_explore", args=[index.pk]),
        listing,
    ):
        html = editor_client.get(address).content.decode()
        assert url(event, "cancel") in html, address
        assert url(event, "postpone") in html, address
    html = editor_client.get(listing).content.decode()
    assert url(event, "undo") not in html
    do(editor_client, event, "cancel")
    html = editor_client.get(listing).content.decode()
    assert url(event, "cancel") not in html
    assert url(event, "undo") in html
    do(editor_client, event, "undo")
    do(editor_client, event, "postpone", new_date=SECOND)
    for address in (listing, reverse("wagtailadmin_pages:edit", args=[event.pk])):
        html = editor_client.get(address).content.decode()
        assert url(event, "undo") in html, address
    past = factories.make_event(index, start_date=date(2020, 1, 1))
    assert url(past, "cancel") not in editor_client.get(listing).content.decode()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/admin/somewhere/", "/admin/somewhere/"),
        ("https://evil.example/", None),
        ("", None),
    ],
)
def test_one_is_sent_back_to_where_one_was_and_nowhere_else(
    editor_client, event, given, expected
):
    address = f"{url(event, 'cancel')}?next={given}"
    form = read_form(editor_client.get(address))
    response = editor_client.post(url(event, "cancel"), form)
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert response["Location"] == (expected or edit)


def test_a_date_can_be_chosen_by_the_address(editor_client, series):
    response = editor_client.get(f"{url(series, 'cancel')}?date=2090-03-14")
    assert read_form(response)["date"] == ["2090-03-14"]


def test_dates_that_are_over_are_not_offered(editor_client, index):
    start = timezone.localdate() - timedelta(days=14)
    series = factories.make_event(
        index, start_date=start, recurrence="FREQ=WEEKLY;COUNT=4"
    )
    form = editor_client.get(url(series, "cancel")).context["form"]
    keys = [key for key, _words in form.fields["date"].choices]
    assert len(keys) in (3, 4)  # The hour of today's date may have passed.
    assert start.isoformat() not in keys


def test_what_is_no_event_or_no_verb_is_not_found(editor_client, index, event):
    assert editor_client.get(url(index, "cancel")).status_code == 404
    assert editor_client.get(url(event, "delete")).status_code == 404
    nothing = reverse("wagtail_meetups_call_off", args=[987654, "cancel"])
    assert editor_client.get(nothing).status_code == 404


@pytest.mark.parametrize("where", ["explorer", "list"])
def test_the_lists_cost_the_same_with_more_rows(editor_client, index, where):
    label = event_models()[0]._meta.label_lower.replace(".", "_")
    address = (
        reverse("wagtailadmin_explore", args=[index.pk])
        if where == "explorer"
        else reverse(f"meetups_{label}:index")
    )
    counts = []
    for more in (2, 12):
        for _number in range(more):
            factories.make_event(
                index, start_date=FIRST, recurrence="FREQ=WEEKLY;COUNT=2"
            )
        editor_client.get(address)
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Who may

WHO = {
    "nobody": lambda index: CommittingClient(),
    "who may edit": lambda index: member(index, "add", "change"),
    "who publishes elsewhere": lambda index: member(
        factories.make_index(title="Elsewhere"), "add", "change", "publish"
    ),
    "who may publish": lambda index: member(index, "change", "publish"),
    "superuser": lambda index: superuser(),
}


@pytest.mark.parametrize(("who", "verb"), list(product(WHO, VERBS)))
def test_who_may_call_off(index, who, verb):
    status = "cancelled" if verb == "undo" else "scheduled"
    event = factories.make_event(index, start_date=FIRST, status=status)
    client = WHO[who](index)
    shown, sent = client.get(url(event, verb)), client.post(url(event, verb), {})
    changed = reload(event).status != status
    if who in ("who may publish", "superuser"):
        assert (shown.status_code, sent.status_code, changed) == (200, 302, True)
    elif who == "who may edit":
        # Is told, and has no form.
        assert (shown.status_code, sent.status_code, changed) == (200, 403, False)
        assert "not publish it" in shown.content.decode()
        assert b"csrfmiddlewaretoken" not in shown.content.split(b"<main")[-1]
    else:
        assert (shown.status_code, sent.status_code, changed) == (302, 302, False)
        assert event.title not in shown.content.decode()


def test_who_may_edit_only_changes_a_draft_that_nobody_was_told_of(index):
    event = factories.make_event(index, live=False, start_date=FIRST)
    client = member(index, "add", "change")
    do(client, event, "cancel")
    assert draft_of(event).status == "cancelled"


def test_a_request_from_elsewhere_is_refused(event, editor):
    client = CommittingClient(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(url(event, "cancel"), {}).status_code == 403
    assert reload(event).status == "scheduled"
