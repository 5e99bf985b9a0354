"""Which index a page belongs to."""

from ..models.registry import index_models

__all__ = ["index_of", "indexes_of"]


def indexes_of(pages) -> dict:
    """The nearest index above each of these pages, by the page's tree path.

    One query for each index type. A page without one has no entry.
    """
    above = {page.path: _paths_above(page) for page in pages if page.path}
    wanted = {path for paths in above.values() for path in paths}
    if not wanted:
        return {}
    found = {
        index.path: index
        for model in index_models()
        for index in model._default_manager.filter(path__in=wanted)
    }
    nearest = {
        path: next((found[at] for at in paths if at in found), None)
        for path, paths in above.items()
    }
    return {path: index for path, index in nearest.items() if index is not None}


def _paths_above(page) -> list[str]:
    """The nearest one first."""
    step = page.steplen
    return [page.path[:end] for end in range(len(page.path) - step, 0, -step)]


def index_of(page):
    """The nearest index above ``page``, or ``None``; one query for each index type."""
    return indexes_of([page]).get(page.path)
