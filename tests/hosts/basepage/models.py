from django.db import models
from wagtail.models import AbstractPage


class HostBasePage(AbstractPage):
    """What every page of this site has beside Wagtail's own fields."""

    colophon = models.CharField(max_length=100, blank=True)

    promote_panels = [*AbstractPage.promote_panels, "colophon"]
