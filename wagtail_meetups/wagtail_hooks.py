"""Registrations only; nothing is decided here."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.assets import admin_css
from .admin.copy_event import copy_event, copy_event_buttons
from .admin.feed_check import check_feed, check_feed_buttons
from .admin.feed_message import remember_publishing, tell_about_feed
from .admin.preview_views import preview_dates, preview_new_dates
from .admin.viewsets import MeetupsViewSetGroup

register_snippet(MeetupsViewSetGroup)

hooks.register("insert_global_admin_css", admin_css)
for buttons in (copy_event_buttons, check_feed_buttons):
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
            "meetups/events/<int:page_id>/dates/",
            preview_dates,
            name="wagtail_meetups_preview_dates",
        ),
        path(
            "meetups/events/new/<str:app_label>/<str:model_name>/<int:parent_id>/dates/",
            preview_new_dates,
            name="wagtail_meetups_preview_new_dates",
        ),
        path(
            "meetups/indexes/<int:index_id>/feed/",
            check_feed,
            name="wagtail_meetups_check_feed",
        ),
    ]
