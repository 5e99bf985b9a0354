"""What people try who mean no good, and what merely goes wrong, through the front door."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests import factories
from wagtail_meetups.comments import library
from wagtail_meetups.comments.models import Room, VisitorComment
from wagtail_meetups.comments.moderation import answer, decide
from wagtail_meetups.comments.text import clean_line, clean_text

from .commenting import WORDS, add_comments, form_data, send, sent, text_of

pytestmark = pytest.mark.django_db
State = VisitorComment.State
ADMIN = "/admin/snippets/wagtail_meetups_comments/visitorcomment/"


@pytest.mark.parametrize(
    "nothing",
    [
        "\u200b",
        "\u2060\ufeff",
        "\u3164",
        "\u115f\u1160",
        "\u2800",
        "\u00ad\u200d",
        "\U000e0041",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("field", ["name", "comment"])
def test_a_name_or_text_that_nobody_can_see_is_none(client, event, field, nothing):
    response = send(client, event, **{field: nothing})
    assert response.status_code == 200
    assert "This field is required." in text_of(response)
    assert not library.Comment.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["Зоя", "علی\u200cرضا", "👩‍👩‍👧", "नीति", "Zoé", "Zoe\u0301", "O’Brien", "ﾊﾝ"],
)
def test_names_of_all_the_world_are_names(client, event, at_once, name):
    assert sent(client, event, name=name).comment.user_name == name
    assert name in client.get(event.url).content.decode()


def test_marks_do_not_pile_up_over_other_comments():
    piled = "Z" + "\u0310\u0321\u0489\u0353" * 20 + "o"
    assert len(clean_line(piled)) < 10
    assert len(clean_text(piled)) < 10
    # What languages pile up stays: Hebrew with its points, Vietnamese, Tibetan.
    for word in ("שָּׁלוֹם", "Nguye\u0302\u0303n", "སྒྲུབ"):
        assert clean_line(word) == word


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\x00", "\x0b", "\u2028"])
def test_no_letter_breaks_the_feed_for_all(client, event, at_once, letter):
    data = form_data(client, event, name=f"Eve{letter}l", comment=f"one{letter}two")
    client.post(f"{event.url}comments/", data)
    feed = client.get(f"{event.url}comments/atom/")
    assert feed.status_code == 200
    ElementTree.fromstring(feed.content)  # noqa: S314


def test_a_null_byte_is_a_mistake_and_keeps_the_words(client, event):
    for field in ("comment", "name", "email", "url", "key", "object_pk", "timestamp"):
        data = form_data(client, event)
        data[field] += "\x00"
        response = client.post(f"{event.url}comments/", data)
        assert response.status_code == 200, field
        assert WORDS in text_of(response), field
    assert not library.Comment.objects.exists()


def test_emoji_and_long_words_are_kept(client, event, at_once):
    words = "🎉" * 1000 + "x" * 1999
    row = sent(client, event, comment=words)
    assert row.comment.comment == words
    assert "🎉" in client.get(event.url).content.decode()


@pytest.mark.parametrize(
    "number", ["9" * 5000, "9" * 30, "1e9", "-" + "9" * 20, "٣", "\x00"]
)
def test_no_number_of_a_page_of_the_thread_is_too_much(client, event, number):
    add_comments(event, 2)
    response = client.get(event.url, {"comments": number})
    assert response.status_code == 200
    assert "Words number 1" in text_of(response)


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 19, "9" * 400, "٣", "-1"])
def test_no_number_of_a_comment_is_too_much(client, event, pk):
    add_comments(event, 1)
    assert client.get(f"{event.url}comments/{pk}/").status_code in (302, 404)
    assert client.get(f"{event.url}comments/yours/{pk}-a/").status_code == 404


def test_the_key_of_another_page_is_no_error(client, index, event, at_once):
    """Whoever sends the hidden key of one form with another is not told of the first."""
    first = form_data(client, event)
    client.post(f"{event.url}comments/", first)
    other = factories.make_event(index)
    data = form_data(client, other) | {"key": first["key"]}
    response = client.post(f"{other.url}comments/", data)
    assert response.status_code == 200
    assert WORDS in text_of(response)
    from tests.forms import read_form

    again = {k: v[0] for k, v in read_form(response, "comment-form").items() if v}
    assert again["key"] != first["key"]
    assert client.post(f"{other.url}comments/", data | again).status_code == 302
    assert library.Comment.objects.count() == 2


def test_a_key_has_its_length(client, event):
    data = form_data(client, event) | {"key": "a" * 64 + "\n"}
    assert client.post(f"{event.url}comments/", data).status_code == 200
    assert not library.Comment.objects.exists()


def test_a_page_that_closes_in_a_million_years(client, host_client, event, at_once):
    settings = f"/admin/meetups/comments/{event.pk}/settings/"
    for days in (999_999_999, 2_147_483_647):
        host_client.post(settings, {"close_days": str(days)})
        assert Room.objects.get().close_days == days
        assert client.get(event.url).status_code == 200
        assert "comment-form" in client.get(f"{event.url}comments/").content.decode()


@pytest.mark.parametrize("kind", ["event", "recap"])
@pytest.mark.parametrize("where", ["site", "page"])
def test_a_form_sent_after_the_days_are_over(client, index, configure, where, kind):
    configure(MIN_SECONDS=0)
    long_ago = timezone.localdate() - timedelta(days=20)
    page = (
        factories.make_event(index, start_date=long_ago)
        if kind == "event"
        else factories.make_recap(index)
    )
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=timezone.now() - timedelta(days=20)
    )
    data = form_data(client, page)
    if where == "site":
        configure(MIN_SECONDS=0, CLOSE_DAYS=10)
    else:
        Room.objects.create(page_id=page.pk, close_days=10)
    response = client.post(f"{page.url}comments/", data)
    assert "Comments are closed here by now." in text_of(response)
    assert WORDS in text_of(response)
    assert not library.Comment.objects.exists()
    Room.objects.update_or_create(page_id=page.pk, defaults={"close_days": 30})
    assert client.post(f"{page.url}comments/", data).status_code == 302


def test_one_can_take_back_what_one_wrote_where_it_is_closed_by_now(client, event):
    url = send(client, event).url
    Room.objects.create(page_id=event.pk, status="closed")
    assert client.get(url).status_code == 200
    client.post(url)
    assert not library.Comment.objects.exists()


def test_a_token_opens_no_other_door(client, event, make_user, host):
    """Nor is a host's answer anybody's to withdraw."""
    from wagtail_meetups.comments.tokens import token_of

    (row,) = add_comments(event, 1)
    reply = answer(row, "Yes", host)
    assert (
        client.post(f"{event.url}comments/yours/{token_of(reply)}/").status_code == 404
    )
    assert VisitorComment.objects.filter(pk=reply.pk).exists()


def test_an_answer_beneath_what_was_held_is_seen(client, host_client, event, host):
    """As the host is told: it is published, and the comment with it."""
    (row,) = add_comments(event, 1)
    first = answer(row, "The first answer", host)
    decide([row], "hold", host)
    host_client.post(
        f"{ADMIN}edit/{first.pk}/", {"action": "answer", "answer": "The second"}
    )
    text = text_of(client.get(event.url))
    assert "Words number 0" in text and "The second" in text


def test_the_history_is_for_those_who_may_see(event, make_user, host):
    from tests.conftest import CommittingClient

    (row,) = add_comments(event, 1)
    decide([row], "spam", host)
    for verbs, status in ((("admin",), 302), (("change",), 200)):
        client = CommittingClient()
        client.force_login(make_user(f"somebody{status}", *verbs))
        for path in (f"history/{row.pk}/", f"history-results/{row.pk}/"):
            assert client.get(ADMIN + path).status_code in (status, 404), path


def test_who_closed_a_page_comes_back_to_where_they_may_be(event, make_user):
    """A moderator need not be an editor of the page."""
    from tests.conftest import CommittingClient

    client = CommittingClient()
    client.force_login(make_user("mod", "change"))
    (row,) = add_comments(event, 1)
    settings = f"/admin/meetups/comments/{event.pk}/settings/"
    assert settings in client.get(f"{ADMIN}edit/{row.pk}/").content.decode()
    assert "/admin/pages/" not in re.sub(
        r"(?s)<(script|aside)[^>]*>.*?</\1>", "", client.get(settings).content.decode()
    )
    response = client.post(settings, {"status": "closed"}, follow=True)
    client.post(settings, {"status": "closed"})  # Nothing that would be told of.
    told = PageLogEntry.objects.filter(action="wagtail_meetups_comments.settings")
    assert [(entry.page_id, entry.user.email) for entry in told] == [
        (event.pk, "mod@accounts.example")
    ]
    assert "The comment settings of this page are saved." in text_of(response)
    assert "permission" not in text_of(response)


def test_a_task_that_cannot_be_queued_is_not_the_visitors_affair(
    client, event, make_user, monkeypatch, caplog
):
    from wagtail_meetups.comments import publishing

    class Broken:
        def enqueue(self):
            raise OSError("no queue")

    make_user("claire", "change")
    monkeypatch.setattr(publishing, "tell_moderators", Broken())
    assert send(client, event).status_code == 302
    assert VisitorComment.objects.get().told_at is None
    assert "no queue" in caplog.text


def test_a_site_without_a_name_writes_mails_too(client, event, make_user, settings):
    from django.core import mail

    del settings.WAGTAIL_SITE_NAME
    make_user("claire", "change")
    sent(client, event)
    assert mail.outbox


def test_an_editor_of_another_section_settles_nothing_here(index, event, make_user):
    """Nor does one of another site: what they may publish is what they may close."""
    from django.contrib.auth.models import Permission
    from wagtail.models import GroupPagePermission

    from tests.conftest import CommittingClient

    other_site = factories.make_site()
    places = {
        "section": factories.make_index(index.get_parent(), slug="others"),
        "site": other_site.root_page,
    }
    model = GroupPagePermission._meta.get_field("page").related_model
    for name, place in places.items():
        user = make_user(name, "admin")
        for verb in ("add", "change", "publish"):
            GroupPagePermission.objects.create(
                group=user.groups.get(),
                page_id=place.pk,
                permission=Permission.objects.get(
                    codename=f"{verb}_{model._meta.model_name}",
                    content_type__app_label=model._meta.app_label,
                ),
            )
        client = CommittingClient()
        client.force_login(user)
        url = f"/admin/meetups/comments/{event.pk}/settings/"
        for ask in (client.get(url), client.post(url, {"status": "closed"})):
            assert ask.status_code in (302, 403)
            assert ask.get("Location", "/admin/") == "/admin/"
        assert not Room.objects.exists()


@pytest.mark.parametrize("action", ["approve", "hold", "spam", "delete"])
def test_no_bulk_action_reaches_what_is_no_comment(host_client, event, action):
    """Of forged models and ids, none is an error and none has an effect."""
    (row,) = add_comments(event, 1, state=State.WAITING)
    bulk = "/admin/bulk"
    for path in (
        f"{bulk}/wagtailcore/page/{action}/?id={event.pk}",
        f"{bulk}/auth/user/{action}/?id=1",
        f"{bulk}/wagtail_meetups_comments/room/{action}/?id={event.pk}",
        f"{bulk}/wagtail_meetups_comments/visitorcomment/{action}/?id=x&id={'9' * 30}",
        f"{bulk}/wagtail_meetups_comments/visitorcomment/nothing/?id={row.pk}",
    ):
        assert host_client.post(path).status_code in (302, 403, 404, 200), path
    row.refresh_from_db()
    assert row.state == State.WAITING
    assert type(event).objects.filter(pk=event.pk).exists()


def test_the_host_of_a_request_leads_nowhere_else(client, event, at_once):
    """What comes back for a forged ``Host`` names no site of theirs in a redirect."""
    data = form_data(client, event)
    response = client.post(
        f"{event.url}comments/", data, headers={"host": "evil.example"}
    )
    assert "evil" not in response.get("Location", "")
    (row,) = add_comments(event, 1)
    found = client.get(
        f"{event.url}comments/{row.pk}/", headers={"host": "evil.example"}
    )
    assert "evil" not in found.get("Location", "")


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("path", ["", "atom/", "1/", "yours/1-a/"])
def test_an_alias_and_a_translation_have_doors_of_their_own(
    client, index, event, at_once, method, path
):
    """A comment of one page is on no address of another, and no form serves for both."""
    from wagtail.models import Locale

    (row,) = add_comments(event, 1, comment="zanzibar")
    alias = factories.run(event.create_alias, parent=index, update_slug="mirror")
    french = Locale.objects.create(language_code="fr")
    translated = factories.run(event.copy_for_translation, french, copy_parents=True)
    factories.publish(translated, slug="parole")
    for other in (alias, translated):
        other.refresh_from_db()
        where = path.replace("1", str(row.pk))
        response = getattr(client, method)(f"{other.url}comments/{where}")
        assert response.status_code in (200, 404)
        assert "zanzibar" not in response.content.decode()
    data = form_data(client, event)
    assert client.post(f"{alias.url}comments/", data).status_code == 200
    assert library.Comment.objects.count() == 1


def test_a_name_cannot_be_made_of_markup_for_feed_or_mail(client, event, make_user):
    from django.core import mail

    make_user("claire", "change")
    row = sent(client, event, name="</title><b>&amp;", comment="a < b & c > d")
    body = mail.outbox[0].body
    assert "a < b & c > d" in body and "</title><b>&amp;" in body
    assert not mail.outbox[0].alternatives
    decide([row], "approve", None)
    feed = ElementTree.fromstring(client.get(f"{event.url}comments/atom/").content)  # noqa: S314
    name = feed.find(".//{http://www.w3.org/2005/Atom}author/*")
    assert name.text == "</title><b>&amp;"
