"""One month of an index as a calendar: weeks, days, and what there is on each day."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.http import Http404
from django.utils.formats import date_format

from ..listing import dates_below, list_dates
from ..models.dates import MeetupDate, address_below
from ..models.events import default_timezone
from ..visibility import get_snapshot
from .addresses import NOT_LISTED, with_query
from .head import head_context
from .months import Month, find_bounds, first_weekday, local_day
from .narrowing import read_narrowing
from .subscribe import feed_context
from .when import days_of, format_clock, format_day, start_of, zone_name

__all__ = ["Day", "Entry", "Weekday", "month_context", "window"]

A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Weekday:
    """The head of a column."""

    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A date on one of its days.

    ``is_long`` where it lasts several; then ``begins`` and ``ends`` tell its first and
    last one. ``is_told`` on the first that the month has of it: there stands its link,
    and ``until``, its last day in words. ``clock`` and ``zone`` say when it begins, empty
    where that is no time of this day, and where the zone is that of the site.
    """

    date: MeetupDate
    is_long: bool
    begins: bool
    ends: bool
    is_told: bool
    clock: str
    zone: str
    until: str


@dataclass(frozen=True, slots=True)
class Day:
    """A cell: ``day`` is ``None`` in one that belongs to another month."""

    day: date | None
    name: str
    entries: tuple[Entry, ...]
    is_today: bool


def _weekdays() -> list[Weekday]:
    """The heads of the columns, from the day on which weeks begin in this language."""
    first = A_MONDAY + timedelta(days=first_weekday())
    days = [first + timedelta(days=number) for number in range(7)]
    return [Weekday(date_format(day, "l"), date_format(day, "D")) for day in days]


def _weeks(month: Month) -> list[list[date | None]]:
    weeks = calendar.Calendar(first_weekday()).monthdayscalendar(
        month.year, month.month
    )
    return [
        [month.first_day.replace(day=number) if number else None for number in week]
        for week in weeks
    ]


def window(month: Month) -> tuple[datetime, datetime]:
    """Two instants with all of a month between them, on whichever clock on earth.

    Wider than it by a day or more, and within what there are of days.
    """

    def midnight(ordinal: int) -> datetime:
        ordinal = min(max(ordinal, 1), date.max.toordinal())
        return datetime.combine(date.fromordinal(ordinal), time(), UTC)

    first = month.first_day.toordinal()
    return midnight(first - 1), midnight(first + 32)


def _until(first: date, last: date) -> str:
    """A last day in few words: there is little room."""
    same_year = first.year == last.year
    return date_format(last, "MONTH_DAY_FORMAT" if same_year else "DATE_FORMAT")


def _entry(listed: MeetupDate, day: date, told: date) -> Entry:
    occurrence = listed.occurrence
    first, last = days_of(occurrence)
    is_long, start = first < last, start_of(occurrence)
    has_clock = day == first and not occurrence.all_day
    is_elsewhere = occurrence.timezone != default_timezone()
    return Entry(
        date=listed,
        is_long=is_long,
        begins=day == first,
        ends=day == last,
        is_told=day == told,
        clock=format_clock(start) if has_clock else "",
        zone=zone_name(start) if has_clock and is_elsewhere else "",
        until=_until(first, last) if is_long and day == told else "",
    )


def _by_day(month: Month, dates: list[MeetupDate]) -> dict[date, list[Entry]]:
    """What stands on each day of the month; what lasts several days first, so that it
    stands in the same line of each."""
    end = month.first_day.replace(day=calendar.monthrange(month.year, month.month)[1])
    spans = [(days_of(listed.occurrence), listed) for listed in dates]

    def order(span):
        (first, last), listed = span
        return first == last, first, -(last - first).days, listed.occurrence.start

    found = defaultdict(list)
    for (first, last), listed in sorted(spans, key=order):
        first, last = max(first, month.first_day), min(last, end)
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            found[day].append(_entry(listed, day, told=first))
    return found


def _read(index, snapshot, narrowing, month: Month) -> dict[date, list[Entry]]:
    """The dates of a month, each on the days that it has in its own zone."""
    after, before = window(month)
    rows = narrowing.narrow(dates_below, index, snapshot)
    rows = rows.filter(end__gt=after, start__lt=before)
    dates = list_dates(index, snapshot, rows.order_by("start", "pk"))
    return _by_day(month, dates)


def _count(by_day) -> int:
    return sum(entry.is_told for entries in by_day.values() for entry in entries)


def month_context(request, index, year: str = "", month: str = "") -> dict:
    """The template context of a month of an index; of this one, unless one is named.

    Each date stands on the days that it has on the clocks of its own zone; what day it
    is today is told in the site's.

    - ``month``: a ``Month``; ``weekdays``: seven ``Weekday`` values; ``weeks``: lists of
      seven ``Day`` values
    - ``count``: how many dates it has
    - ``previous_month``, ``next_month``, ``this_month``: the months to go to, each with
      ``url``; ``None`` where there is none to go to
    - ``list_url``: the address of the list, with the same choice
    - ``narrowing``: what the reader chose; see ``views.narrowing``
    - ``robots``: search engines follow the links of months, and do not list them
    - ``feed_url``, ``feed_is_private`` and ``subscribe_url``: see ``feed_context``
    - and what ``views.head`` adds

    Raises ``Http404`` for a month before the first date or after the last one.
    """
    snapshot = get_snapshot(request)
    today = local_day(snapshot.now)
    this = Month.of(today)
    shown = Month(int(year), int(month)) if year else this
    first, last = find_bounds(dates_below(index, snapshot), today)
    if not first <= shown <= last or not 1 <= shown.month <= 12:
        raise Http404
    narrowing = read_narrowing(request, index, snapshot)
    by_day = _read(index, snapshot, narrowing, shown)
    home = index.get_full_url(request)

    def link(to: Month, path: str = "") -> dict | None:
        if not first <= to <= last or to == shown:
            return None
        url = address_below(home or "", path or to.path)
        return {"name": to.name, "url": with_query(url, narrowing.parameters)}

    return {
        "month": shown,
        "weekdays": _weekdays(),
        "weeks": [
            [
                Day(
                    day,
                    format_day(day) if day else "",
                    tuple(by_day.get(day, ())) if day else (),
                    day == today,
                )
                for day in week
            ]
            for week in _weeks(shown)
        ],
        "count": _count(by_day),
        "previous_month": link(shown.previous),
        "next_month": link(shown.next),
        "this_month": link(this, "month/"),
        "list_url": with_query(home or "", narrowing.parameters),
        "narrowing": narrowing,
        "robots": NOT_LISTED,
        **head_context(
            request,
            index,
            snapshot,
            path=shown.path,
            parameters=narrowing.parameters,
        ),
        **feed_context(request, index, snapshot),
    }
