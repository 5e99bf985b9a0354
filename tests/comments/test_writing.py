"""What visitors do: write, look, send, take back. Nothing they wrote is lost on the way."""

import re

import pytest
from django.utils import timezone

from wagtail_meetups.comments import library, posting
from wagtail_meetups.comments.models import RateMark, Room, VisitorComment

from .commenting import WORDS, add_comments, form_data, send, sent, text_of

pytestmark = pytest.mark.django_db
State = VisitorComment.State


def kept(response) -> str:
    """What stands in the field for the comment."""
    found = re.search(
        r"<textarea[^>]*>\s*(.*?)</textarea>", response.content.decode(), re.S
    )
    return found[1].strip() if found else ""


def test_a_guest_writes_and_is_held_first(client, event):
    row = sent(client, event, url="ilse.example")
    assert row.state == State.WAITING
    assert not row.comment.is_public
    assert (row.comment.user_name, row.comment.user_email) == (
        "Ilse",
        "ilse@example.org",
    )
    assert row.comment.user_url == "https://ilse.example"
    assert row.comment.ip_address is None
    assert WORDS not in text_of(client.get(event.url))


@pytest.mark.parametrize(
    ("hold", "account", "state"),
    [
        ("all", False, State.WAITING),
        ("all", True, State.WAITING),
        ("guests", False, State.WAITING),
        ("guests", True, State.PUBLISHED),
        ("none", False, State.PUBLISHED),
    ],
)
def test_whose_comments_wait(client, event, configure, make_user, hold, account, state):
    configure(MIN_SECONDS=0)
    Room.objects.create(page_id=event.pk, hold=hold)
    if account:
        client.force_login(make_user())
    row = sent(client, event)
    assert row.state == state
    assert row.comment.is_public is (state == State.PUBLISHED)


def test_known_accounts_pass_and_guests_never_do(client, event, configure, make_user):
    configure(KNOWN_PASS=True, MIN_SECONDS=0)
    user = make_user()
    add_comments(event, 1, user=user, user_email="ilse@example.org")
    assert sent(client, event).state == State.WAITING  # Who claims the same address.
    client.force_login(user)
    assert sent(client, event, comment="Again").state == State.PUBLISHED


@pytest.mark.parametrize("site", [False, True])
@pytest.mark.parametrize(
    ("page", "passes"), [("", None), ("unknown", True), ("all", False)]
)
def test_a_page_may_say_whether_known_accounts_pass(
    client, event, configure, make_user, host_client, site, page, passes
):
    """It can be freer than the site, and stricter."""
    configure(KNOWN_PASS=site, MIN_SECONDS=0)
    settings = f"/admin/meetups/comments/{event.pk}/settings/"
    usual = "a host has let pass before" if site else "all comments"
    told = text_of(host_client.get(settings))
    assert f"{usual} (as on the other pages)" in told
    host_client.post(settings, {"hold": page})
    user = make_user()
    client.force_login(user)
    assert sent(client, event, comment="The first").state == State.WAITING
    VisitorComment.objects.update(state=State.PUBLISHED)
    expected = site if passes is None else passes
    state = sent(client, event, comment="The second").state
    assert (state == State.PUBLISHED) is expected


def test_an_account_brings_name_and_address(client, event, make_user):
    client.force_login(make_user("nadia", first_name="Nadia", last_name="Berthier"))
    page = text_of(client.get(f"{event.url}comments/"))
    assert "You write as Nadia Berthier." in page
    comment = sent(client, event, name="The Host", email="host@example.org").comment
    assert comment.user_name == "Nadia Berthier"
    assert comment.user_email == "nadia@accounts.example"
    assert comment.user_url == ""


def test_a_preview_saves_nothing_and_can_be_sent(client, event, at_once):
    response = send(client, event, preview="1")
    assert response.status_code == 200
    assert "It is not sent yet." in text_of(response)
    assert f"<p>{WORDS}</p>" in response.content.decode()
    assert not library.Comment.objects.exists()
    assert kept(response) == WORDS
    row = sent(client, event)
    assert row.state == State.PUBLISHED


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": " \u202e "}, "This field is required."),
        ({"name": "ilse@example.org"}, "please leave the “@” out"),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"comment": " \n\t "}, "This field is required."),
        ({"comment": "x" * 3001}, "at most 3000 characters"),
    ],
)
def test_a_mistake_is_told_at_its_field(client, event, values, message):
    response = send(client, event, **values)
    assert response.status_code == 200
    html = response.content.decode()
    assert message in text_of(response)
    assert "<title>Error" in html or "Error: " in html
    (name,) = values
    field = re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in field
    assert f'id="id_{name}_error"' in html
    assert f"id_{name}_error" in re.search(r'aria-describedby="([^"]*)"', field)[1]
    if name != "comment":
        assert kept(response) == WORDS
    assert not VisitorComment.objects.exists()


def test_an_expired_form_keeps_the_words_and_can_be_sent_at_once(
    client, event, monkeypatch
):
    data = form_data(client, event)
    monkeypatch.setattr("django_comments.forms.DEFAULT_COMMENTS_TIMEOUT", -1)
    response = client.post(f"{event.url}comments/", data)
    assert "Your words are here: send them again." in text_of(response)
    assert kept(response) == WORDS
    monkeypatch.undo()
    from tests.forms import read_form

    again = read_form(response, "comment-form")
    again = {
        name: each[0] for name, each in again.items() if not name.endswith("-count")
    }
    assert again["name"] == "Ilse"
    assert client.post(f"{event.url}comments/", again).status_code == 302
    assert VisitorComment.objects.get().reason == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"timestamp": "1"},
        {"timestamp": "never"},
        {"security_hash": "0" * 40},
        {"object_pk": "1"},
        {"content_type": "auth.user"},
        {"honeypot": "http://spam.example/"},
        {"key": "short"},
    ],
)
def test_a_form_that_was_tampered_with_is_not_taken(client, event, changed):
    data = form_data(client, event) | changed
    response = client.post(f"{event.url}comments/", data)
    assert response.status_code == 200
    assert kept(response) == WORDS
    assert not library.Comment.objects.exists()


def test_a_form_of_another_page_is_not_taken(client, index, event):
    from tests import factories

    other = factories.make_event(index)
    response = client.post(f"{event.url}comments/", form_data(client, other))
    assert response.status_code == 200
    assert not library.Comment.objects.exists()


def test_a_double_click_is_one_comment(client, event):
    data = form_data(client, event)
    first, second = (client.post(f"{event.url}comments/", data) for _time in range(2))
    assert first.url == second.url
    assert library.Comment.objects.count() == VisitorComment.objects.count() == 1


@pytest.mark.parametrize("checks", [[], ["repeated"]])
def test_the_other_half_of_a_double_click(
    client, event, configure, monkeypatch, checks
):
    """It began before the first half was saved, and finds its row or its text then."""
    path = "wagtail_meetups.comments.checking.check_"
    configure(CHECKS=[path + name for name in checks])
    data = form_data(client, event)
    first = client.post(f"{event.url}comments/", data)
    find, asked = posting._find, []

    def find_late(*args):
        asked.append(args)
        return find(*args) if len(asked) > 1 else None

    monkeypatch.setattr(posting, "_find", find_late)
    second = client.post(f"{event.url}comments/", data)
    assert len(asked) == 2
    assert second.url == first.url
    assert library.Comment.objects.count() == VisitorComment.objects.count() == 1


def test_too_many_in_a_while_keeps_the_words(client, event, configure):
    configure(RATE=2, MIN_SECONDS=0)
    for number in range(2):
        sent(client, event, comment=f"Number {number}")
    response = send(client, event)
    assert response.status_code == 403
    assert "many comments in a short time" in text_of(response)
    assert kept(response) == WORDS
    assert library.Comment.objects.count() == 2
    # Another address has a share of its own; no address stands in the table.
    response = client.post(
        f"{event.url}comments/", form_data(client, event), REMOTE_ADDR="192.0.2.7"
    )
    assert response.status_code == 302
    assert "192.0.2.7" not in "".join(RateMark.objects.values_list("key", flat=True))


@pytest.mark.parametrize("how", ["closed", "accounts"])
def test_closing_meanwhile_gives_the_words_back(client, event, how):
    data = form_data(client, event)
    Room.objects.create(
        page_id=event.pk, **({"status": how} if how == "closed" else {"who": how})
    )
    response = client.post(f"{event.url}comments/", data)
    assert response.status_code == 200
    assert kept(response) == WORDS
    assert not library.Comment.objects.exists()


def test_a_site_may_want_accounts_and_a_page_may_not(
    client, event, configure, make_user
):
    configure(WHO="accounts", MIN_SECONDS=0)
    assert "For those who are logged in." in text_of(client.get(event.url))
    response = client.get(f"{event.url}comments/")
    assert "Please log in to write a comment." in text_of(response)
    assert "comment-form" not in response.content.decode()
    Room.objects.create(page_id=event.pk, who="everyone")
    assert sent(client, event).comment.user_name == "Ilse"
    Room.objects.all().delete()
    client.force_login(make_user())
    assert sent(client, event, comment="By account").comment.user_id


def test_log_in_leads_back_to_the_form(client, event, settings):
    Room.objects.create(page_id=event.pk, who="accounts")
    settings.WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/?x=1"
    html = client.get(
        f"{event.url}comments/?next=https://evil.example/"
    ).content.decode()
    assert (
        f'href="/admin/login/?x=1&amp;next=%2F{event.url.strip("/").replace("/", "%2F")}%2Fcomments%2F"'
        in html
    )
    assert "evil" not in html
    # Wagtail would take any address: of a log-in that is none, nothing is said.
    for nowhere in ("/no/such/login/", "no-such-name"):
        settings.WAGTAIL_FRONTEND_LOGIN_URL = nowhere
        html = client.get(f"{event.url}comments/").content.decode()
        assert "Please log in" in html and "Log in<" not in html
    settings.WAGTAIL_FRONTEND_LOGIN_URL = "https://id.example/login"
    assert (
        "https://id.example/login?next="
        in client.get(f"{event.url}comments/").content.decode()
    )


def test_the_private_link_withdraws_by_post_alone(client, event, host):
    from wagtail_meetups.comments.moderation import answer

    response = send(client, event)
    url = response.url
    row = VisitorComment.objects.get()
    answer(row, "Thanks", host)
    page = client.get(url)
    assert "It is shown below the page." in text_of(page)
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert url in page.content.decode()
    client.head(url)
    assert VisitorComment.objects.count() == 2

    done = client.post(url, follow=True)
    assert "It is withdrawn" in text_of(done)
    assert not library.Comment.objects.exists()
    assert not VisitorComment.objects.exists()
    assert client.get(url).status_code == 404


def test_a_removed_comment_can_be_withdrawn_too(client, event, host):
    from wagtail_meetups.comments.moderation import decide

    url = send(client, event).url
    decide(VisitorComment.objects.all(), "remove", host)
    assert "A host has removed it" in text_of(client.get(url))
    client.post(url)
    assert not library.Comment.objects.exists()


@pytest.mark.parametrize(
    "token", ["1-00", "x", "0", "99999999999999999999-ab", "-", "²-ab"]
)
def test_a_link_that_is_none_is_a_404(client, event, token):
    sent(client, event)
    for method in (client.get, client.post):
        assert method(f"{event.url}comments/yours/{token}/").status_code == 404


def test_a_link_is_for_its_page_and_its_comment(client, index, event):
    from tests import factories
    from wagtail_meetups.comments.tokens import token_of

    first, second = sent(client, event), sent(client, event, comment="More")
    other = factories.make_event(index)
    assert (
        client.get(f"{other.url}comments/yours/{token_of(first)}/").status_code == 404
    )
    digest = token_of(first).partition("-")[2]
    forged = f"{event.url}comments/yours/{second.pk}-{digest}/"
    assert client.post(forged).status_code == 404


@pytest.mark.parametrize(
    "path", ["comments/nothing/", "comments/1/2/", "comments/atom/x/"]
)
def test_there_is_nothing_else_below(client, event, path):
    assert client.get(event.url + path).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(client, event, method):
    url = send(client, event).url
    for path in (f"{event.url}comments/", url):
        assert getattr(client, method)(path).status_code == 405


def test_where_comments_are_closed_there_is_no_form(client, event, configure):
    configure(OPEN=False)
    response = client.get(f"{event.url}comments/")
    assert "Comments are closed here." in text_of(response)
    assert "comment-form" not in response.content.decode()
    Room.objects.create(page_id=event.pk, status="open")
    assert "comment-form" in client.get(f"{event.url}comments/").content.decode()


def test_the_library_keeps_its_own_flags(client, event, host, at_once):
    """Whoever reads its tables finds what we decided."""
    row = sent(client, event)
    assert library.Comment.objects.get().is_public
    assert row.comment.submit_date <= timezone.now()
    assert row.comment.content_object == event
