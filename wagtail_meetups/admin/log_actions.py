"""What a page's history says of it being called off, moved and changed from a date on."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from ..changing.calling_off import ACTIONS
from ..changing.from_date import ACTION

__all__ = ["register_log_actions"]

LABELS = {
    "cancel": (gettext_lazy("Cancel"), gettext_lazy("Cancelled")),
    "postpone": (gettext_lazy("Postpone"), gettext_lazy("Postponed")),
    "move": (gettext_lazy("Move"), gettext_lazy("Moved")),
    "undo": (gettext_lazy("Take back"), gettext_lazy("Takes place after all")),
}


class CallingOffFormatter(LogFormatter):
    """In words: what was done, to which date, and why."""

    done = ""

    def format_message(self, log_entry):
        words = {"done": self.done}
        if not (moment := log_entry.data.get("date")):
            return self.done
        words["date"] = date_format(datetime.fromisoformat(moment), "DATE_FORMAT")
        return _("%(done)s: the date of %(date)s") % words

    def format_comment(self, log_entry):
        return log_entry.data.get("reason", "")


class ContinueFormatter(LogFormatter):
    """Of the new page, or of the series that ended before it."""

    label = gettext_lazy("Change from a date on")

    def format_message(self, log_entry):
        data = log_entry.data
        words = {
            "date": date_format(
                date.fromisoformat(data.get("from") or data["until"]), "DATE_FORMAT"
            ),
            "title": data["title"],
        }
        if "from" in data:
            return _("Made to go on from “%(title)s” from %(date)s on") % words
        return _("Ended before %(date)s: “%(title)s” goes on") % words


def register_log_actions(actions) -> None:
    """Name the entries of Wagtail's audit log."""
    actions.register_action(ACTION)(ContinueFormatter)
    for verb, action in ACTIONS.items():
        label, done = LABELS[verb]
        attributes = {"label": label, "done": done}
        actions.register_action(action)(
            type(f"{verb.capitalize()}Formatter", (CallingOffFormatter,), attributes)
        )
