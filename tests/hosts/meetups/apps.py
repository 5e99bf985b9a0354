from django.apps import AppConfig


class HostMeetupsConfig(AppConfig):
    """A site's own page types, on its own base page."""

    name = "tests.hosts.meetups"
    label = "host_meetups"
    default_auto_field = "django.db.models.BigAutoField"
