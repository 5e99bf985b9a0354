"""What is wrong with a schedule, in the editor's language, saying what to change."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..domain import errors
from ..domain.schedule import Add, Schedule, check, expand, get_zone, unmatched_changes
from ..models.horizon import get_horizon

__all__ = ["Mistakes", "explain", "explain_unmatched", "find_mistakes"]

# How far around a day that is none of the series' its real dates are looked for.
AROUND = timedelta(days=400)


def _nonexistent(error: errors.NonexistentTimeError) -> str:
    return _(
        "The clocks change on %(date)s, and %(time)s does not exist that day. "
        "The next time that does is %(next)s."
    ) % {
        "date": date_format(error.wall, "DATE_FORMAT"),
        "time": time_format(error.wall.time(), "H:i"),
        "next": time_format(error.following.time(), "H:i"),
    }


def _missing_time(error: errors.MissingTimeError) -> str:
    if error.field == "end_time":
        return _("Give the time at which the last day ends, or tick “all day”.")
    return _("Give the time at which it starts, or tick “all day”.")


def _missing_part(error: errors.MissingPartError) -> str:
    if not error.needed_by:
        return _(
            "%(part)s is missing, as in FREQ=WEEKLY or FREQ=MONTHLY;BYDAY=4TU."
        ) % {"part": error.part}
    return _("%(other)s needs %(part)s beside it. Add it.") % {
        "part": error.part,
        "other": error.needed_by,
    }


def _too_many(error: errors.TooManyDatesError) -> str:
    return ngettext(
        "The rule gives more than %(count)d date. Make it repeat less often, or end.",
        "The rule gives more than %(count)d dates. Make it repeat less often, or end.",
        error.limit,
    ) % {"count": error.limit}


WORDS = {
    errors.EndBeforeStartError: lambda error: _(
        "The end is before the start. Choose a later end."
    ),
    errors.NonexistentTimeError: _nonexistent,
    errors.DateOutOfRangeError: lambda error: (
        _("Choose a year from %(first)d to %(last)d.")
        % {"first": error.first, "last": error.last}
    ),
    errors.MissingTimeError: _missing_time,
    errors.UnknownTimeZoneError: lambda error: (
        _("“%(name)s” is not a time zone. Choose one such as Europe/Paris.")
        % {"name": error.name}
    ),
    errors.UnknownPartError: lambda error: (
        _("“%(part)s” is not a part of a rule that can be used. Remove it.")
        % {"part": error.part}
    ),
    errors.RepeatedPartError: lambda error: (
        _("%(part)s is there twice. Write its values in one list.")
        % {"part": error.part}
    ),
    errors.MissingPartError: _missing_part,
    errors.BadPartError: lambda error: (
        _("%(part)s cannot be “%(value)s”. Use %(expected)s.")
        % {"part": error.part, "value": error.value, "expected": error.expected}
    ),
    errors.TooFrequentError: lambda error: (
        _(
            "A meet-up cannot repeat %(value)s. Use DAILY, WEEKLY, MONTHLY or YEARLY; for "
            "several times in a day, DAILY with BYHOUR."
        )
        % {"value": error.value}
    ),
    errors.PartConflictError: lambda error: (
        _("%(part)s cannot be used with %(other)s. Remove one of the two.")
        % {"part": error.part, "other": error.other}
    ),
    errors.NoDatesError: lambda error: _(
        "The rule gives no date. Change it, or the date it starts on."
    ),
    errors.TooManyDatesError: _too_many,
}


def explain(error: errors.MeetupError) -> str:
    """The error in the active language."""
    if isinstance(error, errors.ChangeError):
        return explain(error.error)
    return WORDS[type(error)](error)


def _days_near(schedule: Schedule, day: date) -> list[date]:
    """The last day of the series before this one, and the first after it."""
    plain = replace(schedule, changes=())
    until = datetime.combine(day + AROUND, time(), UTC)
    zone = get_zone(schedule.timezone)
    days = [one.planned.astimezone(zone).date() for one in expand(plain, until)]
    before = [one for one in days if one < day][-1:]
    return before + [one for one in days if one >= day][:1]


def _unmatched(schedule: Schedule, change) -> str:
    if isinstance(change, Add):
        return _("There is a date at that time already. Change or remove this one.")
    day = change.ref.day
    near = _days_near(schedule, day)
    if day in near and change.ref.clock is None:
        return _(
            "Another change of this date overrules this one. Remove one of the two."
        )
    words = {"date": date_format(day, "DATE_FORMAT")}
    if not near:
        return _("The series has no date on %(date)s.") % words
    words["dates"] = ", ".join(date_format(one, "DATE_FORMAT") for one in near)
    return (
        _("The series has no date on %(date)s. Its dates near it: %(dates)s.") % words
    )


def explain_unmatched(schedule: Schedule) -> dict[int, str]:
    """What is wrong with each change that has no effect, by its index.

    Raises as ``domain.schedule.expand`` does.
    """
    days = [
        change.day if isinstance(change, Add) else change.ref.day
        for change in schedule.changes
    ]
    if not days:
        return {}
    until = datetime.combine(max(days) + timedelta(days=2), time(), UTC)
    lost = unmatched_changes(schedule, until)
    return {
        index: _unmatched(schedule, change)
        for index, change in enumerate(schedule.changes)
        if change in lost
    }


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What an editor should change: of fields, (name, words); of changes, by their index."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    changes: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields or self.changes)


def find_mistakes(event) -> Mistakes:
    """What is wrong with *when* an event takes place; nothing of one without a date.

    Changes without effect are told once all else is right.
    """
    found = Mistakes()
    if (schedule := event.schedule) is None:
        return found
    until = get_horizon(timezone.now()) if event.is_endless else None
    for error in check(schedule, until):
        if isinstance(error, errors.ChangeError):
            found.changes.setdefault(error.index, explain(error))
        else:
            found.fields.append((error.field, explain(error)))
    if not found:
        found.changes.update(explain_unmatched(schedule))
    return found
