from django.apps import AppConfig


class HostImagesConfig(AppConfig):
    """A site with an image model of its own."""

    name = "tests.hosts.images"
    label = "host_images"
    default_auto_field = "django.db.models.BigAutoField"
