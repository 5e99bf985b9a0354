from django.apps import AppConfig


class HostMixinsConfig(AppConfig):
    """A site whose pages are built from mixins of its own."""

    name = "tests.hosts.mixins"
    label = "host_mixins"
    default_auto_field = "django.db.models.BigAutoField"
