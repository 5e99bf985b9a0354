"""What hosts do at the door: expect people, tick who came, take it back.

Each verb changes the rows of the people it names and no others, and says what a person is
(``came``), never the opposite of what they were: two hosts who do the same at once, or
different things, lose nothing. Each returns ``Step``\\ s, by which it can be taken back.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from .attendance import Attendance
from .occurrences import Occurrence
from .people import Attendee

__all__ = ["Step", "add_people", "change", "remove", "take_back"]

KEPT = ("role", "state")


class Step(NamedTuple):
    """What became of one person at a date: plain values, which a session can keep.

    ``before`` is ``None`` for somebody who was added, ``after`` for somebody removed. No
    name and no note is among them.
    """

    attendee_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def _values(row: Attendance, names: Iterable[str] = KEPT) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


@transaction.atomic
def add_people(
    occurrence: Occurrence,
    attendee_ids: Iterable[int],
    *,
    role: str = Attendance.Role.GUEST,
    state: str = Attendance.State.EXPECTED,
) -> list[Step]:
    """Put these people on the list of a date; those who have gone are passed over.

    Who is on it already stays as they are, but for one thing: they come in when they are
    added as people who came. The same number of queries for any number of new people.
    """
    # The lock lets two hosts who add the same people follow each other.
    Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    people = Attendee.objects.filter(pk__in=set(attendee_ids)).order_by("pk")
    wanted = list(people.select_for_update().values_list("pk", flat=True))
    there = {row.attendee_id: row for row in occurrence.attendances.all()}
    new = [
        Attendance(occurrence=occurrence, attendee_id=pk, role=role, state=state)
        for pk in wanted
        if pk not in there
    ]
    Attendance.objects.bulk_create(new, ignore_conflicts=True)
    steps = [Step(row.attendee_id, None, _values(row)) for row in new]
    if state == Attendance.State.CAME:
        for pk in wanted:
            if pk in there:
                steps += change(occurrence, there[pk].pk, state=state)
    return steps


@transaction.atomic
def change(occurrence: Occurrence, attendance_id: int, **values) -> list[Step]:
    """Set ``role``, ``state`` or ``note`` of one person; nothing where they have gone."""
    row = _locked(occurrence, pk=attendance_id)
    if row is None:
        return []
    differing = {
        name: value for name, value in values.items() if getattr(row, name) != value
    }
    if not differing:
        return []
    kept = [name for name in differing if name in KEPT]
    before, after = _values(row, kept), {name: differing[name] for name in kept}
    _update(row, differing)
    return [Step(row.attendee_id, before, after)] if kept else []


@transaction.atomic
def remove(occurrence: Occurrence, attendance_id: int) -> list[Step]:
    """Take one person off the list; not while a note about them stands there.

    A note is taken away by those who can read it.
    """
    row = _locked(occurrence, pk=attendance_id, note="")
    if row is None:
        return []
    row.delete()
    return [Step(row.attendee_id, _values(row), None)]


@transaction.atomic
def take_back(occurrence: Occurrence, steps: Iterable[Step]) -> int:
    """Undo steps, where nobody has changed the same since; return how many were undone."""
    undone = 0
    for step in steps:
        row = _locked(occurrence, attendee=step.attendee_id)
        if step.after is None:
            if row is None:
                undone += len(
                    add_people(occurrence, [step.attendee_id], **(step.before or {}))
                )
        elif row is None or _values(row, step.after) != step.after:
            continue
        elif step.before is None:
            if not row.note:
                row.delete()
                undone += 1
        else:
            _update(row, step.before)
            undone += 1
    return undone


def _locked(occurrence: Occurrence, **conditions) -> Attendance | None:
    return occurrence.attendances.select_for_update().filter(**conditions).first()


def _update(row: Attendance, values: dict[str, Any]) -> None:
    Attendance.objects.filter(pk=row.pk).update(**values, updated_at=timezone.now())
