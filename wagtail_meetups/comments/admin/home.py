"""What waits, on the start page of the admin."""

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from ..library import is_in_charge
from ..models import VisitorComment
from .moderate import urls
from .permissions import can_see

__all__ = ["WaitingPanel", "add_waiting_panel"]


class WaitingPanel(Component):
    """The number of comments that wait, with the way to them."""

    name = "meetups_comments"
    template_name = "wagtail_meetups/comments/admin/panel.html"
    order = 120

    @cached_property
    def count(self) -> int:
        return VisitorComment.objects.filter(state=VisitorComment.State.WAITING).count()

    def get_context_data(self, parent_context):
        return {"count": self.count, "url": urls("list")}


def add_waiting_panel(request, panels) -> None:
    """For those who may see comments, and where some wait."""
    if is_in_charge() and can_see(request.user) and (panel := WaitingPanel()).count:
        panels.append(panel)
