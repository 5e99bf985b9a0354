"""A person's page tells their evenings, to those who may know."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail_meetups.admin.attendance.base import date_url
from wagtail_meetups.admin.consent.access import PRIVATE
from wagtail_meetups.models import Occurrence

from ... import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia():
    return factories.make_attendee()


@pytest.fixture
def url(nadia):
    return reverse("wagtailsnippets_wagtail_meetups_attendee:edit", args=[nadia.pk])


@pytest.fixture
def series(index):
    return factories.make_event(
        index,
        title="Café évening",
        start_date=date(2026, 1, 6),
        recurrence="FREQ=WEEKLY;COUNT=24",
    )


def dates(series):
    return list(Occurrence.objects.filter(event=series.pk).order_by("start"))


def test_evenings_with_role_state_note_and_recaps(log_in, index, series, nadia, url):
    first, second, *_others = dates(series)
    row = factories.make_attendance(
        first, nadia, role="speaker", state="came", note="Sang"
    )
    factories.make_attendance(second, nadia)
    factories.make_recap(index, title="How it was", event=series, occurrence=first)
    factories.make_recap(
        index, title="Half a story", event=series, occurrence=first, live=False
    )
    html = log_in("change_attendee", "view_attendance").get(url).content.decode()
    assert "Café évening" in html and "speaker · came" in html
    assert html.index("Jan. 13, 2026") < html.index("Jan. 6, 2026")
    assert date_url(first.pk, "person", row.pk) in html
    assert "How it was" in html and "Half a story" not in html
    assert "Sang" not in html
    html = log_in("change_attendee", "view_attendance", PRIVATE).get(url).content
    assert b"Sang" in html
    html = log_in("change_attendee", PRIVATE).get(url).content.decode()
    for told in ("Café évening", "Their evenings", "Sang"):
        assert told not in html


def test_an_editor_sees_the_drafts_of_their_index(
    editor_client, editors, index, series, nadia, url
):
    from ...admin.conftest import permission

    editors.permissions.add(permission("wagtail_meetups.view_attendance"))
    first = dates(series)[0]
    factories.make_attendance(first, nadia)
    draft = factories.make_recap(
        index, title="Half a story", event=series, occurrence=first, live=False
    )
    html = editor_client.get(url).content.decode()
    assert "Half a story" in html
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in html


def test_twenty_evenings_cost_what_two_do(log_in, index, series, nadia, url):
    client = log_in("change_attendee", "view_attendance")

    def cost(some):
        for occurrence in some:
            factories.make_attendance(occurrence, nadia)
            factories.make_recap(index, event=series, occurrence=occurrence)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(url).content.decode()
        return len(queries), html

    few, _html = cost(dates(series)[:2])
    many, html = cost(dates(series)[2:])
    assert many == few
    assert html.count("Café évening") == 24


def test_a_new_person_has_no_history(log_in):
    client = log_in("add_attendee", "view_attendance")
    url = reverse("wagtailsnippets_wagtail_meetups_attendee:add")
    assert "Their evenings" not in client.get(url).content.decode()
