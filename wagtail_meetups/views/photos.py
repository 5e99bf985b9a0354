"""Small pictures in lists, in as many queries for twenty as for one."""

from collections.abc import Iterable

from ..models.photos import PHOTO_FILTER, THUMBNAIL_FILTER, prefetch_renditions

__all__ = ["PHOTO_FILTER", "THUMBNAIL_FILTER", "prefetch_small"]


def prefetch_small(images: Iterable, spec: str) -> None:
    """Load the versions of these images that were made before; ``None`` is passed over."""
    prefetch_renditions(images, spec)
