"""The site's own page: its home."""

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from wagtail_meetups.blocks import UpcomingMeetupsBlock
from wagtail_meetups.models.registry import index_models
from wagtail_meetups.visibility import get_snapshot


class HomePage(Page):
    """The front door: a welcome, and what an editor puts beside it."""

    lead = models.CharField(max_length=255, blank=True)
    body = RichTextField(blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    sections = StreamField([("meetups", UpcomingMeetupsBlock())], blank=True)

    content_panels = [*Page.content_panels, "lead", "image", "body", "sections"]
    subpage_types = ["wagtail_meetups_pages.MeetupIndexPage"]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "home page"

    def get_meetups(self):
        """The first index below this page, published or not; ``None`` when there is none."""
        return index_models()[0].objects.child_of(self).first()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        snapshot = get_snapshot(request)
        meetups = self.get_meetups() if self.path else None
        if meetups and snapshot.shows(meetups):
            context["meetups"] = meetups
        return context
