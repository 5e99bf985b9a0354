"""What this site would answer to one who asks for a feed now, and what it leaves out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..listing import feed_entries
from ..models.base import get_page_model
from ..models.registry import event_models
from ..visibility import Snapshot
from .drafts import show_drafts
from .left_out import LeftOut, why_left_out

__all__ = ["LISTED", "FeedReport", "LeftOutPage", "report_feed", "report_left_out"]

# Pages left out that are listed one by one.
LISTED = 50


@dataclass(frozen=True, slots=True)
class FeedReport:
    """The meet-ups in a public feed.

    ``modified``: when the text of each last changed, by UID. Those called off count
    neither as to come nor as past. ``zones`` are names with how many meet-ups are told
    in each; one without a zone lasts whole days or is told in UTC.
    """

    modified: dict[str, datetime]
    to_come: int
    past: int
    called_off: int
    zones: list[tuple[str, int]]

    @property
    def count(self) -> int:
        return len(self.modified)


@dataclass(frozen=True, slots=True)
class LeftOutPage:
    """An event page that is not in the feed; ``day`` is that of its draft, if any."""

    page: object
    day: date | None
    reason: LeftOut
    can_edit: bool


def report_feed(index, snapshot: Snapshot) -> FeedReport:
    """Count what the feed of ``index`` holds for the reader of ``snapshot``; one query."""
    rows = feed_entries(index, snapshot).order_by()
    rows = rows.values_list("uid", "last_modified", "last_end", "called_off", "zone")
    modified, kinds, zones = {}, Counter(), Counter()
    for uid, changed, last_end, called_off, zone in rows:
        modified[uid] = changed
        zones[zone] += 1
        kinds["off" if called_off else "over" if last_end <= snapshot.now else ""] += 1
    return FeedReport(
        modified=modified,
        to_come=kinds[""],
        past=kinds["over"],
        called_off=kinds["off"],
        zones=zones.most_common(),
    )


def _event_pages(ids: list[int]) -> list:
    """These pages in their own classes, with the date of their draft, in this order."""
    found = {}
    for model in event_models():
        rows = model._default_manager.filter(pk__in=ids).defer("body")
        found |= {page.pk: page for page in rows.select_related("locale")}
    pages = [found[pk] for pk in ids if pk in found]
    show_drafts(pages)
    return pages


def report_left_out(index, snapshot: Snapshot, user) -> tuple[list[LeftOutPage], int]:
    """The event pages below ``index`` that are not in its public feed, and how many more.

    Those without a date come first, then the latest ones. ``can_edit`` says whether
    ``user`` may change the page. The same number of queries for any number of pages.
    """
    manager = get_page_model()._default_manager
    types = ContentType.objects.get_for_models(*event_models()).values()
    pages = manager.filter(
        path__startswith=index.path,
        content_type__in=[content_type.pk for content_type in types],
    ).exclude(pk__in=feed_entries(index, snapshot).order_by().values("page"))
    latest = F("meetup_entry__last_end").desc(nulls_first=True)
    ids = list(pages.order_by(latest, "-pk").values_list("pk", flat=True)[:LISTED])
    more = pages.count() - LISTED if len(ids) == LISTED else 0
    policy = PagePermissionPolicy()
    editable = policy.instances_user_has_permission_for(user, "change")
    may_edit = set(editable.filter(pk__in=ids).values_list("pk", flat=True))
    listed = _event_pages(ids)
    reasons = why_left_out(listed, index, snapshot)
    return [
        LeftOutPage(page, page.start_date, reasons[page.pk], page.pk in may_edit)
        for page in listed
        if page.pk in reasons
    ], more
