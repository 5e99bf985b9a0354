"""What drafts say of *when*: Wagtail keeps the edits of a draft in its revision.

The row of a page that was never published still holds what the first autosave knew,
which is a title. Its dates are told to editors alone.
"""

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.utils.dateparse import parse_date, parse_time
from wagtail.models import Revision

from ..domain.errors import MeetupError
from ..domain.schedule import Occurrence, first_occurrence, get_zone

__all__ = ["NEVER_PUBLISHED", "first_date", "show_drafts", "shown_start_date"]

NEVER_PUBLISHED = Q(live=False, first_published_at__isnull=True)
READERS = {
    "start_date": parse_date,
    "start_time": parse_time,
    "end_date": parse_date,
    "end_time": parse_time,
    "timezone": str,
    "recurrence": str,
    "changes": str,
}
# What a draft always has.
KEPT = ("status", "attendance_mode")


def shown_start_date() -> Case:
    """The date that a list shows of each event, as text: in the database, to sort by."""
    drafted = KeyTextTransform("start_date", "latest_revision__content")
    return Case(
        # MariaDB tells the null of JSON as a word.
        When(
            NEVER_PUBLISHED & Q(latest_revision__isnull=False),
            then=NullIf(drafted, Value("null")),
        ),
        default=Cast(F("start_date"), CharField(max_length=10)),
        output_field=CharField(max_length=10),
    )


def show_drafts(pages) -> dict[int, list[int]]:
    """Give pages that were never published the date, venue and status of their draft.

    Returns the topics of these drafts, by page id. One query.
    """
    drafts = {
        page.latest_revision_id: page
        for page in pages
        if page.latest_revision_id and not page.live and not page.first_published_at
    }
    names = (*READERS, *KEPT, "all_day", "venue", "topics")
    rows = Revision.objects.filter(pk__in=drafts).values_list(
        "pk", *(f"content__{name}" for name in names)
    )
    topics = {}
    for pk, *values in rows:
        content = dict(zip(names, values, strict=True))
        page = drafts[pk]
        for name, read in READERS.items():
            empty = "" if read is str else None
            setattr(page, name, read(content[name]) if content[name] else empty)
        for name in KEPT:
            setattr(page, name, content[name] or getattr(page, name))
        page.all_day = bool(content["all_day"])
        if page.venue_id != content["venue"]:
            page.venue_id = content["venue"]
        topics[page.pk] = content["topics"] or []
        if date := first_date(page):
            # Of a series, the rule says which day is the first.
            wall = date.planned.astimezone(get_zone(date.timezone))
            page.start_date = wall.date()
    return topics


def first_date(event) -> Occurrence | None:
    """The first date that an event's schedule gives; ``None`` while it gives none."""
    if event.schedule is None:
        return None
    try:
        return first_occurrence(event.schedule)
    except MeetupError:
        return None
