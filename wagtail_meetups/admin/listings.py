"""The lists of events and recaps in the admin menu."""

from django.db.models import F, prefetch_related_objects
from django.forms import CheckboxSelectMultiple
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
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..models import AbstractEvent, Topic, Venue
from ..models.base import get_page_model
from .columns import DayColumn, EventDateColumn, EventStatusColumn
from .drafts import show_drafts, shown_start_date

__all__ = [
    "EventListingViewSet",
    "PagesMenuItem",
    "RecapListingViewSet",
    "may_see_pages",
]


def may_see_pages(user) -> bool:
    """Whether the user may do something with pages at all, and so see lists of them."""
    return PagePermissionPolicy().user_has_any_permission(
        user, IndexView.any_permission_required
    )


class PagesMenuItem(MenuItem):
    """Shown to those who may see lists of pages."""

    def is_shown(self, request):
        return may_see_pages(request.user)


class ShownDateFilter(DateFromToRangeFilter):
    """By the date that the list shows: of a draft, that of its revision."""

    def filter(self, qs, value):
        for lookup, moment in (
            ("gte", value and value.start),
            ("lte", value and value.stop),
        ):
            if moment:
                shown = {f"shown_start_date__{lookup}": moment.date().isoformat()}
                qs = qs.alias(shown_start_date=shown_start_date()).filter(**shown)
        return qs


class EventFilterSet(WagtailFilterSet):
    """By date, venue, topic and status."""

    start_date = ShownDateFilter(label=_("Date"), widget=DateRangePickerWidget)
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
        date = self.get_date()
        if self.ordering.startswith("-"):
            return queryset.order_by(date.desc(nulls_first=True), "-pk")
        return queryset.order_by(date.asc(nulls_last=True), "pk")

    def get_date(self):
        """What the rows are ordered by."""
        return F(self.date_field)

    def show_drafts(self, pages) -> None:
        """Put what is shown of drafts into their pages, before all else is looked up."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = list(context["object_list"])
        self.show_drafts(pages)
        prefetch_related_objects(pages, *self.related)
        return context


class EventIndexView(DatedIndexView):
    """The list of events."""

    date_field = "start_date"
    default_ordering = "-start_date"
    related = ("venue",)

    def get_date(self):
        return shown_start_date()

    def show_drafts(self, pages):
        show_drafts(pages)


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
