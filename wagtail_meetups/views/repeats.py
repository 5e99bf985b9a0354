"""How a series repeats, in a sentence: "every month on the fourth Tuesday"."""

from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..domain.errors import MeetupError
from ..domain.pattern import DAYS_OFF, WORKDAYS, Pattern, pattern
from ..domain.schedule import Schedule, parse_rule

__all__ = ["describe_repeats", "monthday_words", "place_words", "weekday_name"]

# A year with a 29 February.
LEAP_YEAR = 2000
# From here on it is shorter to say which months are left out.
MOST_MONTHS = 7
EVERY_DAY = tuple(range(7))


def _listed(items: list[str]) -> str:
    *more, last = items
    if not more:
        return last
    text = more[0]
    for item in more[1:]:
        text = _("%(items)s, %(item)s") % {"items": text, "item": item}
    return _("%(items)s and %(last)s") % {"items": text, "last": last}


def _rhythm(every: str, interval: int) -> str:
    if interval == 1:
        return {
            "DAILY": _("every day"),
            "WEEKLY": _("every week"),
            "MONTHLY": _("every month"),
            "YEARLY": _("every year"),
        }[every]
    if interval == 2:
        return {
            "DAILY": _("every second day"),
            "WEEKLY": _("every second week"),
            "MONTHLY": _("every second month"),
            "YEARLY": _("every second year"),
        }[every]
    return {
        "DAILY": ngettext("every %(count)d day", "every %(count)d days", interval),
        "WEEKLY": ngettext("every %(count)d week", "every %(count)d weeks", interval),
        "MONTHLY": ngettext(
            "every %(count)d month", "every %(count)d months", interval
        ),
        "YEARLY": ngettext("every %(count)d year", "every %(count)d years", interval),
    }[every] % {"count": interval}


def place_words() -> dict[int, str]:
    """The words for the places of a month, around the name of a day."""
    return {
        1: _("the first %(weekday)s"),
        2: _("the second %(weekday)s"),
        3: _("the third %(weekday)s"),
        4: _("the fourth %(weekday)s"),
        5: _("the fifth %(weekday)s"),
        -1: _("the last %(weekday)s"),
        -2: _("the next to last %(weekday)s"),
    }


def weekday_name(weekdays: tuple[int, ...]) -> str:
    """The name of a day of the week, or of several that have one: "weekday"."""
    if weekdays == WORKDAYS:
        return pgettext("Monday to Friday", "weekday")
    if weekdays == DAYS_OFF:
        return pgettext("Saturday or Sunday", "weekend day")
    return str(WEEKDAYS[weekdays[0]])


def _place(nth: int, weekdays: tuple[int, ...]) -> str:
    """ "The fourth Tuesday", or "the last weekday"."""
    return place_words()[nth] % {"weekday": weekday_name(weekdays)}


def monthday_words(day: int) -> str:
    """ "Day 15", or "the last day"."""
    if day == -1:
        return _("the last day")
    if day == -2:
        return _("the next to last day")
    return _("day %(day)d") % {"day": day}


def _days(said: Pattern) -> list[str]:
    if said.places:
        return [_place(nth, weekdays) for nth, weekdays in said.places]
    if said.monthdays:
        return [monthday_words(day) for day in said.monthdays]
    if said.dates:
        days = [date(LEAP_YEAR, month, day) for month, day in said.dates]
        return [
            pgettext("yearly on that day", "%(day)s")
            % {"day": date_format(day, "MONTH_DAY_FORMAT")}
            for day in days
        ]
    return [
        pgettext("weekly on that day", "%(weekday)s") % {"weekday": WEEKDAYS[weekday]}
        for weekday in said.weekdays
    ]


def _repeats(said: Pattern) -> str:
    if said.interval == 1 and said.weekdays == WORKDAYS:
        names = {"first": WEEKDAYS[0], "last": WEEKDAYS[4]}
        return _("every day from %(first)s to %(last)s") % names
    if said.interval == 1 and said.weekdays == EVERY_DAY:
        return _rhythm("DAILY", 1)
    rhythm, days = _rhythm(said.every, said.interval), _days(said)
    if not days:
        return rhythm
    listed = _listed(days)
    if said.every == "YEARLY" and said.months:
        [month] = said.months
        words = {"days": listed, "month": MONTHS[month]}
        listed = _("%(days)s of %(month)s") % words
    return _("%(rhythm)s on %(days)s") % {"rhythm": rhythm, "days": listed}


def _with_months(repeats: str, said: Pattern) -> str:
    if not said.months or said.every == "YEARLY" or len(said.months) == len(MONTHS):
        return repeats
    if len(said.months) < MOST_MONTHS:
        names = [str(MONTHS[month]) for month in said.months]
        sentence = _("%(repeats)s, in %(months)s")
    else:
        names = [str(MONTHS[month]) for month in MONTHS if month not in said.months]
        sentence = _("%(repeats)s, except in %(months)s")
    return sentence % {"repeats": repeats, "months": _listed(names)}


def _with_end(repeats: str, said: Pattern) -> str:
    if said.count:
        return ngettext(
            "%(repeats)s, %(count)d time", "%(repeats)s, %(count)d times", said.count
        ) % {"repeats": repeats, "count": said.count}
    if said.last is None:
        return repeats
    if said.every in ("MONTHLY", "YEARLY"):
        month = date_format(said.last, "YEAR_MONTH_FORMAT")
        return _("%(repeats)s, until %(month)s") % {"repeats": repeats, "month": month}
    day = date_format(said.last, "DATE_FORMAT")
    return _("%(repeats)s, until %(day)s") % {"repeats": repeats, "day": day}


def _raw(rule: str) -> str:
    return _("by the rule %(rule)s") % {"rule": rule}


def describe_repeats(schedule: Schedule) -> str:
    """Say in the active language how a series repeats; nothing for a single date.

    A rule that has no words is shown as it is written, also one that cannot be read.
    """
    if not schedule.rule:
        return ""
    try:
        said = pattern(schedule)
        if said is None:
            return _raw(parse_rule(schedule.rule).text)
    except MeetupError:
        return _raw(schedule.rule)
    return _with_end(_with_months(_repeats(said), said), said)
