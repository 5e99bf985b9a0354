"""A series as calendars are told it: RFC 5545 text, where clients read it right."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from .bounds import wall_length
from .clocks import get_zone, is_repeated, wall_of
from .errors import NoDatesError
from .rules import Rule
from .series import LATEST, Planned, expand, planned, read_rule
from .values import Occurrence, Schedule

__all__ = ["first_occurrence", "first_planned", "is_tellable", "rule_text"]

LENGTHS = dict(enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1))


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


def _told(schedule: Schedule) -> Rule:
    """The rule in the words that most clients read right, for equal dates."""
    rule = read_rule(schedule)
    if rule.freq == "MONTHLY" and rule.bymonth and not rule.bysetpos:
        if rule.interval == 1:
            # ical.js gives the first month twice; of a yearly rule, once.
            rule = replace(rule, freq="YEARLY")
    if rule.freq == "YEARLY" and not rule.chooses_days:
        # And without these it takes 1 March for 29 February.
        day = schedule.start_date
        rule = replace(
            rule, bymonth=rule.bymonth or (day.month,), bymonthday=(day.day,)
        )
    return replace(rule, until=_until(rule, schedule))


def rule_text(schedule: Schedule) -> str:
    """The RRULE value of a schedule's feed, in canonical order; empty without a rule.

    UNTIL is a date for whole days, else in UTC. What DTSTART gives may stay unwritten:
    it is to be the first planned date. Raises ``UnknownTimeZoneError`` or a ``RuleError``.
    """
    return _told(schedule).text if schedule.rule else ""


def _is_read_alike(rule: Rule) -> bool:
    """Whether clients expand the rule as RFC 5545 says: by what they do, not should.

    ical.js (Thunderbird, Nextcloud) and dateutil (vobject and its kin) were tried; see
    docs/explanation/decisions/0025-rules-that-clients-misread.md.
    """
    if rule.byhour or rule.byminute or rule.byweekno or rule.byyearday:
        return False
    ordinals = {bool(nth) for nth, _weekday in rule.byday}
    if rule.bysetpos:
        others = rule.bymonth or rule.bymonthday
        return rule.freq == "MONTHLY" and ordinals == {False} and not others
    if len(ordinals) > 1:
        return False
    if rule.freq == "WEEKLY":
        return True
    if rule.freq == "DAILY":
        return not rule.bymonthday
    if rule.freq == "MONTHLY":
        return not rule.bymonth and not (rule.byday and rule.bymonthday)
    if rule.bymonthday:
        shortest = min((LENGTHS[month] for month in rule.bymonth), default=0)
        in_all = all(0 < day <= shortest for day in rule.bymonthday)
        return in_all and not rule.byday
    return bool(rule.bymonth) or True not in ordinals


def _has_one_reading(schedule: Schedule, plan: Planned) -> bool:
    zone = get_zone(schedule.timezone)
    start, end = plan.start.astimezone(zone), plan.end.astimezone(zone)
    if schedule.all_day:
        # Samoa had no 30 December 2011: days that span it are one less than they say.
        length = wall_length(schedule) or timedelta()
        wanted = plan.wall.date(), (plan.wall + length).date()
        return (start.date(), end.date()) == wanted
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
    if not _is_read_alike(_told(schedule)):
        return False
    return all(_has_one_reading(schedule, plan) for plan in planned(schedule, until))
