"""Who was there: ticked, found, added and taken back by a host at the door."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_meetups.admin.attendance.base import date_url
from wagtail_meetups.models import Attendance, Attendee, Occurrence

from ... import factories
from .undoing import find_undo, undo

pytestmark = pytest.mark.django_db


def states(occurrence):
    rows = occurrence.attendances.order_by("attendee__first_name", "pk")
    return {
        row.attendee.first_name: (row.role, row.state)
        for row in rows.select_related("attendee")
    }


def names(response):
    return [row.attendee.first_name for row in response.context["rows"]]


def known(response):
    return [person.first_name for person in response.context["known"]]


def expect(occurrence, *first_names, **kwargs):
    return [
        factories.make_attendance(
            occurrence, factories.make_attendee(first_name=name), **kwargs
        )
        for name in first_names
    ]


def test_the_list_is_told_by_name(host, evening):
    expect(evening, "Zoé", "Émile", "Fanny")
    response = host.get(date_url(evening.pk))
    assert names(response) == ["Émile", "Fanny", "Zoé"]
    html = response.content.decode()
    assert "Evening by the canal" in html and "Illustrator" in html


def test_one_tap_says_who_came_and_another_takes_it_back(host, evening):
    [row] = expect(evening, "Nadia", role="speaker")
    url = date_url(evening.pk)
    response = host.post(url, {"came": row.pk})
    assert response.url == f"{url}#person-{row.pk}"
    assert states(evening) == {"Nadia": ("speaker", "came")}
    html = host.get(url).content.decode()
    assert "Nadia Berthier: came." in html
    # The same tap again, as a double tap sends it, changes nothing.
    host.post(url, {"came": row.pk})
    assert states(evening) == {"Nadia": ("speaker", "came")}
    undo(host, url)
    assert states(evening) == {"Nadia": ("speaker", "expected")}
    assert "Nadia Berthier: came." not in host.get(url).content.decode()
    undo(host, url)
    assert states(evening) == {"Nadia": ("speaker", "expected")}
    host.post(url, {"absent": row.pk})
    assert states(evening) == {"Nadia": ("speaker", "absent")}


def test_what_was_done_before_is_taken_back_too(host, evening):
    nadia, omar = expect(evening, "Nadia", "Omar")
    zoe = factories.make_attendee(first_name="Zoé")
    url = date_url(evening.pk)
    host.post(url, {"absent": nadia.pk})
    host.post(url, {"add": "1", "person": zoe.pk})
    host.post(url, {"came": omar.pk})
    # Pressed twice, or sent again over a bad network, it is one thing.
    button = find_undo(host, url)
    host.post(url, button)
    host.post(url, button)
    expected = ("guest", "expected")
    absent = ("guest", "absent")
    assert states(evening) == {"Nadia": absent, "Omar": expected, "Zoé": expected}
    # The number of one thing is not that of another that is done afterwards.
    host.post(url, {"came": omar.pk})
    host.post(url, button)
    assert states(evening)["Omar"] == ("guest", "came")
    for _time in range(4):
        undo(host, url)
    assert states(evening) == {"Nadia": expected, "Omar": expected}
    assert find_undo(host, url) == {}


def test_what_was_done_at_another_date_is_not_taken_back_here(host, index, evening):
    [nadia] = expect(evening, "Nadia")
    other = factories.make_event(index).meetup_occurrences.get()
    [omar] = expect(other, "Omar")
    host.post(date_url(evening.pk), {"came": nadia.pk})
    assert find_undo(host, date_url(other.pk)) == {}
    host.post(date_url(other.pk), {"came": omar.pk})
    undo(host, date_url(other.pk))
    assert states(evening) == {"Nadia": ("guest", "came")}
    assert states(other) == {"Omar": ("guest", "expected")}


def test_so_much_is_kept_and_no_more(host, evening, monkeypatch):
    monkeypatch.setattr("wagtail_meetups.admin.attendance.undoing.MOST", 3)
    [nadia] = expect(evening, "Nadia")
    url = date_url(evening.pk)
    for state in ("came", "expected", "came", "absent"):
        host.post(url, {state: nadia.pk})
    for _time in range(3):
        assert find_undo(host, url)
        undo(host, url)
    assert states(evening) == {"Nadia": ("guest", "came")}
    assert find_undo(host, url) == {}


def test_filters_stay_after_a_tap(host, evening):
    row, _other = expect(evening, "Nadia", "Omar")
    url = date_url(evening.pk) + "?q=nad&state=expected"
    assert names(host.get(url)) == ["Nadia"]
    response = host.post(url, {"came": row.pk})
    assert response.url == f"{url}#person-{row.pk}"
    assert names(host.get(url)) == []
    assert names(host.get(date_url(evening.pk) + "?state=came")) == ["Nadia"]
    assert names(host.get(date_url(evening.pk) + "?state=nonsense&p=x")) == [
        "Nadia",
        "Omar",
    ]


@pytest.mark.parametrize("query", ["eme", "ÉMELINE", "brod", "de la", "roche émel"])
def test_people_are_found_without_accents(host, evening, query):
    emeline = factories.make_attendee(
        first_name="Émeline", last_name="de La Roche", trade="Brodeuse"
    )
    factories.make_attendance(evening, emeline)
    expect(evening, "Omar")
    assert names(host.get(date_url(evening.pk), {"q": query})) == ["Émeline"]


def test_one_is_found_in_500_at_the_same_cost(host, evening):
    url = date_url(evening.pk)

    def cost(query):
        host.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = host.get(url, {"q": query})
        return response, len(queries)

    expect(evening, "Zoé", "Yann")
    factories.make_attendee(first_name="Émeline")
    _response, few = cost("eme")
    people = Attendee.objects.bulk_create(
        Attendee(first_name=f"Person{number:03}", trade="Baker")
        for number in range(500)
    )
    Attendance.objects.bulk_create(
        Attendance(occurrence=evening, attendee=person)
        for person in Attendee.objects.filter(first_name__startswith="Person")[:250]
    )
    assert len(people) == 500
    response, many = cost("eme")
    assert known(response) == ["Émeline"]
    assert many == few
    response, many = cost("person2")
    assert many == few
    assert len(known(response)) == 30 and response.context["more"]
    assert len(names(host.get(url))) == 100
    assert names(host.get(url, {"p": 3}))[-1] == "Zoé"


def test_several_known_people_are_added_at_once(host, evening):
    nadia, omar, absent = (
        factories.make_attendee(first_name=name) for name in ("Nadia", "Omar", "Ines")
    )
    factories.make_attendance(evening, omar, role="host", note="Brings the cake")
    url = date_url(evening.pk)
    response = host.post(
        url,
        {
            "add": "1",
            "person": [nadia.pk, omar.pk, 99999, "x"],
            "role": "helper",
            "state": "came",
        },
    )
    assert response.status_code == 302
    # Who was on the list before comes in, and stays what they were.
    assert states(evening) == {"Nadia": ("helper", "came"), "Omar": ("host", "came")}
    assert absent.attendances.count() == 0
    assert "2 people were added." in host.get(url).content.decode()
    undo(host, url)
    assert states(evening) == {"Omar": ("host", "expected")}
    assert evening.attendances.get().note == "Brings the cake"


def test_people_known_are_offered_while_one_types(host, evening):
    factories.make_attendee(first_name="Nadia")
    expect(evening, "Nathan")
    for view in ("who", "who_results"):
        response = host.get(date_url(evening.pk, view), {"q": "na"})
        assert known(response) == ["Nadia"]
        assert names(response) == ["Nathan"]
        assert (b"<html" in response.content) is (view == "who")


def test_hosts_and_those_who_came_lately_are_offered_first(host, index):
    nadia, omar, ines, zoe = (
        factories.make_attendee(first_name=name)
        for name in ("Nadia", "Omar", "Inès", "Zoé")
    )
    event = factories.make_event(index, hosts=[nadia], recurrence="FREQ=WEEKLY;COUNT=3")
    first, second, _third = Occurrence.objects.filter(event=event.pk).order_by("start")
    factories.make_attendance(first, omar, state="came")
    factories.make_attendance(first, ines, state="absent")
    factories.make_attendance(first, zoe, state="came")
    factories.make_attendance(second, zoe)
    assert known(host.get(date_url(second.pk))) == ["Nadia", "Omar"]
    assert known(host.get(date_url(first.pk))) == ["Nadia"]


def new(first_name, last_name="", trade="", **values):
    return {
        "new": "1",
        "new-first_name": first_name,
        "new-last_name": last_name,
        "new-trade": trade,
        **values,
    }


def test_somebody_new_is_written_down_and_added(host, evening):
    url = date_url(evening.pk)
    host.post(url, new("Idriss", "Kone", "Baker", role="guest", state="came"))
    idriss = Attendee.objects.get()
    assert (str(idriss), idriss.email) == ("Idriss Kone, Baker", "")
    assert states(evening) == {"Idriss": ("guest", "came")}


def test_somebody_new_needs_a_first_name(host, evening):
    response = host.post(date_url(evening.pk), new(" "))
    assert response.context["new_form"].errors.keys() == {"first_name"}
    assert not Attendee.objects.exists()


def test_a_namesake_is_asked_about_before_they_are_doubled(host, evening):
    emile = factories.make_attendee(first_name="Émile", last_name="Roux")
    response = host.post(date_url(evening.pk), new("emile", "ROUX"))
    assert [person.pk for person in response.context["namesakes"]] == [emile.pk]
    assert Attendee.objects.count() == 1 and not states(evening)
    host.post(date_url(evening.pk), new("emile", "ROUX", add="1", person=emile.pk))
    assert states(evening) == {"Émile": ("guest", "expected")}
    host.post(date_url(evening.pk), new("Émile", "Roux", really="1"))
    assert Attendee.objects.count() == 2
    assert evening.attendances.count() == 2


@pytest.mark.parametrize(
    ("days", "state"), [(1, "expected"), (0, "came"), (-9, "came")]
)
def test_on_the_evening_people_are_added_as_here(host, evening, days, state):
    Occurrence.objects.update(start=timezone.now() + timedelta(days=days, hours=1))
    response = host.get(date_url(evening.pk))
    assert response.context["as_form"]["state"].value() == state


def test_what_is_private_is_not_on_the_list(host, evening):
    nadia = factories.make_attendee(email="secret@example.com", notes="owes a coffee")
    factories.make_attendance(evening, nadia, note="Came with her dog")
    url = date_url(evening.pk)
    for data in ({}, {"q": "nadia"}, {"q": "secret"}, {"q": "dog"}):
        html = host.get(url, data).content.decode()
        for private in ("secret@", "coffee", "dog</"):
            assert private not in html
    assert names(host.get(url, {"q": "secret"})) == []


@pytest.mark.parametrize("verb", ["came", "expected", "absent", "new", "nonsense"])
def test_nonsense_changes_nothing(host, evening, verb):
    other = factories.make_event(evening.event.get_parent().specific)
    [row] = expect(Occurrence.objects.get(event=other.pk), "Nadia")
    for value in (row.pk, 0, "x", "-1", "²", "9" * 30, ""):
        host.post(date_url(evening.pk), {verb: value})
        host.post(date_url(evening.pk), {"add": "1", "person": ["x", "²", "9" * 18]})
    row.refresh_from_db()
    assert row.state == "expected"
    assert not evening.attendances.exists()
