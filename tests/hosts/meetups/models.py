"""What a site with its own base page writes in place of ``wagtail_meetups.pages``."""

from wagtail_meetups.mixins import EventMixin, MeetupIndexMixin, RecapMixin

from ..basepage.models import HostBasePage


class HomePage(HostBasePage):
    """The start of a site."""


class GatheringsPage(MeetupIndexMixin, HostBasePage):
    """A community's meet-ups, recaps and calendar."""

    content_panels = [*HostBasePage.content_panels, *MeetupIndexMixin.index_panels]
    promote_panels = [*HostBasePage.promote_panels, *MeetupIndexMixin.feed_panels]
    search_fields = [*HostBasePage.search_fields, *MeetupIndexMixin.index_search_fields]
    subpage_types = ["GatheringPage", "StoryPage"]


class GatheringPage(EventMixin, HostBasePage):
    """A meet-up."""

    content_panels = [*HostBasePage.content_panels, *EventMixin.event_panels]
    search_fields = [*HostBasePage.search_fields, *EventMixin.event_search_fields]
    parent_page_types = ["GatheringsPage"]
    subpage_types: list[str] = []


class StoryPage(RecapMixin, HostBasePage):
    """The story of one meet-up."""

    content_panels = [*HostBasePage.content_panels, *RecapMixin.recap_panels]
    search_fields = [*HostBasePage.search_fields, *RecapMixin.recap_search_fields]
    parent_page_types = ["GatheringsPage"]
    subpage_types: list[str] = []
