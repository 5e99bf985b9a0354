"""Before a recap is published: who is named in its prose without having agreed to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail_meetups.consent.answers import record_answers
from wagtail_meetups.consent.names import unagreed_names
from wagtail_meetups.models.registry import recap_models

from ... import factories
from ...forms import read_errors, read_form

pytestmark = pytest.mark.django_db

BOTH = {"first_name", "last_name"}


@pytest.fixture
def editor(client, users):
    client.force_login(users["editor"])
    return client


def save(client, recap, *, publish=True, **values):
    url = reverse("wagtailadmin_pages:edit", args=[recap.pk])
    form = read_form(client.get(url), "page-edit-form") | values
    if publish:
        form["action-publish"] = "1"
    return client.post(url, form)


def published_title(recap):
    return recap_models()[0].objects.get(pk=recap.pk).title


def test_publishing_asks_once_for_a_name_nobody_agreed_to(editor, index, nadia):
    recap = factories.make_recap(index, title="A story")
    response = save(editor, recap, title="Nadia Berthier drew")
    assert response.status_code == 200
    (error,) = read_errors(response)["names_asked"]
    assert "Nadia Berthier" in error
    assert "I have asked them" in response.content.decode()
    assert published_title(recap) == "A story"
    response = save(editor, recap, title="Nadia Berthier drew", names_asked="on")
    assert response.status_code == 302
    assert published_title(recap) == "Nadia Berthier drew"
    # It was asked about; only a new name is asked about again.
    assert save(editor, recap, summary="Nadia Berthier, again").status_code == 302
    factories.make_attendee(first_name="Ilse", last_name="Maron")
    response = save(editor, recap, summary="Nadia Berthier and Ilse Maron")
    (error,) = read_errors(response)["names_asked"]
    assert "Ilse Maron" in error
    assert "Nadia" not in error


def test_the_words_that_stand_for_a_picture_are_prose_too(editor, index, nadia):
    recap = factories.make_recap(index, title="A story")
    image = factories.make_image(title="Nadia Berthier at the table")
    response = save(editor, recap, image=image.pk)
    (error,) = read_errors(response)["names_asked"]
    assert "Nadia Berthier" in error
    assert save(editor, recap, image=image.pk, names_asked="on").status_code == 302
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[recap.pk]))
    assert '<li dir="auto">Nadia Berthier</li>' in html.content.decode()


def test_a_draft_is_saved_and_warned_about(editor, index, nadia):
    recap = factories.make_recap(index, title="A story", live=False)
    response = save(editor, recap, title="Nadia Berthier drew", publish=False)
    assert response.status_code == 302
    html = editor.get(
        reverse("wagtailadmin_pages:edit", args=[recap.pk])
    ).content.decode()
    assert "names people who have not agreed" in html
    assert '<li dir="auto">Nadia Berthier</li>' in html
    assert html.count('name="names_asked"') == 1


def test_without_such_a_name_there_is_nothing_to_tick(editor, index):
    recap = factories.make_recap(index, title="A story")
    html = editor.get(
        reverse("wagtailadmin_pages:edit", args=[recap.pk])
    ).content.decode()
    assert 'name="names_asked-shown"' in html
    assert 'name="names_asked"' not in html


def test_who_agreed_may_be_named_and_authors_sign(editor, index, nadia):
    record_answers(nadia, {"recaps": BOTH}, how="door")
    factories.make_attendee(first_name="Ilse", last_name="Maron")
    recap = factories.make_recap(index, title="A story")
    response = save(editor, recap, title="Nadia Berthier drew", author="Ilse Maron")
    assert response.status_code == 302


def test_hosts_of_the_evening_are_known_by_either_name(editor, index, nadia):
    event = factories.make_event(index, hosts=[nadia])
    recap = factories.make_recap(index, title="A story")
    assert save(editor, recap, summary="Nadia was there").status_code == 302
    response = save(editor, recap, summary="Nadia was here", event=str(event.pk))
    assert "Nadia" in read_errors(response)["names_asked"][0]


def test_a_form_without_the_panel_asks_nothing(editor, index, nadia):
    url = reverse(
        "wagtailadmin_pages:add",
        args=[
            recap_models()[0]._meta.app_label,
            recap_models()[0]._meta.model_name,
            index.pk,
        ],
    )
    form = read_form(editor.get(url), "page-edit-form")
    form |= {"title": "Nadia Berthier drew", "slug": "drew", "action-publish": "1"}
    assert "names_asked" in read_errors(editor.post(url, form))
    del form["names_asked-shown"]
    assert editor.post(url, form).status_code == 302


@pytest.mark.parametrize(
    ("agreed", "text", "near", "found"),
    [
        (set(), "Nadia Berthier", False, ["Nadia Berthier"]),
        ({"first_name"}, "Nadia Berthier", False, ["Nadia Berthier"]),
        ({"first_name"}, "Nadia", True, []),
        ({"first_name"}, "Berthier", True, ["Berthier"]),
        (BOTH, "Nadia Berthier", True, []),
        (set(), "Nadia alone", False, []),
        (set(), "Nadia alone", True, ["Nadia"]),
        (set(), "nadia, as a word", True, []),
        (set(), "Nadia, Nadia Berthier", True, ["Nadia Berthier"]),
        (set(), "<p><b>Nadia</b> Berthier</p>", False, ["Nadia Berthier"]),
        (set(), "", True, []),
    ],
)
def test_which_names_are_looked_for(nadia, agreed, text, near, found):
    record_answers(nadia, {"recaps": agreed}, how="door")
    assert unagreed_names([text, None], [nadia.pk] if near else []) == found


def test_two_queries_however_many_people(nadia):
    def count():
        with CaptureQueriesContext(connection) as queries:
            unagreed_names(["Nadia Berthier"])
        return len(queries)

    assert count() == 2
    for _time in range(20):
        record_answers(factories.make_attendee(), {"recaps": BOTH}, how="door")
    assert count() == 2
