"""Two attendees who are one person become one; nothing of either is lost."""

from collections.abc import Collection

from django.db import transaction
from wagtail.log_actions import log

from .agreements import tell_of_change
from .attendance import Attendance
from .people import Attendee
from .pointing import repoint

__all__ = ["CHOICES", "MERGED", "join_texts", "merge_attendees"]

# The action in Wagtail's log.
MERGED = "wagtail_meetups.merge_attendees"
# What only one of the two can have.
CHOICES = ("first_name", "last_name", "trade", "bio", "link", "photo", "email", "user")

# From weak to strong: what was seen counts more than what was expected.
ROLES = ("guest", "helper", "speaker", "host")
STATES = ("expected", "absent", "came")


def join_texts(one: str, other: str) -> str:
    """Both texts below each other, or the one that holds the other."""
    one, other = one.strip(), other.strip()
    if other in one:
        return one
    return other if one in other else f"{one}\n\n{other}"


@transaction.atomic
def merge_attendees(
    kept_id: int, gone_id: int, take: Collection[str] = (), *, user=None
) -> Attendee:
    """Move all that belongs to one attendee to the other; return the one who stays.

    ``take`` names those of ``CHOICES`` that are taken from the one who goes. What stays
    empty on the one who stays is filled from the other in any case, and an e-mail address
    that is not kept is put in the notes, which are joined. Agreements keep their order in
    time, so that the latest answer counts, whichever of the two gave it. Written into
    Wagtail's log. Raises ``Attendee.DoesNotExist`` where one of them has gone
    or was forgotten.
    """
    ids = sorted((kept_id, gone_id))
    rows = (
        Attendee.objects.known().select_for_update().order_by("pk").filter(pk__in=ids)
    )
    people = {row.pk: row for row in rows}
    if kept_id == gone_id or len(people) < 2:
        raise Attendee.DoesNotExist
    kept, gone = people[kept_id], people[gone_id]
    _merge_attendances(kept, gone)
    repoint(gone.pk, kept.pk)
    _merge_values(kept, gone, take)
    # Their account and their photo are given over, and nothing points to them now.
    Attendee.objects.filter(pk=gone.pk).update(user=None)
    Attendee.objects.get(pk=gone.pk).delete()
    kept.save()
    tell_of_change(kept.pk)
    log(kept, MERGED, user=user, data={"merged": gone_id}, content_changed=True)
    return kept


def _merge_values(kept: Attendee, gone: Attendee, take: Collection[str]) -> None:
    notes = join_texts(kept.notes, gone.notes)
    for name in CHOICES:
        field = Attendee._meta.get_field(name)
        mine, theirs = getattr(kept, field.attname), getattr(gone, field.attname)
        wanted = theirs if (name in take and theirs) or not mine else mine
        lost = mine if wanted == theirs else theirs
        setattr(kept, field.attname, wanted)
        if name == "email" and lost and lost.lower() != wanted.lower():
            notes = join_texts(notes, lost)
    kept.notes = notes


def _merge_attendances(kept: Attendee, gone: Attendee) -> None:
    """Where both were at one date, they were there once: as the more that was noted."""
    rows = {row.occurrence_id: row for row in kept.attendances.select_for_update()}
    for row in gone.attendances.select_for_update():
        twin = rows.get(row.occurrence_id)
        if twin is None:
            continue
        Attendance.objects.filter(pk=twin.pk).update(
            role=max(twin.role, row.role, key=ROLES.index),
            state=max(twin.state, row.state, key=STATES.index),
            note=join_texts(twin.note, row.note),
        )
        row.delete()
