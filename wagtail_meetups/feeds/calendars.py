"""Calendar responses: right bytes, right validators, the same few queries at every size."""

import hashlib
from datetime import timedelta
from operator import itemgetter
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, Min, Sum
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from .. import conf
from ..domain.ical import (
    CALENDAR_END,
    CalendarHead,
    calendar_head,
    first_year,
    named_zone,
)
from ..listing import dates_of, feed_entries
from ..models import CalendarEntry
from ..models.events import default_timezone
from ..publishing.single import date_text
from ..scope import EVERYTHING, Scope
from ..visibility import get_snapshot
from .addresses import feed_url, route_url
from .answers import Validators, last_modified, not_modified, personal, public
from .scopes import is_shown, was_public

__all__ = ["calendar_name", "date_calendar", "event_calendar", "index_calendar"]

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_name(index, part: str = "") -> str:
    """What the calendar of an index, or of the part of it of that name, is called."""
    if not part:
        return index.community_name
    return _("%(community)s · %(part)s") % {
        "community": index.community_name,
        "part": part,
    }


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


def _download(file_name: str, head: str, texts: list[bytes]) -> HttpResponse:
    body = b"".join((head.encode(), *texts, CALENDAR_END.encode()))
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(
        False, f"{file_name}.ics"
    )
    return response


def _file_name(index, part: str) -> str:
    part = slugify(part, allow_unicode=True)
    return f"{index.slug}-{part}" if part else index.slug


def _index_head(index, scope: Scope, part: str, measures: list[Measure]) -> str:
    with override(index.locale.language_code):
        name = calendar_name(index, part)
    return _head(
        index,
        # Without the request: where two sites show one page, both give the same bytes,
        # and the addresses are those that the texts have.
        feed_url(index, scope=scope),
        index.get_full_url(),
        name=name,
        index=index,
        zones={measure.zone: measure.since for measure in measures if measure.zone},
    )


def _index_validators(
    index, scope: Scope, measures: list[Measure], head: str, now
) -> Validators:
    found = [(measure.zone, measure.count, measure.total) for measure in measures]
    tag = hashlib.sha256(f"{found}{head}".encode()).hexdigest()[:32]
    return Validators(tag, last_modified(index, scope.key, tag, now))


def _part(index, snapshot, scope: Scope, measures: list[Measure]) -> str:
    """The name of a part, as far as the reader may know of it; see ``feeds.scopes``.

    Raises ``Http404`` where they may not know that there is such a part.
    """
    if not scope or measures or is_shown(index, snapshot, scope):
        return scope.name
    if was_public(index, scope):
        return ""
    raise Http404


def index_calendar(request, index, scope: Scope = EVERYTHING) -> HttpResponse:
    """The calendar of an index: one VCALENDAR with every visible event below it.

    Or with those about one topic, or at one venue. Raises ``Http404`` where the reader
    may not see the index, or not know of that part of it.
    """
    snapshot = get_snapshot(request)
    if not snapshot.shows(index):
        raise Http404
    entries = feed_entries(index, snapshot, scope)
    asks = {"If-None-Match", "If-Modified-Since"} & request.headers.keys()
    if asks and not snapshot.personal:
        # Nearly always nothing has changed, which is told without reading a text.
        measures = _measure(entries)
        part = _part(index, snapshot, scope, measures)
        head = _index_head(index, scope, part, measures)
        validators = _index_validators(index, scope, measures, head, snapshot.now)
        if response := not_modified(request, validators):
            return response
    # Measured again, together with the texts: a publishing may have come between.
    measures, texts = _read(entries)
    part = _part(index, snapshot, scope, measures)
    head = _index_head(index, scope, part, measures)
    response = _download(_file_name(index, part), head, texts)
    if snapshot.personal:
        return personal(response)
    validators = _index_validators(index, scope, measures, head, snapshot.now)
    return public(response, validators)


def _single_calendar(request, event, source: str, name: str, entry, text, zones):
    """A calendar that holds the text of one event page, or of one of its dates."""
    head = _head(
        event, source, event.get_full_url(), name=name, index=None, zones=zones
    )
    response = _download(event.slug, head, [text.encode()])
    if get_snapshot(request).personal:
        return personal(response)
    etag = hashlib.sha256(response.content).hexdigest()[:32]
    validators = Validators(etag, entry.last_modified)
    return not_modified(request, validators) or public(response, validators)


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
