"""What can be wrong with a time. Each error says which field to change, and how."""

from datetime import date, datetime

__all__ = [
    "DateOutOfRangeError",
    "EndBeforeStartError",
    "MeetupError",
    "MissingTimeError",
    "NonexistentTimeError",
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
