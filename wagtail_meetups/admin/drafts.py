"""What drafts say of *when*: Wagtail keeps the edits of a draft in its revision.

The row of a page that was never published still holds what the first autosave knew,
which is a title. Its dates are told to editors alone.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _
from wagtail.models import Revision

from ..domain.errors import MeetupError
from ..domain.schedule import (
    Occurrence,
    Schedule,
    between,
    first_occurrence,
    get_zone,
)
from ..models import CalendarEntry
from ..models.registry import event_models
from .left_out import format_moment, scheduled_at

__all__ = [
    "PUBLISHED_ONCE",
    "dates_between",
    "find_drafts",
    "first_date",
    "mark_drafts",
    "show_drafts",
    "shown_start_date",
]

NEVER_PUBLISHED = Q(live=False, first_published_at__isnull=True)
# The entries of the other pages.
PUBLISHED_ONCE = Q(page__live=True) | Q(page__first_published_at__isnull=False)


def _stream(value) -> str:
    """Blocks as a StreamField reads them: of that text, SQLite makes what it stands for."""
    return value if isinstance(value, str) else json.dumps(value)


READERS = {
    "start_date": parse_date,
    "start_time": parse_time,
    "end_date": parse_date,
    "end_time": parse_time,
    "timezone": str,
    "recurrence": str,
    "changes": _stream,
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


def find_drafts(
    known: QuerySet, most: int, index_path: str = ""
) -> tuple[list, dict[int, list[int]]]:
    """The pages among ``known`` that were never published, as their drafts have them.

    Not those that mirror or translate another one, which have its dates; of each type
    the ``most`` that were edited last. The second value is their topics, by page id. One
    query for each page type, and one.
    """
    followers = CalendarEntry.objects.exclude(source=F("page"))
    pages = []
    for model in event_models():
        drafts = model._default_manager.filter(
            NEVER_PUBLISHED, alias_of=None, pk__in=known.values("pk")
        ).exclude(pk__in=followers.values("page"))
        if index_path:
            drafts = drafts.filter(path__startswith=index_path)
        pages += drafts.defer("body").order_by("-latest_revision_created_at")[:most]
    return pages, _read_drafts(pages)


def mark_drafts(pages, now: datetime) -> dict[int, str]:
    """What each of these drafts is, in words, by page id: scheduled, or a draft; one query."""
    scheduled = scheduled_at([page.pk for page in pages], now)
    return {
        page.pk: _("scheduled, goes live on %(moment)s")
        % {"moment": format_moment(scheduled[page.pk])}
        if page.pk in scheduled
        else _("draft")
        for page in pages
    }


def show_drafts(pages) -> None:
    """Give pages that were never published the first date, venue and status of their draft.

    For lists: of a series, the rule says which day is the first. One query.
    """
    drafts = _read_drafts(pages)
    for page in pages:
        if page.pk in drafts and (date := first_date(page)):
            wall = date.planned.astimezone(get_zone(date.timezone))
            page.start_date = wall.date()


def _read_drafts(pages) -> dict[int, list[int]]:
    """Give pages that were never published their schedule, venue and status as drafted.

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
            empty = None if read in (parse_date, parse_time) else ""
            setattr(page, name, read(content[name]) if content[name] else empty)
        for name in KEPT:
            setattr(page, name, content[name] or getattr(page, name))
        page.all_day = bool(content["all_day"])
        if page.venue_id != content["venue"]:
            page.venue_id = content["venue"]
        topics[page.pk] = content["topics"] or []
    return topics


def first_date(event) -> Occurrence | None:
    """The first date that an event's schedule gives; ``None`` while it gives none."""
    return _ask(event, first_occurrence)


def dates_between(event, start: datetime, end: datetime) -> tuple[Occurrence, ...]:
    """The dates of an event that overlap the time from ``start`` to ``end``, by their start."""
    return _ask(event, lambda schedule: between(schedule, start, end)) or ()


def _ask(event, question: Callable[[Schedule], Any]):
    """What the schedule answers; ``None`` while it is empty or makes no sense."""
    if (schedule := event.schedule) is None:
        return None
    try:
        return question(schedule)
    except MeetupError:
        return None
