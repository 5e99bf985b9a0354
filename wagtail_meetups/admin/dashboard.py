"""On the dashboard: which past evenings have no recap yet."""

from datetime import timedelta

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..models import AbstractEvent, Occurrence
from ..models.base import get_page_model
from ..models.registry import recap_models
from .recap_draft import recaps_of_dates

__all__ = ["UntoldDatesPanel", "add_untold_dates"]

SHOWN = 5
LOOKED_AT = 50
# Later than this nobody remembers how it was.
LOOKED_BACK = timedelta(days=90)


class UntoldDatesPanel(Component):
    """Past dates of the events below which this user may write, without a recap."""

    name = "meetups_untold"
    template_name = "wagtail_meetups/admin/untold_dates.html"
    order = 140

    def __init__(self, request):
        self.request = request

    def get_dates(self) -> list[Occurrence]:
        """The latest of them; as many queries for many as for one."""
        policy = PagePermissionPolicy(get_page_model())
        pages = policy.instances_user_has_permission_for(self.request.user, "add")
        now = timezone.now()
        rows = (
            Occurrence.objects.past(now)
            .filter(
                end__gt=now - LOOKED_BACK,
                is_planned=True,
                event__live=True,
                event__in=pages.order_by().values("pk"),
            )
            .exclude(status__in=AbstractEvent.CALLED_OFF)
            .select_related("event")
        )
        for model in recap_models():
            told = model._default_manager.filter(occurrence__isnull=False)
            rows = rows.exclude(pk__in=told.order_by().values("occurrence"))
        dates = list(rows[:LOOKED_AT])
        told = recaps_of_dates(dates)
        return [one for one in dates if one.pk not in told][:SHOWN]

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return {
            **(context or {}),
            "dates": self.get_dates(),
            "csrf_token": parent_context["csrf_token"],
        }


def add_untold_dates(request, panels) -> None:
    """Put the panel on the dashboard of those who may write pages."""
    if PagePermissionPolicy().user_has_permission(request.user, "add"):
        panels.append(UntoldDatesPanel(request))
