"""Attendees, venues and topics: written, found and chosen by an editor."""

import pytest
from django.urls import reverse

from wagtail_meetups.consent.answers import agreed_by_use
from wagtail_meetups.consent.photos import remove_photo
from wagtail_meetups.models import Agreement, Attendee, Topic, Venue

from .. import factories
from ..forms import read_errors, read_form

pytestmark = pytest.mark.django_db


def url(model, view, *args):
    return reverse(
        f"wagtailsnippets_wagtail_meetups_{model._meta.model_name}:{view}", args=args
    )


def agreed(attendee):
    return list(attendee.agreements.values_list("use", "field", "agreed", "how"))


def save(client, attendee, **values):
    edit = url(Attendee, "edit", attendee.pk)
    form = read_form(client.get(edit), "w-editor-form") | values
    return client.post(
        edit, {name: value for name, value in form.items() if name != "body-count"}
    )


def test_nothing_is_agreed_by_default(editor_client):
    add = url(Attendee, "add")
    response = editor_client.post(
        add, {"first_name": "Nadia", "trade": "Illustrator", "agreed_how": "door"}
    )
    assert response.status_code == 302
    nadia = Attendee.objects.get(first_name="Nadia")
    assert agreed(nadia) == []


def test_ticks_become_agreement_rows_and_changes_are_added(editor_client):
    nadia = factories.make_attendee()
    save(
        editor_client, nadia, agreed_events=["first_name", "trade"], agreed_how="paper"
    )
    assert agreed(nadia) == [
        ("events", "first_name", True, "paper"),
        ("events", "trade", True, "paper"),
    ]
    form = read_form(
        editor_client.get(url(Attendee, "edit", nadia.pk)), "w-editor-form"
    )
    assert form["agreed_events"] == ["first_name", "trade"]
    # Nothing changed, nothing is written; then one is taken back and one is given.
    save(editor_client, nadia)
    assert len(agreed(nadia)) == 2
    save(
        editor_client,
        nadia,
        agreed_events=["first_name"],
        agreed_recaps=["trade"],
        agreed_how="door",
    )
    assert agreed(nadia)[2:] == [
        ("events", "trade", False, "door"),
        ("recaps", "trade", True, "door"),
    ]


def test_who_answers_meanwhile_is_not_overruled(editor_client):
    nadia = factories.make_attendee(bio="Draws cities.")
    factories.agree(nadia, "first_name", "trade", "bio", use="recaps")
    edit = url(Attendee, "edit", nadia.pk)
    form = read_form(editor_client.get(edit), "w-editor-form")
    # By her link, while the host has her page open.
    factories.agree(nadia, "first_name", use="recaps", agreed=False)
    factories.agree(nadia, "last_name", use="recaps")
    Attendee.objects.filter(pk=nadia.pk).update(bio="", last_name="Berthier-Roux")
    form |= {
        "trade": "Painter",
        "agreed_recaps": ["bio", "first_name", "link"],
        "agreed_how": "door",
    }
    assert editor_client.post(edit, form).status_code == 302
    nadia.refresh_from_db()
    assert (nadia.last_name, nadia.trade, nadia.bio) == ("Berthier-Roux", "Painter", "")
    shown = agreed_by_use(nadia)["recaps"]
    assert shown == {"bio", "last_name", "link"}  # The host took the trade back.


@pytest.mark.parametrize(
    "found", ["[]", "7", '{"agreed_recaps": 7}', '{"agreed_events": [["x"], {}]}', "{"]
)
def test_a_form_that_was_tampered_with_is_no_error(editor_client, found):
    nadia = factories.make_attendee()
    form = read_form(
        editor_client.get(url(Attendee, "edit", nadia.pk)), "w-editor-form"
    )
    form |= {"found": found, "agreed_recaps": ["first_name"], "agreed_how": "door"}
    response = editor_client.post(url(Attendee, "edit", nadia.pk), form)
    assert response.status_code in (200, 302)


def test_a_photo_that_went_meanwhile_does_not_come_back(editor_client):
    nadia = factories.make_attendee(photo=factories.make_image())
    edit = url(Attendee, "edit", nadia.pk)
    form = read_form(editor_client.get(edit), "w-editor-form")
    remove_photo(nadia)
    form |= {"trade": "Painter", "agreed_how": "door"}
    assert editor_client.post(edit, form).status_code == 302
    nadia.refresh_from_db()
    assert (nadia.photo, nadia.trade) == (None, "Painter")


def test_agreements_of_a_new_person_are_kept(editor_client):
    editor_client.post(
        url(Attendee, "add"),
        {"first_name": "Idriss", "agreed_recaps": ["first_name"], "agreed_how": "door"},
    )
    assert agreed(Attendee.objects.get()) == [("recaps", "first_name", True, "door")]


def test_an_answer_that_is_no_field_is_refused(editor_client):
    nadia = factories.make_attendee()
    response = save(editor_client, nadia, agreed_events=["email"])
    assert "agreed_events" in read_errors(response)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("query", ["Nadia", "illustr", "berthier"])
def test_attendees_are_found_by_name_and_trade(editor_client, query):
    factories.make_attendee(email="secret@example.com", notes="owes a coffee")
    factories.make_attendee(first_name="Idriss", last_name="Kone", trade="Baker")
    html = editor_client.get(url(Attendee, "list"), {"q": query}).content.decode()
    assert "Nadia Berthier" in html
    assert "Idriss" not in html


@pytest.mark.parametrize("query", ["secret", "coffee"])
def test_attendees_are_not_found_by_what_is_private(editor_client, query):
    factories.make_attendee(email="secret@example.com", notes="owes a coffee")
    html = editor_client.get(url(Attendee, "list"), {"q": query}).content.decode()
    assert "Nadia Berthier" not in html


@pytest.mark.parametrize("model", [Attendee, Venue, Topic])
def test_choosers_search(editor_client, model):
    factories.make_attendee()
    factories.make_venue(name="Nadia’s place")
    factories.make_topic("Nadia’s topic")
    chooser = reverse(f"{model.snippet_viewset.chooser_viewset.name}:choose_results")
    assert b"Nadia" in editor_client.get(chooser, {"q": "nadia"}).content
    assert b"Nadia" not in editor_client.get(chooser, {"q": "zebra"}).content


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"latitude": "91"}, "latitude"),
        ({"latitude": "-90.000001"}, "latitude"),
        ({"longitude": "180.5"}, "longitude"),
        ({"longitude": "east"}, "longitude"),
        ({"name": ""}, "name"),
    ],
)
def test_a_venue_with_a_mistake_is_told_beside_the_field(editor_client, values, field):
    response = editor_client.post(
        url(Venue, "add"),
        {"name": "Le Phare", "latitude": "1", "longitude": "1"} | values,
    )
    assert list(read_errors(response)) == [field]
    assert not Venue.objects.exists()


def test_a_venue_with_one_coordinate_is_asked_for_the_other(editor_client):
    response = editor_client.post(
        url(Venue, "add"), {"name": "Le Phare", "latitude": "48.85"}
    )
    assert list(read_errors(response)) == ["longitude"]


def test_a_person_is_not_copied(editor_client):
    nadia = factories.make_attendee()
    assert (
        url(Attendee, "edit", nadia.pk).encode()
        in editor_client.get(url(Attendee, "list")).content
    )
    assert "copy" not in [
        route.name for route in Attendee.snippet_viewset.get_urlpatterns()
    ]


def test_accounts_are_shown_only_to_those_who_keep_them(editor_client, editor):
    edit = url(Attendee, "edit", factories.make_attendee().pk)
    assert "user" not in editor_client.get(edit).context["form"].fields
    editor.is_superuser = True
    editor.save()
    assert "user" in editor_client.get(edit).context["form"].fields
