from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

NEEDED = {
    "django.contrib.sites": "django.contrib.sites",
    "django_comments": "django_comments (pip install 'wagtail-meetups[comments]')",
}


class MeetupCommentsConfig(AppConfig):
    """Visitor comments, moderated in Wagtail's admin."""

    name = "wagtail_meetups.comments"
    label = "wagtail_meetups_comments"
    verbose_name = _("Visitor comments")
    default_auto_field = "django.db.models.BigAutoField"

    def __init__(self, app_name, app_module):
        super().__init__(app_name, app_module)
        # No system check can say it: importing the models comes first, and fails.
        for name, told in NEEDED.items():
            if not _is_installed(name):
                raise ImproperlyConfigured(
                    f"wagtail_meetups.comments needs {told}: add {name!r} to INSTALLED_APPS."
                )

    def ready(self):
        """The only wiring: signals and system checks."""
        from . import system_checks  # noqa: F401
        from .receivers import connect

        connect()


def _is_installed(name: str) -> bool:
    """Whether an app stands in INSTALLED_APPS, by its name or by a config of its own."""
    return any(
        entry == name or entry.startswith(f"{name}.apps.")
        for entry in settings.INSTALLED_APPS
    )
