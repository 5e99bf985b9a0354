"""What hosts do at once, and what can be taken back."""

import pytest

from wagtail_meetups.models import Attendance, Attendee, Occurrence
from wagtail_meetups.models.attending import (
    Step,
    add_people,
    change,
    remove,
    take_back,
)

from .. import factories
from ..at_once import in_threads, needs_a_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(index):
    return Occurrence.objects.get(event=factories.make_event(index).pk)


def test_a_row_tells_no_name_and_no_note(evening):
    row = factories.make_attendance(evening, note="owes a coffee", role="speaker")
    assert str(row) == "speaker · expected"
    assert "coffee" not in repr(row)


def test_each_person_is_once_on_the_list(evening):
    nadia = factories.make_attendee()
    assert len(add_people(evening, [nadia.pk, nadia.pk])) == 1
    assert add_people(evening, [nadia.pk], role="host") == []
    assert evening.attendances.get().role == "guest"


def test_what_others_changed_since_is_not_taken_back(evening):
    row = factories.make_attendance(evening)
    steps = change(evening, row.pk, state="came")
    assert steps == [Step(row.attendee_id, {"state": "expected"}, {"state": "came"})]
    change(evening, row.pk, state="absent")
    assert take_back(evening, steps) == 0
    # Another field is another matter.
    change(evening, row.pk, state="came", role="helper")
    assert take_back(evening, steps) == 1
    row.refresh_from_db()
    assert (row.state, row.role) == ("expected", "helper")


def test_somebody_who_was_added_stays_once_there_is_a_note(evening):
    steps = add_people(evening, [factories.make_attendee().pk])
    row = evening.attendances.get()
    assert change(evening, row.pk, note="Vegan") == []
    assert take_back(evening, steps) == 0
    change(evening, row.pk, note="")
    assert take_back(evening, steps) == 1
    assert take_back(evening, steps) == 0


def test_taken_off_and_back(evening):
    row = factories.make_attendance(evening, role="host", state="came", note="Cake")
    assert remove(evening, row.pk) == []
    change(evening, row.pk, note="")
    steps = remove(evening, row.pk)
    assert remove(evening, row.pk) == change(evening, row.pk, state="came") == []
    assert take_back(evening, steps) == 1
    again = evening.attendances.get()
    assert (again.role, again.state) == ("host", "came")
    # Somebody else has put them back meanwhile.
    assert take_back(evening, steps) == 0


def test_somebody_who_has_gone_is_passed_over(evening):
    row = factories.make_attendance(evening)
    steps = remove(evening, row.pk)
    row.attendee.delete()
    assert take_back(evening, steps) == 0
    assert not Attendance.objects.exists()


def test_a_change_is_dated(evening):
    row = factories.make_attendance(evening)
    change(evening, row.pk, state="came")
    before = row.updated_at
    row.refresh_from_db()
    assert row.updated_at > before
    assert row.created_at < row.updated_at


def test_twenty_cost_what_two_do(evening, django_assert_num_queries):
    people = [factories.make_attendee().pk for _number in range(22)]
    for ids in (people[:2], people[2:]):
        # Lock, people, list, new rows; a savepoint on both sides.
        with django_assert_num_queries(6):
            add_people(evening, ids)


@needs_a_server
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_hosts_at_once_lose_nothing():
    """Both tick and add, some the same people and some not, at the same moment."""
    index = factories.make_index()
    evening = Occurrence.objects.get(event=factories.make_event(index).pk)
    rows = [factories.make_attendance(evening) for _number in range(12)]
    people = [factories.make_attendee().pk for _number in range(12)]

    def host(ticked, added, **values):
        def act():
            for row in ticked:
                change(evening, row.pk, state="came")
                change(evening, row.pk, **values)
            for pk in added:
                add_people(evening, [pk, *people[4:8]], state="came")

        return act

    in_threads(
        host(rows[:8], people[:8], note="Cake"),
        host(rows[:3:-1], people[:3:-1], role="helper"),
    )
    assert set(evening.attendances.values_list("state", flat=True)) == {"came"}
    assert evening.attendances.count() == Attendee.objects.count() == 24
    both = evening.attendances.filter(pk__in=[row.pk for row in rows[4:8]])
    assert set(both.values_list("note", "role")) == {("Cake", "helper")}
