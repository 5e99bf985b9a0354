"""Which months an index has a page for, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.text import capfirst

from ..domain.schedule import get_zone
from ..models import CalendarEntry, Occurrence
from ..models.events import default_timezone
from ..models.horizon import get_horizon
from .when import days_of

__all__ = ["Month", "find_bounds", "first_weekday", "local_day", "month_paths"]

# So many at either end are looked at, each on the clocks of its own zone: the first to
# begin on earth need not be the first in the calendar.
AT_THE_END = 20


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar: years from 1 to 9999, months from 1."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def path(self) -> str:
        """Its address below that of the index."""
        return f"month/{self.year:04}/{self.month:02}/"

    @property
    def name(self) -> str:
        """In the active language, as a heading: “November 2026”."""
        return capfirst(date_format(self.first_day, "YEAR_MONTH_FORMAT"))

    @property
    def next(self) -> "Month":
        return self.after(1)

    @property
    def previous(self) -> "Month":
        return self.after(-1)

    def after(self, months: int) -> "Month":
        """The month so many after this one; it may lie outside of the calendar."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)


def first_weekday() -> int:
    """The day on which weeks begin in the active language, as Python counts: 0 is Monday."""
    # Django counts from Sunday.
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def local_day(now: datetime) -> date:
    """The day of an instant in the site's own time zone."""
    return now.astimezone(get_zone(default_timezone())).date()


def _days(rows: Iterable[Occurrence]) -> list[date]:
    return [day for row in rows for day in days_of(row)]


def find_bounds(dates: QuerySet, today: date) -> tuple[Month, Month]:
    """The first and the last month to look at: those of the dates, and that of today.

    Two queries.
    """
    rows = dates.only("start", "end", "timezone", "all_day")
    days = [
        today,
        *_days(rows.order_by("start")[:AT_THE_END]),
        *_days(rows.order_by("-end")[:AT_THE_END]),
    ]
    return Month.of(min(days)), Month.of(max(days))


def month_paths(index) -> list[str]:
    """The addresses of the months from this one to the last that has a date.

    As far as series are filled in: of months beyond, and of those gone by, a cache is not
    told. One query.
    """
    entries = CalendarEntry.objects.filter(
        page__path__startswith=index.path, page__depth__gt=index.depth
    )
    now = timezone.now()
    last = (
        Occurrence.objects.filter(
            event__in=entries.order_by().values("source"), is_planned=True
        )
        .filter(end__gt=now, start__lt=get_horizon(now))
        .order_by("-start")
        .first()
    )
    month = Month.of(local_day(now))
    end = Month.of(days_of(last)[1]) if last else month
    paths = []
    while month <= end:
        paths.append(f"/{month.path}")
        month = month.next
    return paths
