"""A time zone to calendar text (RFC 5545 section 3.6.5): one VTIMEZONE per IANA name.

Ours, because ``icalendar`` writes the spring onset in the new offset, and all onsets as
one comma-separated RDATE, of which several clients read only the first. What those
clients need shapes the text, beside the RFC:

- a yearly rule wherever the years follow one, open-ended while the zone's rule is;
- an onset no rule gives as an RDATE of its own, one a line; the first is repeated as
  DTSTART, which ical.js ignores beside RDATE;
- never RRULE and RDATE in one observance (RFC 5546 section 3.1.2).
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .schedule import get_zone

__all__ = ["vtimezone"]

# Onsets that follow no rule are written out to the end of this year, and for at least
# so many years: Morocco's and Palestine's, which tzdata predicts from the moon to 2087.
# From then on these zones keep the rule that tzdata gives for the time after all that.
WRITTEN_OUT_TO = 2040
WRITTEN_OUT_YEARS = 15
# A shorter run is written out too: its rule would say less than its dates.
SHORTEST_RUN = 3
# In so many years a rule shows each of its dates: the calendar repeats after 28 years,
# or 40 with a year such as 2100 between them.
RULED_YEARS = 40
# The Gregorian calendar repeats, weekdays too, so tzdata's final rule (its TZif footer)
# can be read in years far beyond its list of exceptions and dated back.
CYCLE_YEARS = 400
CYCLE = timedelta(days=146_097)
# Less than the shortest time between two changes in any zone since 1985: 7 days less
# an hour (Gaza in 2040, north-east Brazil in 2000). Under a final rule: four months.
STEP, RULED_STEP = timedelta(days=5), timedelta(days=60)
ONE_DAY, ONE_SECOND, ZERO = timedelta(days=1), timedelta(seconds=1), timedelta()
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STAMP = "%Y%m%dT%H%M%S"


class Kind(NamedTuple):
    """What the onsets of one observance share. Offsets are east of UTC."""

    component: str
    before: timedelta
    after: timedelta
    name: str


class Onset(NamedTuple):
    """A change of offset at the instant ``at``, in UTC."""

    at: datetime
    kind: Kind

    @property
    def wall(self) -> datetime:
        """The wall clock of the onset under the offset that ends, as DTSTART wants."""
        return (self.at + self.kind.before).replace(tzinfo=None)


class Rule(NamedTuple):
    """The seven days of a month in which a weekday is the onset, in each year.

    They start at ``day``, or are the month's last where it is ``None``. They may reach
    beyond the month: the days out there are then another month's rule.
    """

    day: int | None

    def date_in(self, year: int, month: int, weekday: int) -> date | None:
        first, length = monthrange(year, month)
        start = length - 6 if self.day is None else self.day
        day = start + (weekday - first - start + 1) % 7
        return date(year, month, day) if 1 <= day <= length else None

    def text(self, month: int, weekday: int) -> str:
        text = f"FREQ=YEARLY;BYMONTH={month};BYDAY="
        if self.day is None or self in NTH:
            return f"{text}{NTH[self]}{WEEKDAYS[weekday]}"
        days = (str(day) for day in range(max(self.day, 1), min(self.day + 7, 32)))
        return f"{text}{WEEKDAYS[weekday]};BYMONTHDAY={','.join(days)}"


NTH = {Rule(1): 1, Rule(8): 2, Rule(15): 3, Rule(22): 4, Rule(None): -1}
# In the order of preference.
RULES = (*NTH, *(Rule(day) for day in range(-5, 32) if Rule(day) not in NTH))


def _january(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or ZERO


def _onset(zone: ZoneInfo, at: datetime) -> Onset:
    before, after = (at - ONE_SECOND).astimezone(zone), at.astimezone(zone)
    start, end = before.utcoffset() or ZERO, after.utcoffset() or ZERO
    # By the direction of the change: tzdata may call Dublin's winter the DST, or not.
    daylight = end > start and (before.dst() or after.dst())
    component = "DAYLIGHT" if daylight else "STANDARD"
    return Onset(at, Kind(component, start, end, after.tzname() or "-00"))


def transitions(
    zone: ZoneInfo, first: int, last: int, step: timedelta = STEP
) -> Iterator[Onset]:
    """Yield the changes of offset from year ``first`` to ``last``, both in UTC.

    A change of name alone is left out. The instant at which ``last`` ends is included,
    the one at which ``first`` starts is not. Of two changes within ``step`` none is seen.
    """
    instant, end = _january(first), _january(last + 1)
    offset = _offset(zone, instant)
    while instant < end:
        low, instant = instant, min(instant + step, end)
        if (new := _offset(zone, instant)) == offset:
            continue
        high = instant
        while high - low > ONE_SECOND:
            middle = low + (high - low) // (2 * ONE_SECOND) * ONE_SECOND
            if _offset(zone, middle) == offset:
                low = middle
            else:
                high = middle
        offset = new
        yield _onset(zone, high)


def _onsets(zone: ZoneInfo, since: int) -> tuple[list[Onset], int]:
    """The onsets from the last one before ``since``, and the first year not written out."""
    turn = max(WRITTEN_OUT_TO, since + WRITTEN_OUT_YEARS) + 1
    # The final rule must take over from the offset it expects: not during a Ramadan.
    while _offset(zone, _january(turn)) != _offset(zone, _january(turn + CYCLE_YEARS)):
        turn += 1
    known = list(transitions(zone, since - 1, turn - 1))
    far = turn + CYCLE_YEARS
    ruled = transitions(zone, far, far + RULED_YEARS - 1, RULED_STEP)
    # The year starts earlier in the east: 14 hours at most, a day to be safe.
    start = _january(since) - ONE_DAY
    earlier = [onset for onset in known if onset.at <= start]
    later = [onset for onset in known if onset.at > start]
    later += [onset._replace(at=onset.at - CYCLE) for onset in ruled]
    if earlier and later:
        return [earlier[-1], *later], turn
    # Nothing changed in the year before, or nothing will: state the offset in force.
    local = start.astimezone(zone)
    offset = local.utcoffset() or ZERO
    daylight = later and (local.dst() or ZERO) > ZERO
    component = "DAYLIGHT" if daylight else "STANDARD"
    kind = Kind(component, offset, offset, local.tzname() or "-00")
    return [Onset(_january(min(1970, since - 1)) - offset, kind), *later], turn


def _fit(rule: Rule, dates: list[date]) -> int:
    """How many of the last dates are just what ``rule`` gives, with none between."""
    last, count = dates[-1], 0
    for year in range(last.year, dates[0].year - 1, -1):
        day = rule.date_in(year, last.month, last.weekday())
        if day is None:
            continue
        if count == len(dates) or day != dates[-1 - count]:
            break
        count += 1
    return count


def _until(rule: Rule, last: Onset, turn: int) -> str:
    """The end of a run, in UTC; nothing for the zone's final rule, which has none."""
    wall = last.wall
    years = range(wall.year + 1, turn + RULED_YEARS)
    more = any(rule.date_in(year, wall.month, wall.weekday()) for year in years)
    return f";UNTIL={last.at:{STAMP}}Z" if more else ""


def _observances(onsets: list[Onset], turn: int) -> Iterator[tuple[Onset, list[str]]]:
    """Yield the first onset of each observance with its RRULE or RDATE lines."""
    series: dict[tuple[object, ...], list[Onset]] = defaultdict(list)
    for onset in onsets:
        wall = onset.wall
        series[onset.kind, wall.month, wall.weekday(), wall.time()].append(onset)
    explicit: dict[Kind, set[Onset]] = defaultdict(set)
    for (kind, month, weekday, _), rest in series.items():
        # Backwards, so that the rule in force reaches as far back as it holds.
        while rest:
            dates = [onset.wall.date() for onset in rest]
            fits = [_fit(rule, dates) for rule in RULES]
            rule, count = RULES[fits.index(max(fits))], max(fits)
            run, rest = rest[-count:], rest[:-count]
            until = _until(rule, run[-1], turn)
            if until and count < SHORTEST_RUN:
                explicit[kind].update(run)
                continue
            yield run[0], [f"RRULE:{rule.text(month, weekday)}{until}"]
            if until and kind.before > ZERO:
                # UNTIL must be the last onset, in UTC; dateutil (and so vobject) takes
                # it for a wall clock and east of Greenwich stops one too early.
                explicit[kind].add(run[-1])
    for found in explicit.values():
        lines = [f"RDATE:{onset.wall:{STAMP}}" for onset in sorted(found)]
        yield min(found), lines if len(lines) > 1 else []


def _utc_offset(offset: timedelta) -> str:
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    text = f"{'-' if offset < ZERO else '+'}{minutes // 60:02}{minutes % 60:02}"
    return f"{text}{seconds:02}" if seconds else text


def _fold(line: str) -> str:
    # All of it is ASCII: a character is an octet (RFC 5545 section 3.1).
    rest = [line[start : start + 74] for start in range(75, len(line), 74)]
    return "\r\n ".join([line[:75], *rest]) + "\r\n"


@lru_cache(maxsize=1024)
def vtimezone(tzid: str, since: int) -> str:
    """Return the VTIMEZONE of an IANA name, right from 1 January ``since`` on.

    The first observance covers that day from its start, in UTC and in the zone; there is
    no end. The text ends with CRLF and follows from the arguments and tzdata alone.
    What follows no rule is written out up to ``WRITTEN_OUT_TO``. Raises
    ``UnknownTimeZoneError``. RFC 5545 section 3.6.5; TZURL and LAST-MODIFIED are left
    out on purpose: the text is made here, for one calendar.
    """
    onsets, turn = _onsets(get_zone(tzid), since)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}"]
    for first, dates in sorted(_observances(onsets, turn)):
        kind = first.kind
        lines += [
            f"BEGIN:{kind.component}",
            f"DTSTART:{first.wall:{STAMP}}",
            f"TZOFFSETFROM:{_utc_offset(kind.before)}",
            f"TZOFFSETTO:{_utc_offset(kind.after)}",
            f"TZNAME:{kind.name}",
            *dates,
            f"END:{kind.component}",
        ]
    return "".join(map(_fold, [*lines, "END:VTIMEZONE"]))
