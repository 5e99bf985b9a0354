"""What a recap page shows."""

from ..feeds import atom_url, feed_url
from ..listing import visible_translation
from ..visibility import get_snapshot
from .head import head_context
from .parents import index_of

__all__ = ["recap_context"]


def recap_context(request, recap) -> dict:
    """The template context of a recap page.

    ``event`` and ``venue`` are there only if the reader may see the event; ``index``,
    ``feed_url`` and ``atom_url``, the addresses of its calendar and of its feed of news,
    only if they may see that. ``date`` is the
    recap's own, else that of the event. ``views.head`` adds to it.
    """
    snapshot = get_snapshot(request)
    index = index_of(recap)
    event = visible_translation(recap.event_id, recap, snapshot)
    context = {
        "event": event,
        "venue": event.shown_venue if event else None,
        "date": recap.date or (event.start_date if event else None),
        "index": None,
        **head_context(request, recap, snapshot, image=recap.image, kind="article"),
    }
    if index is not None and snapshot.shows(index):
        context |= {
            "index": index,
            "feed_url": feed_url(index, request),
            "atom_url": atom_url(index, request),
        }
    return context
