"""Schedules at random: any rule that RFC 5545 allows, any zone, changes of single dates.

One function for hypothesis (``st.randoms``) and for the long run (``random.Random``).
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from wagtail_meetups.domain.rules import FREQUENCIES, WEEKDAYS
from wagtail_meetups.domain.schedule import (
    Add,
    Alter,
    Cancel,
    DateRef,
    Move,
    Schedule,
)

from . import oracle

__all__ = ["random_rule", "random_schedule"]

# With clocks that change by an hour, half an hour, around midnight, by a whole day, by
# the moon, in the south, or never.
ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Havana",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Paris",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "UTC",
)
DAY = timedelta(days=1)


def _some(random: Random, values, most: int) -> str:
    picked = random.sample(list(values), random.randint(1, most))
    return ",".join(map(str, picked))


def _signed(high: int) -> list[int]:
    return [*range(1, high + 1), *range(-high, 0)]


def _byday(random: Random, *, ordinals: int) -> str:
    days = random.sample(WEEKDAYS, random.choice((1, 1, 1, 2, 3, 5, 7)))
    if not ordinals:
        return ",".join(days)
    near = (1, 2, 3, 4, 5, -1, -2, "")
    nths = [
        random.choice(near if random.random() < 0.8 else _signed(ordinals))
        for _day in days
    ]
    return ",".join(f"{nth}{day}" for nth, day in zip(nths, days, strict=True))


def _parts(random: Random, freq: str, times: bool) -> dict[str, str]:
    def sometimes(chance: float) -> bool:
        return random.random() < chance

    parts: dict[str, str] = {}
    if sometimes(0.35):
        parts["BYMONTH"] = _some(random, range(1, 13), random.choice((2, 11)))
    if freq == "YEARLY" and sometimes(0.15):
        parts["BYWEEKNO"] = _some(random, [*_signed(53), 1, -1, 52, 53], 4)
    if freq == "YEARLY" and sometimes(0.15):
        parts["BYYEARDAY"] = _some(random, [*_signed(366), 1, -1], 20)
    if freq != "WEEKLY" and sometimes(0.35 if freq == "MONTHLY" else 0.2):
        parts["BYMONTHDAY"] = _some(random, _signed(31), 10)
    if sometimes(0.6):
        most = 0
        if freq in ("MONTHLY", "YEARLY") and "BYWEEKNO" not in parts and sometimes(0.6):
            most = 5 if freq == "MONTHLY" or "BYMONTH" in parts else 53
        parts["BYDAY"] = _byday(random, ordinals=most)
    if times and sometimes(0.1):
        parts["BYHOUR"] = _some(random, (0, 1, 2, 3, 9, 12, 18, 23), 3)
    if times and sometimes(0.05):
        parts["BYMINUTE"] = _some(random, (0, 15, 30, 45), 2)
    if parts and sometimes(0.2):
        parts["BYSETPOS"] = _some(random, [*range(1, 6), -1, -2, -3, 10, 100], 3)
    return parts


def random_rule(
    random: Random, start: date, freq: str | None = None, *, times: bool = True
) -> str:
    """Any rule of those that a meet-up may have, with an end or without one."""
    freq = freq or random.choice(FREQUENCIES)
    parts = {"FREQ": freq}
    if random.random() < 0.4:
        parts["INTERVAL"] = str(random.choice((1, 2, 2, 3, 4, 6, 7, 10, 31, 400)))
    parts |= _parts(random, freq, times)
    if random.random() < 0.3:
        parts["WKST"] = random.choice(WEEKDAYS)
    end = random.random()
    if end < 0.3:
        parts["COUNT"] = str(random.choice((1, 2, 3, 5, 10, 40)))
    elif end < 0.6:
        last = start + random.randint(-20, 2_000) * DAY
        clock = random.choice(("", "T190000", "T235959Z", "T023000Z", "T013000"))
        parts["UNTIL"] = f"{last:%Y%m%d}{clock}"
    return ";".join(f"{part}={value}" for part, value in parts.items())


def _clock(random: Random) -> time:
    if random.random() < 0.4:
        # Where clocks change.
        return time(random.choice((0, 1, 2, 3)), random.choice((0, 15, 30, 45)))
    return time(random.randint(0, 23), random.choice((0, 30, 59)))


def _end(random: Random, start: datetime) -> tuple[date | None, time | None]:
    """Open, or on the same day, or on the next morning, or days later."""
    kind = random.random()
    if kind < 0.2:
        return None, None
    minutes = random.randint(1, 12 * 60)
    if kind < 0.8:
        return None, (start + timedelta(minutes=minutes)).time()
    end = start + random.randint(1, 4) * DAY + timedelta(minutes=minutes)
    return end.date(), end.time()


def _new_time(random: Random, near: date, all_day: bool) -> dict:
    day = near + random.randint(-40, 40) * DAY
    if all_day:
        return {"day": day, "end_day": random.choice((None, day + DAY))}
    if random.random() < 0.5:
        return {"day": day, "start": random.choice((None, time(19), time(12, 30)))}
    start = random.choice((time(12), time(18, 30)))
    end_day, end = _end(random, datetime.combine(day, start))
    return {"day": day, "start": start, "end": end, "end_day": end_day}


def _words(random: Random) -> dict:
    return {
        "title": random.choice(("", "In the garden")),
        "note": random.choice(("", "Bring a chair")),
        "online_link": random.choice(("", "https://talk.example/")),
        "venue": random.choice((None, 7)),
    }


def _change(random: Random, schedule: Schedule, dates: list[oracle.Date]):
    day, clock = schedule.start_date + random.randint(-10, 900) * DAY, None
    if dates and random.random() < 0.8:
        key = random.choice(dates).key
        day = date.fromisoformat(key[:10])
        if len(key) > 10:
            clock = time(int(key[11:13]), int(key[13:]))
    elif random.random() < 0.2:
        clock = schedule.start_time
    ref = DateRef(day, clock)
    kind = random.choice((Cancel, Cancel, Move, Move, Alter, Add))
    if kind is Cancel:
        return Cancel(ref, random.choice(("", "Ill")), random.random() < 0.5)
    if kind is Alter:
        return Alter(ref, **_words(random))
    times = _new_time(random, day, schedule.all_day)
    if kind is Move:
        return Move(ref, **times, reason=random.choice(("", "The room is taken")))
    return Add(**times, **_words(random))


def random_schedule(
    random: Random, freq: str | None = None
) -> tuple[Schedule, datetime]:
    """A schedule with a rule, and an instant until which its dates are wanted."""
    start = date(2011, 1, 1) + random.randint(0, 25 * 365) * DAY
    all_day = random.random() < 0.2
    clock = None if all_day else _clock(random)
    end_day, end = _end(random, datetime.combine(start, clock or time()))
    schedule = Schedule(
        start_date=start,
        start_time=clock,
        end_date=end_day,
        end_time=None if all_day else end,
        timezone=random.choice(ZONES),
        all_day=all_day,
        open_length=timedelta(minutes=random.choice((45, 120))),
        rule=random_rule(random, start, freq, times=not all_day),
    )
    # Daily, one year has dates enough.
    years = 1 if "DAILY" in schedule.rule else random.choice((1, 1, 2, 3))
    until = datetime.combine(start, time(12), UTC) + years * 370 * DAY
    if random.random() < 0.6:
        dates = oracle.dates(schedule, until)
        changes = [
            _change(random, schedule, dates) for _time in range(random.randint(1, 5))
        ]
        schedule = replace(schedule, changes=tuple(changes))
    return schedule, until
