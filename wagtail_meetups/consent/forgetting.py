"""Erasing a person, and forgetting those who no longer come."""

from datetime import datetime

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from ..models import Attendee, NameFinding
from ..models.agreements import tell_of_change
from ..signals import erasing_person
from .names import search_name
from .passages import ask
from .photos import remove_photo

__all__ = ["blank_logs", "erase", "forget"]

# What Wagtail's history says instead of the name.
BLANK = "—"
# The fields that hold something of a person, and what each is without it.
EMPTY = {
    "first_name": "",
    "last_name": "",
    "trade": "",
    "bio": "",
    "link": "",
    "photo": None,
    "email": "",
    "notes": "",
    "user": None,
}


def blank_logs(attendee_id: int) -> None:
    """Take the person's name out of the history of what was done in the admin."""
    content_type = ContentType.objects.get_for_model(Attendee)
    rows = ModelLogEntry.objects.filter(
        content_type=content_type, object_id=str(attendee_id)
    )
    rows.update(label=BLANK, data={})
    if apps.is_installed("django.contrib.admin"):
        from django.contrib.admin.models import LogEntry

        entries = LogEntry.objects.filter(
            content_type=content_type, object_id=str(attendee_id)
        )
        entries.update(object_repr=BLANK, change_message="")


def _sender():
    return apps.get_app_config("wagtail_meetups")


@transaction.atomic
def erase(
    attendee, *, by=None, hide_passages: bool = False, by_address: bool = False
) -> list[NameFinding]:
    """Delete a person with all that hangs on them; what is told of them stays unnamed.

    With ``hide_passages``, it is hidden until an author has looked. With ``by_address``,
    what other apps hold under the same e-mail address goes too: only where somebody has
    made sure that it is theirs. Returns where the name still stands in texts: these
    places are kept for the author, without the name.
    """
    if hide_passages:
        ask(attendee.pk)
    findings = [
        NameFinding(page_id=found.page_id, place=found.place, block=found.block)
        for found in search_name(attendee)
    ]
    NameFinding.objects.bulk_create(findings)
    remove_photo(attendee)
    erasing_person.send(
        sender=_sender(),
        email=attendee.email if by_address else "",
        user_id=attendee.user_id,
    )
    log(attendee, "wagtail.delete", user=by, title=BLANK, deleted=True)
    # What else hangs on a deletion is done by the receiver, as for one in the admin.
    Attendee.objects.get(pk=attendee.pk).delete()
    return findings


@transaction.atomic
def forget(attendee, *, now: datetime | None = None) -> None:
    """Empty what is known of a person; the row stays, so that evenings count as many."""
    remove_photo(attendee)
    attendee = Attendee.objects.select_for_update().get(pk=attendee.pk)
    for name, value in EMPTY.items():
        setattr(attendee, name, value)
    attendee.forgotten_at = now or timezone.now()
    attendee.save()
    attendee.agreements.forget()
    attendee.attendances.update(note="")
    attendee.personal_links.all().delete()
    blank_logs(attendee.pk)
    tell_of_change(attendee.pk)
