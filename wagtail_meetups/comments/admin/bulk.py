"""Many comments at once, from the list: each action asks before it acts."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from ..models import VisitorComment
from ..moderation import decide
from ..text import excerpt
from .listing import listed
from .moderate import tell_done
from .permissions import can_do

__all__ = ["BULK_ACTIONS"]


class CommentBulkAction(SnippetBulkAction):
    """One of ``moderation.ACTIONS`` for the comments that are ticked."""

    models = [VisitorComment]
    template_name = "wagtail_meetups/comments/admin/bulk.html"
    action = ""
    question = ""

    def check_perm(self, obj):
        return can_do(self.request.user, self.action)

    def get_all_objects_in_listing_query(self, parent_id):
        """All of the list as it is filtered, not all there are."""
        rows = listed(urlsplit(self.next_url).query, self.request)
        return list(rows.values_list("pk", flat=True))

    @classmethod
    def get_queryset(cls, model, object_ids):
        ids = [pk for pk in object_ids if str(pk).isdecimal() and len(str(pk)) < 19]
        rows = model.objects.select_related("comment", "page").filter(pk__in=ids)
        return list(rows.order_by("pk"))

    def object_context(self, obj):
        return {
            "item": obj,
            "name": obj.comment.user_name,
            "excerpt": excerpt(obj.comment.comment),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            question=self.question, action_name=self.display_name, **kwargs
        )

    def get_execution_context(self):
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects, user=None, self=None, **kwargs):
        self.done = decide(objects, cls.action, user)
        return len(self.done), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        tell_done(self.request, self.action, self.done)
        return None  # Told already, with the way to undo it.


class ApproveBulkAction(CommentBulkAction):
    action = action_type = "approve"
    display_name = _("Publish")
    aria_label = _("Publish the selected comments")
    question = _("Publish these comments?")
    action_priority = 10


class HoldBulkAction(CommentBulkAction):
    action = action_type = "hold"
    display_name = _("Hold back")
    aria_label = _("Hold back the selected comments")
    question = _("Hold these comments back?")
    action_priority = 20


class SpamBulkAction(CommentBulkAction):
    action = action_type = "spam"
    display_name = _("It is spam")
    aria_label = _("Mark the selected comments as spam")
    question = _("Mark these comments as spam?")
    action_priority = 30


class RemoveBulkAction(CommentBulkAction):
    """In place of Wagtail's own deleting, which could not be undone."""

    action = "remove"
    action_type = "delete"
    display_name = _("Remove")
    aria_label = _("Remove the selected comments")
    question = _("Remove these comments?")
    action_priority = 40
    classes = {"serious"}


BULK_ACTIONS = [ApproveBulkAction, HoldBulkAction, SpamBulkAction, RemoveBulkAction]
