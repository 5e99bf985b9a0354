"""The field of a rule: RRULE text, with controls beside it that write it for a person."""

import json

from django import forms
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from ..domain import rules
from ..domain.pattern import DAYS_OFF, NAMED_FROM_THE_END, WORKDAYS
from ..views.repeats import monthday_words, place_words, weekday_name

__all__ = ["RecurrenceInput"]

MONTHDAYS = (*range(1, 32), *NAMED_FROM_THE_END)


def _code(weekdays: tuple[int, ...]) -> str:
    """How BYDAY names these days."""
    return ",".join(rules.WEEKDAYS[day] for day in weekdays)


def _places_of_days() -> list[tuple[str, str]]:
    """The days that have a place in a month, such as the fourth: BYDAY and name."""
    groups = [(day,) for day in range(7)] + [WORKDAYS, DAYS_OFF]
    return [(_code(group), weekday_name(group)) for group in groups]


def _week() -> list[tuple[str, str]]:
    """The days of the week, from the first one in the active language."""
    # Django counts it from Sunday.
    first = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    days = [(first + offset) % 7 for offset in range(7)]
    return [(rules.WEEKDAYS[day], str(WEEKDAYS[day])) for day in days]


def _words() -> dict:
    """What the script says that is not written in the template."""
    return {
        "units": {
            "DAILY": _("Every how many days"),
            "WEEKLY": _("Every how many weeks"),
            "MONTHLY": _("Every how many months"),
            "YEARLY": _("Every how many years"),
        },
        "places": place_words(),
        "weekdays": dict(_places_of_days()),
        "monthdays": {day: monthday_words(day) for day in MONTHDAYS},
        "sameDay": _("the day of the date above"),
        "sameDate": _("the date above, each year"),
        "otherPlace": _("another day of the week …"),
        "otherDay": _("another day of the month …"),
    }


class RecurrenceInput(forms.TextInput):
    """RRULE text. With JavaScript, controls write it, and the text is there for experts.

    The text alone is sent. A rule that the controls cannot hold stays as it is written.
    """

    template_name = "wagtail_meetups/admin/widgets/recurrence.html"
    # How the text is written: said beside it, because the controls need no such thing.
    text_help = ""

    class Media:
        css = {"all": ["wagtail_meetups/admin/editor.css"]}
        js = ["wagtail_meetups/admin/rule.js", "wagtail_meetups/admin/repeats.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        attrs |= {"autocomplete": "off", "spellcheck": "false"}
        if self.text_help:
            context["text_help"] = self.text_help
            context["text_help_id"] = f"{attrs.get('id', name)}-text-help"
            described = (attrs.get("aria-describedby"), context["text_help_id"])
            attrs["aria-describedby"] = " ".join(filter(None, described))
        if not attrs.get("disabled"):
            attrs |= {
                "data-meetups-repeats-target": "text",
                "data-action": "meetups-repeats#type",
            }
            context["builder"] = {
                "words": json.dumps(_words()),
                "week": _week(),
                "months": list(MONTHS.items()),
                "places": [
                    # As it stands in a list, without a day: "the fourth …".
                    (nth, words % {"weekday": "…"})
                    for nth, words in place_words().items()
                ],
                "days": _places_of_days(),
                "monthdays": [(day, monthday_words(day)) for day in MONTHDAYS],
            }
        return context
