"""A second opinion on a VTIMEZONE: reads the text as RFC 5545 section 3.6.5 says.

It shares nothing with ``wagtail_meetups.domain.vtimezone`` and does not trust
``icalendar``: own parser, ``dateutil.rrule`` for the rules, all instants in UTC. It is
as narrow as the poorer clients: of an RDATE line it reads the first date only.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import takewhile
from typing import NamedTuple

from dateutil.rrule import rrulestr


class Change(NamedTuple):
    at: datetime
    before: timedelta
    after: timedelta
    name: str


def lines_of(text: str) -> list[str]:
    """The content lines, unfolded (RFC 5545 section 3.1)."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _offset(value: str) -> timedelta:
    hours, minutes, seconds = value[1:3], value[3:5], value[5:7] or "0"
    offset = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -offset if value[0] == "-" else offset


def _wall(value: str) -> datetime:
    return datetime.strptime(value[:15], "%Y%m%dT%H%M%S")


def _changes(observance: list[tuple[str, str]], end: datetime) -> Iterator[Change]:
    fields = dict(observance)
    before, after = _offset(fields["TZOFFSETFROM"]), _offset(fields["TZOFFSETTO"])
    # An onset is a wall clock under the offset that ends: with that as its zone it is an
    # instant, and UNTIL can be in UTC as it should.
    zone = timezone(before)
    onsets = {_wall(fields["DTSTART"]).replace(tzinfo=zone)}
    for name, value in observance:
        if name == "RDATE":
            onsets.add(_wall(value).replace(tzinfo=zone))
        elif name == "RRULE":
            rule = rrulestr(
                value, dtstart=_wall(fields["DTSTART"]).replace(tzinfo=zone)
            )
            onsets.update(takewhile(lambda onset: onset < end, rule))
    for onset in onsets:
        yield Change(onset.astimezone(UTC), before, after, fields["TZNAME"])


class Reading:
    """The offsets that a VTIMEZONE gives to instants before ``end``."""

    def __init__(self, text: str, end: datetime):
        changes: set[Change] = set()
        observance: list[tuple[str, str]] = []
        for line in lines_of(text):
            name, value = line.split(":", 1)
            if name == "BEGIN":
                observance = []
            elif name == "END" and value != "VTIMEZONE":
                changes.update(_changes(observance, end))
            else:
                observance.append((name, value))
        self.changes = sorted(changes)
        self.instants = [change.at for change in self.changes]

    def at(self, instant: datetime) -> Change:
        index = bisect_right(self.instants, instant) - 1
        if index < 0:
            raise LookupError(f"no observance covers {instant}")
        return self.changes[index]


def changes_of(zone: tzinfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The first instant after each change of offset, by looking at every third day."""
    step = timedelta(days=3)
    while start < end:
        low, high = start, start + step
        offset = low.astimezone(zone).utcoffset()
        if high.astimezone(zone).utcoffset() != offset:
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == offset:
                    low = middle
                else:
                    high = middle
            yield high
        start += step


def instants_of(
    zone: tzinfo, start: datetime, end: datetime, every: timedelta
) -> Iterator[datetime]:
    """Both sides of every change, an hour and a second away, and dates between."""
    hour, second = timedelta(hours=1), timedelta(seconds=1)
    for change in changes_of(zone, start, end):
        for distance in (-hour, -second, timedelta(), second, hour):
            yield change + distance
    while start < end:
        yield start
        start += every
