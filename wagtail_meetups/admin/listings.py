"""The lists of events and recaps in the admin menu."""

from django.db.models import F, prefetch_related_objects
from django.forms import CheckboxSelectMultiple
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext_lazy as _
from django_filters import (
    DateFromToRangeFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
)
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Revision
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..models import AbstractEvent, Topic, Venue
from ..models.base import get_page_model
from .calling_off import show_moved
from .columns import DayColumn, EventDateColumn, EventStatusColumn

__all__ = ["EventListingViewSet", "RecapListingViewSet", "show_drafts"]


class PagesMenuItem(MenuItem):
    """Shown to those who may do something with pages at all."""

    def is_shown(self, request):
        return PagePermissionPolicy().user_has_any_permission(
            request.user, IndexView.any_permission_required
        )


class EventFilterSet(WagtailFilterSet):
    """By date, venue, topic and status."""

    start_date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    status = MultipleChoiceFilter(
        label=_("Status"),
        choices=AbstractEvent.Status.choices,
        widget=CheckboxSelectMultiple,
    )
    venue = ModelMultipleChoiceFilter(
        label=_("Venue"),
        queryset=lambda request: Venue.objects.all(),
        widget=CheckboxSelectMultiple,
    )
    topics = ModelMultipleChoiceFilter(
        label=_("Topic"),
        queryset=lambda request: Topic.objects.all(),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = get_page_model()
        fields: list[str] = []  # All of them are declared above.


class DatedIndexView(IndexView):
    """A list of pages by a date of theirs, latest first, undated drafts before all."""

    date_field = ""
    # What the rows show of other objects, loaded for all rows at once.
    related: tuple[str, ...] = ()

    def order_queryset(self, queryset):
        name = self.ordering.removeprefix("-") if self.ordering else ""
        if name != self.date_field or self.is_searching:
            return super().order_queryset(queryset)
        date = F(name)
        if self.ordering.startswith("-"):
            return queryset.order_by(date.desc(nulls_first=True), "-pk")
        return queryset.order_by(date.asc(nulls_last=True), "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = list(context["object_list"])
        prefetch_related_objects(pages, *self.related)
        return context


class EventIndexView(DatedIndexView):
    """The list of events."""

    date_field = "start_date"
    default_ordering = "-start_date"
    related = ("venue",)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        show_drafts(context["object_list"])
        show_moved(context["object_list"])
        return context


def show_drafts(pages) -> None:
    """Give pages that were never published the date and status of their draft; one query.

    Wagtail keeps the edits of a draft in its revision: the page's own row still holds
    what the first autosave knew, which is a title.
    """
    drafts = {
        page.latest_revision_id: page
        for page in pages
        if not page.live and not page.first_published_at
    }
    names = ("start_date", "start_time", "all_day", "status")
    rows = Revision.objects.filter(pk__in=drafts).values_list(
        "pk", *(f"content__{name}" for name in names)
    )
    for pk, day, clock, all_day, status in rows:
        page = drafts[pk]
        page.status = status or page.status
        page.start_date = parse_date(day) if day else None
        page.start_time = parse_time(clock) if clock else None
        page.all_day = bool(all_day)


class EventListingViewSet(PageListingViewSet):
    """Events with title, date, venue and status."""

    icon = "date"
    index_view_class = EventIndexView
    filterset_class = EventFilterSet
    menu_item_class = PagesMenuItem
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        EventDateColumn(
            "start_date", label=_("Date"), sort_key="start_date", width="18%"
        ),
        Column(
            "venue",
            label=_("Venue"),
            accessor="shown_venue",
            width="18%",
            classname="meetups-wide-only",
        ),
        EventStatusColumn("meetup_status", label=_("Takes place"), width="12%"),
        PageStatusColumn("status", label=_("Page"), sort_key="live", width="10%"),
    ]


class RecapIndexView(DatedIndexView):
    """The list of recaps."""

    date_field = "date"
    default_ordering = "-date"
    related = ("event",)


class RecapFilterSet(WagtailFilterSet):
    """By date."""

    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = get_page_model()
        fields: list[str] = []  # All of them are declared above.


class RecapListingViewSet(PageListingViewSet):
    """Recaps with title, date, event and author."""

    icon = "openquote"
    index_view_class = RecapIndexView
    filterset_class = RecapFilterSet
    menu_item_class = PagesMenuItem
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        DayColumn("date", label=_("Date"), sort_key="date", width="15%"),
        Column("event", label=_("Event"), width="20%"),
        Column("author", label=_("Author"), width="15%", classname="meetups-wide-only"),
        PageStatusColumn("status", label=_("Page"), sort_key="live", width="10%"),
    ]
