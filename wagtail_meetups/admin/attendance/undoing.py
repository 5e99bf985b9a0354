"""The last thing a host did on a list, kept in their session to be taken back."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Attendance, Attendee, Occurrence
from ...models.attending import Step, take_back

__all__ = ["forget_steps", "last_steps", "remember_steps", "tell_steps", "undo_steps"]

KEY = "wagtail_meetups_attendance"
# A session that is a cookie has room for a few thousand letters.
MOST = 50


def remember_steps(request, occurrence: Occurrence, steps: list[Step]) -> None:
    """Keep what was just done, in place of what was done before it."""
    if len(steps) > MOST:
        forget_steps(request)
    elif steps:
        request.session[KEY] = [occurrence.pk, [list(step) for step in steps]]


def last_steps(request, occurrence: Occurrence) -> list[Step]:
    """What this host last did at this date; empty where it was at another one."""
    pk, steps = request.session.get(KEY, (None, []))
    return [Step(*step) for step in steps] if pk == occurrence.pk else []


def forget_steps(request) -> None:
    request.session.pop(KEY, None)


def undo_steps(request, occurrence: Occurrence) -> int:
    """Take the last steps back; return how many could be."""
    undone = take_back(occurrence, last_steps(request, occurrence))
    forget_steps(request)
    return undone


def tell_steps(steps: list[Step]) -> str:
    """What was done, in words; empty where it was nothing."""
    if not steps:
        return ""
    step, count = steps[0], len(steps)
    if count > 1:
        return ngettext(
            "%(count)s person was added.", "%(count)s people were added.", count
        ) % {"count": count}
    names = Attendee.objects.filter(pk=step.attendee_id)
    row = names.values_list("first_name", "last_name").first() or ("", "")
    name = " ".join(row).strip()
    if step.before is None:
        return _("%(name)s was added.") % {"name": name}
    if step.after is None:
        return _("%(name)s was taken off the list.") % {"name": name}
    choices = {"state": Attendance.State, "role": Attendance.Role}
    values = ", ".join(
        str(choices[field](value).label) for field, value in step.after.items()
    )
    return _("%(name)s: %(values)s.") % {"name": name, "values": values}
