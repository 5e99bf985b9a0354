"""When a meet-up takes place: a wall clock in a named zone, and the instants it gives.

A wall clock survives editors in other zones and new time-zone rules; an instant does
not. So a ``Schedule`` is what the editor meant, and ``expand`` says what it means today.
This is the door to what the other files hold.
"""

from datetime import date, timedelta

from .bounds import LONGEST_NIGHT
from .changes import Add, Alter, Cancel, Change, DateRef, Move, Skip
from .checking import check
from .clocks import get_zone, is_repeated, zone_names
from .queries import after, between, next_date
from .rules import Rule, parse_rule
from .series import MAX_DATES, expand, skipped, unmatched_changes
from .telling import first_occurrence, first_planned, is_tellable, rule_text
from .values import FIRST_YEAR, LAST_YEAR, Occurrence, Schedule

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "LONGEST_NIGHT",
    "MAX_DATES",
    "Add",
    "Alter",
    "Cancel",
    "Change",
    "DateRef",
    "Move",
    "Occurrence",
    "Rule",
    "Schedule",
    "Skip",
    "after",
    "between",
    "check",
    "expand",
    "first_occurrence",
    "first_planned",
    "get_zone",
    "is_repeated",
    "is_tellable",
    "next_date",
    "parse_rule",
    "rule_text",
    "same_weekday_next_month",
    "skipped",
    "unmatched_changes",
    "zone_names",
]


def same_weekday_next_month(day: date) -> date:
    """The day a month later by its place in the month, as in "the fourth Tuesday".

    A fifth weekday that the next month does not have becomes its last one.
    """
    ordinal = (day.day - 1) // 7
    first = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    later = first + timedelta(days=(day.weekday() - first.weekday()) % 7 + 7 * ordinal)
    return later if later.month == first.month else later - timedelta(days=7)
