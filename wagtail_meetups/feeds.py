"""Calendar responses: right bytes, right validators, the same few queries at every size."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Sum
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import conf
from .domain.ical import CALENDAR_END, CalendarHead, calendar_head
from .listing import feed_entries
from .models import CalendarEntry, FeedState
from .models.events import default_timezone
from .visibility import get_snapshot

__all__ = ["event_calendar", "feed_url", "index_calendar"]

CONTENT_TYPE = "text/calendar; charset=utf-8"
ONE_SECOND = timedelta(seconds=1)


def feed_url(page, request=None) -> str:
    """The absolute address of the calendar of an index or an event."""
    return f"{page.get_full_url(request)}{page.reverse_subpage('ical')}"


def _head(page, source: str, url: str, *, name: str, index, zones) -> str:
    with override(page.locale.language_code):
        return calendar_head(
            CalendarHead(
                name=name,
                description=_("Meet-ups of %(community)s") % {"community": name}
                if index
                else "",
                source=source,
                url=url,
                timezone=default_timezone(),
                refresh=timedelta(hours=conf.get("FEED_REFRESH_HOURS")),
                color=index.feed_color if index else "",
                color_hex=index.feed_color_hex if index else "",
            ),
            zones,
        )


@dataclass(slots=True)
class Measure:
    """How many texts name a zone, the sum of their tags, and since which year."""

    count: int = 0
    total: int = 0
    since: int = 9999

    def add(self, tag: int, since: int) -> None:
        """Count one text more."""
        self.count += 1
        self.total += tag
        self.since = min(self.since, since)


def _measure(entries) -> dict[str, Measure]:
    """One query that reads no text: for each zone, what the texts that name it add up to."""
    rows = entries.order_by().values_list("zone")
    rows = rows.annotate(Count("pk"), Sum("tag"), Min("since"))
    return {
        zone: Measure(count, int(total), since) for zone, count, total, since in rows
    }


def _read(entries) -> tuple[dict[str, Measure], bytes]:
    """One query: the same measures, and the texts themselves, in the order of their UID.

    Sorted here: databases sort texts by different rules, and with them the long rows.
    Encoded piece by piece: one emoji would make a joined str four bytes a character.
    """
    rows = entries.order_by().values_list("uid", "zone", "tag", "since", "text")
    measures: dict[str, Measure] = defaultdict(Measure)
    texts = []
    for uid, zone, tag, since, text in rows.iterator(chunk_size=2000):
        measures[zone].add(tag, since)
        texts.append((uid, text.encode()))
    texts.sort()
    return measures, b"".join(text for _uid, text in texts)


def _zones(measures: dict[str, Measure]) -> dict[str, int]:
    return {zone: measure.since for zone, measure in measures.items() if zone}


def _digest(measures: dict[str, Measure], head: str) -> str:
    found = sorted((zone, each.count, each.total) for zone, each in measures.items())
    return hashlib.sha256(f"{found}{head}".encode()).hexdigest()[:32]


def _last_modified(index, tag: str, now: datetime) -> datetime:
    """When this public feed last changed; repaired here, so that it never goes back.

    Clients that ask with If-Modified-Since alone (Apple's) must see a date that moves
    by a second at least when an event is deleted, hidden or ages out; none of these
    writes anything, so the feed itself notices. Two readers may notice at once: the
    update is conditional, and the second one reads what the first wrote.
    """
    now = now.replace(microsecond=0)
    state, created = FeedState.objects.get_or_create(
        index_id=index.pk, scope="", defaults={"tag": tag, "modified": now}
    )
    if created or state.tag == tag:
        return state.modified
    modified = max(now, state.modified + ONE_SECOND)
    FeedState.objects.filter(pk=state.pk, tag=state.tag).update(
        tag=tag, modified=modified
    )
    state.refresh_from_db()
    return state.modified


def _download(body: bytes, page) -> HttpResponse:
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(
        False, f"{page.slug}.ics"
    )
    return response


def _public(request, page, *, etag: str, last_modified: datetime, body) -> HttpResponse:
    """A 304 where the reader has it already, else the bytes that ``body()`` gives."""
    etag = quote_etag(etag)
    response = get_conditional_response(
        request, etag=etag, last_modified=int(last_modified.timestamp())
    )
    if response is None:
        response = _download(body(), page)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(last_modified.timestamp())
    patch_cache_control(response, public=True, max_age=conf.get("FEED_MAX_AGE"))
    return response


def _personal(page, body: bytes) -> HttpResponse:
    """An answer for this reader alone: no cache may keep it, so it needs no validators."""
    response = _download(body, page)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _asks_for_changes(request) -> bool:
    return bool({"If-None-Match", "If-Modified-Since"} & request.headers.keys())


def index_calendar(request, index) -> HttpResponse:
    """The calendar of an index: one VCALENDAR with every visible event below it.

    Raises ``Http404`` where the reader may not see the index.
    """
    snapshot = get_snapshot(request)
    if not snapshot.shows(index):
        raise Http404
    entries = feed_entries(index, snapshot)
    body = None
    if snapshot.personal or not _asks_for_changes(request):
        measures, body = _read(entries)
    else:
        # Most answers to these are a 304: the texts are read only where they are not.
        measures = _measure(entries)
    head = _head(
        index,
        # Without the request: where two sites show one page, both give the same bytes,
        # and the addresses are those that the texts have.
        feed_url(index),
        index.get_full_url(),
        name=index.community_name,
        index=index,
        zones=_zones(measures),
    )

    def join() -> bytes:
        texts = _read(entries)[1] if body is None else body
        return b"".join((head.encode(), texts, CALENDAR_END.encode()))

    if snapshot.personal:
        return _personal(index, join())
    tag = _digest(measures, head)
    return _public(
        request,
        index,
        etag=tag,
        last_modified=_last_modified(index, tag, snapshot.now),
        body=join,
    )


def event_calendar(request, event) -> HttpResponse:
    """The calendar of one event, for those who want just this evening."""
    snapshot = get_snapshot(request)
    entry = CalendarEntry.objects.filter(page=event.pk).exclude(text="").first()
    if entry is None or not snapshot.shows(event):
        raise Http404
    zones = {entry.zone: entry.since} if entry.zone else {}
    head = _head(
        event,
        feed_url(event),
        event.get_full_url(),
        name=event.title,
        index=None,
        zones=zones,
    )
    body = f"{head}{entry.text}{CALENDAR_END}".encode()
    if snapshot.personal:
        return _personal(event, body)
    return _public(
        request,
        event,
        etag=hashlib.sha256(body).hexdigest()[:32],
        last_modified=entry.last_modified,
        body=lambda: body,
    )
