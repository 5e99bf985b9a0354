"""A whole calendar of one series, by the book: RRULE, EXDATE, RECURRENCE-ID, no RDATE."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from wagtail_meetups.domain.ical import CALENDAR_END, MeetupEvent, calendar_head, vevent
from wagtail_meetups.domain.schedule import (
    Occurrence,
    Schedule,
    expand,
    first_planned,
    rule_text,
)

from .calendar_samples import BASE, HEAD

__all__ = ["calendar_of"]


def _moment(name: str, instant: datetime, occurrence: Occurrence) -> str:
    """A line that names a date in the way in which DTSTART does."""
    local = instant.astimezone(ZoneInfo(occurrence.timezone))
    if occurrence.all_day:
        return f"{name};VALUE=DATE:{local:%Y%m%d}\r\n"
    if occurrence.timezone == "UTC":
        return f"{name}:{local:%Y%m%dT%H%M%SZ}\r\n"
    return f"{name};TZID={occurrence.timezone}:{local:%Y%m%dT%H%M%S}\r\n"


def _event(lines: str, **values) -> str:
    meetup: MeetupEvent = replace(BASE, **values)
    return vevent(meetup).replace("SUMMARY:", f"{lines}SUMMARY:", 1)


def calendar_of(schedule: Schedule, until: datetime) -> str:
    """The text of a calendar with each date that is planned before ``until``."""
    dates = expand(schedule, until)
    plain = replace(schedule, changes=())
    [master] = [
        date for date in expand(plain, until) if date.planned == first_planned(plain)
    ]
    lines = f"RRULE:{rule_text(schedule)}\r\n"
    events = []
    for date in dates:
        if date.is_added:
            if not date.is_cancelled:
                events.append(_event("", uid=f"added-{date.key}", occurrence=date))
        elif date.is_cancelled:
            lines += _moment("EXDATE", date.planned, date)
        elif date.is_moved or date.title:
            line = _moment("RECURRENCE-ID", date.planned, date)
            events.append(_event(line, occurrence=date))
    zone = schedule.timezone
    year = min(date.start.year for date in (master, *dates))
    is_named = not schedule.all_day and zone != "UTC"
    head = calendar_head(HEAD, {zone: year} if is_named else {})
    return head + _event(lines, occurrence=master) + "".join(events) + CALENDAR_END
