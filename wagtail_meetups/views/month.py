"""A month of meet-ups: weeks of days, each with what takes place on it."""

import calendar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max, Min
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format, get_format

from ..listing import ListedDate, dates_below, list_dates
from ..visibility import get_snapshot
from .head import head_context
from .when import first_day, last_day

__all__ = ["month_context", "month_path"]

ONE_DAY = timedelta(days=1)
# Further than any clock is from UTC.
MARGIN = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar, which has neighbours and a name."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def name(self) -> str:
        """Such as "November 2026", in the active language."""
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    def after(self, months: int) -> "Month":
        year, month = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, month + 1)

    def weeks(self) -> list[list[date]]:
        """Its days, in weeks that start on the first day of the active language's week."""
        # Django counts from Sunday, Python from Monday.
        first = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
        return calendar.Calendar(first).monthdatescalendar(self.year, self.number)


@dataclass(slots=True)
class DayOfMonth:
    """One day in the table. ``is_outside`` where it belongs to the month before or after."""

    date: date
    is_outside: bool
    is_today: bool
    shown: list["ShownDate"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A meet-up on one of its days; ``goes_on`` on all but its first."""

    listed: ListedDate
    goes_on: bool


def month_path(month: Month) -> str:
    """The address of a month, below that of its index."""
    return f"month/{month.year:04}/{month.number:02}/"


def _range(dates, today: date) -> tuple[Month, Month]:
    """The first and the last month that have a page: others would go on for ever."""
    ends = dates.order_by().aggregate(first=Min("start"), last=Max("end"))
    first, last = (
        timezone.localtime(moment).date() if moment else today
        for moment in ends.values()
    )
    return Month.of(min(first, today)), Month.of(max(last, today))


def _fill(days: dict[date, DayOfMonth], listed: list[ListedDate]) -> None:
    for one in listed:
        first, last = first_day(one.occurrence), last_day(one.occurrence)
        if not one.occurrence.all_day and last > first:
            last = _last_evening(one.occurrence, first, last)
        day = max(first, min(days))
        while day <= min(last, max(days)):
            days[day].shown.append(ShownDate(one, goes_on=day > first))
            day += ONE_DAY


def _last_evening(occurrence, first: date, last: date) -> date:
    """An evening that ends after midnight is no second day."""
    return first if occurrence.end - occurrence.start <= timedelta(hours=12) else last


def month_context(request, index, year: int | None, month: int | None) -> dict:
    """The template context of a month of an index; the present one without a year.

    - ``month``, ``previous_month`` and ``next_month``: with ``name`` and their address
    - ``weekdays``: the names of the columns; ``weeks``: rows of ``DayOfMonth``
    - ``days``: those of the month that something takes place on, for a list
    - and what ``views.head`` adds

    Raises ``Http404`` for what is no month, and before the first and after the last date.
    """
    snapshot = get_snapshot(request)
    today = timezone.localdate(snapshot.now)
    try:
        shown = Month.of(date(year, month, 1)) if year else Month.of(today)
    except ValueError:
        raise Http404 from None
    dates = dates_below(index, snapshot)
    first, last = _range(dates, today)
    if not first.first <= shown.first <= last.first:
        raise Http404
    weeks = [
        [DayOfMonth(day, Month.of(day) != shown, day == today) for day in week]
        for week in shown.weeks()
    ]
    days = {day.date: day for week in weeks for day in week}
    start = datetime.combine(min(days), datetime.min.time(), UTC) - MARGIN
    end = datetime.combine(max(days), datetime.min.time(), UTC) + ONE_DAY + MARGIN
    rows = dates.filter(start__lt=end, end__gt=start).order_by("start", "pk")
    _fill(days, list_dates(index, snapshot, rows))
    before, after = shown.after(-1), shown.after(1)
    return {
        "month": shown,
        "previous_month": before if before.first >= first.first else None,
        "next_month": after if after.first <= last.first else None,
        "weekdays": [day.date for day in weeks[0]],
        "weeks": weeks,
        "days": [
            day for week in weeks for day in week if day.shown and not day.is_outside
        ],
        **head_context(request, index, snapshot, image=None),
    }
