"""Taking the photo of a person away."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ReferenceIndex

from ..models import Attendee

__all__ = ["remove_photo"]


@transaction.atomic
def remove_photo(attendee) -> None:
    """Take it from the person, and from the site's pictures unless something else shows it."""
    image = attendee.photo
    if image is None:
        return
    attendee.photo = None
    attendee.save(update_fields=["photo"])
    others = Attendee.objects.filter(photo=image)
    content_type = ContentType.objects.get_for_model(Attendee)
    used = ReferenceIndex.get_references_to(image).exclude(
        content_type=content_type, object_id=str(attendee.pk)
    )
    if not others.exists() and not used.exists():
        image.delete()
