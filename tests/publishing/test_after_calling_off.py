"""After a meet-up is called off: its translations and aliases say so, and rows are settled."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from wagtail_meetups.changing.calling_off import acting_page, carry_out, take_back
from wagtail_meetups.changing.single_dates import name_of
from wagtail_meetups.changing.verbs import CallOff, CallOffDate, Move, MoveDate
from wagtail_meetups.models import Occurrence
from wagtail_meetups.publishing import find_differences

from .. import factories
from ..admin.test_calling_off import member
from ..forms import read_form
from .reading import get, occurrence_of, read_feed

FIRST = date(2090, 3, 7)  # A Tuesday.
CANCEL = CallOff("cancelled", "Flood")


def reload(page):
    return type(page).objects.get(pk=page.pk)


def call_off(page, change=CANCEL, **kwargs):
    return factories.run(carry_out, page.pk, change, **kwargs)


def form_url(page, verb="cancel"):
    return reverse("wagtail_meetups_call_off", args=[page.pk, verb])


def status_of(index):
    [event] = read_feed(index).values()
    return event["STATUS"]


@pytest.fixture
def pair(event, french, french_index):
    """An evening and its published French page."""
    page = factories.run(event.copy_for_translation, french)
    return event, factories.publish(page, title="Soirée")


def test_from_a_translation_it_is_called_off_in_every_language_with_its_own_reason(
    admin, index, french_index, pair
):
    english, french = pair
    assert acting_page(french) == english
    shown = admin.get(form_url(french))
    assert "kept on the page “Evening” (English)" in shown.content.decode()
    form = read_form(shown) | {
        "reason": "The café is flooded",
        f"reason_{french.pk}": "Le café est inondé",
    }
    response = admin.post(form_url(french), form)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[french.pk])
    assert status_of(index) == status_of(french_index) == "CANCELLED"
    for page, reason in ((english, "flooded"), (french, "inondé")):
        page = reload(page)
        assert page.status == "cancelled"
        assert reason in page.status_reason
        assert reason in get(page.full_url).content.decode()
        assert page.get_latest_revision_as_object().status == "cancelled"
    assert find_differences() == []
    admin.post(form_url(french, "undo"), {})
    assert {reload(page).status for page in pair} == {"scheduled"}
    assert {reload(page).status_reason for page in pair} == {""}
    assert status_of(french_index) == "CONFIRMED"
    assert find_differences() == []


def test_who_may_publish_the_translation_alone_is_told(french_index, pair):
    english, french = pair
    client = member(french_index, "change", "publish")
    for address in (
        form_url(french),
        reverse("wagtail_meetups_from_date", args=[french.pk]),
    ):
        shown = client.get(address)
        assert "“Evening” (English), which you may not edit" in shown.content.decode()
        assert client.post(address, {}).status_code == 403
    assert client.get(form_url(english)).status_code == 302
    assert reload(english).status == "scheduled"


def test_without_a_reason_of_its_own_a_translation_says_none(pair):
    call_off(pair[0])
    assert reload(pair[1]).status == "cancelled"
    assert reload(pair[1]).status_reason == ""
    assert find_differences() == []


@pytest.mark.parametrize("reasons", [False, True])
def test_a_draft_that_is_published_in_another_language_only(
    index, french, french_index, reasons
):
    draft = factories.make_event(index, live=False, start_date=FIRST, slug="draft")
    page = factories.run(draft.copy_for_translation, french)
    page = factories.publish(page, title="Soirée")
    draft = reload(draft)
    draft.start_date = FIRST + timedelta(days=1)
    draft.save_revision(clean=False)
    call_off(draft, reasons={page.pk: "Inondation"} if reasons else None)
    page = reload(page)
    # Only that is told: the new day is still a draft.
    assert (page.status, page.start_date) == ("cancelled", FIRST)
    assert page.status_reason == ("Inondation" if reasons else "")
    assert not reload(draft).live
    assert status_of(french_index) == "CANCELLED"
    assert read_feed(index) == {}
    assert find_differences() == []


def test_an_alias_says_so_too_and_leads_to_the_page_that_it_mirrors(
    admin, index, event
):
    other = factories.make_index(title="Other")
    alias = factories.run(event.create_alias, parent=other, update_slug="mirror")
    assert acting_page(alias) == event
    admin.post(form_url(alias), {"reason": "Flood"})
    assert (reload(alias).status, reload(event).status) == ("cancelled", "cancelled")
    assert status_of(index) == status_of(other) == "CANCELLED"
    assert "Flood" in get(reload(alias).full_url).content.decode()
    assert find_differences() == []


def test_what_two_hosts_do_at_once_is_both_done(index):
    """Each has opened the page before the other one sends."""
    series = factories.make_event(
        index, start_date=FIRST, recurrence="FREQ=WEEKLY;COUNT=4"
    )
    names = [name_of(one) for one in series.get_occurrences()]
    changes = [
        CallOffDate(names[0], "cancelled", "Snow"),
        MoveDate(names[1], FIRST + timedelta(days=8)),
        CallOffDate(names[0], "cancelled", "Snow, and more of it"),
    ]
    for change in changes:
        call_off(series, change)
    rows = Occurrence.objects.order_by("planned")
    assert [row.reason for row in rows] == ["Snow, and more of it", "", "", ""]
    assert [row.is_moved for row in rows] == [False, True, False, False]
    assert len(reload(series).changes) == 2
    call_off(series, take_back(reload(series), names[0]))
    call_off(series, take_back(reload(series), names[1]))
    first, second = rows.all()[:2]
    assert (first.reason, second.is_moved) == ("Snow", False)
    assert find_differences() == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    "not __import__('django.db').db.connection.features.has_select_for_update",
    reason="the database locks no rows",
)
def test_hosts_wait_for_each_other():
    index = factories.make_index()
    series = factories.make_event(
        index, start_date=FIRST, recurrence="FREQ=WEEKLY;COUNT=6"
    )
    names = [name_of(one) for one in series.get_occurrences()]
    start = threading.Barrier(len(names))

    def host(name):
        start.wait()
        try:
            carry_out(series.pk, CallOffDate(name, "cancelled", "Snow"))
        finally:
            connection.close()

    hosts = [threading.Thread(target=host, args=[name]) for name in names]
    for thread in hosts:
        thread.start()
    for thread in hosts:
        thread.join()
    assert len(reload(series).changes) == len(names)
    assert set(Occurrence.objects.values_list("is_cancelled", flat=True)) == {True}


def test_a_moved_evening_remembers_what_was_announced_in_each_language(
    index, french_index, pair
):
    english, french = pair
    before = occurrence_of(english).start
    call_off(english, Move(english.start_date + timedelta(days=2), reason="Strike"))
    row = occurrence_of(french)
    assert row.previous_start == before
    assert row.start == before + timedelta(days=2)
    with translation.override("fr"):
        html = get(reload(french).full_url).content.decode()
    assert "EventRescheduled" in html and "previousStartDate" in html
    assert find_differences() == []
