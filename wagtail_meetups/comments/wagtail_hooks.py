"""Registrations only; nothing is decided here."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.bulk import BULK_ACTIONS
from .admin.home import add_waiting_panel
from .admin.room import edit_room, room_buttons
from .admin.viewset import VisitorCommentViewSet
from .library import is_in_charge
from .moderation import LOG_ACTIONS

# The moderation of another comment system is that system's.
if is_in_charge():
    register_snippet(VisitorCommentViewSet)
    for action in BULK_ACTIONS:
        # After Wagtail's own, one of which is replaced.
        hooks.register("register_bulk_action", action, order=1)
    hooks.register("construct_homepage_panels", add_waiting_panel)
    hooks.register("register_page_header_buttons", room_buttons)
    hooks.register("register_page_listing_more_buttons", room_buttons)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(f"wagtail_meetups_comments.{name}", *words)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path(
            "meetups/comments/<int:page_id>/settings/",
            edit_room,
            name="wagtail_meetups_comment_settings",
        )
    ]
