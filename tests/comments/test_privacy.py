"""Erase, export, forget: by address, by account, and with time."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from wagtail_meetups import signals
from wagtail_meetups.comments import library
from wagtail_meetups.comments.models import RateMark, VisitorComment
from wagtail_meetups.comments.moderation import answer

from .commenting import add_comments

pytestmark = pytest.mark.django_db
State = VisitorComment.State


@pytest.fixture
def scene(event, host):
    """Two comments of Ilse's, one answered and one never shown, and one of another's."""
    rows = add_comments(event, 1, user_email="Ilse@Example.org", comment="First")
    rows += add_comments(
        event, 1, user_email="ilse@example.org", comment="Second", state=State.SPAM
    )
    answer(rows[0], "An answer", host)
    add_comments(event, 1, user_email="other@example.org", comment="Another's")
    elsewhere = library.new_comment(
        event, user_email="ilse@example.org", comment="On the host's own pages"
    )
    elsewhere.content_type_id = 1
    elsewhere.save()
    return rows


def left() -> set[str]:
    return set(library.Comment.objects.values_list("comment", flat=True))


def test_erase_by_address(scene, capsys):
    call_command("erase_comments", "ILSE@example.org", "--dry-run")
    assert "2 comments would go." in capsys.readouterr().out
    assert len(left()) == 5
    call_command("erase_comments", "ILSE@example.org")
    assert "2 comments are gone." in capsys.readouterr().out
    assert left() == {"Another's", "On the host's own pages"}
    assert VisitorComment.objects.count() == 1
    call_command("erase_comments", "")
    assert "0 comments" in capsys.readouterr().out
    assert len(left()) == 2


def test_export_by_address(scene, event, capsys):
    call_command("export_comments", "ilse@example.org")
    first, second = json.loads(capsys.readouterr().out)
    assert (first["comment"], first["state"]) == ("First", "published")
    assert (second["comment"], second["state"]) == ("Second", "spam")
    assert first["page"] == event.title
    assert first["address"] == event.full_url
    assert first["email"] == "Ilse@Example.org"


def test_an_attendee_who_goes_takes_their_comments(scene, event, make_user):
    """What ``erase_attendee`` and ``export_attendee`` send reaches us."""
    user = make_user()
    add_comments(event, 1, user=user, user_email="", comment="By account")
    sender = apps.get_app_config("wagtail_meetups")
    asked = {"email": "ilse@example.org", "user_id": user.pk}
    told = [one for _r, one in signals.exporting_person.send(sender, **asked)]
    comments = next(one["comments"] for one in told if "comments" in one)
    assert [one["comment"] for one in comments] == ["First", "Second", "By account"]
    signals.erasing_person.send(sender, email="", user_id=None)
    assert len(left()) == 6
    signals.erasing_person.send(sender, **asked)
    assert left() == {"Another's", "On the host's own pages"}


def test_purge(scene, event, configure, capsys):
    now = timezone.now()
    configure(SPAM_DAYS=30, ADDRESS_DAYS=7)
    add_comments(event, 1, state=State.REMOVED, comment="Removed")
    VisitorComment.objects.filter(state=State.REMOVED).update(
        state_since=now - timedelta(days=31)
    )
    library.Comment.objects.update(ip_address="192.0.2.1")
    library.Comment.objects.filter(comment="First").update(
        submit_date=now - timedelta(days=8)
    )
    RateMark.objects.create(key="old", touched=now - timedelta(days=1))
    call_command("purge_comments", "--dry-run")
    assert "Comments: 1. Addresses: 1." in capsys.readouterr().out
    assert "Removed" in left() and RateMark.objects.exists()
    call_command("purge_comments")
    assert "Removed" not in left() and "Second" in left()
    assert library.Comment.objects.get(comment="First").ip_address is None
    assert library.Comment.objects.get(comment="Another's").ip_address
    assert not RateMark.objects.exists()
    configure(SPAM_DAYS=30, ADDRESS_DAYS=0)
    call_command("purge_comments")
    ours = library.Comment.objects.exclude(comment__startswith="On the host")
    assert not ours.filter(ip_address__isnull=False).exists()
    assert library.Comment.objects.filter(ip_address__isnull=False).count() == 1


def test_nothing_of_a_person_in_names_of_rows(scene):
    for row in VisitorComment.objects.select_related("comment"):
        assert row.comment.user_email not in str(row)
        assert row.comment.comment not in str(row)
