"""The list of dates in the admin, the nearest to today first, with how many people."""

from django.core.exceptions import PermissionDenied
from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, NumberFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import Button
from wagtail.permission_policies import ModelPermissionPolicy

from ...models import AbstractEvent, Attendance, Occurrence
from ...publishing.groups import find_groups
from .access import VERBS, dates_for, may_look
from .base import NAMESPACE, date_url, dates_url
from .exporting import ExportView
from .person import PersonView
from .several import SeveralView
from .stickers import PrintView, StickersView
from .telling import date_title, short_when
from .who import WhoResultsView, WhoView

__all__ = ["DatesViewSet", "who_was_there_buttons", "with_people"]


def with_people(dates):
    """Count on each date who is on its list (``people``) and who came (``came``)."""
    rows = Attendance.objects.filter(occurrence=OuterRef("pk")).order_by()
    counts = rows.values("occurrence").annotate(number=Count("pk")).values("number")
    return dates.annotate(
        people=Coalesce(Subquery(counts), Value(0)),
        came=Coalesce(Subquery(counts.filter(state=Attendance.State.CAME)), Value(0)),
    )


def nearest_first(dates, now):
    """Tonight first, then the day before and the days after."""
    away = Case(
        When(start__gt=now, then=F("start") - Value(now)),
        default=Value(now) - F("start"),
        output_field=DurationField(),
    )
    return dates.annotate(away=ExpressionWrapper(away, DurationField())).order_by(
        "away", "pk"
    )


class DateFilterSet(WagtailFilterSet):
    """By time, and of one event."""

    when = ChoiceFilter(
        label=_("When"),
        method="filter_when",
        choices=[("to_come", _("to come")), ("past", pgettext_lazy("dates", "past"))],
    )
    event = NumberFilter(method="filter_event", label=_("Event"))

    class Meta:
        model = Occurrence
        fields: list[str] = []  # All of them are declared above.

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Set by the button of an event; nobody types it.
        self.form.fields["event"].widget = self.form.fields["event"].hidden_widget()

    def filter_when(self, queryset, name, value):
        now = timezone.now()
        return (
            queryset.filter(end__gt=now)
            if value == "to_come"
            else queryset.filter(end__lte=now)
        )

    def filter_event(self, queryset, name, value):
        return queryset.filter(event=value)


class DateColumn(Column):
    def get_value(self, instance):
        return short_when(instance)


class PeopleColumn(Column):
    """How many came, of how many on the list; nothing while the list is empty."""

    def get_value(self, instance):
        if not instance.people:
            return ""
        values = {"came": instance.came, "people": instance.people}
        return gettext("%(came)s of %(people)s") % values


class DatesView(PermissionCheckedMixin, BaseListingView):
    """Every date that the user may see people of."""

    page_title = gettext_lazy("Dates")
    header_icon = "group"
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    paginate_by = 20
    is_searchable = True
    search_backend_name = None
    search_fields = ["title", "event__title"]
    default_ordering = "away"
    filterset_class = DateFilterSet
    any_permission_required = VERBS
    verbose_name_plural = gettext_lazy("dates")
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Event"),
            accessor=date_title,
            get_url=lambda occurrence: date_url(occurrence.pk),
        ),
        DateColumn("start", label=gettext_lazy("Date"), sort_key="start", width="30%"),
        PeopleColumn("came", label=gettext_lazy("People who came"), width="20%"),
    ]

    @property
    def permission_policy(self):
        return ModelPermissionPolicy(Attendance)

    def get_base_queryset(self):
        dates = with_people(dates_for(self.request.user)).select_related("event")
        return dates.filter(Q(is_planned=True) | Q(people__gt=0))

    def order_queryset(self, queryset):
        if self.ordering in ("start", "-start"):
            return queryset.order_by(self.ordering, "pk")
        return nearest_first(queryset, timezone.now())


class DatesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look(request.user)


class DatesViewSet(ViewSet):
    """The list, and all that one does with the people of one date."""

    icon = "group"
    menu_label = _("Who was there")
    menu_item_class = DatesMenuItem
    name = NAMESPACE
    url_prefix = "meetups/dates"

    def get_urlpatterns(self):
        return [
            path("", DatesView.as_view(), name="index"),
            path(
                "results/", DatesView.as_view(results_only=True), name="index_results"
            ),
            path("of/<int:page_id>/", dates_of, name="of"),
            path("<int:pk>/", WhoView.as_view(), name="who"),
            path("<int:pk>/results/", WhoResultsView.as_view(), name="who_results"),
            path(
                "<int:pk>/people.<str:file_format>", ExportView.as_view(), name="export"
            ),
            path("<int:pk>/several/", SeveralView.as_view(), name="several"),
            path(
                "<int:pk>/people/<int:attendance>/", PersonView.as_view(), name="person"
            ),
            path("<int:pk>/stickers/", StickersView.as_view(), name="stickers"),
            path("<int:pk>/stickers/print/", PrintView.as_view(), name="print"),
        ]


def dates_of(request, page_id: int):
    """From an event page to its one date, or to the list of its dates."""
    if not may_look(request.user):
        raise PermissionDenied
    # Its dates hang on the page that it translates or mirrors.
    source = find_groups([page_id]).sources.get(page_id, page_id)
    found = list(dates_for(request.user).filter(event=source)[:2])
    if len(found) == 1:
        return redirect(date_url(found[0].pk))
    return redirect(f"{dates_url()}?event={source}")


def who_was_there_buttons(page, user, next_url=None, **kwargs):
    """The button in the header of an event and in the lists of pages."""
    model = page.specific_class
    if model is None or not issubclass(model, AbstractEvent) or not may_look(user):
        return
    yield Button(
        _("Who was there"),
        f"{dates_url()}of/{page.pk}/",
        icon_name="group",
        priority=26,
    )
