"""Who has not been seen for long, so that there is no reason left to know them."""

import calendar
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from .. import conf
from ..models import Agreement, Attendance, Attendee, PersonalLink
from ..models.registry import event_models

__all__ = ["SIGNS", "months_before", "not_seen_since", "retention_limit"]

Signs = Iterable[tuple[int, datetime]]


def _hosted() -> Signs:
    """The end of the last date that each host has, to come or past."""
    for model in event_models():
        rows = model._default_manager.filter(hosts__isnull=False).order_by()
        last = Max("meetup_occurrences__end")
        yield from rows.values("hosts").annotate(last=last).values_list("hosts", "last")


def _attended() -> Signs:
    """The end of the last date that each came to, or is expected at."""
    rows = Attendance.objects.exclude(state=Attendance.State.ABSENT).order_by()
    rows = rows.values("attendee").annotate(last=Max("occurrence__end"))
    return rows.values_list("attendee", "last")


def _answered() -> Signs:
    rows = Agreement.objects.order_by().values("attendee").annotate(last=Max("at"))
    return rows.values_list("attendee", "last")


def _linked() -> Signs:
    rows = PersonalLink.objects.order_by().values("attendee")
    return rows.annotate(last=Max("created_at")).values_list("attendee", "last")


# Each tells when people were last heard of: their ids, and an instant (or ``None``).
SIGNS: list[Callable[[], Signs]] = [_hosted, _attended, _answered, _linked]


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last one of that month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def retention_limit(months: int | None = None) -> datetime:
    """Who was not seen since this instant may be forgotten; by the setting, or ``months``."""
    months = months or conf.get("ATTENDEE_RETENTION_MONTHS")
    return months_before(timezone.now(), months)


def not_seen_since(moment: datetime) -> list[Attendee]:
    """The people of whom there is no sign at or after ``moment``, the first noted first.

    One query for each kind of sign. Accounts are left alone: whoever can log in is known
    to the site anyway.
    """
    seen = {
        attendee_id
        for signs in SIGNS
        for attendee_id, last in signs()
        if last and last >= moment
    }
    people = Attendee.objects.known().filter(created_at__lt=moment, user__isnull=True)
    return [one for one in people.order_by("created_at", "pk") if one.pk not in seen]
