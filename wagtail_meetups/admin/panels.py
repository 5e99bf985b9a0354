"""Panels of the editor."""

from wagtail.admin.panels import Panel

from ..models.registry import recap_models
from .consent.names_asked import NamesPanel

__all__ = ["NamesPanel", "RecapsPanel"]


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
