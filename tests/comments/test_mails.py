"""Mail to the moderators: bundled, after the commit, and its links only ask."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from wagtail_meetups.comments.mails import tell_waiting
from wagtail_meetups.comments.models import VisitorComment
from wagtail_meetups.comments.tasks import tell_moderators

from .commenting import WORDS, add_comments, form_data, sent

pytestmark = pytest.mark.django_db
State = VisitorComment.State


@pytest.fixture
def moderators(make_user):
    return [
        make_user("claire", "change"),
        make_user("omar", "change"),
        make_user("x", "view"),
    ]


def later(minutes):
    return timezone.now() + timedelta(minutes=minutes)


def test_one_that_waits_is_told_to_each_by_itself(client, event, moderators):
    row = sent(client, event)
    assert sorted(message.to for message in mail.outbox) == [
        ["claire@accounts.example"],
        ["omar@accounts.example"],
    ]
    body = mail.outbox[0].body
    assert f"Ilse, on “{event.title}”:" in body
    assert WORDS in body and "ilse@example.org" not in body
    assert (
        f"http://testserver/admin/snippets/wagtail_meetups_comments/visitorcomment/edit/{row.pk}/"
        in body
    )
    assert "&#" not in body and "&quot;" not in body


def test_its_links_decide_nothing(client, host_client, event):
    row = sent(client, event)
    (message,) = mail.outbox
    links = re.findall(r"http://testserver(\S+)", message.body)
    assert len(links) == 2
    for link in links:
        assert host_client.get(link).status_code == 200
        assert client.get(link).status_code == 302  # A scanner has no account.
    row.refresh_from_db()
    assert row.state == State.WAITING


def test_many_are_one_mail(client, event, moderators):
    sent(client, event)
    mail.outbox.clear()
    add_comments(event, 25, state=State.WAITING)
    add_comments(event, 3)
    assert tell_waiting(later(5)) == 0
    assert not mail.outbox
    assert tell_waiting(later(16)) == 25
    assert len(mail.outbox) == 2
    assert mail.outbox[0].subject == "25 comments are waiting: Tests"
    assert mail.outbox[0].body.count("Words number") == 20
    assert "and 5 more" in mail.outbox[0].body
    assert tell_waiting(later(60)) == 0
    assert len(mail.outbox) == 2


def test_the_command_tells_the_rest(client, event, moderators, capsys):
    sent(client, event)
    sent(client, event, comment="One more")
    assert len(mail.outbox) == 2
    call_command("mail_comments")
    assert "Comments told of: 1." in capsys.readouterr().out
    assert len(mail.outbox) == 4


def test_a_backend_that_can_wait_is_asked_to(event, moderators, settings, monkeypatch):
    add_comments(event, 1, state=State.WAITING)
    assert tell_waiting() == 1
    add_comments(event, 1, state=State.WAITING)
    queued = []
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    from django_tasks import default_task_backend

    default_task_backend.clear()
    assert tell_moderators.get_backend().supports_defer
    assert tell_waiting() == 0
    queued = default_task_backend.results
    assert len(queued) == 1
    default_task_backend.clear()


def test_a_mail_that_fails_is_sent_again(event, moderators, monkeypatch, client):
    def fail(*args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr("wagtail_meetups.comments.mails.send_mail", fail)
    response = client.post(f"{event.url}comments/", form_data(client, event))
    assert response.status_code == 302  # The visitor does not hear of it.
    assert VisitorComment.objects.get().told_at is None
    monkeypatch.undo()
    assert tell_waiting() == 1


def test_who_wants_no_mail_gets_none(client, event, moderators, configure):
    configure(MAIL=False, MIN_SECONDS=0)
    sent(client, event)
    assert tell_waiting(at_once=True) == 0
    assert not mail.outbox


def test_nobody_is_told_before_the_commit(
    event, moderators, django_capture_on_commit_callbacks, client
):
    from django.test import Client

    plain = Client()
    data = form_data(plain, event)
    with django_capture_on_commit_callbacks() as left:
        plain.post(f"{event.url}comments/", data)
        assert not mail.outbox
    assert left


def test_each_reads_their_own_language(client, event, make_user):
    from wagtail.users.models import UserProfile

    user = make_user("claire", "change")
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "fr"
    profile.save()
    sent(client, event)
    (message,) = mail.outbox
    assert "sur «" in message.body
    assert "en attente" in message.subject
