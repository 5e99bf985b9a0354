from django.apps import AppConfig


class HostBasePageConfig(AppConfig):
    """A site's own base page: alone in its app, for its first migration must be small."""

    name = "tests.hosts.basepage"
    label = "host_basepage"
    default_auto_field = "django.db.models.BigAutoField"
