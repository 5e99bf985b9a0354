"""What an event page shows."""

from ..feeds import feed_url
from ..listing import recaps_of
from ..models import CalendarEntry, Occurrence
from ..visibility import get_snapshot
from .add_one import add_links
from .head import head_context
from .parents import index_of
from .photos import PHOTO_FILTER, THUMBNAIL_FILTER, prefetch_small
from .structured import event_json

__all__ = ["event_context"]


def _occurrence_of(event, *, is_preview: bool):
    """The row that publishing made; a value of the domain for a draft or a preview."""
    occurrence = None
    if event.pk and not is_preview:
        sources = CalendarEntry.objects.filter(page=event.pk).values("source")
        rows = Occurrence.objects.filter(event__in=sources)
        occurrence = rows.order_by("start").first()
    return occurrence or next(iter(event.get_occurrences()), None)


def event_context(request, event) -> dict:
    """The template context of an event page; a preview shows the draft's own times.

    - ``occurrence``: its date, or ``None``; ``is_over`` whether that has ended
    - ``is_open``: whether one can still come: neither over nor called off
    - ``hosts``: a ``PublicPerson`` for each host, as far as they agreed
    - ``index``: the index above, where the reader may see it
    - ``recaps``: the visible recaps of this meet-up
    - ``visible``: whether the reader was let in as others are, so that its calendar,
      its structured data and its index's feed may be named (``calendar_url``,
      ``structured_data``, ``feed_url``)
    - ``add_links``: links that put this one date into calendars on the web, or ``None``
      where one can no longer come
    - ``has_reader_time``: whether a time is still to come, which the reader's own clock
      may tell otherwise
    - and what ``views.head`` adds
    """
    snapshot = get_snapshot(request)
    is_preview = getattr(request, "is_preview", False)
    visible = bool(event.pk) and snapshot.shows(event)
    occurrence = _occurrence_of(event, is_preview=is_preview)
    is_over = bool(occurrence) and occurrence.end <= snapshot.now
    index = index_of(event)
    shown_index = index if index is not None and snapshot.shows(index) else None
    hosts = event.get_public_hosts()
    prefetch_small([person.photo for person in hosts], PHOTO_FILTER)
    recaps = recaps_of(event, snapshot) if event.pk else []
    prefetch_small([recap.image for recap in recaps], THUMBNAIL_FILTER)
    is_open = not is_over and not event.is_called_off
    context = {
        "occurrence": occurrence,
        "is_over": is_over,
        "is_open": is_open,
        "hosts": hosts,
        "index": shown_index,
        "recaps": recaps,
        "visible": visible,
        "has_reader_time": is_open and bool(occurrence) and not occurrence.all_day,
        **head_context(request, event, snapshot, image=event.image),
    }
    if visible and occurrence:
        context["calendar_url"] = feed_url(event, request)
        context["add_links"] = (
            add_links(event, occurrence, event.get_full_url(request))
            if context["is_open"]
            else None
        )
        context["structured_data"] = event_json(
            request,
            event,
            occurrence,
            index=shown_index,
            hosts=hosts,
            picture=context["share"].picture,
        )
    if visible and shown_index:
        context["feed_url"] = feed_url(shown_index, request)
    return context
