"""What a host did on a list, kept in their session to be taken back, the last thing first.

Each tap is one thing, with a number of its own: a button that is pressed twice, or comes
again over a bad network, takes one thing back and not two.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Attendance, Attendee, Occurrence
from ...models.attending import Step, take_back

__all__ = ["last_done", "remember_steps", "tell_steps", "undo_last"]

KEY = "wagtail_meetups_done"
# People in all of it: a session that is a cookie has room for a few thousand letters.
MOST = 50


def _done_at(request, occurrence: Occurrence) -> dict:
    """What is kept; nothing of what was done at another date."""
    kept = request.session.get(KEY, {"count": 0})
    if kept.get("date") != occurrence.pk:
        return {"date": occurrence.pk, "count": kept["count"], "done": []}
    return kept


def remember_steps(request, occurrence: Occurrence, steps: list[Step]) -> None:
    """Keep what was just done; of what was done long before, nothing."""
    if not steps:
        return
    kept = _done_at(request, occurrence)
    kept["count"] += 1
    kept["done"].append([kept["count"], [list(step) for step in steps]])
    while sum(len(people) for _number, people in kept["done"]) > MOST:
        del kept["done"][0]
    request.session[KEY] = kept


def last_done(request, occurrence: Occurrence) -> tuple[int, list[Step]] | None:
    """The number and the steps of what this host did last at this date."""
    done = _done_at(request, occurrence)["done"]
    if not done:
        return None
    number, steps = done[-1]
    return number, [Step(*step) for step in steps]


def undo_last(request, occurrence: Occurrence, number: int) -> int:
    """Take back what was done last, if it is that of this number; return how many could be."""
    last = last_done(request, occurrence)
    if last is None or last[0] != number:
        return 0
    kept = _done_at(request, occurrence)
    kept["done"].pop()
    request.session[KEY] = kept
    return take_back(occurrence, last[1])


def tell_steps(steps: list[Step]) -> str:
    """What was done, in words."""
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
