"""The editor of a recap: who is in it, what readers see, and whom one can choose."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail_meetups.models import Agreement, Attendee, Occurrence

from .. import factories
from ..forms import read_form

pytestmark = pytest.mark.django_db


def edit_url(recap):
    return reverse("wagtailadmin_pages:edit", args=[recap.pk])


def chooser_url(name, *args):
    viewset = Attendee.snippet_viewset.chooser_viewset
    return reverse(viewset.get_url_name(name), args=args)


def block(attendee, picture=None):
    return "encounter", {"attendee": attendee, "said": "", "picture": picture}


def panel(response):
    text = response.content.decode()
    return " ".join(text[text.index("meetups-shown") :].partition("</ul>")[0].split())


def test_who_has_not_agreed_is_marked_before_publishing(editor_client, index):
    agreed = factories.make_attendee(first_name="Ada", last_name="", trade="Baker")
    factories.agree(agreed, "first_name", "photo", use="recaps")
    hidden = factories.make_attendee(first_name="Ben", last_name="", trade="Cook")
    gone = factories.make_attendee()
    recap = factories.make_recap(
        index,
        live=False,
        body=[
            block(agreed),
            block(hidden, factories.make_image()),
            block(hidden),
            block(gone),
        ],
    )
    recap.save_revision()
    factories.run(gone.delete)
    html = panel(editor_client.get(edit_url(recap)))
    assert "Readers see: Ada" in html
    assert html.count("Ben, Cook") == 1
    assert html.count("has not agreed to be named.") == 1
    assert "Readers see: someone we met" in html
    assert html.count("Photographs with this person are left out") == 1
    viewset = Attendee.snippet_viewset
    assert reverse(viewset.get_url_name("edit"), args=[agreed.pk]) in html


def test_the_panel_is_not_there_without_people(editor_client, index):
    recap = factories.make_recap(index)
    html = editor_client.get(edit_url(recap)).content.decode()
    assert "meetups-shown" not in html


def test_many_people_in_the_editor_take_the_queries_of_few(editor_client, index):
    def count(number):
        people = [factories.make_attendee() for _number in range(number)]
        recap = factories.make_recap(index, body=[block(one) for one in people])
        editor_client.get(edit_url(recap))
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(edit_url(recap))
        return len(queries)

    assert count(2) == count(20)


def test_somebody_is_chosen_with_what_readers_will_see(editor_client):
    attendee = factories.make_attendee()
    found = editor_client.get(chooser_url("choose")).json()["html"]
    assert "Nadia Berthier, Illustrator" in found
    assert "Somebody new" in found
    found = editor_client.get(chooser_url("choose_results"), {"q": "Nadia"})
    assert "Nadia Berthier" in found.content.decode()
    chosen = editor_client.get(chooser_url("chosen", attendee.pk)).json()["result"]
    assert chosen["id"] == str(attendee.pk)
    assert chosen["string"].endswith(
        "has not agreed to be named · readers see: someone we met"
    )
    many = editor_client.get(chooser_url("chosen_multiple"), {"id": [attendee.pk]})
    assert [one["id"] for one in many.json()["result"]] == [str(attendee.pk)]


def test_somebody_new_is_added_on_the_spot(editor_client):
    form = {
        "first_name": "Ottilie",
        "last_name": "",
        "trade": "Clockmaker",
        "agreed_recaps": ["first_name"],
        "agreed_how": "door",
    }
    answer = editor_client.post(chooser_url("create"), form).json()
    attendee = Attendee.objects.get()
    assert answer["result"]["string"] == "Ottilie, Clockmaker · readers see: Ottilie"
    (row,) = Agreement.objects.all()
    assert (row.attendee, row.field, row.use, row.agreed, row.how) == (
        attendee,
        "first_name",
        "recaps",
        True,
        "door",
    )
    answer = editor_client.post(chooser_url("create"), {"agreed_how": "door"}).json()
    assert answer["step"] == "reshow_creation_form"
    assert Attendee.objects.count() == 1


def log_in(client, *permissions):
    group = Group.objects.create(name="Others")
    codenames = ("access_admin", *permissions)
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    user = get_user_model().objects.create_user(
        **{get_user_model().USERNAME_FIELD: "olga"}
    )
    user.groups.add(group)
    client.force_login(user)


def test_who_writes_no_pages_and_keeps_no_people_learns_no_names(client):
    attendee = factories.make_attendee()
    log_in(client, "add_image")
    for url in (
        chooser_url("choose"),
        chooser_url("choose_results"),
        chooser_url("chosen", attendee.pk),
        f"{chooser_url('chosen_multiple')}?id={attendee.pk}",
        chooser_url("create"),
    ):
        response = client.get(url)
        assert response.status_code in (302, 403), url
        assert "Nadia" not in response.content.decode()


def test_who_may_not_add_people_can_choose_but_not_add(client):
    factories.make_attendee()
    log_in(client, "view_attendee")
    html = client.get(chooser_url("choose")).json()["html"]
    assert "Nadia Berthier" in html
    assert "Somebody new" not in html
    assert client.post(chooser_url("create"), {"first_name": "X"}).status_code in (
        302,
        403,
    )
    assert Attendee.objects.count() == 1


@pytest.fixture
def series(index):
    return factories.make_event(
        index,
        start_date=timezone.localdate() - timedelta(weeks=3),
        recurrence="FREQ=WEEKLY;COUNT=6",
    )


def test_one_of_the_dates_of_a_series_is_chosen(editor_client, index, series):
    recap = factories.make_recap(index, event_id=series.pk)
    response = editor_client.get(edit_url(recap))
    choices = response.context["form"].fields["occurrence"].choices
    assert len(choices) == 7
    assert choices[0] == ("", "No date in particular")
    told = Occurrence.objects.order_by("start").first()
    form = read_form(response, "page-edit-form") | {"occurrence": told.pk}
    answer = editor_client.post(edit_url(recap), form)
    assert answer.status_code == 302, answer.context["form"].errors
    recap.refresh_from_db()
    draft = recap.get_latest_revision_as_object()
    assert draft.occurrence == told


def test_the_date_of_another_event_is_forgotten(editor_client, index, series):
    told = Occurrence.objects.first()
    recap = factories.make_recap(index, event_id=series.pk, occurrence=told)
    other = factories.make_event(index)
    form = read_form(editor_client.get(edit_url(recap)), "page-edit-form")
    assert form["occurrence"] == [str(told.pk)]
    editor_client.post(edit_url(recap), form | {"event": other.pk})
    recap.refresh_from_db()
    draft = recap.get_latest_revision_as_object()
    assert (draft.event_id, draft.occurrence) == (other.pk, None)


def test_a_recap_without_an_event_says_where_its_dates_come_from(editor_client, index):
    recap = factories.make_recap(index)
    choices = (
        editor_client.get(edit_url(recap)).context["form"].fields["occurrence"].choices
    )
    assert [words for _value, words in choices] == [
        "Choose the event and save; then its dates are here."
    ]
