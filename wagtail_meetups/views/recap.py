"""What a recap page shows."""

from ..listing import visible_translation
from ..visibility import get_snapshot
from .parents import index_of

__all__ = ["recap_context"]


def recap_context(request, recap) -> dict:
    """The template context of a recap page; ``event`` is there only if the reader may see it."""
    snapshot = get_snapshot(request)
    index = index_of(recap)
    return {
        "event": visible_translation(recap.event_id, recap, snapshot),
        "index": index if index is not None and snapshot.shows(index) else None,
    }
