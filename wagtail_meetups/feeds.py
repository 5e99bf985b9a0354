"""Calendar responses: right bytes, right validators, the same few queries at every size."""

import hashlib
from datetime import UTC, datetime, timedelta

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


def _year(start: datetime) -> int:
    # A day earlier: on 1 January in UTC it may still be December where one meets.
    return (start.astimezone(UTC) - timedelta(days=1)).year


def _measure(entries) -> tuple[str, dict[str, int]]:
    """One query: a digest of which texts there are, and the zones they name since when."""
    rows = list(
        entries.order_by()
        .values("zone")
        .annotate(count=Count("pk"), sum=Sum("tag"), since=Min("first_start"))
        .order_by("zone")
    )
    zones = {row["zone"]: _year(row["since"]) for row in rows if row["zone"]}
    return repr([(row["zone"], row["count"], int(row["sum"])) for row in rows]), zones


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
    FeedState.objects.filter(pk=state.pk, tag=state.tag).update(tag=tag, modified=modified)
    state.refresh_from_db()
    return state.modified


def _download(body: bytes, page) -> HttpResponse:
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(False, f"{page.slug}.ics")
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


def _body(head: str, entries) -> bytes:
    # Encoded piece by piece: one emoji would make a joined str four bytes a character.
    texts = entries.order_by("first_start", "uid").values_list("text", flat=True)
    pieces = [head.encode()]
    pieces += (text.encode() for text in texts.iterator(chunk_size=2000))
    pieces.append(CALENDAR_END.encode())
    return b"".join(pieces)


def index_calendar(request, index) -> HttpResponse:
    """The calendar of an index: one VCALENDAR with every visible event below it.

    Raises ``Http404`` where the reader may not see the index.
    """
    snapshot = get_snapshot(request)
    if not snapshot.shows(index):
        raise Http404
    entries = feed_entries(index, snapshot)
    measure, zones = _measure(entries)
    head = _head(
        index,
        # Without the request: where two sites show one page, both give the same bytes,
        # and the addresses are those that the texts have.
        feed_url(index),
        index.get_full_url(),
        name=index.community_name,
        index=index,
        zones=zones,
    )
    if snapshot.personal:
        return _personal(index, _body(head, entries))
    tag = hashlib.sha256(f"{measure}{head}".encode()).hexdigest()[:32]
    return _public(
        request,
        index,
        etag=tag,
        last_modified=_last_modified(index, tag, snapshot.now),
        body=lambda: _body(head, entries),
    )


def event_calendar(request, event) -> HttpResponse:
    """The calendar of one event, for those who want just this evening."""
    snapshot = get_snapshot(request)
    entry = CalendarEntry.objects.filter(page=event.pk).exclude(text="").first()
    if entry is None or not snapshot.shows(event):
        raise Http404
    zones = {entry.zone: _year(entry.first_start)} if entry.zone else {}
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
