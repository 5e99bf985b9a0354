import logging

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class MeetupsConfig(AppConfig):
    """The engine: mixins, snippets, tables, publishing, feeds and admin."""

    name = "wagtail_meetups"
    label = "wagtail_meetups"
    verbose_name = _("Meet-ups")
    # Pinned: a host with another default would else write migrations into this package.
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """The only wiring: signals, system checks and a filter of logs."""
        from . import checks  # noqa: F401
        from .personal_logs import HidePersonalKeys, loggers
        from .receivers import connect

        connect()
        for name in loggers():
            logging.getLogger(name).addFilter(HidePersonalKeys())
        if apps.is_installed("wagtail.contrib.frontend_cache"):
            from .purge_receivers import connect as connect_purging

            connect_purging()
