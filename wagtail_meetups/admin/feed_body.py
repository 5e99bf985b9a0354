"""What was found in the body of an answer: one calendar, and the same meet-ups as here."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar

from ..fetching import LARGEST, Answer
from .feed_report import FeedReport
from .findings import Finding, Level

__all__ = ["look_at_body"]


def look_at_body(answer: Answer, report: FeedReport) -> list[Finding]:
    """Read the answer as a calendar and compare it with what ``report`` knows."""
    if answer.is_cut:
        return [
            Finding(
                Level.LOOK,
                _("It is larger than %(size)d MB, so it was not read to its end.")
                % {"size": LARGEST // 1_000_000},
                _("A lower FEED_PAST_DAYS makes it smaller, and phones faster."),
            )
        ]
    calendars = _read(answer.body)
    if not calendars or not answer.body.rstrip().endswith(b"END:VCALENDAR"):
        return [_changed(_("It cannot be read as a calendar, or it breaks off."))]
    if len(calendars) > 1:
        return [_changed(_("It holds more than one calendar; phones read the first."))]
    events = calendars[0].walk("VEVENT")
    return [_look_at_events(events), _compare(events, report)]


def _changed(text: str) -> Finding:
    return Finding(
        Level.WRONG,
        text,
        _("Something in front of the site changes it: ask whoever runs the server."),
    )


def _read(body: bytes) -> list[Calendar]:
    try:
        return Calendar.from_ical(body, multiple=True)
    except Exception:  # Whatever it stumbles over: a phone would stumble too.
        return []


def _value(event, name: str) -> str:
    """A property as it is written in the calendar, the first where there are several."""
    found = event.get(name, [])
    value = next(iter(found), None) if isinstance(found, list) else found
    return value.to_ical().decode() if value is not None else ""


def _look_at_events(events) -> Finding:
    # A single date of a series has the UID of the series and a RECURRENCE-ID of its own.
    names = Counter(
        (_value(event, "UID"), _value(event, "RECURRENCE-ID")) for event in events
    )
    if any(times > 1 or not uid for (uid, _date), times in names.items()):
        return Finding(
            Level.WRONG,
            _(
                "Some meet-ups come twice, or without the identifier that phones know them by."
            ),
            _("Run “manage.py rebuild_meetups”. If it stays so, report it as a bug."),
        )
    count = len({uid for uid, _date in names})
    return Finding(
        Level.OK,
        ngettext(
            "It is a calendar with %(count)d meet-up.",
            "It is a calendar with %(count)d meet-ups.",
            count,
        )
        % {"count": count},
    )


def _compare(events, report: FeedReport) -> Finding:
    there: dict[str, str] = {}
    for event in events:
        uid = _value(event, "UID")
        there[uid] = max(there.get(uid, ""), _value(event, "LAST-MODIFIED"))
    here = {
        uid: modified.strftime("%Y%m%dT%H%M%SZ")
        for uid, modified in report.modified.items()
    }
    missing, gone = len(here.keys() - there.keys()), len(there.keys() - here.keys())
    changed = sum(there[uid] != here[uid] for uid in there.keys() & here.keys())
    if not missing and not gone and not changed:
        return Finding(Level.OK, _("The meet-ups are those that this site has now."))
    return Finding(
        Level.LOOK,
        _(
            "The meet-ups are not those that this site has now. Missing: %(missing)d; "
            "there, but no longer here: %(gone)d; changed since: %(changed)d."
        )
        % {"missing": missing, "gone": gone, "changed": changed},
        _(
            "A cache may give an older answer for some minutes, as it should. Look "
            "again later; if it stays so, empty the cache in front of the site."
        ),
    )
