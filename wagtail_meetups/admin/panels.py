"""Panels of the editor."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel

from ..models import Attendee
from ..models.attendee_block import describe_shown
from ..models.chosen import attendee_of
from ..models.registry import recap_models
from ..models.told import chosen_in, named_on_pictures
from .consent.names_asked import NamesPanel
from .horizon import filled_until
from .preview import preview
from .preview_views import own_ids_of, preview_url

__all__ = ["DatesPanel", "NamesPanel", "PeoplePanel", "RecapsPanel", "SeriesPanel"]


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


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One of the people in a recap, for its editor; ``shown`` is what readers see."""

    attendee: Attendee
    url: str
    shown: str
    is_named: bool
    is_missing_on_pictures: bool


class PeoplePanel(Panel):
    """On a recap: who is in it, and what readers see of each, as it was saved last."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_meetups/admin/panels/people.html"

        def is_shown(self):
            return bool(self.people)

        @cached_property
        def people(self) -> list[ShownPerson]:
            body = getattr(self.instance, "body", None)
            pictured = set(named_on_pictures(body))
            finder = AdminURLFinder(self.request.user)
            # Each once, by the order of the page.
            chosen = dict.fromkeys(chosen_in(body))
            return [
                ShownPerson(
                    attendee=attendee,
                    url=finder.get_edit_url(attendee) or "",
                    shown=describe_shown(one.person),
                    is_named=bool(one.person.name),
                    is_missing_on_pictures=one in pictured and not one.may_be_pictured,
                )
                for one in chosen
                if (attendee := attendee_of(one))
            ]

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {"people": self.people}
