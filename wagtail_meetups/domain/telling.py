"""A series as calendars are told it: RFC 5545 text, where clients read it right."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from .clocks import get_zone, is_repeated, wall_of
from .errors import NoDatesError
from .rules import Rule, parse_rule
from .series import LATEST, Planned, expand, planned
from .values import Occurrence, Schedule

__all__ = ["first_occurrence", "first_planned", "is_tellable", "rule_text"]


def first_planned(schedule: Schedule) -> datetime:
    """The start, in UTC, of the first date that the rule or the single date gives.

    Raises ``NoDatesError`` where there is none, and else as ``expand`` does.
    """
    first = next(planned(schedule, LATEST), None)
    if first is None:
        raise NoDatesError
    return first.start


def first_occurrence(schedule: Schedule) -> Occurrence:
    """The first date that the rule or the single date gives, as if nothing differed.

    A series starts there for calendars (DTSTART). Raises as ``first_planned`` does.
    """
    plain = replace(schedule, changes=())
    return expand(plain, first_planned(plain) + timedelta(minutes=1))[0]


def _until(rule: Rule, schedule: Schedule) -> date | datetime | None:
    """UNTIL in the form that the feed's DTSTART asks for (RFC 5545 section 3.3.10)."""
    until, zone = rule.until, get_zone(schedule.timezone)
    if until is None:
        return None
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    if schedule.all_day:
        return wall_of(until, zone).date() if until.tzinfo else until.date()
    return until if until.tzinfo else until.replace(tzinfo=zone).astimezone(UTC)


def rule_text(schedule: Schedule) -> str:
    """The RRULE value of a schedule's feed, in canonical order; empty without a rule.

    UNTIL is a date for whole days, else in UTC. What DTSTART gives stays unwritten: it
    is to be the first planned date. Raises ``UnknownTimeZoneError`` or a ``RuleError``.
    """
    if not schedule.rule:
        return ""
    rule = parse_rule(schedule.rule)
    if schedule.all_day:
        # Of no meaning beside a date (RFC 5545 section 3.3.10).
        rule = replace(rule, byhour=(), byminute=())
    return replace(rule, until=_until(rule, schedule)).text


def _has_one_reading(schedule: Schedule, plan: Planned) -> bool:
    zone = get_zone(schedule.timezone)
    start, end = plan.start.astimezone(zone), plan.end.astimezone(zone)
    if schedule.all_day:
        return start.date() == plan.wall.date()
    return (
        wall_of(start, zone) == plan.wall
        and start.utcoffset() == end.utcoffset()
        and not is_repeated(start)
        and not is_repeated(end)
    )


def is_tellable(schedule: Schedule, until: datetime | None = None) -> bool:
    """Whether an RRULE says to every client what ``expand`` gives up to ``until``.

    False where a date that the rule makes starts or ends in an hour that is missing or
    comes twice, or a change of the clocks lies between the two (clients differ in
    whether it is then as long as the first); and for rules that clients expand
    differently. Such dates are to be written out. True without a rule.
    Raises as ``expand`` does.
    """
    if not schedule.rule:
        return True
    if schedule.timezone == "UTC" and not schedule.all_day:
        # Clients that mind X-WR-TIMEZONE repeat by the clock of that zone.
        return False
    return all(_has_one_reading(schedule, plan) for plan in planned(schedule, until))
