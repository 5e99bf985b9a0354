"""What must never happen, each by its name."""

import json
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests import factories
from tests.conftest import CommittingClient
from wagtail_meetups.comments import library
from wagtail_meetups.comments.models import Room, VisitorComment
from wagtail_meetups.comments.moderation import answer, decide
from wagtail_meetups.comments.threads import read_thread
from wagtail_meetups.models.base import get_page_model

from .commenting import WORDS, add_comments, form_data, send, sent, text_of

pytestmark = pytest.mark.django_db
State = VisitorComment.State
SECRET = "zanzibar"


def restrict(page, kind="login"):
    restriction = PageViewRestriction(page=page, restriction_type=kind, password="s3")
    factories.run(restriction.save)


def change(page, **values):
    get_page_model().objects.filter(pk=page.pk).update(**values)


HIDE = {
    "draft": lambda page: factories.run(page.unpublish),
    "expired": lambda page: change(
        page, expire_at=timezone.now() - timedelta(seconds=1)
    ),
    "restricted by itself": restrict,
    "restricted by a password": lambda page: restrict(page, "password"),
    "restricted by an ancestor": lambda page: restrict(page.get_parent()),
    "below an unpublished page": lambda page: change(page.get_parent(), live=False),
    "outside every site": lambda page: page.move(
        get_page_model().get_first_root_node(), "last-child"
    ),
}


@pytest.mark.parametrize("how", HIDE)
def test_no_comment_on_or_list_of_a_hidden_page(client, event, at_once, how):
    """A form made while the page was public is sent after."""
    add_comments(event, 1, comment=SECRET)
    data, url = form_data(client, event), event.url
    HIDE[how](event)
    response = client.post(f"{url}comments/", data)
    assert response.status_code in (200, 302, 404)  # Of a password, its form.
    assert "yours" not in response.get("Location", "")
    assert library.Comment.objects.count() == 1
    for path in ("", "?comments=1", "comments/atom/"):
        assert SECRET not in client.get(url + path).content.decode()


@pytest.mark.parametrize("how", HIDE)
def test_the_librarys_own_view_is_guarded_alike(client, event, at_once, how, settings):
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    data = form_data(client, event)
    HIDE[how](event)
    assert client.post("/library/post/", data).status_code == 400
    assert not library.Comment.objects.exists()


def test_the_librarys_own_view_gives_each_comment_its_row(client, event, settings):
    """Held first, without an address, as through our own form."""
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    data = form_data(client, event)
    assert client.post("/library/post/", data).status_code == 302
    row = VisitorComment.objects.get()
    assert row.state == State.WAITING and not row.comment.is_public
    assert row.comment.ip_address is None
    # The library hands out the earlier one for one that equals it: not published by that.
    assert client.post("/library/post/", data).status_code == 400
    assert library.Comment.objects.get() == row.comment


def test_no_comment_on_an_alias_of_a_restricted_page(client, index, event, at_once):
    alias = factories.run(event.create_alias, parent=index, update_slug="mirror")
    data = form_data(client, alias)
    restrict(event)
    assert client.post(f"{alias.url}comments/", data).status_code in (302, 404)
    assert not library.Comment.objects.exists()


def test_no_comment_on_a_page_that_is_closed(client, event, settings):
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    data = form_data(client, event)
    Room.objects.create(page_id=event.pk, status="closed")
    client.post(f"{event.url}comments/", data)
    assert client.post("/library/post/", data).status_code == 400
    assert not library.Comment.objects.exists()


def test_no_comment_on_a_page_of_another_site(client, settings):
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    other = factories.make_site()
    page = factories.make_event(factories.make_index(other.root_page))
    form = library.CommentForm(page)
    data = {**form.initial, "name": "Eve", "email": "e@example.org", "comment": WORDS}
    assert client.post("/library/post/", data).status_code == 400
    response = client.post("/library/post/", data, headers={"host": "other.example"})
    assert response.status_code == 302


@pytest.mark.parametrize("kind", ["index", "base page", "not a page", "gone"])
def test_no_comment_under_another_name(client, index, event, settings, kind):
    """On a page that is no meet-up, or on a meet-up as the base ``Page``."""
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    target = {
        "index": lambda: index,
        "base page": lambda: get_page_model().objects.get(pk=event.pk),
        "not a page": lambda: ContentType.objects.first(),
        "gone": lambda: event,
    }[kind]()
    data = {
        **library.CommentForm(target).initial,
        "name": "Eve",
        "email": "eve@example.org",
        "comment": WORDS,
    }
    if kind == "gone":
        event.delete()
    status = client.post("/library/post/", data).status_code
    if kind == "not a page":  # The host's own affair.
        assert status == 302
        assert not VisitorComment.objects.exists()
    else:
        assert status == 400
        assert not library.Comment.objects.exists()
    assert client.get(f"{index.url}comments/").status_code == 404


@pytest.mark.parametrize("state", [State.WAITING, State.SPAM, State.REMOVED])
def test_held_and_removed_words_are_nowhere(
    client, event, make_user, host, state, at_once
):
    """List, count, feed, permalink, search, API, and mail to others."""
    row = sent(client, event, name=f"{SECRET} name", comment=f"{SECRET} words")
    reply = answer(row, f"{SECRET} answer", host)
    assert SECRET in text_of(client.get(event.url))
    assert client.get(f"{event.url}comments/{reply.pk}/").status_code == 302
    row.refresh_from_db()
    row.state = state
    row.save()
    library.set_flags(
        [row.comment_id], is_public=False, is_removed=state == State.REMOVED
    )
    shown = client.get(event.url)
    assert SECRET not in shown.content.decode()
    assert "1 comment" not in text_of(shown) and "2 comments" not in text_of(shown)
    for pk in (row.pk, reply.pk):
        assert client.get(f"{event.url}comments/{pk}/").status_code == 404
    for url in (
        f"{event.url}comments/atom/",
        f"{event.url}comments/",
        f"/search/?q={SECRET}",
        f"/api/pages/{event.pk}/",
        f"/api/pages/?search={SECRET}",
        f"{event.url}ical/",
        event.get_parent().url,
    ):
        assert SECRET not in client.get(url).content.decode().replace(
            f"?q={SECRET}", ""
        ), url
    assert not mail.outbox  # Published at once: nobody was to be told.


def test_mail_goes_to_moderators_alone(client, event, make_user):
    make_user("reader")
    make_user("viewer", "view")
    make_user("gone", "change", is_active=False)
    make_user("claire", "change")
    sent(client, event, comment=SECRET)
    assert [message.to for message in mail.outbox] == [["claire@accounts.example"]]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\u2028"])
def test_no_header_injection(client, event, make_user, end):
    make_user("claire", "change")
    row = sent(client, event, name=f"Eve{end}Bcc: all")
    assert row.comment.user_name == "Eve Bcc: all"
    (message,) = mail.outbox
    headers = message.message()
    assert headers["Bcc"] is None
    assert "Eve" not in headers["Subject"]
    assert "Eve Bcc: all" in message.body
    response = send(client, event, email=f"eve@example.org{end}Bcc: all@example.org")
    assert response.status_code == 200


def test_no_open_redirect(client, event):
    data = form_data(client, event) | {"next": "https://evil.example/"}
    response = client.post(f"{event.url}comments/?next=https://evil.example/", data)
    assert response.url.startswith(f"{event.url}comments/yours/")


def test_no_open_redirect_in_the_admin(host_client, event):
    (row,) = add_comments(event, 1, state=State.WAITING)
    url = "/admin/bulk/wagtail_meetups_comments/visitorcomment/approve/"
    response = host_client.post(f"{url}?id={row.pk}&next=https://evil.example/")
    assert response.status_code == 302
    assert "evil" not in response.url


def test_csrf_is_asked_for_whatever_the_site_does(event, host, settings):
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if "CsrfViewMiddleware" not in name
    ]
    strict = Client(enforce_csrf_checks=True)
    data = form_data(strict, event)
    token = data.pop("csrfmiddlewaretoken")
    assert strict.post(f"{event.url}comments/", data).status_code == 403
    assert not library.Comment.objects.exists()
    data["csrfmiddlewaretoken"] = token
    response = strict.post(f"{event.url}comments/", data)
    assert response.status_code == 302
    assert strict.post(response.url).status_code == 403
    assert library.Comment.objects.exists()


MARKUP = "<script>alert(1)</script> <img src=x onerror=alert(1)> & \"'"


def test_no_stored_markup(client, event, host_client, at_once):
    row = sent(
        client, event, name=MARKUP[:45], comment=MARKUP, url='https://a.example/?"><b>'
    )
    pages = [
        client.get(event.url),
        client.get(f"{event.url}comments/atom/"),
        send(client, event, name=MARKUP[:45], comment=MARKUP, preview="1"),
        host_client.get(
            f"/admin/snippets/wagtail_meetups_comments/visitorcomment/edit/{row.pk}/"
        ),
        host_client.get("/admin/snippets/wagtail_meetups_comments/visitorcomment/"),
    ]
    for page in pages:
        html = page.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert '"><b>' not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "See https://a.example/?b=1&c=2.",
            '<p>See <a href="https://a.example/?b=1&amp;c=2" rel="ugc nofollow">https://a.example/?b=1&amp;c=2</a>.</p>',
        ),
        ("one\r\ntwo\r\n\r\n\r\n\r\nthree", "<p>one<br>two</p><p>three</p>"),
        (
            "me@example.org www.a.example a.com",
            "<p>me@example.org www.a.example a.com</p>",
        ),
        (
            "javascript:alert(1) data:text/html,x",
            "<p>javascript:alert(1) data:text/html,x</p>",
        ),
        ("a\x00b\x1bc\u202ed", "<p>abcd</p>"),
        (
            'https://x/"onmouseover=alert(1)',
            '<p><a href="https://x/" rel="ugc nofollow">https://x/</a>&quot;onmouseover=alert(1)</p>',
        ),
        ("", ""),
    ],
)
def test_paragraphs_and_links_only(text, html):
    from wagtail_meetups.comments.text import render_text

    assert render_text(text) == html


def test_no_forged_identity(client, event, make_user, host, settings):
    """Neither through our form nor through the library's own view."""
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    client.force_login(make_user("eve", first_name="Eve"))
    forged = {"name": "Claire", "email": host.email, "url": "https://claire.example/"}
    form = library.CommentForm(event)
    data = {**form.initial, **forged, "comment": "Mine", "user": str(host.pk)}
    assert client.post("/library/post/", data).status_code == 302
    sent(client, event, **{name: forged[name] for name in ("name", "email")})
    for comment in library.Comment.objects.all():
        assert comment.user.email == "eve@accounts.example"
        assert comment.user_name == "Eve"
        assert comment.user_email == "eve@accounts.example"
        assert not comment.user_url
    # A guest may be called Claire, but is never marked as a host.
    decide(VisitorComment.objects.all(), "approve", host)
    assert 'class="meetups-host"' not in client.get(event.url).content.decode()


def test_an_address_is_never_a_public_name(client, event, at_once, make_user):
    client.force_login(make_user("nadia@accounts.example"))
    sent(client, event)
    html = CommittingClient().get(event.url).content.decode()
    assert "@" not in html[html.index("meetups-comments") :]
    assert "Somebody" in html


def test_no_address_on_a_public_surface(client, event, at_once, host):
    at_once(HOLD="none", MIN_SECONDS=0, ADDRESS_DAYS=5)
    row = sent(client, event, email="private@example.org")
    answer(row, "Thanks", host)
    row.comment.refresh_from_db()
    assert row.comment.ip_address == "127.0.0.1"
    for path in ("", "comments/atom/", "comments/"):
        html = client.get(event.url + path).content.decode()
        for private in ("private@example.org", "127.0.0.1", host.email):
            assert private not in html
    assert "private@" not in json.dumps(client.get(f"/api/pages/{event.pk}/").json())


def test_no_orphans_after_deleting_a_page(event, host):
    rows = add_comments(event, 3)
    answer(rows[0], "Yes", host)
    Room.objects.create(page_id=event.pk)
    event.delete()
    assert not library.Comment.objects.exists()
    assert not VisitorComment.objects.exists()
    assert not Room.objects.exists()


def test_no_orphans_after_deleting_a_subtree(index):
    """As many queries for many comments as for few."""

    def delete(number):
        below = factories.make_index(index)
        add_comments(factories.make_event(below), number)
        add_comments(factories.make_recap(below), number)
        with CaptureQueriesContext(connection) as queries:
            below.delete()
        assert not library.Comment.objects.exists()
        assert not VisitorComment.objects.exists()
        return len(queries)

    delete(1)
    assert delete(2) == delete(30)


def test_no_name_left_after_deleting_a_user(client, event, make_user, at_once):
    at_once(HOLD="none", MIN_SECONDS=0, ADDRESS_DAYS=5)
    user = make_user("nadia", first_name="Nadia")
    client.force_login(user)
    sent(client, event)
    user.delete()
    comment = library.Comment.objects.get()
    left = (comment.user_id, comment.user_name, comment.user_email, comment.ip_address)
    assert left == (None, "", "", None)
    text = text_of(CommittingClient().get(event.url))
    assert WORDS in text and "Nadia" not in text


@pytest.mark.parametrize("how", ["copy", "alias", "translation"])
def test_no_comments_that_were_written_elsewhere(client, index, event, how):
    add_comments(event, 1, comment=SECRET)
    Room.objects.create(page_id=event.pk, status="open", who="accounts")
    if how == "copy":
        made = factories.run(event.copy, to=index, update_attrs={"slug": "again"})
    elif how == "alias":
        made = factories.run(event.create_alias, parent=index, update_slug="mirror")
    else:
        french = Locale.objects.create(language_code="fr")
        made = factories.run(event.copy_for_translation, french, copy_parents=True)
        factories.publish(made, slug="parole")
    made.refresh_from_db()
    assert not VisitorComment.objects.filter(page=made.pk).exists()
    assert not Room.objects.filter(pk=made.pk).exists()
    assert read_thread(made.pk).count == 0 and read_thread(event.pk).count == 1
    if made.url and client.get(made.url).status_code == 200:
        assert SECRET not in client.get(made.url).content.decode()
        assert SECRET not in client.get(f"{made.url}comments/atom/").content.decode()
    row = VisitorComment.objects.get()
    assert client.get(f"{event.url}comments/{row.pk}/").status_code == 302
    if how != "translation":
        assert client.get(f"{made.url}comments/{row.pk}/").status_code == 404


def test_members_comment_behind_their_door(client, index, event, make_user, at_once):
    """Who met the restriction sees the thread and may write; nothing of it is kept."""
    restrict(index)
    client.force_login(make_user())
    sent(client, event, comment=SECRET)
    response = client.get(event.url)
    assert SECRET in text_of(response)
    assert "no-store" in response["Cache-Control"]
    feed = client.get(f"{event.url}comments/atom/")
    assert SECRET in feed.content.decode() and "no-store" in feed["Cache-Control"]
    assert "public" not in feed["Cache-Control"]
    outside = CommittingClient()
    for path in ("", "comments/atom/", "comments/"):
        assert outside.get(event.url + path).status_code == 302


def test_no_comment_of_the_guests_of_accounts_only(client, event, settings):
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    data = form_data(client, event)
    Room.objects.create(page_id=event.pk, who="accounts")
    assert client.post("/library/post/", data).status_code == 400
    assert not library.Comment.objects.exists()
