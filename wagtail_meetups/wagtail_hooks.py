"""Registrations only; nothing is decided here."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.assets import admin_css
from .admin.attendance.access import attendance_permissions
from .admin.attendance.dates import who_was_there_buttons
from .admin.copy_event import copy_event, copy_event_buttons
from .admin.duplicates import DuplicatesView, MergeFormatter, MergeView
from .admin.feed_check import check_feed, check_feed_buttons
from .admin.feed_message import remember_publishing, tell_about_feed
from .admin.viewsets import MeetupsViewSetGroup
from .models.merging import MERGED

register_snippet(MeetupsViewSetGroup)

hooks.register("insert_global_admin_css", admin_css)
hooks.register("register_permissions", attendance_permissions)
for buttons in (copy_event_buttons, check_feed_buttons, who_was_there_buttons):
    hooks.register("register_page_header_buttons", buttons)
    hooks.register("register_page_listing_more_buttons", buttons)
hooks.register("after_publish_page", remember_publishing)
hooks.register("after_create_page", tell_about_feed)
hooks.register("after_edit_page", tell_about_feed)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path(
            "meetups/events/<int:page_id>/copy/",
            copy_event,
            name="wagtail_meetups_copy_event",
        ),
        path(
            "meetups/indexes/<int:index_id>/feed/",
            check_feed,
            name="wagtail_meetups_check_feed",
        ),
        path(
            "meetups/people/duplicates/",
            DuplicatesView.as_view(),
            name="wagtail_meetups_duplicates",
        ),
        path(
            "meetups/people/merge/<int:kept>/<int:gone>/",
            MergeView.as_view(),
            name="wagtail_meetups_merge",
        ),
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(MERGED)(MergeFormatter)
