"""Merging people who do not look alike: from the page of one, the other is looked for."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import EditView

from ..domain.names import words_of
from .attendance.finding import KnownPerson, find_known, known_people
from .duplicates import MergingView, may_merge

__all__ = ["AttendeeEditView", "MergeWithView"]


def _namesakes(kept: KnownPerson, people: list[KnownPerson]) -> list[KnownPerson]:
    """Those who share a word of their name: the other entry is mostly among them."""
    words = set(words_of(kept.name))
    return [person for person in people if words & set(words_of(person.name))]


class MergeWithView(MergingView):
    """Somebody is looked for, and leads to the page that compares the two.

    One query for everybody, whatever their number; nothing private is read.
    """

    page_title = gettext_lazy("Merge with another person")
    template_name = "wagtail_meetups/admin/merge_with.html"

    def get(self, request, kept: int):
        people = known_people()
        person = next((person for person in people if person.pk == kept), None)
        if person is None:
            raise Http404
        query = request.GET.get("q", "").strip()
        among = people if query else _namesakes(person, people)
        found, more = find_known(query, among, without=[kept])
        context = self.get_context_data(kept=person, q=query, found=found, more=more)
        return self.render_to_response(context)


class AttendeeEditView(EditView):
    """The page of one person, from where they can be merged with another."""

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if may_merge(self.request.user):
            buttons.append(
                Button(
                    gettext("Merge with another person"),
                    reverse("wagtail_meetups_merge_with", args=[self.object.pk]),
                    icon_name="group",
                    priority=15,
                )
            )
        return buttons
