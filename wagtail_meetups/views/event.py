"""What an event page shows."""

from ..feeds import feed_url
from ..listing import recaps_of
from ..models import CalendarEntry, Occurrence
from ..visibility import get_snapshot
from .parents import index_of
from .structured import event_json

__all__ = ["event_context"]


def event_context(request, event) -> dict:
    """The template context of an event page; a preview shows the draft's own times.

    ``visible`` says whether others may be told of the page: its calendar, its
    structured data and the link to its index's feed appear only then.
    """
    snapshot = get_snapshot(request)
    is_preview = getattr(request, "is_preview", False)
    visible = bool(event.pk) and snapshot.shows(event)
    occurrence = None
    if event.pk and not is_preview:
        sources = CalendarEntry.objects.filter(page=event.pk).values("source")
        occurrence = Occurrence.objects.filter(event__in=sources).order_by("start").first()
    if occurrence is None:
        occurrence = next(iter(event.get_occurrences()), None)
    index = index_of(event)
    shown_index = index if index is not None and snapshot.shows(index) else None
    hosts = event.get_public_hosts()
    context = {
        "occurrence": occurrence,
        "is_over": bool(occurrence) and occurrence.end <= snapshot.now,
        "hosts": hosts,
        "index": shown_index,
        "recaps": recaps_of(event, snapshot) if event.pk else [],
        "visible": visible,
    }
    if visible and occurrence:
        context["calendar_url"] = feed_url(event, request)
        context["structured_data"] = event_json(
            request, event, occurrence, index=shown_index, hosts=hosts
        )
        if shown_index:
            context["feed_url"] = feed_url(shown_index, request)
    return context
