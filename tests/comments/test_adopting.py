"""Comments that a site had on its pages before the app came."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from wagtail_meetups.comments import library
from wagtail_meetups.comments.models import VisitorComment
from wagtail_meetups.models.base import get_page_model

from .commenting import sent, text_of

pytestmark = pytest.mark.django_db
State = VisitorComment.State


def add_old(page, words, *, days=1, **values):
    """As the library's own view left it, with none of what we make sure of."""
    comment = library.new_comment(
        page,
        comment=words,
        user_name="Old friend",
        user_email="old@example.org",
        submit_date=timezone.now() - timedelta(days=days),
    )
    for name, value in {"is_public": True, **values}.items():
        setattr(comment, name, value)
    comment.save()
    return comment


def test_what_was_there_before_is_neither_shown_nor_in_the_way(
    client, event, host_client, at_once
):
    add_old(event, "From before")
    assert "From before" not in client.get(event.url).content.decode()
    assert (
        "From before" not in client.get(f"{event.url}comments/atom/").content.decode()
    )
    admin = "/admin/snippets/wagtail_meetups_comments/visitorcomment/"
    assert "From before" not in text_of(host_client.get(admin))
    assert sent(client, event).state == State.PUBLISHED
    assert "1 comment" in text_of(client.get(event.url))


def test_they_are_taken_over_as_they_were(client, event, index, make_user, capsys):
    make_user("claire", "change")
    recap = factories.make_recap(index)
    add_old(event, "The second", days=1)
    add_old(event, "The first", days=9)
    add_old(event, "Held", is_public=False)
    add_old(event, "Taken away", is_removed=True)
    add_old(recap, "On the recap")
    add_old(get_page_model().objects.get(pk=index.pk), "On a page of another kind")
    gone = add_old(event, "On a page that is gone")
    type(gone).objects.filter(pk=gone.pk).update(object_pk="987654")
    call_command("adopt_comments", "--dry-run")
    assert "Comments taken over: 5." in capsys.readouterr().out
    assert not VisitorComment.objects.exists()

    call_command("adopt_comments")
    states = dict(VisitorComment.objects.values_list("comment__comment", "state"))
    assert states == {
        "The first": State.PUBLISHED,
        "The second": State.PUBLISHED,
        "Held": State.WAITING,
        "Taken away": State.REMOVED,
        "On the recap": State.PUBLISHED,
    }
    text = text_of(client.get(event.url))
    assert "2 comments" in text
    assert text.index("The first") < text.index("The second")
    assert "Held" not in text and "Taken away" not in text
    assert "On the recap" in text_of(client.get(recap.url))

    call_command("adopt_comments")
    assert "Comments taken over: 0." in capsys.readouterr().out.splitlines()[-1]
    call_command("mail_comments")
    assert not mail.outbox
    event.delete()
    assert "The first" not in library.Comment.objects.values_list("comment", flat=True)


def test_no_old_name_shows_an_address_or_breaks_the_feed(client, event):
    add_old(event, "One\x01word", user_name="eve@example.org")
    add_old(event, "Two", user_name="Eve\x0b\x01\u202e", user_url="javascript:alert(1)")
    call_command("adopt_comments")
    for path in ("", "comments/atom/"):
        response = client.get(event.url + path)
        assert response.status_code == 200
        html = response.content.decode()
        assert "eve@example.org" not in html and "javascript:" not in html
        assert "Oneword" in html and "\x01" not in html


def test_taking_over_costs_the_same_for_many(index):
    def count(number):
        event = factories.make_event(index)
        for at in range(number):
            add_old(event, f"Number {at}")
        with CaptureQueriesContext(connection) as queries:
            call_command("adopt_comments")
        return len(queries)

    count(1)
    assert count(2) == count(22)
