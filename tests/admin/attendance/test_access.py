"""Who may do what to whom: each person, each screen, each verb."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from wagtail_meetups.admin.attendance.base import date_url, dates_url
from wagtail_meetups.models import Attendance, Attendee, Occurrence

from ... import factories

pytestmark = pytest.mark.django_db

NOBODY = ()
LOOK = ("index", "results", "of", "who", "who_results", "person", "stickers", "print")
ADD = ("several", "add", "new", "paste")
CHANGE = ("came", "absent", "expected", "save")
PEOPLE = {
    "anonymous": NOBODY,
    "editor": NOBODY,
    "reader": LOOK,
    "ticker": LOOK + CHANGE,
    "adder": LOOK + ADD,
    "remover": (*LOOK, "remove"),
    "host": (*LOOK, *ADD, *CHANGE, "remove"),
    "superuser": (*LOOK, *ADD, *CHANGE, "remove"),
}
GRANTED = {
    "reader": ["view_attendance"],
    "ticker": ["change_attendance"],
    "adder": ["add_attendance"],
    "remover": ["delete_attendance"],
    "host": ["add_attendance", "change_attendance", "delete_attendance"],
}


@pytest.fixture
def client_of(log_in, editor):
    def client_of(who):
        if who in GRANTED:
            return log_in(*GRANTED[who])
        client = Client()
        if who == "editor":
            client.force_login(editor)
        elif who == "superuser":
            client.force_login(get_user_model().objects.create_superuser("root"))
        return client

    return client_of


@pytest.mark.parametrize("who", PEOPLE)
def test_screens_and_verbs(who, client_of, evening):
    client = client_of(who)
    omar = factories.make_attendee(first_name="Omar")
    row = factories.make_attendance(evening)
    here, person = date_url(evening.pk), date_url(evening.pk, "person", row.pk)
    screens = {
        "index": dates_url(),
        "results": f"{dates_url()}results/",
        "of": f"{dates_url()}of/{evening.event_id}/",
        **{
            view: date_url(evening.pk, view)
            for view in ("who", "who_results", "several", "stickers", "print")
        },
        "person": person,
    }
    names = {"new-first_name": "Idriss"}
    verbs = {
        "add": (here, {"add": "1", "person": omar.pk}),
        "new": (here, {"new": "1", **names}),
        "paste": (
            date_url(evening.pk, "several"),
            {"confirm": "1", "people": "Idriss", "line-0": "new"},
        ),
        "came": (here, {"came": row.pk}),
        "absent": (here, {"absent": row.pk}),
        "expected": (here, {"expected": row.pk}),
        "save": (person, {"save": "1", "role": "host", "state": "came"}),
        "remove": (person, {"remove": "1"}),
    }
    allowed = PEOPLE[who]
    for name, url in screens.items():
        response = client.get(url)
        if name in allowed:
            assert response.status_code == (302 if name == "of" else 200), name
        else:
            assert response.status_code == 302, name
            assert "/dates/" not in response.url.split("?")[0], name

    def tables():
        rows = Attendance.objects.order_by("pk")
        return list(rows.values("attendee", "role", "state")), list(
            Attendee.objects.order_by("pk").values_list("first_name", flat=True)
        )

    for name, (url, data) in verbs.items():
        if name == "expected":
            Attendance.objects.update(state="came")
        before = tables()
        client.post(url, data)
        assert (tables() != before) is (name in allowed), name


def test_a_draft_that_was_never_published_is_for_those_who_write_it(
    host, editor_client, editors, index
):
    """Its title and its dates are nobody else's business."""
    factories.make_event(index, title="Public")
    draft = factories.make_event(index, title="Secret plan", live=False)
    row = Occurrence.objects.get(event=draft.pk)
    editors.permissions.add(*_attendance_permissions())
    assert "Secret plan" not in host.get(dates_url()).content.decode()
    assert host.get(date_url(row.pk)).status_code == 404
    assert host.post(date_url(row.pk), {"new": "1"}).status_code == 404
    assert "Secret plan" in editor_client.get(dates_url()).content.decode()
    assert editor_client.get(date_url(row.pk)).status_code == 200
    # Once it was public it stays a date of the community.
    factories.publish(draft)
    factories.run(draft.unpublish)
    assert host.get(date_url(row.pk)).status_code == 200


def test_the_title_of_a_pending_draft_is_not_told(host, index):
    event = factories.make_event(index, title="Evening")
    event.title = "Secret plan"
    event.save_revision()
    row = Occurrence.objects.get(event=event.pk)
    for url in (dates_url(), date_url(row.pk)):
        html = host.get(url).content.decode()
        assert "Evening" in html and "Secret plan" not in html


def test_a_group_is_given_the_permissions_in_the_settings():
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root"))
    group = Group.objects.create(name="Hosts")
    html = client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).content
    for permission in _attendance_permissions():
        assert f'value="{permission.pk}"'.encode() in html


def _attendance_permissions():
    from wagtail_meetups.admin.attendance.access import attendance_permissions

    found = list(attendance_permissions())
    assert len(found) == 4
    return found
