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

from .admin.forms import EventForm, IndexForm
from .admin.recap_form import RecapForm
from .api import fields as api
from .feeds import (
    date_calendar,
    event_calendar,
    find_scope,
    index_calendar,
    scope_paths,
)
from .listing import dates_of
from .models import AbstractEvent, AbstractMeetupIndex, AbstractRecap
from .models.links import KEY_PATTERN
from .models.occurrences import date_path
from .views.atom import atom_feed
from .views.continuing import redirect_to_date
from .views.dates import dates_context
from .views.event import event_context
from .views.index import index_context
from .views.language import localize_response, page_language
from .views.layout import layout_context
from .views.month import month_context
from .views.months import month_paths
from .views.person import (
    erased_page,
    erasing_page,
    personal_download,
    personal_page,
)
from .views.recap import recap_context
from .views.recaps import recaps_context
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
    """An index of meet-ups: next date, lists, months, and its calendar at ``ical/``."""

    fallback_template = "wagtail_meetups/meetup_index_page.html"
    month_template = "wagtail_meetups/month_page.html"
    subscribe_template = "wagtail_meetups/subscribe_page.html"
    recaps_template = "wagtail_meetups/recaps_page.html"
    base_form_class = IndexForm
    api_fields = [
        APIField("introduction"),
        APIField("feed_name"),
        APIField("community_name", serializer=CharField(read_only=True)),
        APIField("feed_color"),
        APIField("contact_email"),
        APIField("feed_url", serializer=api.FeedUrlField()),
        APIField("subscribe_url", serializer=api.SubscribeUrlField()),
        APIField("atom_url", serializer=api.AtomUrlField()),
        APIField("calendar_parts", serializer=api.CalendarPartsField()),
        APIField("canonical_url", serializer=api.CanonicalUrlField()),
        APIField("next_dates", serializer=api.NextDatesField()),
    ]

    class Meta:
        abstract = True

    def get_meetup_context(self, request) -> dict:
        return index_context(request, self)

    def get_cached_paths(self):
        """With those of each topic and venue, and the months to the last that has a date."""
        return [*super().get_cached_paths(), *scope_paths(self), *month_paths(self)]

    @path("month/", name="month")
    def month(self, request):
        """This month."""
        return self.render(request, view=month_context, template=self.month_template)

    # One address for each month, so no "2026/3/".
    @re_path(r"^month/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", name="month_at")
    def month_at(self, request, year, month):
        """Any month that lies between the first date and the last."""
        view = partial(month_context, year=year, month=month)
        return self.render(request, view=view, template=self.month_template)

    @path("ical/", name="ical")
    def ical(self, request):
        """The calendar of every meet-up below this index."""
        return index_calendar(request, self)

    # With .ics too, where the host sends addresses ending in it to Wagtail.
    @re_path(r"^ical/topic/(?P<slug>[\w\-]+)(?:\.ics)?/$", name="ical_topic")
    def ical_topic(self, request, slug):
        """The calendar of the meet-ups about one topic."""
        return index_calendar(request, self, find_scope(self, topic=slug))

    @re_path(r"^ical/venue/(?P<pk>[0-9]{1,18})(?:\.ics)?/$", name="ical_venue")
    def ical_venue(self, request, pk):
        """The calendar of the meet-ups at one venue."""
        return index_calendar(request, self, find_scope(self, venue=int(pk)))

    @path("atom/", name="atom")
    def atom(self, request):
        """News for feed readers: recaps, and meet-ups as they are announced."""
        return atom_feed(request, self)

    def _subscribe(self, request, **part):
        view = partial(subscribe_context, **part)
        return self.render(request, view=view, template=self.subscribe_template)

    @path("subscribe/", name="subscribe")
    def subscribe(self, request):
        """How to have that calendar in one's own, program by program."""
        return self._subscribe(request)

    @re_path(r"^subscribe/topic/(?P<slug>[\w\-]+)/$", name="subscribe_topic")
    def subscribe_topic(self, request, slug):
        """The same for the calendar of one topic."""
        return self._subscribe(request, scope=find_scope(self, topic=slug))

    @re_path(r"^subscribe/venue/(?P<pk>[0-9]{1,18})/$", name="subscribe_venue")
    def subscribe_venue(self, request, pk):
        """The same for the calendar of one venue."""
        return self._subscribe(request, scope=find_scope(self, venue=int(pk)))

    # A key is of 32 letters: see models.links.
    @re_path(rf"^people/(?P<key>{KEY_PATTERN})/$", name="person")
    def person(self, request, key):
        """The private page of a person, for whoever has its link."""
        return personal_page(request, self, key)

    @re_path(rf"^people/(?P<key>{KEY_PATTERN})/data/$", name="person_data")
    def person_data(self, request, key):
        """All that is held of them, as a file."""
        return personal_download(request, self, key)

    @re_path(rf"^people/(?P<key>{KEY_PATTERN})/erase/$", name="person_erase")
    def person_erase(self, request, key):
        """Erase it, after asking once more."""
        return erasing_page(request, self, key)

    @re_path(r"^people/erased/$", name="person_erased")
    def person_erased(self, request):
        """That it is done."""
        return erased_page(request, self)

    @path("recaps/", name="recaps")
    def recaps(self, request):
        """All recaps below this index, or those about one topic."""
        return self.render(request, view=recaps_context, template=self.recaps_template)

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
        view = partial(event_context, key=key)
        try:
            return self.render(request, view=view, template=self.date_template)
        except Http404:
            return redirect_to_date(request, self, key, date_path(key))

    @path("dates/<slug:key>/ical/", name="date_ical")
    def date_ical(self, request, key):
        """The calendar of this one date."""
        try:
            return date_calendar(request, self, key)
        except Http404:
            return redirect_to_date(request, self, key, f"{date_path(key)}ical/")


class RecapMixin(MeetupPageMixin, CommentedMixin, AbstractRecap):
    """The story of one evening."""

    fallback_template = "wagtail_meetups/recap_page.html"
    base_form_class = RecapForm
    api_fields = [
        APIField("event", serializer=api.EventReferenceField()),
        APIField("date"),
        APIField("author"),
        APIField("summary"),
        APIField("body", serializer=api.ToldBodyField()),
        APIField("image", serializer=api.PictureField()),
        APIField("topics", serializer=api.TopicsField()),
        APIField("canonical_url", serializer=api.CanonicalUrlField()),
    ]

    class Meta:
        abstract = True

    def get_meetup_context(self, request) -> dict:
        return recap_context(request, self)
