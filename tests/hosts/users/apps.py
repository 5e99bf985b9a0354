from django.apps import AppConfig


class HostUsersConfig(AppConfig):
    """A site whose accounts have UUID keys."""

    name = "tests.hosts.users"
    label = "host_users"
    default_auto_field = "django.db.models.BigAutoField"
