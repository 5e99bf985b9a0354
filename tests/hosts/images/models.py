from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HostImage(AbstractImage):
    """A picture of which the site also keeps who took it."""

    credit = models.CharField(max_length=100, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")


class HostRendition(AbstractRendition):
    image = models.ForeignKey(
        HostImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="host_images_unique_rendition",
            )
        ]
