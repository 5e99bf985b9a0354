"""Panels of the editor."""

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from ..models.registry import recap_models
from .horizon import filled_until

__all__ = ["RecapsPanel", "SeriesPanel"]


class SeriesPanel(Panel):
    """On a series: what an editor should know before anything else.

    That it is to go on from another one; that too few of its dates are filled in.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_meetups/admin/panels/series.html"

        def is_shown(self):
            return bool(self.instance.pk) and bool(self.filled_until or self.earlier)

        @cached_property
        def filled_until(self):
            if not (self.instance.live and self.instance.is_endless):
                return None
            return filled_until(timezone.now(), self.instance.pk).get(self.instance.pk)

        @cached_property
        def earlier(self):
            """The series that ends when this one is published."""
            if not self.instance.is_waiting:
                return None
            return self.instance.continues.specific_deferred

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return {
                **context,
                "filled_until": self.filled_until,
                "earlier": self.earlier,
            }


class RecapsPanel(Panel):
    """On an event: the recaps that tell of it, with links to their editors."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_meetups/admin/panels/recaps.html"

        def is_shown(self):
            return bool(self.instance.pk) and bool(self.recaps)

        @property
        def recaps(self) -> list:
            return [
                recap
                for model in recap_models()
                for recap in model._default_manager.filter(event=self.instance.pk)
                .defer("body")
                .order_by("-date", "-pk")
            ]

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            user = self.request.user
            context["recaps"] = [
                (recap, recap.permissions_for_user(user).can_edit())
                for recap in self.recaps
            ]
            return context
