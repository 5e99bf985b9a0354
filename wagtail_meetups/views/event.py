"""What an event page shows: its one date, the next one of a series, or one of its dates."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.http import Http404

from ..feeds import atom_url, feed_url, route_url, subscribe_url
from ..listing import dates_of, list_dates_of, recaps_of
from ..models.dates import MeetupDate, address_below
from ..models.photos import PHOTO_FILTER, THUMBNAIL_FILTER, prefetch_renditions
from ..recaps import by_year
from ..visibility import get_snapshot
from .add_one import add_links
from .continuing import continuing_context
from .head import head_context
from .parents import index_of
from .repeats import describe_repeats
from .structured import event_json, series_json

__all__ = ["event_context"]

DATES_SHOWN = 5


@dataclass(slots=True)
class ShownDates:
    """The date that the page is about, and on a series those around it."""

    date: MeetupDate
    coming: list[MeetupDate] = field(default_factory=list)
    previous: MeetupDate | None = None
    next: MeetupDate | None = None


def _drafted(event, now) -> ShownDates:
    """What the schedule gives, for a draft or a preview: publishing has made no rows."""
    occurrences = sorted(event.get_occurrences(), key=lambda one: one.start)
    to_come = [one for one in occurrences if one.end > now] or occurrences[-1:]
    dates = list_dates_of(event, to_come[: DATES_SHOWN + 1])
    return _around(dates) if dates else ShownDates(MeetupDate(None, event))


def _around(dates: list[MeetupDate]) -> ShownDates:
    """The first of these that takes place, if one does, and the others."""
    first = next((date for date in dates if not date.is_called_off), dates[0])
    return ShownDates(first, [date for date in dates if date is not first])


def _published(event, now) -> ShownDates | None:
    rows = dates_of(event)
    found = list(rows.upcoming(now)[: DATES_SHOWN + 1]) or list(rows.past(now)[:1])
    return _around(list_dates_of(event, found)) if found else None


def _one_of_many(event, key: str) -> ShownDates:
    """The date of that key with its neighbours; ``Http404`` where there is none."""
    rows = dates_of(event)
    row = rows.filter(key=key).first()
    if row is None or not event.is_series:
        raise Http404
    planned = rows.filter(is_planned=True).exclude(pk=row.pk)
    # Two dates may begin at once, where one was moved to another's time.
    same = Q(start=row.start)
    before = planned.filter(Q(start__lt=row.start) | same & Q(pk__lt=row.pk))
    after = planned.filter(Q(start__gt=row.start) | same & Q(pk__gt=row.pk))
    before = before.order_by("-start", "-pk").first()
    after = after.order_by("start", "pk").first()
    found = {
        date.occurrence.pk: date
        for date in list_dates_of(event, filter(None, (row, before, after)))
    }
    return ShownDates(
        found[row.pk],
        previous=found[before.pk] if before else None,
        next=found[after.pk] if after else None,
    )


def event_context(request, event, key: str | None = None) -> dict:
    """The template context of an event page, or of its date named ``key``.

    A preview shows the draft's own times.

    - ``date``: a ``MeetupDate``: the one date, the next one of a series that takes place
      (after all of them the last), or the one named; ``occurrence`` is its date, or
      ``None``; ``is_over`` whether that has ended
    - ``is_open``: whether one can still come: neither over nor called off
    - ``is_one_of_many``: whether the page is about one date of a series
    - ``repeats``: how a series repeats, in words; ``coming``: its next dates;
      ``previous_date`` and ``next_date``: the neighbours of one date; ``dates_url``: the
      address of the list of all
    - ``continues`` and ``continued_by``: the visible series that it goes on from, and the
      one that goes on from it, or ``None``
    - ``hosts``: a ``PublicPerson`` for each host, as far as they agreed
    - ``index``: the index above, where the reader may see it
    - ``recaps``: the visible recaps of this meet-up, or of this date; for a series
      ``recaps_by_year`` has them as pairs of a year (``None`` without one) and a list
    - ``visible``: whether the reader was let in as others are, so that its calendar,
      its structured data and its index's feeds may be named (``calendar_url``,
      ``structured_data``, ``feed_url``, ``subscribe_url``, ``atom_url``)
    - ``add_links``: links that put this one date into calendars on the web, or ``None``
      where one can no longer come
    - ``has_reader_time``: whether a time is still to come, which the reader's own clock
      may tell otherwise
    - and what ``views.head`` adds

    Raises ``Http404`` where there is no such date.
    """
    snapshot = get_snapshot(request)
    is_preview = getattr(request, "is_preview", False)
    visible = bool(event.pk) and snapshot.shows(event)
    if key is not None:
        shown = _one_of_many(event, key)
    else:
        rows = None if is_preview or not event.pk else _published(event, snapshot.now)
        shown = rows or _drafted(event, snapshot.now)
    date, occurrence = shown.date, shown.date.occurrence
    is_over = bool(occurrence) and occurrence.end <= snapshot.now
    is_open = not is_over and not date.is_called_off and date.is_planned
    index = index_of(event)
    shown_index = index if index is not None and snapshot.shows(index) else None
    hosts = event.get_public_hosts()
    prefetch_renditions([person.photo for person in hosts], PHOTO_FILTER)
    recaps = recaps_of(event, snapshot) if event.pk else []
    if key is not None:
        recaps = [recap for recap in recaps if recap.occurrence_id == occurrence.pk]
    if key is not None or not event.is_series:  # By years they stand without pictures.
        prefetch_renditions([recap.image for recap in recaps], THUMBNAIL_FILTER)
    path = date.path if key is not None else ""
    context = {
        "date": date,
        "occurrence": occurrence,
        "is_over": is_over,
        "is_open": is_open,
        "is_one_of_many": key is not None,
        "repeats": describe_repeats(event.schedule) if event.schedule else "",
        "coming": shown.coming,
        "previous_date": shown.previous,
        "next_date": shown.next,
        "dates_url": route_url(event, "dates", request) if event.is_series else "",
        **continuing_context(event, snapshot),
        "hosts": hosts,
        "index": shown_index,
        "recaps": recaps,
        "recaps_by_year": list(by_year(recaps)) if event.is_series else [],
        "visible": visible,
        "has_reader_time": is_open and bool(occurrence) and not occurrence.all_day,
        **head_context(request, event, snapshot, image=event.image, path=path),
    }
    if visible and occurrence:
        url = address_below(event.get_full_url(request), date.path)
        context["calendar_url"] = (
            feed_url(event, request)
            if not event.is_series
            else route_url(event, "date_ical", request, args=[occurrence.key])
        )
        context["add_links"] = add_links(date, url) if is_open else None
        tell = event_json if key is not None or not event.is_series else series_json
        context["structured_data"] = tell(
            request,
            date,
            index=shown_index,
            hosts=hosts,
            picture=context["share"].picture,
            **({} if tell is event_json else {"coming": shown.coming}),
        )
    if visible and shown_index:
        context["feed_url"] = feed_url(shown_index, request)
        context["subscribe_url"] = subscribe_url(shown_index, request)
        context["atom_url"] = atom_url(shown_index, request)
    return context
