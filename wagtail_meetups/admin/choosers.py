"""The chooser of people in the editor: found by name and trade, or made on the spot."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from ..domain.people import USE_RECAPS
from ..models import Attendee
from ..models.attendee_block import title_for_editors
from .people_form import AttendeeForm

__all__ = ["AttendeeChooserViewSet", "NewAttendeeForm"]


class NewAttendeeForm(AttendeeForm):
    """Somebody new, while one writes: name, trade, and what they said may be told of them."""

    # What of the whole form is for later.
    agreed_events = None
    found = None

    class Meta:
        model = Attendee
        fields = ["first_name", "last_name", "trade"]


class EditorsOnlyMixin:
    """For those who write pages or keep attendees; others have no business with names."""

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        may_write = PagePermissionPolicy().user_has_any_permission(
            user, ["add", "change", "publish"]
        )
        may_keep = ModelPermissionPolicy(Attendee).user_has_any_permission(
            user, ["add", "change", "delete", "view"]
        )
        if not (may_write or may_keep):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class TitleMixin:
    """Whoever is chosen stands in the editor with what readers will see of them."""

    def get_display_title(self, instance):
        return title_for_editors(instance, instance.present(USE_RECAPS))


class ChooseAttendeeView(EditorsOnlyMixin, ChooseView):
    pass


class ChooseAttendeeResultsView(EditorsOnlyMixin, ChooseResultsView):
    pass


class AttendeeChosenView(EditorsOnlyMixin, TitleMixin, SnippetChosenView):
    pass


class AttendeeChosenMultipleView(
    EditorsOnlyMixin, TitleMixin, SnippetChosenMultipleView
):
    pass


class CreateAttendeeView(TitleMixin, SnippetCreateView):
    pass


class AttendeeChooserViewSet(SnippetChooserViewSet):
    """Choose among the people of the community; with a second tab for somebody new."""

    choose_view_class = ChooseAttendeeView
    choose_results_view_class = ChooseAttendeeResultsView
    chosen_view_class = AttendeeChosenView
    chosen_multiple_view_class = AttendeeChosenMultipleView
    create_view_class = CreateAttendeeView
    creation_form_class = NewAttendeeForm
    creation_tab_label = _("Somebody new")
    create_action_label = _("Add and choose")

    def get_object_list(self):
        """Without those of whom nothing is known any more."""
        return Attendee.objects.known()
