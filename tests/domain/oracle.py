"""A second reading of schedules: slow, day by day, by the letter of RFC 5545 3.3.10.

It shares nothing with ``wagtail_meetups.domain`` but the values that go in and out, and
nothing with dateutil. Each day of a period that counts is held against each BY part;
COUNT, UNTIL and the changes are applied to the list. Instants are searched for among the
offsets that the zone has around the wall clock, from UTC to local only.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from wagtail_meetups.domain.schedule import Add, Alter, Cancel, Move, Schedule

__all__ = ["Date", "dates", "idle_changes", "instant", "wall_dates"]

DAY = timedelta(days=1)
NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Date(NamedTuple):
    """One date as the oracle reads it."""

    key: str
    planned: datetime
    start: datetime
    end: datetime
    added: bool
    cancelled: bool
    postponed: bool
    moved: bool
    reason: str
    title: str
    note: str
    online_link: str
    venue: object


# The rule


def _year_length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _month_length(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - day.replace(day=1)).days


def _week_number(day: date, first_weekday: int) -> tuple[int, int]:
    """The number of the day's week, and how many weeks that week's year has."""

    def number(day):
        middle = day - ((day.weekday() - first_weekday) % 7) * DAY + 3 * DAY
        return middle.year, (middle - date(middle.year, 1, 1)).days // 7 + 1

    year, found = number(day)
    # The week of 28 December is the last one of its year, whatever day weeks start on.
    return found, number(date(year, 12, 28))[1]


def _counted(position: int, length: int) -> set[int]:
    """A place counted from the start, and from the end."""
    return {position, position - length - 1}


class Reading:
    """A rule's parts; what RFC 5545 takes from DTSTART is filled in."""

    def __init__(self, text: str, start: datetime):
        parts = dict(item.split("=") for item in text.split(";"))
        self.freq = parts["FREQ"]
        self.interval = int(parts.get("INTERVAL", 1))
        self.first_weekday = NAMES.index(parts.get("WKST", "MO"))
        self.count = int(parts["COUNT"]) if "COUNT" in parts else None
        self.until = parts.get("UNTIL")
        self.numbers = {
            name: {int(number) for number in parts[name].split(",")}
            for name in (
                "BYMONTH",
                "BYWEEKNO",
                "BYYEARDAY",
                "BYMONTHDAY",
                "BYHOUR",
                "BYMINUTE",
                "BYSETPOS",
            )
            if name in parts
        }
        self.weekdays = {
            (int(item[:-2] or 0), NAMES.index(item[-2:]))
            for item in parts.get("BYDAY", "").split(",")
            if item
        }
        self.in_month = self.freq == "MONTHLY" or "BYMONTH" in parts
        self._fill(start)

    def _fill(self, start: datetime) -> None:
        self.numbers.setdefault("BYHOUR", {start.hour})
        self.numbers.setdefault("BYMINUTE", {start.minute})
        if self.weekdays or {"BYYEARDAY", "BYMONTHDAY"} & set(self.numbers):
            return
        if self.freq == "WEEKLY" or "BYWEEKNO" in self.numbers:
            self.weekdays = {(0, start.weekday())}
        elif self.freq == "MONTHLY":
            self.numbers["BYMONTHDAY"] = {start.day}
        elif self.freq == "YEARLY":
            self.numbers.setdefault("BYMONTH", {start.month})
            self.numbers["BYMONTHDAY"] = {start.day}

    def period(self, day: date) -> int:
        if self.freq == "YEARLY":
            return day.year
        if self.freq == "MONTHLY":
            return day.year * 12 + day.month
        if self.freq == "WEEKLY":
            return (day.toordinal() - 1 - self.first_weekday) // 7
        return day.toordinal()

    def takes(self, day: date) -> bool:
        return (
            ("BYMONTH" not in self.numbers or self.is_bymonth(day))
            and ("BYWEEKNO" not in self.numbers or self.is_byweekno(day))
            and ("BYYEARDAY" not in self.numbers or self.is_byyearday(day))
            and ("BYMONTHDAY" not in self.numbers or self.is_bymonthday(day))
            and (not self.weekdays or self.is_byday(day))
        )

    def is_bymonth(self, day: date) -> bool:
        return day.month in self.numbers["BYMONTH"]

    def is_byweekno(self, day: date) -> bool:
        number, weeks = _week_number(day, self.first_weekday)
        return bool(_counted(number, weeks) & self.numbers["BYWEEKNO"])

    def is_byyearday(self, day: date) -> bool:
        number = day.timetuple().tm_yday
        return bool(
            _counted(number, _year_length(day.year)) & self.numbers["BYYEARDAY"]
        )

    def is_bymonthday(self, day: date) -> bool:
        return bool(_counted(day.day, _month_length(day)) & self.numbers["BYMONTHDAY"])

    def is_byday(self, day: date) -> bool:
        if self.in_month:
            place, length = day.day, _month_length(day)
        else:
            place, length = day.timetuple().tm_yday, _year_length(day.year)
        # Which of its weekday it is, from the start and from the end.
        ordinals = {0, (place - 1) // 7 + 1, -((length - place) // 7 + 1)}
        return any((nth, day.weekday()) in self.weekdays for nth in ordinals)

    def times(self) -> list[time]:
        hours, minutes = self.numbers["BYHOUR"], self.numbers["BYMINUTE"]
        return sorted(time(hour, minute) for hour in hours for minute in minutes)

    def pick(self, found: list[datetime]) -> list[datetime]:
        if "BYSETPOS" not in self.numbers:
            return found
        return [
            moment
            for index, moment in enumerate(found, 1)
            if _counted(index, len(found)) & self.numbers["BYSETPOS"]
        ]


def _days(reading: Reading, start: date, end: date) -> Iterator[date]:
    """Each day of the periods that count, from the start's one to the end's one."""
    first, last, day = reading.period(start), reading.period(end), start
    while reading.period(day - DAY) == first:
        day -= DAY
    while (period := reading.period(day)) <= last:
        if (period - first) % reading.interval == 0:
            yield day
        day += DAY


def wall_dates(text: str, start: datetime, end: datetime) -> list[datetime]:
    """The wall clocks that a rule gives from ``start`` to ``end``, UNTIL left aside."""
    reading = Reading(text, start)
    times, found = reading.times(), []
    days = _days(reading, start.date(), end.date())
    for _period, days_of_period in groupby(days, reading.period):
        inside = [day for day in days_of_period if reading.takes(day)]
        moments = [datetime.combine(day, clock) for day in inside for clock in times]
        found += [moment for moment in reading.pick(moments) if moment >= start]
        if reading.count and len(found) >= reading.count:
            break
    return [moment for moment in found[: reading.count] if moment <= end]


# The clocks


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """RFC 5545 3.3.5: the first of two, or by the offset before the gap."""
    around = [(wall + days * DAY).replace(tzinfo=UTC) for days in (-1, 1)]
    offsets = {moment.astimezone(zone).utcoffset() for moment in around}
    tries = [(wall - offset).replace(tzinfo=UTC) for offset in offsets]
    exact = [
        moment
        for moment in tries
        if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall
    ]
    return min(exact) if exact else (wall - min(offsets)).replace(tzinfo=UTC)


def _all_day(first: date, days: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start = instant(datetime.combine(first, time()), zone)
    shown = start.astimezone(zone).date()
    last = max(shown, first + (days - 1) * DAY)
    return start, instant(datetime.combine(last + DAY, time()), zone)


def _timed(
    wall: datetime, length: timedelta | None, schedule: Schedule, zone: ZoneInfo
):
    start = instant(wall, zone)
    if length is None:
        return start, start + schedule.open_length
    end = instant(wall + length, zone)
    return start, end if end > start else start + length


def _length(start: datetime, end_day: date | None, end: time | None):
    """By the clock; an end before the start is of the next morning."""
    if end is None:
        return None
    finish = datetime.combine(end_day or start.date(), end)
    return finish - start if finish > start else finish + DAY - start


# The schedule


class Slot:
    """A date while it is worked on."""

    def __init__(self, wall, start, end, length, added=None):
        self.wall, self.length, self.added = wall, length, added
        self.planned, self.planned_end = start, end
        self.start, self.end = start, end
        self.cancel = self.move = self.alter = None


def _base_length(schedule: Schedule):
    if schedule.all_day:
        return (schedule.end_date or schedule.start_date) - schedule.start_date + DAY
    start = datetime.combine(schedule.start_date, schedule.start_time)
    return _length(start, schedule.end_date, schedule.end_time)


def _slot(schedule: Schedule, wall: datetime, length, added=None) -> Slot:
    zone = ZoneInfo(schedule.timezone)
    if schedule.all_day:
        start, end = _all_day(wall.date(), length.days, zone)
    else:
        start, end = _timed(wall, length, schedule, zone)
    return Slot(wall, start, end, length, added)


def _written(schedule: Schedule, change: Move | Add, clock: time, length) -> Slot:
    """The date that a change writes; what it leaves empty is as before."""
    if schedule.all_day:
        wall = datetime.combine(change.day, time())
        if change.end_day:
            length = change.end_day - change.day + DAY
    else:
        wall = datetime.combine(change.day, change.start or clock)
        if change.end or change.end_day:
            length = _length(wall, change.end_day, change.end or schedule.end_time)
    return _slot(schedule, wall, length, change)


def _is_allowed(until: str | None, slot: Slot, schedule: Schedule) -> bool:
    """UNTIL: a day, or a wall clock, or an instant; of whole days always the day."""
    if until is None:
        return True
    if len(until) == 8:
        return f"{slot.wall:%Y%m%d}" <= until
    moment = datetime.strptime(until[:15], "%Y%m%dT%H%M%S")
    if until.endswith("Z"):
        if not schedule.all_day:
            return slot.planned <= moment.replace(tzinfo=UTC)
        moment = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(schedule.timezone))
    if schedule.all_day:
        return slot.wall.date() <= moment.date()
    return slot.wall <= moment


def _planned(schedule: Schedule, until: datetime) -> list[Slot]:
    clock = time() if schedule.all_day else schedule.start_time
    first, length = datetime.combine(schedule.start_date, clock), _base_length(schedule)
    last = (until + 2 * DAY).replace(tzinfo=None)
    walls = wall_dates(schedule.rule, first, last)
    bound = Reading(schedule.rule, first).until
    slots: dict[datetime, Slot] = {}
    for slot in (_slot(schedule, wall, length) for wall in walls):
        if slot.planned < until and _is_allowed(bound, slot, schedule):
            slots.setdefault(slot.planned, slot)
    return list(slots.values())


def _read(schedule: Schedule, until: datetime) -> tuple[list[Slot], list[int]]:
    """The dates before ``until``, and the changes without effect by their index."""
    slots, idle = _planned(schedule, until), []
    ruled, extra = {slot.planned for slot in slots}, {}
    for index, change in enumerate(schedule.changes):
        if isinstance(change, Add):
            length = _base_length(schedule)
            slot = _written(schedule, change, schedule.start_time, length)
            if slot.planned in ruled:
                idle.append(index)
            elif slot.planned < until:
                if slot.planned in extra:
                    idle.append(extra[slot.planned][0])
                extra[slot.planned] = index, slot
    slots = sorted(
        slots + [slot for _index, slot in extra.values()],
        key=lambda slot: (slot.planned, slot.wall),
    )
    kinds = {Cancel: "cancel", Move: "move", Alter: "alter"}
    limit = until.astimezone(ZoneInfo(schedule.timezone)).date()
    for index, change in enumerate(schedule.changes):
        if isinstance(change, Add):
            continue
        named = [slot for slot in slots if slot.wall.date() == change.ref.day]
        if change.ref.clock:
            named = [slot for slot in named if slot.wall.time() == change.ref.clock]
        if not named:
            if change.ref.day < limit:
                idle.append(index)
            continue
        kind = kinds[type(change)]
        if earlier := getattr(named[0], kind):
            idle.append(earlier[0])
        setattr(named[0], kind, (index, change))
    for slot in slots:
        if slot.cancel and slot.move:
            idle.append(slot.move[0])
        elif slot.move:
            move = slot.move[1]
            new = _written(schedule, move, slot.wall.time(), slot.length)
            slot.start, slot.end = new.start, new.end
    return slots, sorted(idle)


def idle_changes(schedule: Schedule, until: datetime) -> list:
    return [schedule.changes[index] for index in _read(schedule, until)[1]]


def dates(schedule: Schedule, until: datetime) -> list[Date]:
    """What ``expand`` must give."""
    found, days = [], set()
    for slot in _read(schedule, until)[0]:
        key = slot.wall.strftime("%Y-%m-%d")
        if key in days:
            key += slot.wall.strftime("-%H%M")
        days.add(slot.wall.strftime("%Y-%m-%d"))
        alter, added = slot.alter and slot.alter[1], slot.added
        change = (slot.cancel or slot.move or (0, None))[1]

        def text(name, alter=alter, added=added):
            return (alter and getattr(alter, name)) or (added and getattr(added, name))

        found.append(
            Date(
                key=key,
                planned=slot.planned,
                start=slot.start,
                end=slot.end,
                added=added is not None,
                cancelled=slot.cancel is not None,
                postponed=bool(slot.cancel and slot.cancel[1].is_postponed),
                moved=(slot.start, slot.end) != (slot.planned, slot.planned_end),
                reason=change.reason if change else "",
                title=text("title") or "",
                note=text("note") or "",
                online_link=text("online_link") or "",
                venue=text("venue"),
            )
        )
    return found
