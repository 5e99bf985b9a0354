"""Ready-made page types. Who wants own fields writes the same few lines in an own app."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..mixins import EventMixin, MeetupIndexMixin, RecapMixin

__all__ = ["EventPage", "MeetupIndexPage", "RecapPage"]


class MeetupIndexPage(MeetupIndexMixin, Page):
    """A community's meet-ups, recaps and calendar."""

    content_panels = Page.content_panels + MeetupIndexMixin.index_panels
    promote_panels = Page.promote_panels + MeetupIndexMixin.feed_panels
    search_fields = Page.search_fields + MeetupIndexMixin.index_search_fields
    subpage_types = ["EventPage", "RecapPage"]
    page_description = _("The meet-ups, recaps and calendar of a community")

    class Meta:
        verbose_name = _("index of meet-ups")
        verbose_name_plural = _("indexes of meet-ups")


class EventPage(EventMixin, Page):
    """A meet-up."""

    content_panels = Page.content_panels + EventMixin.event_panels
    search_fields = Page.search_fields + EventMixin.event_search_fields
    parent_page_types = ["MeetupIndexPage"]
    subpage_types: list[str] = []
    page_description = _("One evening, or one day, of a community")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class RecapPage(RecapMixin, Page):
    """The story of one meet-up."""

    content_panels = Page.content_panels + RecapMixin.recap_panels
    search_fields = Page.search_fields + RecapMixin.recap_search_fields
    parent_page_types = ["MeetupIndexPage"]
    subpage_types: list[str] = []
    page_description = _("How an evening was")

    class Meta:
        verbose_name = _("recap")
        verbose_name_plural = _("recaps")
