"""What hosts do, as the permission that each has allows it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, ModelLogEntry

from tests import factories
from tests.conftest import CommittingClient
from wagtail_meetups.comments import library
from wagtail_meetups.comments.models import Room, VisitorComment
from wagtail_meetups.comments.moderation import decide
from wagtail_meetups.models.base import get_page_model

from .commenting import add_comments, text_of

pytestmark = pytest.mark.django_db
State = VisitorComment.State
LIST = "/admin/snippets/wagtail_meetups_comments/visitorcomment/"
BULK = "/admin/bulk/wagtail_meetups_comments/visitorcomment/"
ACTIONS = {
    "approve": (State.PUBLISHED, "change"),
    "hold": (State.WAITING, "change"),
    "spam": (State.SPAM, "change"),
    "remove": (State.REMOVED, "delete"),
}


def edit(row) -> str:
    return f"{LIST}edit/{row.pk}/"


@pytest.fixture
def waiting(event):
    return add_comments(event, 1, state=State.WAITING)[0]


def logged_in(user):
    client = CommittingClient()
    client.force_login(user)
    return client


# By GET, by POST and in bulk: what each set of permissions lets one do.
MATRIX = {
    (): set(),
    ("admin",): set(),
    ("view",): {"see"},
    ("change",): {"see", "approve", "hold", "spam", "answer", "undo", "person"},
    ("delete",): {"see", "remove"},
    ("view", "change", "delete"): {
        "see",
        "approve",
        "hold",
        "spam",
        "remove",
        "answer",
        "undo",
        "person",
    },
}


@pytest.mark.parametrize("verbs", MATRIX, ids=lambda verbs: "+".join(verbs) or "none")
def test_no_moderation_without_permission(event, make_user, verbs):
    may = MATRIX[verbs]
    client = logged_in(make_user("somebody", *verbs))
    (row,) = add_comments(event, 1, comment="Secret words")
    # Wagtail sends those away who may do nothing at all.
    for url in (LIST, edit(row)):
        response = client.get(url)
        assert (response.status_code == 200) is ("see" in may), url
        assert ("Secret words" in response.content.decode()) is ("see" in may)
    detail = client.get(edit(row)).content.decode()
    assert ("reader0@example.org" in detail) is ("person" in may)
    for action, (state, _verb) in ACTIONS.items():
        before = State.WAITING if state != State.WAITING else State.SPAM
        bulk = "delete" if action == "remove" else action
        for url, data in (
            (edit(row), {"action": action}),
            (f"{BULK}{bulk}/?id={row.pk}&next={LIST}", {}),
        ):
            VisitorComment.objects.update(state=before, previous_state=before)
            assert client.get(url).status_code in (200, 302, 403)
            row.refresh_from_db()
            assert row.state == before  # Following a link decides nothing.
            client.post(url, data)
            row.refresh_from_db()
            assert (row.state == state) is (action in may), (url, action)
            offered = f'value="{action}"' in detail or action == "approve"
            assert offered is (action in may) or action == "approve"
    client.post(edit(row), {"action": "answer", "answer": "A host's answer"})
    assert VisitorComment.objects.filter(answer_to=row).exists() is ("answer" in may)
    VisitorComment.objects.filter(pk=row.pk).update(
        state=State.SPAM, previous_state=State.WAITING
    )
    client.post(f"{LIST}undo/?id={row.pk}")
    row.refresh_from_db()
    assert (row.state == State.WAITING) is ("undo" in may)


@pytest.mark.parametrize("path", ["add/", "delete/1/", "copy/1/", "usage/1/"])
def test_hosts_cannot_write_change_or_delete_what_visitors_wrote(
    host_client, waiting, path
):
    assert host_client.get(LIST + path).status_code == 404
    host_client.post(edit(waiting), {"action": "approve", "comment": "Other words"})
    waiting.comment.refresh_from_db()
    assert waiting.comment.comment == "Words number 0"


def test_who_may_do_everything_reads_and_decides_like_others(admin_client, waiting):
    for address in (LIST, f"{LIST}?q=words", edit(waiting)):
        assert admin_client.get(address).status_code == 200


def test_an_unknown_action_is_refused(host_client, waiting):
    for action in ("", "delete", "publish"):
        response = host_client.post(edit(waiting), {"action": action})
        assert response.status_code in (302, 403)
        assert response.get("Location", "/admin/") == "/admin/"
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING


def test_a_decision_shows_at_once_and_can_be_undone(
    client, host_client, event, waiting, host
):
    response = host_client.post(edit(waiting), {"action": "approve"}, follow=True)
    assert "1 comment is published." in text_of(response)
    undo = f"{LIST}undo/?id={waiting.pk}"
    assert undo in response.content.decode()
    assert "Words number 0" in text_of(client.get(event.url))
    assert library.Comment.objects.get().is_public

    assert "published → waiting" in text_of(host_client.get(undo))
    response = host_client.post(undo, follow=True)
    assert "1 comment is where it was before." in text_of(response)
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING
    assert not library.Comment.objects.get().is_public
    assert "Words number 0" not in text_of(client.get(event.url))

    log = ModelLogEntry.objects.for_instance(waiting).order_by("pk")
    assert [entry.action.partition(".")[2] for entry in log] == ["approve", "undo"]
    assert {entry.user for entry in log} == {host}
    # The log outlives the comment: it holds no word of it.
    assert all(
        "Reader" not in entry.label and "Words" not in entry.label for entry in log
    )
    page = text_of(host_client.get(edit(waiting)))
    assert "Approved" in page and "Undone" in page and "Claire" in page
    assert "Approved" in text_of(host_client.get(f"{LIST}history/{waiting.pk}/"))


def test_many_are_undone_together(host_client, event):
    rows = add_comments(event, 3, state=State.WAITING)
    ids = "&".join(f"id={row.pk}" for row in rows)
    ask = host_client.get(f"{BULK}delete/?{ids}&next={LIST}")
    assert "Remove these comments?" in text_of(ask)
    response = host_client.post(f"{BULK}delete/?{ids}&next={LIST}", follow=True)
    assert "3 comments are removed." in text_of(response)
    assert set(library.Comment.objects.values_list("is_removed", flat=True)) == {True}
    assert library.Comment.objects.count() == 3
    host_client.post(f"{LIST}undo/?{ids}")
    assert set(VisitorComment.objects.values_list("state", flat=True)) == {
        State.WAITING
    }
    again = host_client.post(f"{BULK}hold/?{ids}&next={LIST}", follow=True)
    assert "Nothing was to be changed." in text_of(again)


def test_undoing_an_undoing_takes_the_permission_to_remove(event, make_user):
    client = logged_in(make_user("mod", "change"))
    (row,) = add_comments(event, 1)
    VisitorComment.objects.update(previous_state=State.REMOVED)
    response = client.get(f"{LIST}undo/?id={row.pk}")
    assert "There is nothing to undo." in text_of(response)
    client.post(f"{LIST}undo/?id={row.pk}&id=x&id=9999999999999999999999")
    row.refresh_from_db()
    assert row.state == State.PUBLISHED


def test_all_of_a_filtered_list_is_no_more_than_that_list(host_client, event, index):
    add_comments(event, 2, state=State.WAITING)
    add_comments(event, 2, state=State.SPAM)
    other = factories.make_event(index)
    add_comments(other, 2, state=State.SPAM, comment="Buy it")
    url = f"{BULK}approve/?id=all&next=" + LIST
    host_client.post(url + f"%3Fstate%3D3%26page%3D{event.pk}")
    published = VisitorComment.objects.filter(state=State.PUBLISHED)
    assert set(published.values_list("page", flat=True)) == {event.pk}
    assert published.count() == 2
    host_client.post(url + "%3Fq%3Dbuy")
    assert published.count() == 4
    assert host_client.post(url + "%3Fsent_from%3Dnonsense").status_code in (302, 404)
    assert published.count() == 4


def test_what_waits_comes_first_and_the_filters_narrow(host_client, event, index):
    (old,) = add_comments(event, 1, state=State.WAITING, comment="I wait")
    other = factories.make_event(index, title="Another evening")
    add_comments(other, 2, user_name="Zoé", comment="I am there")
    html = host_client.get(LIST).content.decode()
    assert html.index("I wait") < html.index("I am there")
    for query, seen in (
        ("state=1", (True, False)),
        (f"page={other.pk}", (False, True)),
        ("author=zoé", (False, True)),
        ("author=READER0@", (True, True)),
        ("sent_from=2000-01-01", (True, True)),
        ("sent_to=2000-01-01", (False, False)),
        ("q=wait", (True, False)),
        ("q=zoé", (False, True)),
    ):
        text = text_of(host_client.get(f"{LIST}?{query}"))
        assert ("I wait" in text, "I am there" in text) == seen, query
    assert "csv" not in html


@pytest.mark.parametrize("verb", ["view", "change"])
def test_who_may_not_see_an_address_cannot_find_it_out(event, make_user, verb):
    add_comments(event, 1, comment="Seen", user_email="odile@example.org")
    client = logged_in(make_user("reader", verb))
    for query in ("q=odile@", "author=odile@"):
        text = text_of(client.get(f"{LIST}?{query}"))
        assert ("Seen" in text) is (verb == "change")


def test_the_list_and_a_comment_cost_the_same(host_client, event, django_user_model):
    def count(url):
        host_client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert host_client.get(url).status_code == 200
        return len(queries)

    rows = add_comments(event, 2, state=State.WAITING)
    few = [count(LIST), count(edit(rows[0]))]
    add_comments(event, 15, state=State.WAITING)
    add_comments(event, 5, state=State.PUBLISHED)
    assert count(LIST) == few[0]
    # Those around it, which were not there.
    assert count(edit(rows[0])) <= few[1] + 2


def test_the_comment_in_its_context(host_client, event):
    rows = add_comments(event, 5)
    decide([rows[2]], "hold", None)
    VisitorComment.objects.filter(pk=rows[2].pk).update(reason="It holds many links.")
    text = text_of(host_client.get(edit(rows[2])))
    for at in range(5):
        assert f"Words number {at}" in text
    # What is to be decided on stands before what is around it: phones are small.
    places = [text.index(words) for words in ("number 2", "Before it", "number 1")]
    places += [text.index(words) for words in ("After it", "number 3")]
    assert places == sorted(places)
    assert "It holds many links." in text
    assert event.title in text


def test_an_answer_publishes_and_belongs_to_the_first(
    client, host_client, event, waiting, host
):
    empty = host_client.post(edit(waiting), {"action": "answer", "answer": " "})
    assert "This field is required." in text_of(empty)
    host_client.post(edit(waiting), {"action": "answer", "answer": "Welcome back"})
    waiting.refresh_from_db()
    assert waiting.state == State.PUBLISHED
    reply = VisitorComment.objects.get(answer_to=waiting)
    host_client.post(edit(reply), {"action": "answer", "answer": "And again"})
    assert waiting.answers.count() == 2
    text = text_of(client.get(event.url))
    assert "Claire Host" in text and "Welcome back" in text and "And again" in text
    assert "Welcome back" in text_of(host_client.get(edit(waiting)))


def test_the_start_page_says_what_waits(make_user, event, waiting):
    for verbs, shown in ((("view",), True), (("admin",), False)):
        text = text_of(logged_in(make_user(f"user{shown}", *verbs)).get("/admin/"))
        assert ("1 comment is waiting for a host." in text) is shown
    VisitorComment.objects.update(state=State.SPAM)
    text = text_of(logged_in(make_user("last", "view")).get("/admin/"))
    assert "waiting for a host" not in text


@pytest.fixture
def editor_of(index, make_user):
    """One who may publish below the index and has nothing to do with comments."""

    def make(page):
        user = make_user("editor", "admin")
        group = user.groups.get()
        model = get_page_model()
        for verb in ("change", "publish"):
            GroupPagePermission.objects.create(
                group=group,
                page_id=page.pk,
                permission=Permission.objects.get(
                    codename=f"{verb}_{model._meta.model_name}",
                    content_type__app_label=model._meta.app_label,
                ),
            )
        return user

    return make


def test_the_settings_of_a_page(client, event, index, editor_of, make_user):
    url = f"/admin/meetups/comments/{event.pk}/settings/"
    stranger = logged_in(make_user("stranger", "admin"))
    assert stranger.post(url, {"status": "closed"}).status_code in (302, 403)
    assert not Room.objects.exists()

    editor = logged_in(editor_of(index))
    header = editor.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    assert url in header
    page = text_of(editor.get(url))
    assert "open (as on the other pages)" in page
    assert "all comments (as on the other pages)" in page
    assert "The comments of this page" not in page
    response = editor.post(url, {"status": "closed", "close_days": "-3"})
    assert response.status_code == 200 and not Room.objects.exists()
    editor.post(url, {"status": "closed", "close_days": ""})
    assert Room.objects.get().status == "closed"
    assert "Comments are closed here." in text_of(client.get(f"{event.url}comments/"))

    moderator = logged_in(make_user("mod", "change"))
    assert "The comments of this page" in text_of(moderator.get(url))
    assert (
        moderator.get(f"/admin/meetups/comments/{index.pk}/settings/").status_code
        == 404
    )
    assert url not in stranger.get(f"/admin/pages/{event.pk}/edit/").content.decode()


def test_groups_are_given_these_permissions_in_wagtail(admin_client, db):
    Group.objects.create(name="Hosts")
    group = Group.objects.get(name="Hosts")
    page = admin_client.get(f"/admin/groups/edit/{group.pk}/").content.decode()
    assert "visitor comment" in page.lower()


def test_a_row_without_its_door_is_still_no_orphan(event):
    """Whoever deletes rows by other means takes the comments along as well."""
    rows = add_comments(event, 3)
    VisitorComment.objects.filter(pk=rows[0].pk).delete()
    rows[1].delete()
    assert library.Comment.objects.get() == rows[2].comment
