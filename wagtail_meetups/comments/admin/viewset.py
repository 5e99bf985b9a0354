"""“Visitor comments” in the admin menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import VisitorComment
from .listing import COLUMNS, CommentFilterSet, CommentIndexView
from .moderate import ModerateView, UndoView

__all__ = ["VisitorCommentViewSet"]


class VisitorCommentViewSet(SnippetViewSet):
    """Read, decided on and answered; never written or changed by hosts."""

    model = VisitorComment
    icon = "comment"
    menu_label = _("Visitor comments")
    menu_name = "visitor-comments"
    menu_order = 160
    add_to_admin_menu = True
    index_view_class = CommentIndexView
    edit_view_class = ModerateView
    edit_template_name = ModerateView.template_name
    filterset_class = CommentFilterSet
    list_display = COLUMNS
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_urlpatterns(self):
        """No adding, changing and deleting of what visitors wrote."""
        kept = {"list", "list_results", "edit", "history", "history_results"}
        patterns = [one for one in super().get_urlpatterns() if one.name in kept]
        return [*patterns, path("undo/", UndoView.as_view(), name="undo")]
