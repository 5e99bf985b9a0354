"""Small pictures in lists, in as many queries for twenty as for one."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

__all__ = ["PHOTO_FILTER", "THUMBNAIL_FILTER", "prefetch_small"]

# What parts/people.html and parts/recap_item.html ask the image tag for.
PHOTO_FILTER = "fill-160x160"
THUMBNAIL_FILTER = "fill-288x192"


def prefetch_small(images: Iterable, spec: str) -> None:
    """Load the versions of these images that were made before; ``None`` is passed over."""
    renditions = get_image_model().get_rendition_model().objects
    prefetch_related_objects(
        [image for image in images if image],
        Prefetch(
            "renditions",
            queryset=renditions.filter(filter_spec=spec),
            to_attr="prefetched_renditions",
        ),
    )
