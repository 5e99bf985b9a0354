"""How a date reads: on the clocks of the event's own zone, in the active language.

Nothing here looks at Django's active time zone, so neither ``TIME_ZONE`` nor a reader's
zone can shift a time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..domain.schedule import LONGEST_NIGHT, get_zone

__all__ = [
    "When",
    "days_of",
    "describe",
    "describe_start",
    "first_day",
    "format_clock",
    "format_day",
    "format_start",
    "start_of",
    "zone_name",
]


@dataclass(frozen=True, slots=True)
class When:
    """The pieces of a date, for a template to put in a sentence.

    ``start`` and ``end`` are ``<time>`` elements. ``kind`` says which sentence:

    - ``day``: all day; ``end`` is empty
    - ``days``: whole days, the last one included
    - ``open``: the end is not known and empty
    - ``hours``: ``end`` is a time on the same day
    - ``night``: ``end`` is a time on the next morning
    - ``span``: ``end`` is a time on a later day, with its date

    ``zone`` names the clock; it is empty for whole days. ``start_at`` and ``end_at`` are
    the machine-readable times behind ``start`` and ``end``, empty where these are days.
    """

    kind: str
    start: str
    end: str = ""
    zone: str = ""
    start_at: str = ""
    end_at: str = ""


def _local(moment: datetime, occurrence) -> datetime:
    return moment.astimezone(get_zone(occurrence.timezone))


def start_of(occurrence) -> datetime:
    """The start of an occurrence, on the clocks of its own zone."""
    return _local(occurrence.start, occurrence)


def first_day(occurrence) -> date:
    """The day on which an occurrence begins, in its own zone."""
    return start_of(occurrence).date()


def _is_within_a_day(start: datetime, end: datetime) -> bool:
    """Whether it ends on its first day; midnight is the end of that day."""
    days = (end.date() - start.date()).days
    return days == 0 or (days == 1 and end.time() == time())


def _is_night(start: datetime, end: datetime) -> bool:
    """Whether it is an evening that goes on into the next morning."""
    # By the clock: one in which the clocks go back is a night too.
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return (end.date() - start.date()).days == 1 and length <= LONGEST_NIGHT


def days_of(occurrence) -> tuple[date, date]:
    """The first and the last day of an occurrence as people count them, in its own zone.

    An evening over midnight is one day; an end at midnight is that of the day before. The
    end of whole days is exclusive: the first moment of the day after.
    """
    start, end = start_of(occurrence), _local(occurrence.end, occurrence)
    first, last = start.date(), end.date()
    if not occurrence.all_day and _is_night(start, end):
        return first, first
    if occurrence.all_day or end.time() == time():
        last -= timedelta(days=1)
    return first, max(first, last)


def format_day(day: date) -> str:
    """A day with its weekday, in the format of the active language."""
    return _("%(weekday)s, %(date)s") % {
        "weekday": date_format(day, "l"),
        "date": date_format(day, "DATE_FORMAT"),
    }


def format_clock(moment: datetime) -> str:
    """The time of day of a moment, in the format of the active language."""
    # The bare wall clock: Django would move an aware time to another zone.
    text = time_format(moment.time(), "TIME_FORMAT")
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _format_moment(moment: datetime) -> str:
    return _("%(day)s, %(time)s") % {
        "day": format_day(moment.date()),
        "time": format_clock(moment),
    }


def _machine(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat()


def _element(value: date | datetime, text: str) -> str:
    return format_html('<time datetime="{}">{}</time>', _machine(value), text)


def zone_name(moment: datetime) -> str:
    """The name of the clock that ``moment`` is told on, and what it is ahead of UTC."""
    offset = moment.strftime("%z")
    sign = "\N{MINUS SIGN}" if offset[0] == "-" else "+"
    minutes = f":{offset[3:5]}" if offset[3:5] != "00" else ""
    shown = f"UTC{sign}{int(offset[1:3])}{minutes}"
    region, _slash, place = str(moment.tzinfo).rpartition("/")
    if not region or region == "Etc":
        return shown if moment.utcoffset() else "UTC"
    return _("%(place)s time (%(offset)s)") % {
        "place": place.replace("_", " "),
        "offset": shown,
    }


def _describe_days(occurrence) -> When:
    first, last = days_of(occurrence)
    start = _element(first, format_day(first))
    if last <= first:
        return When("day", start)
    return When("days", start, _element(last, format_day(last)))


def format_start(moment: datetime, occurrence) -> str:
    """A start of this date, its own or another one, in words."""
    start = _local(moment, occurrence)
    return format_day(start.date()) if occurrence.all_day else _format_moment(start)


def describe_start(moment: datetime, occurrence) -> str:
    """Another start of the same date, such as the one announced first, as a ``<time>``."""
    start = _local(moment, occurrence)
    machine = start.date() if occurrence.all_day else start
    return _element(machine, format_start(moment, occurrence))


def describe(occurrence, *, is_open: bool = False) -> When:
    """Say when an occurrence is; ``is_open`` leaves out an end that was only assumed."""
    if occurrence.all_day:
        return _describe_days(occurrence)
    start = _local(occurrence.start, occurrence)
    end = _local(occurrence.end, occurrence)
    shown_start = _element(start, _format_moment(start))
    zone, start_at = zone_name(start), _machine(start)
    if is_open:
        return When("open", shown_start, zone=zone, start_at=start_at)
    if _is_within_a_day(start, end):
        kind, shown_end = "hours", format_clock(end)
    elif _is_night(start, end):
        kind, shown_end = "night", format_clock(end)
    else:
        kind, shown_end = "span", _format_moment(end)
    return When(
        kind, shown_start, _element(end, shown_end), zone, start_at, _machine(end)
    )
