"""What a recap page shows."""

from ..listing import visible_translation
from ..visibility import get_snapshot
from .addresses import canonical_url
from .parents import index_of

__all__ = ["recap_context"]


def recap_context(request, recap) -> dict:
    """The template context of a recap page.

    ``event`` and ``venue`` are there only if the reader may see the event, and ``index``
    only if they may see it. ``date`` is the recap's own, else that of the event.
    """
    snapshot = get_snapshot(request)
    index = index_of(recap)
    event = visible_translation(recap.event_id, recap, snapshot)
    return {
        "event": event,
        "venue": event.shown_venue if event else None,
        "date": recap.date or (event.start_date if event else None),
        "index": index if index is not None and snapshot.shows(index) else None,
        "canonical_url": canonical_url(request, recap, snapshot),
    }
