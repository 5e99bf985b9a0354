"""Panels of the editor."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel

from ..models import Attendee
from ..models.attendee_block import describe_shown
from ..models.chosen import attendee_of
from ..models.registry import recap_models
from ..models.told import chosen_in, named_on_pictures

__all__ = ["PeoplePanel", "RecapsPanel"]


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
