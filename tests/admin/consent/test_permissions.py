"""Who may do what: each kind of user, each screen, each verb."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from wagtail_meetups.models import (
    Attendee,
    NameFinding,
    PassageRequest,
    PersonalLink,
)

from ... import factories
from ...forms import read_form

pytestmark = pytest.mark.django_db

USERS = ("anonymous", "editor", "host", "moderator", "nobody", "superuser")
LOGIN, REFUSED = "log-in", "refused"
YES = "yes"
# By screen and verb: who is let through; everybody else is refused, or sent to the log-in.
ALLOWED = {
    ("person", "get"): {"editor", "host", "superuser"},
    ("links", "get"): {"host", "superuser"},
    ("links", "make"): {"host", "superuser"},
    ("links", "revoke"): {"host", "superuser"},
    ("named", "get"): {"editor", "host", "superuser"},
    ("wishes", "get"): {"editor", "host", "moderator", "superuser"},
    ("decide", "post"): {"editor", "moderator", "superuser"},
    ("decide for all", "post"): {"editor", "host", "superuser"},
    ("settle", "post"): {"editor", "moderator", "superuser"},
}


def outcome(response, done: bool) -> str:
    if response.status_code == 302 and "/admin/login/" in response.headers["Location"]:
        return LOGIN
    if done:
        return YES
    return REFUSED


def attempt(client, index, nadia, screen, verb) -> str:
    edit = reverse("wagtailsnippets_wagtail_meetups_attendee:edit", args=[nadia.pk])
    links = reverse("wagtail_meetups_personal_links", args=[nadia.pk])
    if verb == "get":
        url = {
            "person": edit,
            "links": links,
            "named": reverse("wagtail_meetups_where_named", args=[nadia.pk]),
            "wishes": reverse("wagtail_meetups_wishes"),
        }[screen]
        response = client.get(url)
        return outcome(response, response.status_code == 200)
    if screen == "links":
        link, _key = PersonalLink.make(nadia)
        data = {"action": verb, "link": str(link.pk)}
        response = client.post(links, data)
        made = PersonalLink.objects.exclude(pk=link.pk).exists()
        link.refresh_from_db()
        return outcome(response, made if verb == "make" else bool(link.revoked_at))
    recap = factories.make_recap(index)
    if screen == "settle":
        finding = NameFinding.objects.create(page_id=recap.pk, place="body")
        url = reverse("wagtail_meetups_settle_finding", args=[finding.pk])
        response = client.post(url)
        return outcome(response, not NameFinding.objects.filter(pk=finding.pk).exists())
    wish = PassageRequest.objects.create(
        attendee=nadia, page_id=None if screen == "decide for all" else recap.pk
    )
    url = reverse("wagtail_meetups_decide_wish", args=[wish.pk])
    response = client.post(url, {"decision": "hide"})
    wish.refresh_from_db()
    return outcome(response, wish.decision == "hide")


@pytest.mark.parametrize(("screen", "verb"), ALLOWED)
def test_matrix(client, index, users, nadia, screen, verb):
    found = {}
    for name, user in users.items():
        client.logout()
        PersonalLink.objects.all().delete()
        if user:
            client.force_login(user)
        found[name] = attempt(client, index, nadia, screen, verb)
    expected = {
        name: YES
        if name in ALLOWED[screen, verb]
        else (LOGIN if name == "anonymous" else REFUSED)
        for name in USERS
    }
    assert found == expected


@pytest.mark.parametrize(
    ("name", "sees"), [("editor", False), ("host", True), ("superuser", True)]
)
def test_mail_and_notes_are_for_those_who_may_read_them(
    client, users, nadia, name, sees
):
    client.force_login(users[name])
    edit = reverse("wagtailsnippets_wagtail_meetups_attendee:edit", args=[nadia.pk])
    pages = [
        edit,
        reverse("wagtailsnippets_wagtail_meetups_attendee:list"),
        reverse("wagtailsnippets_wagtail_meetups_attendee:history", args=[nadia.pk]),
        reverse("wagtailsnippets_wagtail_meetups_attendee:usage", args=[nadia.pk]),
        reverse(f"{Attendee.snippet_viewset.chooser_viewset.name}:choose_results"),
    ]
    for url in pages:
        html = client.get(url).content.decode()
        shown = sees and url == edit
        for private in ("nadia@mail.example", "Allergic to small talk"):
            assert (private in html) == shown, url
    # What one does not see, one does not change either.
    form = read_form(client.get(edit), "w-editor-form") | {
        "trade": "Painter",
        "email": "other@mail.example",
        "notes": "",
        "agreed_how": "door",
    }
    form.pop("body-count")
    form.pop("changes-count")
    assert client.post(edit, form).status_code == 302
    nadia.refresh_from_db()
    kept = ("nadia@mail.example", "Allergic to small talk")
    assert nadia.trade == "Painter"
    assert (nadia.email, nadia.notes) == (("other@mail.example", "") if sees else kept)
    told = str(list(ModelLogEntry.objects.values_list("label", "data")))
    assert "mail.example" not in told
    assert "Allergic" not in told


def test_the_permissions_can_be_given_in_the_admin(client, users):
    client.force_login(users["superuser"])
    html = client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert "Can see e-mail and notes of attendees" in html
    assert "Can make private links for attendees" in html
