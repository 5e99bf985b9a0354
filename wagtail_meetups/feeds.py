"""Calendar responses: right bytes, right validators, the same few queries at every size."""

import hashlib
from datetime import datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, Min, Sum
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import conf
from .domain.ical import (
    CALENDAR_END,
    CalendarHead,
    calendar_head,
    first_year,
    named_zone,
)
from .listing import dates_of, feed_entries
from .models import CalendarEntry, FeedState
from .models.dates import address_below
from .models.events import default_timezone
from .publishing.single import date_text
from .visibility import get_snapshot

__all__ = ["date_calendar", "event_calendar", "feed_url", "index_calendar", "route_url"]

CONTENT_TYPE = "text/calendar; charset=utf-8"
ONE_SECOND = timedelta(seconds=1)


def route_url(page, name: str, request=None, *, url: str = "", args=()) -> str:
    """The absolute address of a route of a page of ours; empty outside every site.

    Below ``url`` where it is given: the address of a page that this one mirrors.
    """
    url = url or page.get_full_url(request)
    return address_below(url or "", page.reverse_subpage(name, args=args))


def feed_url(page, request=None) -> str:
    """The absolute address of the calendar of an index or an event."""
    return route_url(page, "ical", request)


def _head(page, source: str, url: str, *, name: str, index, zones) -> str:
    with override(page.locale.language_code):
        head = CalendarHead(
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
        )
        return calendar_head(index.get_calendar_head(head) if index else head, zones)


class Measure(NamedTuple):
    """Of the texts that name one zone: how many, the sum of their tags, since which year."""

    zone: str
    count: int
    total: int
    since: int


class Validators(NamedTuple):
    """What a reader may bring back to be told that nothing has changed."""

    etag: str
    last_modified: datetime


def _measure(entries) -> list[Measure]:
    """One query that reads no text."""
    rows = entries.order_by().values_list("zone")
    rows = rows.annotate(Count("pk"), Sum("tag"), Min("since")).order_by("zone")
    return [
        Measure(zone, count, int(total), since) for zone, count, total, since in rows
    ]


def _fetch(rows) -> list[tuple]:
    """The rows of a queryset of plain text and numbers, as the database gives them.

    Django fetches a hundred at a time and looks at each: with ten thousand, that takes
    nearly as long as the query.
    """
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())  # A tuple on MySQL.


def _read(entries) -> tuple[list[Measure], list[bytes]]:
    """One query: the same measures, and the texts themselves, in the order of their UID.

    Sorted here, by the text, which begins with the UID: databases sort by different
    rules, and long rows slowly.
    """
    rows = _fetch(entries.order_by().values_list("zone", "since", "tag", "text"))
    rows.sort(key=itemgetter(3))
    measures = {}
    for zone, since, tag, _text in rows:
        _zone, count, total, first = measures.get(zone, (zone, 0, 0, since))
        measures[zone] = (zone, count + 1, total + tag, min(first, since))
    # Encoded piece by piece: one emoji would make a joined str four bytes a character.
    texts = [row[3].encode() for row in rows]
    return [Measure(*measures[zone]) for zone in sorted(measures)], texts


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


def _not_modified(request, validators: Validators) -> HttpResponse | None:
    """The answer without a body for one who has it already, or ``None``."""
    response = get_conditional_response(
        request,
        etag=quote_etag(validators.etag),
        last_modified=int(validators.last_modified.timestamp()),
    )
    return response and _public(response, validators)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """No page for a search engine to show."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _public(response: HttpResponse, validators: Validators) -> HttpResponse:
    """An answer that any cache may keep for a while."""
    response["ETag"] = quote_etag(validators.etag)
    response["Last-Modified"] = http_date(validators.last_modified.timestamp())
    patch_cache_control(response, public=True, max_age=conf.get("FEED_MAX_AGE"))
    return _unlisted(response)


def _personal(response: HttpResponse) -> HttpResponse:
    """An answer for this reader alone: no cache may keep it, so it needs no validators."""
    patch_cache_control(response, private=True, no_store=True)
    return _unlisted(response)


def _download(page, head: str, texts: list[bytes]) -> HttpResponse:
    body = b"".join((head.encode(), *texts, CALENDAR_END.encode()))
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(
        False, f"{page.slug}.ics"
    )
    return response


def _index_head(index, measures: list[Measure]) -> str:
    return _head(
        index,
        # Without the request: where two sites show one page, both give the same bytes,
        # and the addresses are those that the texts have.
        feed_url(index),
        index.get_full_url(),
        name=index.community_name,
        index=index,
        zones={measure.zone: measure.since for measure in measures if measure.zone},
    )


def _index_validators(index, measures: list[Measure], head: str, now) -> Validators:
    found = [(measure.zone, measure.count, measure.total) for measure in measures]
    tag = hashlib.sha256(f"{found}{head}".encode()).hexdigest()[:32]
    return Validators(tag, _last_modified(index, tag, now))


def index_calendar(request, index) -> HttpResponse:
    """The calendar of an index: one VCALENDAR with every visible event below it.

    Raises ``Http404`` where the reader may not see the index.
    """
    snapshot = get_snapshot(request)
    if not snapshot.shows(index):
        raise Http404
    entries = feed_entries(index, snapshot)
    asks = {"If-None-Match", "If-Modified-Since"} & request.headers.keys()
    if asks and not snapshot.personal:
        # Nearly always nothing has changed, which is told without reading a text.
        measures = _measure(entries)
        head = _index_head(index, measures)
        validators = _index_validators(index, measures, head, snapshot.now)
        if response := _not_modified(request, validators):
            return response
    # Measured again, together with the texts: a publishing may have come between.
    measures, texts = _read(entries)
    head = _index_head(index, measures)
    response = _download(index, head, texts)
    if snapshot.personal:
        return _personal(response)
    return _public(response, _index_validators(index, measures, head, snapshot.now))


def _single_calendar(request, event, source: str, name: str, entry, text, zones):
    """A calendar that holds the text of one event page, or of one of its dates."""
    head = _head(
        event, source, event.get_full_url(), name=name, index=None, zones=zones
    )
    response = _download(event, head, [text.encode()])
    if get_snapshot(request).personal:
        return _personal(response)
    etag = hashlib.sha256(response.content).hexdigest()[:32]
    validators = Validators(etag, entry.last_modified)
    return _not_modified(request, validators) or _public(response, validators)


def _shown_entry(request, event) -> CalendarEntry:
    entry = CalendarEntry.objects.filter(page=event.pk).exclude(text="").first()
    if entry is None or not get_snapshot(request).shows(event):
        raise Http404
    return entry


def event_calendar(request, event) -> HttpResponse:
    """The calendar of one event page: this evening, or this series."""
    entry = _shown_entry(request, event)
    zones = {entry.zone: entry.since} if entry.zone else {}
    return _single_calendar(
        request, event, feed_url(event), event.title, entry, entry.text, zones
    )


def date_calendar(request, event, key: str) -> HttpResponse:
    """The calendar of one date of a series, for those who want just this evening."""
    entry = _shown_entry(request, event)
    row = dates_of(event).filter(key=key, is_planned=True).first()
    if row is None or not event.is_series:
        raise Http404
    occurrence = row.value
    zone = named_zone(occurrence)
    return _single_calendar(
        request,
        event,
        route_url(event, "date_ical", args=[key]),
        row.title or event.title,
        entry,
        date_text(entry, row),
        {zone: first_year(occurrence)} if zone else {},
    )
