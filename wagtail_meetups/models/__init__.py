"""Abstract bases and the small concrete tables. Imports nothing of ``wagtail.admin``."""

from .agreements import Agreement
from .attendance import Attendance
from .calendars import FEED_COLORS, RESERVED_SLUGS, AbstractMeetupIndex
from .events import AbstractEvent
from .links import PersonalLink
from .occurrences import CalendarEntry, FeedState, Occurrence
from .passages import NameFinding, PassageRequest
from .people import Attendee
from .places import Topic, Venue
from .recaps import AbstractRecap

__all__ = [
    "FEED_COLORS",
    "RESERVED_SLUGS",
    "AbstractEvent",
    "AbstractMeetupIndex",
    "AbstractRecap",
    "Agreement",
    "Attendance",
    "Attendee",
    "CalendarEntry",
    "FeedState",
    "NameFinding",
    "Occurrence",
    "PassageRequest",
    "PersonalLink",
    "Topic",
    "Venue",
]
