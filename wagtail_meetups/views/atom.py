"""News of an index for feed readers (Atom, RFC 4287): recaps, and what is announced.

Times come from publishing, never from the clock: the same content gives the same bytes.
Nobody is named but the author that a recap gives itself.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from uuid import uuid5

from django.db.models import F, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..feeds import atom_url
from ..feeds.answers import Validators, last_modified, not_modified, personal, public
from ..listing import feed_entries, list_dates, recaps_below
from ..models import AbstractEvent, CalendarEntry, Occurrence
from ..models.dates import MeetupDate
from ..models.translations import topics_of
from ..publishing.text import summary_of
from ..visibility import Snapshot, get_snapshot
from .repeats import describe_repeats

__all__ = ["MOST_ENTRIES", "NewsFeed", "atom_feed"]

MOST_ENTRIES = 50
# Dates of one series that are told one by one, because they are not as its rule says.
MOST_DATES = 10
SCOPE = "atom"  # Of its FeedState.
# Where nothing has ever been published through Wagtail.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NewsFeed(Atom1Feed):
    """Django's Atom feed, but for the moment of an empty one: Django takes the clock's."""

    def __init__(self, *args, updated: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self._updated = updated

    def latest_post_date(self) -> datetime:
        return max([self._updated, *(item["updateddate"] for item in self.items)])


@dataclass(slots=True)
class Entry:
    """A recap or an event page in the feed. ``at`` is what entries are put in order by."""

    page: object
    at: datetime
    updated: datetime
    title: str
    summary: str
    author: str = ""
    topics: list = field(default_factory=list)


def _fit(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _moment(page) -> datetime:
    """When a page was last published; of one that a script made, as far as it is known."""
    if page.last_published_at or page.first_published_at:
        return page.last_published_at or page.first_published_at
    day = getattr(page, "date", None)
    return datetime.combine(day, time(), UTC) if day else LONG_AGO


def _id(page, name: str) -> str:
    """The identity of a page in feeds: it stays when the page moves or is renamed.

    ``name`` holds its language, for translations share the key, and their words differ.
    """
    return uuid5(page.translation_key, name).urn


def _recaps(index, snapshot: Snapshot) -> Iterator[Entry]:
    """The recaps published last; editing an old one is no news."""
    latest = F("first_published_at").desc(nulls_last=True)
    for queryset in recaps_below(index, snapshot):
        recaps = queryset.order_by(latest, "-pk")
        for recap in recaps[:MOST_ENTRIES]:
            updated = _moment(recap)
            yield Entry(
                recap,
                at=recap.first_published_at or updated,
                updated=updated,
                title=recap.title,
                summary=render_to_string(
                    "wagtail_meetups/parts/atom_recap.html", {"recap": recap}
                ),
                author=recap.author,
            )


def _next_dates(entries: list[CalendarEntry], now: datetime) -> list[int]:
    """The id of the next date of each meet-up, rather one that takes place; one query.

    The dates are those of the source of each entry.
    """
    coming = Occurrence.objects.upcoming(now).filter(event=OuterRef("source"))
    first = Coalesce(
        Subquery(coming.exclude(status__in=AbstractEvent.CALLED_OFF).values("pk")[:1]),
        Subquery(coming.values("pk")[:1]),
    )
    rows = CalendarEntry.objects.filter(pk__in=[entry.pk for entry in entries])
    return list(rows.values_list(first, flat=True))


def _dates_told(entries: list[CalendarEntry], now: datetime) -> list[Occurrence]:
    """The next date of each meet-up, and those to come that differ; two queries."""
    others = Q(is_cancelled=True) | Q(is_moved=True) | Q(is_added=True)
    others |= Q(venue__isnull=False)
    dates = Occurrence.objects.upcoming(now).filter(
        Q(pk__in=_next_dates(entries, now)) | others,
        event__in={entry.source_id for entry in entries},
    )
    return list(dates)


def _title(next_date: MeetupDate) -> str:
    """As calendars have it, but for the whole series: not the title of its next date."""
    page = next_date.page
    return summary_of(MeetupDate(None, page) if page.is_series else next_date)


def _meetups(index, snapshot: Snapshot) -> Iterator[Entry]:
    """The meet-ups to come that were announced or changed last."""
    entries = feed_entries(index, snapshot).filter(last_end__gt=snapshot.now)
    entries = entries.order_by("-last_modified", "-page_id").defer("text")
    entries = list(entries[:MOST_ENTRIES])
    dates: dict[int, list[MeetupDate]] = {}
    told = _dates_told(entries, snapshot.now)
    for date in list_dates(index, snapshot, told):
        dates.setdefault(date.occurrence.event_id, []).append(date)
    modified_at = {entry.source_id: entry.last_modified for entry in entries}
    for source_id, found in dates.items():
        page, modified = found[0].page, modified_at[source_id]
        next_date = next((date for date in found if not date.is_called_off), found[0])
        context = {
            "date": next_date,
            "repeats": describe_repeats(page.schedule) if page.is_series else "",
            "others": [
                date
                for date in found
                if page.is_series and not page.is_called_off and date is not next_date
            ][:MOST_DATES],
        }
        yield Entry(
            page,
            at=modified,
            updated=modified,
            title=_title(next_date),
            summary=render_to_string("wagtail_meetups/parts/atom_event.html", context),
        )


def _with_topics(entries: list[Entry]) -> list[Entry]:
    """Two queries for each page type, one more where topics are in another language."""
    by_model: dict[type, list[Entry]] = {}
    for entry in entries:
        by_model.setdefault(type(entry.page), []).append(entry)
    for found in by_model.values():
        prefetch_related_objects([entry.page for entry in found], "topics")
    topics = topics_of([entry.page for entry in entries])
    for entry, own in zip(entries, topics, strict=True):
        entry.topics = own
    return entries


def _entries(index, snapshot: Snapshot) -> list[Entry]:
    """The latest news, newest first."""
    entries = [*_recaps(index, snapshot), *_meetups(index, snapshot)]
    entries.sort(key=lambda entry: (entry.at, entry.page.pk), reverse=True)
    return _with_topics(entries[:MOST_ENTRIES])


def _write(index, snapshot: Snapshot) -> bytes:
    community, url = _fit(index.community_name), index.get_full_url() or ""
    language = index.locale.language_code
    feed = NewsFeed(
        title=community,
        link=url,
        description="",
        subtitle=_("Recaps, and meet-ups as they are announced"),
        language=language,
        author_name=community,
        author_link=url,
        # Without the request, as in calendars: the same bytes under every host.
        feed_url=atom_url(index),
        feed_guid=_id(index, f"{language} atom"),
        updated=_moment(index),
    )
    for entry in _entries(index, snapshot):
        page = entry.page
        page.locale = index.locale  # The same, without a query for each.
        feed.add_item(
            title=_fit(entry.title),
            link=page.get_full_url() or "",
            description=_fit(entry.summary.strip()),
            unique_id=_id(page, language),
            pubdate=page.first_published_at,
            updateddate=entry.updated,
            author_name=_fit(entry.author) or None,
            categories=[_fit(topic.name) for topic in entry.topics],
        )
    return feed.writeString("utf-8").encode()


def atom_feed(request, index) -> HttpResponse:
    """The Atom feed of an index, in its language; ``Http404`` where the reader may not see it."""
    snapshot = get_snapshot(request)
    if not snapshot.shows(index):
        raise Http404
    with override(index.locale.language_code):
        body = _write(index, snapshot)
    response = HttpResponse(body, content_type=NewsFeed.content_type)
    if snapshot.personal:
        return personal(response)
    etag = hashlib.sha256(body).hexdigest()[:32]
    validators = Validators(etag, last_modified(index, SCOPE, etag, snapshot.now))
    return not_modified(request, validators) or public(response, validators)
