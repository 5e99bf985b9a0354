"""Panels of the editor."""

from django import forms
from wagtail.admin.panels import Panel

from ..models.registry import recap_models
from .preview import preview
from .preview_views import own_ids_of, preview_url

__all__ = ["DatesPanel", "RecapsPanel"]


class DatesPanel(Panel):
    """On an event: how it repeats in words, its next dates, and what they clash with.

    With JavaScript it follows what is typed; else it shows what was saved.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_meetups/admin/panels/dates.html"

        class Media:
            css = {"all": ["wagtail_meetups/admin/editor.css"]}
            js = [
                "wagtail_meetups/admin/dates.js",
                "wagtail_meetups/admin/change-dates.js",
            ]

        @property
        def media(self):
            return super().media + forms.Media(self.Media)

        @property
        def parent(self):
            """The page above; ``None`` where nobody says which it will be."""
            if self.instance.pk:
                return self.instance.get_parent()
            return getattr(self.form, "parent_page", None)

        @property
        def url(self) -> str:
            """Where to ask for the dates; empty where another page keeps them."""
            field = self.form.fields.get("start_date")
            if field is None or field.disabled or self.parent is None:
                return ""
            return preview_url(self.instance, self.parent)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["preview"] = preview(
                self.instance,
                self.request.user,
                index_path=self.parent.path if self.parent else "",
                own_ids=own_ids_of(self.instance),
            )
            return context


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
