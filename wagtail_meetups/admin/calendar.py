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
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..domain.schedule import FIRST_YEAR, LAST_YEAR
from ..models import Topic, Venue
from ..models.base import get_page_model
from ..models.registry import index_models
from ..scope import Scope
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


def _weeks(year: int, month: int) -> list[list[date]]:
    """The weeks of a month, each from the first day of the week in this language."""
    # Django counts from Sunday, Python from Monday.
    first = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    return Calendar(first).monthdatescalendar(year, month)


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


def _move(year: int, month: int, months: int) -> tuple[int, int]:
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return year, month + 1


def month_calendar(request, year: int | None = None, month: int | None = None):
    """The month; this one, on the clock of the person at the desk, unless one is named."""
    if not may_see_pages(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    if year is None or month is None:
        year, month = today.year, today.month
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    chosen = CalendarFilter(request.GET, request.user)
    chosen.is_valid()
    values = chosen.cleaned_data
    scope = Scope(topic=values.get("topic"), venue=values.get("venue"))
    weeks = _weeks(year, month)
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

    def link(year: int, month: int) -> str:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return ""
        url = reverse(f"{NAME}:month", args=[year, month])
        return f"{url}?{query}" if query else url

    first = date(year, month, 1)
    return TemplateResponse(
        request,
        "wagtail_meetups/admin/calendar.html",
        {
            "first": first,
            "weekdays": weeks[0],
            "weeks": [
                [
                    Day(day, by_day[day], day == today, day.month != month)
                    for day in week
                ]
                for week in weeks
            ],
            "is_empty": not dates,
            "has_more": has_more,
            "filter": chosen,
            "is_filtered": any(values.values()),
            "reset_url": request.path,
            "previous_url": link(*_move(year, month, -1)),
            "next_url": link(*_move(year, month, 1)),
            "today_url": link(today.year, today.month),
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
