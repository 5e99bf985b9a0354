"""What can be wrong with a time or a rule. Each error says which field to change, and how."""

from datetime import date, datetime

__all__ = [
    "BadPartError",
    "ChangeError",
    "DateOutOfRangeError",
    "EndBeforeStartError",
    "EndlessError",
    "MeetupError",
    "MissingPartError",
    "MissingTimeError",
    "NoDatesError",
    "NonexistentTimeError",
    "PartConflictError",
    "RepeatedPartError",
    "RuleError",
    "TooFrequentError",
    "TooManyDatesError",
    "UnknownPartError",
    "UnknownTimeZoneError",
]


class MeetupError(Exception):
    """The base of every error of the domain; ``field`` names the value to change."""

    field = ""


class UnknownTimeZoneError(MeetupError):
    """``name`` is not a time zone of the IANA database."""

    field = "timezone"

    def __init__(self, name: str):
        self.name = name
        super().__init__(
            f"{name!r} is not a known time zone. Use an IANA name such as 'Europe/Paris'."
        )


class DateOutOfRangeError(MeetupError):
    """The year of ``date`` is before ``first`` or after ``last``."""

    def __init__(self, field: str, date: date, first: int, last: int):
        self.field = field
        self.date = date
        self.first = first
        self.last = last
        super().__init__(
            f"{date.isoformat()} is out of range. Choose a year from {first} to {last}."
        )


class MissingTimeError(MeetupError):
    """A meet-up that is not all day has no start time, or an end date has no end time."""

    def __init__(self, field: str):
        self.field = field
        super().__init__(f"{field} is empty. Give a time, or make the meet-up all day.")


class NonexistentTimeError(MeetupError):
    """The clocks skip the wall clock ``wall``; ``following`` is the next one that exists."""

    def __init__(self, field: str, wall: datetime, following: datetime):
        self.field = field
        self.wall = wall
        self.following = following
        super().__init__(
            f"{wall:%H:%M} does not exist on {wall:%Y-%m-%d}: the clocks change. "
            f"The next time that exists is {following:%Y-%m-%d %H:%M}."
        )


class EndBeforeStartError(MeetupError):
    """The end is not after the start."""

    def __init__(self, field: str):
        self.field = field
        super().__init__("The end is not after the start. Choose a later end.")


class ChangeError(MeetupError):
    """The change at ``index`` of a schedule's changes is wrong; ``error`` says how."""

    field = "changes"

    def __init__(self, index: int, error: MeetupError):
        self.index = index
        self.error = error
        super().__init__(f"Change {index + 1}: {error}")


class RuleError(MeetupError):
    """A rule cannot be read, or gives no dates that can be used.

    ``part`` names the part of the RRULE to change, such as "BYDAY"; it is empty where
    all of the rule is meant.
    """

    field = "recurrence"
    part = ""


class UnknownPartError(RuleError):
    """``part`` is none of RFC 5545's, or one that a meet-up has no use for."""

    def __init__(self, part: str):
        self.part = part
        super().__init__(
            f"{part!r} is not a part of a rule that can be used. Remove it."
        )


class RepeatedPartError(RuleError):
    """``part`` is there twice."""

    def __init__(self, part: str):
        self.part = part
        super().__init__(f"{part} is there twice. Write its values in one list.")


class MissingPartError(RuleError):
    """``part`` must be there; where ``needed_by`` names another part, because of that."""

    def __init__(self, part: str, needed_by: str = ""):
        self.part = part
        self.needed_by = needed_by
        reason = f" because of {needed_by}" if needed_by else ""
        super().__init__(f"{part} is missing. Add it{reason}.")


class BadPartError(RuleError):
    """``value`` is not one of what ``part`` may be: ``expected``, in signs, not words."""

    def __init__(self, part: str, value: str, expected: str):
        self.part = part
        self.value = value
        self.expected = expected
        super().__init__(f"{part} cannot be {value!r}. Use {expected}.")


class TooFrequentError(RuleError):
    """``value`` is a frequency below a day: a meet-up repeats by days at most."""

    part = "FREQ"

    def __init__(self, value: str):
        self.value = value
        super().__init__(
            f"A meet-up cannot repeat {value}. Use DAILY, WEEKLY, MONTHLY or YEARLY; for "
            "several times in a day, DAILY with BYHOUR."
        )


class PartConflictError(RuleError):
    """``part`` cannot stand beside ``other``, by RFC 5545 section 3.3.10."""

    def __init__(self, part: str, other: str):
        self.part = part
        self.other = other
        super().__init__(f"{part} cannot be used with {other}. Remove one of the two.")


class NoDatesError(RuleError):
    """The rule never matches."""

    def __init__(self):
        super().__init__("The rule gives no date. Change it, or the date it starts on.")


class EndlessError(RuleError):
    """All dates of a rule without an end were asked for."""

    def __init__(self):
        super().__init__("The rule has no end. Ask for its dates until a moment.")


class TooManyDatesError(RuleError):
    """There are more than ``limit`` dates."""

    def __init__(self, limit: int):
        self.limit = limit
        super().__init__(
            f"The rule gives more than {limit} dates. Make it repeat less often, or end."
        )
