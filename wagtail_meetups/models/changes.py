"""What differs from the rule on single dates: StreamField blocks, and their domain values.

Each names its date by the wall clock of the series: a date, and a time only where two fall
on one day. Never a DateTimeBlock: that stores the offset of the editor's own zone.
"""

from datetime import date, time

from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ..domain.changes import Add, Alter, Cancel, Change, DateRef, Move, Skip

__all__ = ["change_blocks", "changes_of"]


def _ref_blocks() -> list:
    return [
        (
            "date",
            blocks.DateBlock(
                label=_("Which date"),
                help_text=_("A date of the series, as it was planned."),
            ),
        ),
        (
            "time",
            blocks.TimeBlock(
                label=_("Its time"),
                required=False,
                help_text=_("Only where two meet-ups fall on that day."),
            ),
        ),
    ]


def _reason_block() -> tuple:
    return "reason", blocks.CharBlock(
        label=_("Reason"),
        required=False,
        max_length=255,
        help_text=_("Shown to visitors."),
    )


def _time_block(label, help_text="") -> blocks.TimeBlock:
    return blocks.TimeBlock(label=label, required=False, help_text=help_text)


def _detail_blocks() -> list:
    return [
        (
            "title",
            blocks.CharBlock(label=_("Another title"), required=False, max_length=255),
        ),
        (
            "venue",
            SnippetChooserBlock(
                "wagtail_meetups.Venue", label=_("Another venue"), required=False
            ),
        ),
        (
            "online_link",
            blocks.URLBlock(
                label=_("Another link to join online"), required=False, max_length=500
            ),
        ),
        (
            "note",
            blocks.TextBlock(
                label=_("Note"),
                required=False,
                rows=2,
                help_text=_("Shown with this date, on its page and in calendars."),
            ),
        ),
    ]


def change_blocks() -> list:
    """The blocks of ``AbstractEvent.changes``."""
    keep = _("Empty: as long as usual.")
    return [
        (
            "cancel",
            blocks.StructBlock(
                [
                    *_ref_blocks(),
                    _reason_block(),
                    (
                        "is_postponed",
                        blocks.BooleanBlock(
                            label=_("A new date is being looked for"),
                            required=False,
                            help_text=_("It then says “postponed, no new date yet”."),
                        ),
                    ),
                ],
                label=_("Cancel or postpone one date"),
                icon="cross",
            ),
        ),
        (
            "move",
            blocks.StructBlock(
                [
                    *_ref_blocks(),
                    ("to_date", blocks.DateBlock(label=_("New date"))),
                    (
                        "to_start",
                        _time_block(_("From"), _("Empty: at the usual time.")),
                    ),
                    ("to_end", _time_block(_("To"), keep)),
                    (
                        "to_end_date",
                        blocks.DateBlock(
                            label=_("Last day"),
                            required=False,
                            help_text=_("Only where it lasts several days."),
                        ),
                    ),
                    _reason_block(),
                ],
                label=_("Move one date"),
                icon="redirect",
            ),
        ),
        (
            "alter",
            blocks.StructBlock(
                [*_ref_blocks(), *_detail_blocks()],
                label=_("Change one date"),
                icon="edit",
            ),
        ),
        (
            "add",
            blocks.StructBlock(
                [
                    ("date", blocks.DateBlock(label=_("Date"))),
                    ("start", _time_block(_("From"), _("Empty: at the usual time."))),
                    ("end", _time_block(_("To"), keep)),
                    (
                        "end_date",
                        blocks.DateBlock(
                            label=_("Last day"),
                            required=False,
                            help_text=_("Only where it lasts several days."),
                        ),
                    ),
                    *_detail_blocks(),
                ],
                label=_("Add a date"),
                icon="plus",
            ),
        ),
        (
            "skip",
            blocks.StructBlock(
                _ref_blocks(),
                label=_("Leave out one date"),
                icon="no-view",
            ),
        ),
    ]


def _day(value) -> date | None:
    return parse_date(value) if isinstance(value, str) else value


def _clock(value) -> time | None:
    return parse_time(value) if isinstance(value, str) else value


def _ref(value) -> DateRef:
    return DateRef(_day(value["date"]), _clock(value.get("time")))


def _details(value) -> dict:
    return {
        "title": value.get("title") or "",
        "note": value.get("note") or "",
        "online_link": value.get("online_link") or "",
        "venue": value.get("venue"),
    }


def _change(kind: str, value) -> Change:
    match kind:
        case "cancel":
            return Cancel(
                _ref(value),
                reason=value.get("reason") or "",
                is_postponed=bool(value.get("is_postponed")),
            )
        case "move":
            return Move(
                _ref(value),
                day=_day(value["to_date"]),
                start=_clock(value.get("to_start")),
                end=_clock(value.get("to_end")),
                end_day=_day(value.get("to_end_date")),
                reason=value.get("reason") or "",
            )
        case "alter":
            return Alter(_ref(value), **_details(value))
        case "skip":
            return Skip(_ref(value))
    return Add(
        day=_day(value["date"]),
        start=_clock(value.get("start")),
        end=_clock(value.get("end")),
        end_day=_day(value.get("end_date")),
        **_details(value),
    )


def changes_of(stream) -> tuple[Change, ...]:
    """The changes of an event, in the order of the editor; unfinished ones are left out.

    A draft may hold a block without its date. A venue is its primary key: read as it is
    stored, because the blocks would ask the database for each event's venues.
    """
    return tuple(
        _change(block["type"], value)
        for block in stream.raw_data
        if (value := block["value"]).get("date")
        and (block["type"] != "move" or value.get("to_date"))
    )
