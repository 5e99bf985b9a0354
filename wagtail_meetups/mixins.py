"""What a host builds its own page types from: fields (``models``) and how they are served.

    class EventPage(EventMixin, Page):
        content_panels = Page.content_panels + EventMixin.event_panels

Each is an abstract model, so that no trace of it is left in the host's migrations. Put
it before the page class. Routes need no URL configuration: they are those of Wagtail's
``RoutablePageMixin``, below the page's own address.
"""

from functools import partial

from django.apps import apps
from django.db import models
from django.http import Http404
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from rest_framework.fields import CharField, URLField
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from .admin.forms import EventForm, IndexForm, RecapForm
from .api import fields as api
from .feeds import date_calendar, event_calendar, index_calendar
from .listing import dates_of
from .models import AbstractEvent, AbstractMeetupIndex, AbstractRecap
from .models.occurrences import date_path
from .views.dates import dates_context
from .views.event import event_context
from .views.index import index_context
from .views.language import localize_response, page_language
from .views.layout import layout_context
from .views.recap import recap_context
from .views.subscribe import subscribe_context
from .visibility import get_snapshot

__all__ = ["EventMixin", "MeetupIndexMixin", "RecapMixin"]

# What no plain route has, but one with a variable: a converter or a regular expression.
VARIABLE = frozenset("<^[(\\")


class MeetupPageMixin(RoutablePageMixin, models.Model):
    """How every page of ours is served."""

    #: The template used unless the host has one named after its own page type.
    fallback_template = ""

    class Meta:
        abstract = True

    def get_template(self, request, *args, **kwargs):
        """The host's ``<app>/<model>.html`` where there is one, else ours.

        You can override this method to choose another template.
        """
        chosen = super().get_template(request, *args, **kwargs)
        names = [chosen] if isinstance(chosen, str) else [*chosen]
        return [*names, self.fallback_template]

    def get_meetup_context(self, request) -> dict:
        """What our templates need. You can override this method to add to it."""
        raise NotImplementedError

    def get_context(self, request, *args, view=None, **kwargs):
        """``view`` is the function that makes the context of another route of the page."""
        return {
            **super().get_context(request, *args, **kwargs),
            **layout_context(self),
            **(view(request, self) if view else self.get_meetup_context(request)),
        }

    @path("")
    def index_route(self, request, *args, **kwargs):
        """The page itself, as the host's other pages are served.

        Wagtail's own index route leaves out every ``serve`` behind it: what a host's
        base page does there would not be done for ours.
        """
        if getattr(request, "is_preview", False):
            return self.render(request, *args, **kwargs)
        language = page_language(self)
        with translation.override(language):
            response = super(RoutablePageMixin, self).serve(request, *args, **kwargs)
        return localize_response(response, language)

    def render(self, request, *args, **kwargs):
        """Render in the page's own language; see ``views.language``."""
        language = page_language(self)
        with translation.override(language):
            response = super().render(request, *args, **kwargs)
        return localize_response(response, language)

    def serve(self, request, *args, **kwargs):
        """Serve the page; what a reader sees by a restriction met may not be cached."""
        response = super().serve(request, *args, **kwargs)
        if get_snapshot(request).personal:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def get_cached_paths(self):
        """The addresses of this page that caches may keep, relative to its own.

        Its routes, but for those that hold a variable. You can override this method to
        add others.
        """
        routes = [str(route.pattern) for route in self.get_subpage_urls()]
        paths = {f"/{route}" for route in routes if VARIABLE.isdisjoint(route)}
        return [*super().get_cached_paths(), *sorted(paths - {"/"})]

    def get_sitemap_urls(self, request=None):
        """No address of a page that the public may not see (Wagtail lists some aliases)."""
        if not get_snapshot(request).shows(self):
            return []
        return super().get_sitemap_urls(request)


class MeetupIndexMixin(MeetupPageMixin, AbstractMeetupIndex):
    """An index of meet-ups: next date, lists, and the community's calendar at ``ical/``."""

    fallback_template = "wagtail_meetups/meetup_index_page.html"
    subscribe_template = "wagtail_meetups/subscribe_page.html"
    base_form_class = IndexForm
    api_fields = [
        APIField("introduction"),
        APIField("feed_name"),
        APIField("community_name", serializer=CharField(read_only=True)),
        APIField("feed_color"),
        APIField("contact_email"),
        APIField("feed_url", serializer=api.FeedUrlField()),
        APIField("subscribe_url", serializer=api.SubscribeUrlField()),
        APIField("canonical_url", serializer=api.CanonicalUrlField()),
        APIField("next_dates", serializer=api.NextDatesField()),
    ]

    class Meta:
        abstract = True

    def get_meetup_context(self, request) -> dict:
        return index_context(request, self)

    @path("ical/", name="ical")
    def ical(self, request):
        """The calendar of every meet-up below this index."""
        return index_calendar(request, self)

    @path("subscribe/", name="subscribe")
    def subscribe(self, request):
        """How to have that calendar in one's own, program by program."""
        return self.render(
            request, view=subscribe_context, template=self.subscribe_template
        )

    # Reached where the host sends addresses ending in .ics to Wagtail.
    @re_path(r"^[\w\-]+\.ics/$", name="ics")
    def ics(self, request):
        """The same calendar under a file name."""
        return index_calendar(request, self)


class CommentedMixin(models.Model):
    """The addresses of a page's comments, for sites with ``wagtail_meetups.comments``."""

    class Meta:
        abstract = True

    def get_cached_paths(self):
        """With the feed of the comments, which has no plain route."""
        paths = [*super().get_cached_paths()]
        if apps.is_installed("wagtail_meetups.comments"):
            paths.append("/comments/atom/")
        return paths

    @re_path(r"^comments/(?P<rest>[\w\-/]*)$", name="comments")
    def comments(self, request, rest=""):
        """All that is below ``comments/``: see ``comments.routes``."""
        if not apps.is_installed("wagtail_meetups.comments"):
            raise Http404
        from .comments.routes import serve_comments

        return serve_comments(request, self, rest)


class EventMixin(MeetupPageMixin, CommentedMixin, AbstractEvent):
    """A meet-up, with its own calendar at ``ical/``."""

    fallback_template = "wagtail_meetups/event_page.html"
    date_template = "wagtail_meetups/date_page.html"
    dates_template = "wagtail_meetups/dates_page.html"
    base_form_class = EventForm
    api_fields = [
        APIField("summary"),
        APIField("body"),
        APIField("image", serializer=api.PictureField()),
        APIField("topics", serializer=api.TopicsField()),
        APIField("start_date"),  # To put a list in order by.
        APIField("when", serializer=api.WhenField()),
        APIField("attendance_mode"),
        APIField("place", serializer=api.VenueField()),
        APIField(
            "online_link",
            serializer=URLField(source="shown_online_link", read_only=True),
        ),
        APIField("status"),
        APIField("status_words", serializer=api.StatusWordsField()),
        APIField("status_reason"),
        APIField("public_hosts", serializer=api.HostsField()),
        APIField("sign_up_link"),
        APIField("price_note"),
        APIField("calendar_url", serializer=api.CalendarUrlField()),
        APIField("feed_url", serializer=api.FeedUrlField()),
        APIField("canonical_url", serializer=api.CanonicalUrlField()),
    ]

    class Meta:
        abstract = True

    def get_meetup_context(self, request) -> dict:
        return event_context(request, self)

    def get_cached_paths(self):
        """With the dates of a series that are still to come."""
        paths = super().get_cached_paths()
        if not self.is_series:
            return [path for path in paths if path != "/dates/"]
        coming = dates_of(self).upcoming(timezone.now())
        dates = [f"/{date_path(key)}" for key in coming.values_list("key", flat=True)]
        return [*paths, *dates, *(f"{path}ical/" for path in dates)]

    @path("ical/", name="ical")
    def ical(self, request):
        """The calendar of this one meet-up, or of this series."""
        return event_calendar(request, self)

    @path("dates/", name="dates")
    def dates(self, request):
        """All dates of a series."""
        return self.render(request, view=dates_context, template=self.dates_template)

    @path("dates/<slug:key>/", name="date")
    def date(self, request, key):
        """One date of a series, at an address that stays when the date moves."""
        return self.render(
            request, view=partial(event_context, key=key), template=self.date_template
        )

    @path("dates/<slug:key>/ical/", name="date_ical")
    def date_ical(self, request, key):
        """The calendar of this one date."""
        return date_calendar(request, self, key)


class RecapMixin(MeetupPageMixin, CommentedMixin, AbstractRecap):
    """The story of one evening."""

    fallback_template = "wagtail_meetups/recap_page.html"
    base_form_class = RecapForm
    api_fields = [
        APIField("event", serializer=api.EventReferenceField()),
        APIField("date"),
        APIField("author"),
        APIField("summary"),
        APIField("body"),
        APIField("image", serializer=api.PictureField()),
        APIField("topics", serializer=api.TopicsField()),
        APIField("canonical_url", serializer=api.CanonicalUrlField()),
    ]

    class Meta:
        abstract = True

    def get_meetup_context(self, request) -> dict:
        return recap_context(request, self)
