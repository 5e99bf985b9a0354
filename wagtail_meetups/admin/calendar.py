"""The calendar of the admin: a month with all dates that a user may see, drafts too."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..domain.schedule import FIRST_YEAR, LAST_YEAR
from ..models import Topic, Venue
from ..models.base import get_page_model
from ..models.registry import index_models
from ..scope import Scope
from ..views.months import Month, first_weekday
from .listings import PagesMenuItem, may_see_pages
from .month_dates import ListedDate, find_dates

__all__ = ["CalendarViewSet", "month_calendar"]

NAME = "meetups_calendar"


class CalendarFilter(forms.Form):
    """Which dates: below an index, about a topic, at a venue."""

    index = forms.ModelChoiceField(
        None, label=_("Index"), required=False, empty_label=_("all")
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label=_("Topic"), required=False, empty_label=_("all")
    )
    venue = forms.ModelChoiceField(
        Venue.objects.all(), label=_("Venue"), required=False, empty_label=_("all")
    )

    def __init__(self, data, user):
        super().__init__(data)
        known = PagePermissionPolicy().explorable_instances(user)
        ids = [
            pk
            for model in index_models()
            for pk in model._default_manager.filter(
                pk__in=known.values("pk")
            ).values_list("pk", flat=True)
        ]
        pages = get_page_model()._default_manager.filter(pk__in=ids)
        self.fields["index"].queryset = pages.order_by("title", "pk")


@dataclass(frozen=True, slots=True)
class DayDate:
    """A date on one of its days. ``begins`` on the first; ``until`` tells the last one."""

    date: ListedDate
    begins: bool
    until: str


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of the month."""

    day: date
    dates: list[DayDate]
    is_today: bool
    is_other_month: bool


def _by_day(dates: list[ListedDate], weeks: list[list[date]]) -> dict:
    first, last = weeks[0][0], weeks[-1][-1]
    found = defaultdict(list)
    for one in dates:
        day = max(one.first_day, first)
        until = date_format(one.last_day, "DATE_FORMAT") if one.is_long else ""
        while day <= min(one.last_day, last):
            found[day].append(DayDate(one, day == one.first_day, until))
            day += timedelta(days=1)
    return found


def month_calendar(request, year: int | None = None, month: int | None = None):
    """The month; this one, on the clock of the person at the desk, unless one is named."""
    if not may_see_pages(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    this = Month.of(today)
    shown = this if year is None or month is None else Month(year, month)
    if not (FIRST_YEAR <= shown.year <= LAST_YEAR and 1 <= shown.month <= 12):
        raise Http404
    chosen = CalendarFilter(request.GET, request.user)
    chosen.is_valid()
    values = chosen.cleaned_data
    scope = Scope(topic=values.get("topic"), venue=values.get("venue"))
    weeks = Calendar(first_weekday()).monthdatescalendar(shown.year, shown.month)
    dates, has_more = find_dates(
        request.user,
        weeks[0][0],
        weeks[-1][-1],
        scope=scope,
        index_path=values["index"].path if values.get("index") else "",
        now=timezone.now(),
    )
    by_day = _by_day(dates, weeks)
    query = request.GET.urlencode()

    def link(to: Month) -> str:
        if not FIRST_YEAR <= to.year <= LAST_YEAR:
            return ""
        url = reverse(f"{NAME}:month", args=[to.year, to.month])
        return f"{url}?{query}" if query else url

    return TemplateResponse(
        request,
        "wagtail_meetups/admin/calendar.html",
        {
            "first": shown.first_day,
            "weekdays": weeks[0],
            "weeks": [
                [
                    Day(day, by_day[day], day == today, day.month != shown.month)
                    for day in week
                ]
                for week in weeks
            ],
            "is_empty": not dates,
            "has_more": has_more,
            "filter": chosen,
            "is_filtered": any(values.values()),
            "reset_url": request.path,
            "previous_url": link(shown.previous),
            "next_url": link(shown.next),
            "today_url": link(this),
        },
    )


class CalendarViewSet(ViewSet):
    """The calendar in the group of the menu."""

    name = NAME
    icon = "calendar"
    menu_label = _("Calendar")
    menu_item_class = PagesMenuItem

    def get_urlpatterns(self):
        return [
            path("", month_calendar, name="index"),
            path("<int:year>/<int:month>/", month_calendar, name="month"),
        ]
