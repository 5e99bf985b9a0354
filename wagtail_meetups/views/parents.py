"""Which index a page belongs to."""

from ..models.registry import index_models

__all__ = ["index_of"]


def index_of(page):
    """The nearest index above ``page``, or ``None``; one query for each index type."""
    if not page.path:
        return None
    step = page.steplen
    above = [page.path[:end] for end in range(step, len(page.path), step)]
    found = [
        index
        for model in index_models()
        for index in model._default_manager.filter(path__in=above)
    ]
    return max(found, key=lambda index: index.depth, default=None)
