"""Pictures of which many stand on one page, in as many queries for twenty as for one."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

__all__ = [
    "PHOTO_FILTER",
    "PICTURE_FILTERS",
    "THUMBNAIL_FILTER",
    "prefetch_renditions",
]

# What parts/person_*.html and parts/recap_item.html ask the image tag for.
PHOTO_FILTER = "fill-160x160"
THUMBNAIL_FILTER = "fill-288x192"
# What blocks/image.html asks for.
PICTURE_FILTERS = ("width-400", "width-800", "width-1200")


def prefetch_renditions(images: Iterable, *specs: str) -> None:
    """Load the versions of these images that were made before; ``None`` is passed over."""
    renditions = get_image_model().get_rendition_model().objects
    prefetch_related_objects(
        [image for image in images if image],
        Prefetch(
            "renditions",
            queryset=renditions.filter(filter_spec__in=specs),
            to_attr="prefetched_renditions",
        ),
    )
