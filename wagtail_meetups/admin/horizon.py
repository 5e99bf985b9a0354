"""A warning while there is time: a series without an end has dates for less than six months."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Max
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from .. import conf
from ..domain.schedule import get_zone
from ..models import Occurrence
from ..models.horizon import months_after
from ..models.registry import event_models

__all__ = ["HorizonPanel", "add_horizon_panel", "filled_until"]

MONTHS = 6


class Filled(NamedTuple):
    """A series, and the day of its last date in the tables; ``None`` without one."""

    page: object
    day: object


def filled_until(now: datetime, *page_ids: int) -> dict[int, Filled]:
    """The series that lack dates of the next six months, by id; of these pages, or of all.

    Of the next ``HORIZON_MONTHS`` where these are fewer. One query for each event page
    type, and one more.
    """
    limit = months_after(now, min(MONTHS, conf.get("HORIZON_MONTHS")))
    pages = {}
    for model in event_models():
        # Those that translate or mirror another page have no dates of their own.
        rows = model._default_manager.filter(
            live=True, recurrence__gt="", meetup_entry__source=F("pk")
        )
        if page_ids:
            rows = rows.filter(pk__in=page_ids)
        pages |= {page.pk: page for page in rows.defer("body") if page.is_endless}
    if not pages:
        return {}
    dates = Occurrence.objects.filter(event__in=pages, is_planned=True).order_by()
    last_of = dict(dates.values_list("event").annotate(Max("planned")))
    found = {}
    for pk, page in pages.items():
        last = last_of.get(pk)
        if last is not None and last >= limit:
            continue
        planned = [one.planned for one in page.get_occurrences(limit)]
        if planned and (last is None or max(planned) > last):
            day = last and last.astimezone(get_zone(page.timezone)).date()
            found[pk] = Filled(page, day)
    return found


class HorizonPanel(Component):
    """On the admin's first page, for those who may do something about one of them."""

    name = "meetups_horizon"
    template_name = "wagtail_meetups/admin/horizon.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        if not self.get_series():
            return ""
        return super().render_html(parent_context)

    def get_series(self) -> list[Filled]:
        """The series that the user may edit; no more queries for many than for one."""
        if not hasattr(self, "_series"):
            found = filled_until(timezone.now())
            allowed = ()
            if found:
                policy = PagePermissionPolicy()
                pages = policy.instances_user_has_any_permission_for(
                    self.user, ["change", "publish"]
                )
                allowed = set(pages.filter(pk__in=found).values_list("pk", flat=True))
            self._series = [one for pk, one in found.items() if pk in allowed]
        return self._series

    def get_context_data(self, parent_context):
        return {"series": self.get_series()}


def add_horizon_panel(request, panels) -> None:
    """Put it before what else is on the page; without a series it is not there."""
    panels.append(HorizonPanel(request.user))
