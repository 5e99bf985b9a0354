"""One person at one date: what a host changes, and what another did meanwhile."""

import pytest
from django.urls import reverse

from wagtail_meetups.admin.attendance.base import date_url
from wagtail_meetups.admin.consent.access import PRIVATE
from wagtail_meetups.models import Attendance

from ... import factories
from ...forms import read_form
from .undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(evening):
    return factories.make_attendance(evening, note="Vegan")


@pytest.fixture
def url(row):
    return date_url(row.occurrence_id, "person", row.pk)


@pytest.fixture
def trusted(log_in):
    """A host who may read what is private of people."""
    return log_in("change_attendance", "delete_attendance", PRIVATE)


def fill(client, url, **changes):
    form = {name: values[-1] for name, values in read_form(client.get(url)).items()}
    return form | {"save": "1"} | changes


def values(row):
    row.refresh_from_db()
    return row.role, row.state, row.note


def test_role_state_and_note_are_changed(trusted, row, url):
    response = trusted.post(
        url, fill(trusted, url, role="host", state="came", note="Vegan, two dogs")
    )
    assert response.url == f"{date_url(row.occurrence_id)}#person-{row.pk}"
    assert values(row) == ("host", "came", "Vegan, two dogs")
    undo(trusted, date_url(row.occurrence_id))
    assert values(row) == ("guest", "expected", "Vegan, two dogs")


def test_each_field_says_once_what_it_found(trusted, url):
    html = trusted.get(url).content.decode()
    for name in ("role", "state", "note"):
        assert html.count(f'name="initial-{name}"') == 1


def test_what_another_host_changed_meanwhile_stays(trusted, row, url):
    sent = fill(trusted, url, note="Vegan, sings")
    trusted.post(url, fill(trusted, url, role="speaker", state="came"))
    trusted.post(url, sent)
    assert values(row) == ("speaker", "came", "Vegan, sings")


def test_two_hosts_who_write_a_note_see_each_others_words(trusted, row, url):
    sent = fill(trusted, url, note="Sings")
    trusted.post(url, fill(trusted, url, note="Brings the cake"))
    response = trusted.post(url, sent)
    assert "Brings the cake" in str(response.context["form"].errors["note"])
    assert values(row)[2] == "Brings the cake"
    # Having read them, one saves both.
    form = {name: found[-1] for name, found in read_form(response).items()}
    assert form["note"].strip() == "Sings"
    trusted.post(url, form | {"save": "1", "note": "Brings the cake, sings"})
    assert values(row)[2] == "Brings the cake, sings"


def test_a_note_is_kept_from_those_who_may_not_read_it(host, row, url):
    response = host.get(url)
    assert "Vegan" not in response.content.decode()
    host.post(url, fill(host, url, note="", role="helper", **{"initial-note": "Vegan"}))
    assert values(row) == ("helper", "expected", "Vegan")
    host.post(url, {"remove": "1"})
    assert values(row)[2] == "Vegan"
    assert "take the note away first" in host.get(url).content.decode()


def test_who_may_not_change_reads(log_in, row, url):
    reader = log_in("view_attendance", PRIVATE)
    html = reader.get(url).content.decode()
    assert "Vegan" in html and "guest, expected" in html
    assert "<textarea" not in html
    html = log_in("view_attendance").get(url).content.decode()
    assert "guest, expected" in html and "Vegan" not in html


def test_off_the_list_and_back(host, evening):
    row = factories.make_attendance(evening, role="speaker")
    response = host.post(date_url(evening.pk, "person", row.pk), {"remove": "1"})
    assert response.url == date_url(evening.pk)
    assert not Attendance.objects.exists()
    assert "was taken off the list" in host.get(response.url).content.decode()
    undo(host, response.url)
    assert evening.attendances.get().role == "speaker"


def test_somebody_whom_another_host_took_off(host, row, url):
    sent = fill(host, url, role="host")
    row.delete()
    assert host.post(url, sent).url == date_url(row.occurrence_id)
    assert host.get(url).status_code == 404


def test_nonsense_is_told(trusted, row, url):
    response = trusted.post(url, fill(trusted, url, role="king"))
    assert list(response.context["form"].errors) == ["role"]
    assert values(row) == ("guest", "expected", "Vegan")


def test_the_way_to_the_persons_own_page(log_in, row, url):
    address = reverse(
        "wagtailsnippets_wagtail_meetups_attendee:edit", args=[row.attendee_id]
    )
    client = log_in("change_attendance")
    assert address not in client.get(url).content.decode()
    client = log_in("change_attendance", "change_attendee")
    assert address in client.get(url).content.decode()
