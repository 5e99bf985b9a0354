from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetupPagesConfig(AppConfig):
    """Ready-made page types, for sites on Wagtail's own base page."""

    name = "wagtail_meetups.pages"
    label = "wagtail_meetups_pages"
    verbose_name = _("Meet-up pages")
    default_auto_field = "django.db.models.BigAutoField"
