"""The dates of a month that a user may see in the admin: of what is published, and drafts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..models import AbstractEvent, CalendarEntry, Occurrence
from ..scope import Scope
from ..views.when import days_of, start_of
from .drafts import PUBLISHED_ONCE, find_drafts, first_date, mark_drafts

__all__ = ["MOST", "ListedDate", "find_dates"]

# Of each, published dates and drafts, for one month: beyond it, one should choose.
MOST = 500
# No zone is further from UTC than this.
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ListedDate:
    """One date in the calendar of the admin.

    ``marks`` say in words what a reader cannot tell from the title: a draft, cancelled.
    ``is_off`` where it does not take place. ``page_id`` is empty for a page that the user
    may see and not edit.
    """

    occurrence: object
    title: str
    page_id: int | None
    marks: tuple[str, ...]
    is_off: bool

    @property
    def first_day(self) -> date:
        return days_of(self.occurrence)[0]

    @property
    def last_day(self) -> date:
        return days_of(self.occurrence)[1]

    @property
    def is_long(self) -> bool:
        return self.last_day > self.first_day

    @property
    def clock(self) -> str:
        """When it begins, on its own clocks; empty for whole days."""
        if self.occurrence.all_day:
            return ""
        return time_format(start_of(self.occurrence).time(), "TIME_FORMAT")


@dataclass(frozen=True)
class _Search:
    """Who looks for which dates; what is asked of all of them."""

    user: object
    first: date
    last: date
    scope: Scope
    index_path: str
    now: datetime

    @cached_property
    def known(self) -> QuerySet:
        return PagePermissionPolicy().explorable_instances(self.user)

    def may_edit(self, page_ids: Iterable[int]) -> set[int]:
        mine = PagePermissionPolicy().instances_user_has_permission_for(
            self.user, "change"
        )
        return set(mine.filter(pk__in=set(page_ids)).values_list("pk", flat=True))

    def entries(self, scope: Scope) -> QuerySet[CalendarEntry]:
        """The pages that they may see, of those that were published once."""
        entries = CalendarEntry.objects.filter(
            PUBLISHED_ONCE, page__in=self.known.values("pk")
        )
        if self.index_path:
            entries = entries.filter(page__path__startswith=self.index_path)
        return scope.narrow(entries)

    def shows(self, occurrence) -> bool:
        first, last = days_of(occurrence)
        return first <= self.last and last >= self.first


def _rows(search: _Search) -> list[Occurrence]:
    rows = Occurrence.objects.filter(
        start__lt=datetime.combine(search.last + 2 * A_DAY, time(), UTC),
        end__gt=datetime.combine(search.first - A_DAY, time(), UTC),
    )
    rows = search.scope.narrow_dates(
        rows, lambda scope: Q(event__in=search.entries(scope).values("source"))
    )
    return list(rows.order_by("start", "pk")[: MOST + 1])


def _marks(row: Occurrence, page) -> tuple[str, ...]:
    marks = []
    if not row.is_planned:
        marks.append(_("no longer planned"))
    elif row.status == "cancelled":
        marks.append(_("cancelled"))
    elif row.status == "postponed":
        marks.append(_("postponed"))
    elif row.status == "tentative":
        marks.append(_("tentative"))
    if not page.live:
        marks.append(_("not published"))
    return tuple(marks)


def _published(search: _Search) -> list[ListedDate]:
    rows = _rows(search)
    entries = search.entries(Scope()).filter(source__in={row.event_id for row in rows})
    # The meet-up's own page rather than one that translates or mirrors it.
    pages: dict[int, object] = {}
    for entry in entries.select_related("page").order_by("-page_id"):
        pages[entry.source_id] = entry.page
    editable = search.may_edit(page.pk for page in pages.values())
    return [
        ListedDate(
            row,
            row.title or page.get_admin_display_title(),
            page.pk if page.pk in editable else None,
            _marks(row, page),
            row.status in AbstractEvent.CALLED_OFF or not row.is_planned,
        )
        for row in rows
        if search.shows(row)
        for page in [pages[row.event_id]]
    ]


def _is_within(page, scope: Scope, topics: list[int], keys: dict) -> bool:
    """Whether a draft is within the scope: what it is filed under stands in the draft."""
    if scope.topic and keys["topic"].isdisjoint(topics):
        return False
    if scope.venue and page.venue_id not in keys["venue"]:
        return False
    return not scope.mode or page.attendance_mode in (scope.mode, "both")


def _drafts(search: _Search) -> list[ListedDate]:
    pages, topics = find_drafts(search.known, MOST, search.index_path)
    keys = {
        name: set(
            type(chosen)
            .objects.filter(translation_key=chosen.translation_key)
            .values_list("pk", flat=True)
        )
        for name in ("topic", "venue")
        if (chosen := getattr(search.scope, name))
    }
    editable = search.may_edit(page.pk for page in pages)
    drafts = mark_drafts(pages, search.now)
    found = []
    for page in pages:
        if not _is_within(page, search.scope, topics.get(page.pk, []), keys):
            continue
        if (occurrence := first_date(page)) is None or not search.shows(occurrence):
            continue
        marks = [drafts[page.pk]]
        if page.is_series:
            marks.append(_("first of a series"))
        if page.is_called_off:
            marks.append(page.get_status_display())
        found.append(
            ListedDate(
                occurrence,
                page.get_admin_display_title(),
                page.pk if page.pk in editable else None,
                tuple(marks),
                page.is_called_off,
            )
        )
    return found


def find_dates(
    user,
    first: date,
    last: date,
    *,
    scope: Scope,
    index_path: str = "",
    now: datetime,
) -> tuple[list[ListedDate], bool]:
    """The dates from ``first`` to ``last`` of the pages that the user may see in the admin.

    Each stands on the days that it has in its own zone. Of a page that was never
    published only its first date, as its draft has it. The second value says whether
    there are more than are shown. As many queries for many dates as for one.
    """
    search = _Search(user, first, last, scope, index_path, now)
    published = _published(search)
    dates = published[:MOST] + _drafts(search)
    dates.sort(key=lambda date: (date.occurrence.start, date.title))
    return dates, len(published) > MOST
