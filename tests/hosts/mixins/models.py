"""Page types of a site that has mixins, routes, a manager and abstract bases of its own.

Each stands on another side of ours: behind it, before it, and between it and the page.
"""

from django.db import models
from django.db.models.functions import Upper
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from wagtail_meetups.mixins import EventMixin, MeetupIndexMixin, RecapMixin


class KeywordsMixin(models.Model):
    """What every page of this site has for search engines."""

    keywords = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["keywords"] = self.keywords
        return context

    def get_template(self, request, *args, **kwargs):
        if "print" in request.GET:
            return "host_mixins/print.html"
        return super().get_template(request, *args, **kwargs)

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        response.headers["X-Keywords"] = self.keywords
        return response

    def get_sitemap_urls(self, request=None):
        return [
            {**url, "priority": 0.9}
            for url in super().get_sitemap_urls(request=request)
        ]


class AboutMixin(RoutablePageMixin, models.Model):
    """A route that some pages of this site have."""

    class Meta:
        abstract = True

    @path("about/<slug:what>/", name="about")
    def about(self, request, what):
        return self.render(request, context_overrides={"about": what})


class SitePageQuerySet(PageQuerySet):
    def about(self, keyword):
        return self.filter(keywords__contains=keyword)


class SitePageManager(PageManager.from_queryset(SitePageQuerySet)):
    """Brings along with each page how this site shouts it."""

    def get_queryset(self):
        return super().get_queryset().annotate(shouted=Upper("slug"))


class SitePage(KeywordsMixin, Page):
    """The base of every page of this site."""

    promote_panels = [*Page.promote_panels, "keywords"]
    api_fields = [APIField("keywords")]

    objects = SitePageManager()

    class Meta:
        abstract = True


class AgendaPage(MeetupIndexMixin, AboutMixin, SitePage):
    """Ours before the site's own."""

    content_panels = [*SitePage.content_panels, *MeetupIndexMixin.index_panels]
    promote_panels = [*SitePage.promote_panels, *MeetupIndexMixin.feed_panels]
    search_fields = [*SitePage.search_fields, *MeetupIndexMixin.index_search_fields]
    api_fields = [*SitePage.api_fields, *MeetupIndexMixin.api_fields]
    subpage_types = ["DatePage", "ReportPage"]


class DatePage(AboutMixin, KeywordsMixin, EventMixin, Page):
    """Ours behind the site's own."""

    content_panels = [*Page.content_panels, *EventMixin.event_panels]
    promote_panels = [*Page.promote_panels, "keywords"]
    search_fields = [*Page.search_fields, *EventMixin.event_search_fields]
    parent_page_types = ["AgendaPage"]
    subpage_types: list[str] = []

    objects = SitePageManager()


class AbstractReport(RecapMixin, SitePage):
    """An abstract base between ours and the page type."""

    search_fields = [*SitePage.search_fields, *RecapMixin.recap_search_fields]

    class Meta(SitePage.Meta):
        abstract = True


class ReportPage(AbstractReport):
    content_panels = [*SitePage.content_panels, *RecapMixin.recap_panels]
    parent_page_types = ["AgendaPage"]
    subpage_types: list[str] = []
