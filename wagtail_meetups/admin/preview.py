"""What *when* gives as it stands in the editor: in words, the next dates, and clashes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from ..domain.errors import MeetupError
from ..domain.schedule import Add, Occurrence, Schedule, after, get_zone
from ..views.repeats import describe_repeats
from ..views.when import describe_start, format_day
from .clashes import Clash, find_clashes
from .mistakes import explain, find_mistakes

__all__ = ["DatesPreview", "preview"]

SHOWN = 6
# The dates that are compared with those of other meet-ups.
COMPARED = 60
# The dates of a series that a change can be chosen for, the recent ones among them.
OFFERED, RECENT = 150, timedelta(days=62)
SHOWN_CLASHES = 10


@dataclass(frozen=True, slots=True)
class OfferedDate:
    """A date of the series for a change to name, as its fields are filled in."""

    day: str
    clock: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownDate:
    """One of the next dates; ``planned`` tells where it was moved from, as a ``<time>``."""

    occurrence: Occurrence
    planned: str

    @classmethod
    def of(cls, date: Occurrence) -> "ShownDate":
        planned = describe_start(date.planned, date) if date.is_moved else ""
        return cls(date, planned)


@dataclass(frozen=True, slots=True)
class DatesPreview:
    """What the editor is told. ``mistakes`` are sentences; ``event`` has been saved or not.

    ``repeats`` is empty for a meet-up that takes place once. ``more`` clashes are not
    shown.
    """

    event: object
    mistakes: list[str] = field(default_factory=list)
    repeats: str = ""
    dates: list[ShownDate] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    more: int = 0
    offered: list[OfferedDate] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is no date to begin with."""
        return self.event.start_date is None and not self.mistakes


def _told(event, mistakes) -> list[str]:
    told = [words for _name, words in mistakes.fields]
    kinds = [block["type"] for block in event.changes.raw_data]
    labels = {
        name: str(block.label)
        for name, block in event.changes.stream_block.child_blocks.items()
    }
    return told + [
        _("%(change)s (no. %(number)d): %(words)s")
        % {"change": labels[kinds[index]], "number": index + 1, "words": words}
        for index, words in sorted(mistakes.changes.items())
    ]


def _offered(schedule: Schedule, now: datetime) -> list[OfferedDate]:
    """The dates as they are planned, changed or not; those added are among them."""
    added = tuple(one for one in schedule.changes if isinstance(one, Add))
    plain = replace(schedule, changes=added)
    dates = list(islice(after(plain, now - RECENT), OFFERED))
    zone = get_zone(schedule.timezone)
    walls = [one.planned.astimezone(zone) for one in dates]
    days = [wall.date() for wall in walls]
    date_input, time_input = AdminDateInput(), AdminTimeInput()
    offered = []
    for wall in walls:
        label, clock = format_day(wall.date()), ""
        if days.count(wall.date()) > 1:
            clock = time_input.format_value(wall.time())
            label = _("%(day)s, %(time)s") % {"day": label, "time": clock}
        offered.append(OfferedDate(date_input.format_value(wall.date()), clock, label))
    return offered


def preview(
    event,
    user,
    *,
    index_path: str,
    own_ids: Sequence[int] = (),
    mistakes: Sequence[str] = (),
) -> DatesPreview:
    """Look at the schedule of ``event``, which need not be saved, with this user's eyes.

    ``index_path`` is the tree path of the page above it, ``own_ids`` are the pages of the
    same meet-up, ``mistakes`` what is wrong already. Bounded in time and queries.
    """
    told = [*mistakes]
    if (schedule := event.schedule) is None:
        return DatesPreview(event, told)
    now = timezone.now()
    told += _told(event, find_mistakes(event))
    repeats = describe_repeats(schedule)
    try:
        dates = list(islice(after(schedule, now), COMPARED))
        offered = _offered(schedule, now) if schedule.rule else []
    except MeetupError as error:
        # What blocks publishing has been told; this may be about dates far ahead.
        return DatesPreview(event, told or [explain(error)])
    taking_place = [one for one in dates if not one.is_cancelled]
    clashes = find_clashes(
        taking_place, event, index_path=index_path, own_ids=own_ids, user=user
    )
    clashes.sort(key=lambda one: (not one.same_place, one.date.start, one.title))
    return DatesPreview(
        event,
        told,
        repeats,
        [ShownDate.of(one) for one in dates[:SHOWN]],
        clashes[:SHOWN_CLASHES],
        max(len(clashes) - SHOWN_CLASHES, 0),
        offered,
    )
