"""How a meet-up repeats: RFC 5545 RRULE text (section 3.3.10) to a value, and back.

Left out on purpose: seconds, minutes and hours as a frequency (a meet-up repeats by
days at most), BYSECOND but for 0, and what RFC 5545 does not have, such as BYEASTER.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from .errors import (
    BadPartError,
    MissingPartError,
    PartConflictError,
    RepeatedPartError,
    TooFrequentError,
    UnknownPartError,
)
from .values import FIRST_YEAR, LAST_YEAR

__all__ = ["FREQUENCIES", "WEEKDAYS", "Rule", "parse_rule"]

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
TOO_FREQUENT = ("HOURLY", "MINUTELY", "SECONDLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Clients step through an interval day by day, and some of them on a phone.
LONGEST_INTERVAL = 9_999
LARGEST_COUNT = 999_999
LONGEST_TEXT = 1_000
# A month has at most five of a weekday.
MOST_IN_A_MONTH = 5
# As many as a day has hours.
MOST_IN_A_DAY = 24
BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as read; equal rules have equal ``text``, however they were written.

    ``byday`` holds (ordinal, weekday), with 0 for every one, and Monday as 0. ``until``
    is a day, a wall clock (naive) or an instant (aware, UTC), and included.
    """

    freq: str
    interval: int = 1
    bymonth: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[tuple[int, int], ...] = ()
    byhour: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: int = 0
    count: int | None = None
    until: date | datetime | None = None

    @property
    def is_endless(self) -> bool:
        return self.count is None and self.until is None

    @property
    def chooses_days(self) -> bool:
        """Whether it says which days: else they are those of its start."""
        return bool(self.byday or self.bymonthday or self.byyearday or self.byweekno)

    @property
    def text(self) -> str:
        """The RRULE value, in canonical order, without what is the default."""
        return ";".join(f"{name}={value}" for name, value in self._parts() if value)

    def _parts(self):
        yield "FREQ", self.freq
        yield "INTERVAL", "" if self.interval == 1 else str(self.interval)
        for name in LISTS:
            yield name, ",".join(map(str, getattr(self, name.lower())))
        yield (
            "BYDAY",
            ",".join(f"{nth or ''}{WEEKDAYS[day]}" for nth, day in self.byday),
        )
        yield "BYSETPOS", ",".join(map(str, self.bysetpos))
        yield "WKST", WEEKDAYS[self.wkst] if self.wkst else ""
        yield "COUNT", "" if self.count is None else str(self.count)
        yield "UNTIL", "" if self.until is None else until_text(self.until)


def until_text(until: date | datetime) -> str:
    """A day, a wall clock or an instant as RFC 5545 writes it."""
    if not isinstance(until, datetime):
        return f"{until:%Y%m%d}"
    return f"{until:%Y%m%dT%H%M%S}{'Z' if until.tzinfo else ''}"


# The numbers that a list may hold; where negative ones count from the end, also those.
LISTS = {
    "BYMONTH": (1, 12, False),
    "BYWEEKNO": (1, 53, True),
    "BYYEARDAY": (1, 366, True),
    "BYMONTHDAY": (1, 31, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
}
SETPOS = (1, 366, True)


def _number(part: str, text: str, low: int, high: int, signed: bool = False) -> int:
    if NUMBER.fullmatch(text) and (signed or text[0] not in "+-"):
        number = int(text)
        if low <= number <= high or (signed and low <= -number <= high):
            return number
    expected = f"{low} … {high}" + (f", -{high} … -{low}" if signed else "")
    raise BadPartError(part, text, expected)


def _numbers(part: str, text: str, low: int, high: int, signed: bool):
    found = {_number(part, item, low, high, signed) for item in text.split(",")}
    # Those from the end come last: 1, 15, -1.
    return tuple(sorted(found, key=lambda number: (number < 0, number)))


def _weekdays(part: str, text: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for item in text.split(","):
        match = BYDAY.fullmatch(item)
        nth = int(match[1] or 0) if match else 0
        if not match or abs(nth) > 53 or (match[1] and not nth):
            raise BadPartError(part, item, "MO, TU, WE, TH, FR, SA, SU, 4TU, -1FR")
        found.add((nth, WEEKDAYS.index(match[2])))
    return tuple(sorted(found, key=lambda pair: (pair[0] < 0, *pair)))


def _frequency(part: str, text: str) -> str:
    if text in TOO_FREQUENT:
        raise TooFrequentError(text)
    if text not in FREQUENCIES:
        raise BadPartError(part, text, ", ".join(FREQUENCIES))
    return text


def _week_start(part: str, text: str) -> int:
    if text not in WEEKDAYS:
        raise BadPartError(part, text, ", ".join(WEEKDAYS))
    return WEEKDAYS.index(text)


def _until(part: str, text: str) -> date | datetime:
    expected = "20271231, 20271231T235959, 20271231T235959Z"
    if not UNTIL.fullmatch(text):
        raise BadPartError(part, text, expected)
    try:
        # A leap second is taken for the one before it, as RFC 5545 3.3.12 allows.
        moment = datetime.strptime(
            re.sub("60(Z?)$", r"59\1", text).rstrip("Z"),
            "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d",
        )
    except ValueError as error:
        raise BadPartError(part, text, expected) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BadPartError(part, text, f"{FIRST_YEAR} … {LAST_YEAR}")
    if "T" not in text:
        return moment.date()
    return moment.replace(tzinfo=UTC) if text.endswith("Z") else moment


def _second(part: str, text: str) -> int:
    return _number(part, text, 0, 0)


READERS: dict[str, Callable[[str, str], Any]] = {
    "FREQ": _frequency,
    "INTERVAL": lambda part, text: _number(part, text, 1, LONGEST_INTERVAL),
    "COUNT": lambda part, text: _number(part, text, 1, LARGEST_COUNT),
    "UNTIL": _until,
    "WKST": _week_start,
    "BYDAY": _weekdays,
    "BYSETPOS": lambda part, text: _numbers(part, text, *SETPOS),
    "BYSECOND": _second,
    **{name: lambda part, text: _numbers(part, text, *LISTS[part]) for name in LISTS},
}


def _check_conflicts(rule: Rule) -> None:
    ordinals = [nth for nth, _weekday in rule.byday if nth]
    freq = f"FREQ={rule.freq}"
    conflicts = (
        ("UNTIL", "COUNT", rule.count is not None and rule.until is not None),
        ("BYWEEKNO", freq, rule.byweekno and rule.freq != "YEARLY"),
        ("BYYEARDAY", freq, rule.byyearday and rule.freq != "YEARLY"),
        ("BYMONTHDAY", freq, rule.bymonthday and rule.freq == "WEEKLY"),
        ("BYDAY", freq, ordinals and rule.freq not in ("MONTHLY", "YEARLY")),
        ("BYDAY", "BYWEEKNO", ordinals and rule.byweekno),
    )
    for part, other, is_wrong in conflicts:
        if is_wrong:
            raise PartConflictError(part, other)
    by_month = rule.freq == "MONTHLY" or rule.bymonth
    if by_month and (wrong := [nth for nth in ordinals if abs(nth) > MOST_IN_A_MONTH]):
        raise BadPartError("BYDAY", str(wrong[0]), "1 … 5, -5 … -1")
    if len(rule.byhour or "1") * len(rule.byminute or "1") > MOST_IN_A_DAY:
        minutes = ",".join(map(str, rule.byminute))
        expected = f"BYHOUR × BYMINUTE ≤ {MOST_IN_A_DAY}"
        raise BadPartError("BYMINUTE", minutes, expected)
    others = ("byday", "byhour", "byminute", *map(str.lower, LISTS))
    if rule.bysetpos and not any(getattr(rule, name) for name in others):
        raise MissingPartError("BYDAY", "BYSETPOS")


def parse_rule(text: str) -> Rule:
    """Read an RRULE value; "RRULE:" before it, lower case and white space do no harm.

    Raises a ``RuleError`` that names the part to change.
    """
    if len(text) > LONGEST_TEXT:
        raise BadPartError("RRULE", f"{text[:20]}…", f"≤ {LONGEST_TEXT}")
    value = "".join(text.split()).upper().removeprefix("RRULE:")
    found: dict[str, Any] = {}
    for item in filter(None, value.split(";")):
        part, _equals, content = item.partition("=")
        if part not in READERS:
            raise UnknownPartError(part)
        if part in found:
            raise RepeatedPartError(part)
        found[part] = READERS[part](part, content)
    if "FREQ" not in found:
        raise MissingPartError("FREQ")
    found.pop("BYSECOND", None)
    rule = Rule(**{part.lower(): value for part, value in found.items()})
    _check_conflicts(rule)
    return rule
