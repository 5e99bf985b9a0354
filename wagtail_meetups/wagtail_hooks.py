"""Registrations only; nothing is decided here."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.assets import admin_css
from .admin.copy_event import copy_event, copy_event_buttons
from .admin.viewsets import MeetupsViewSetGroup

register_snippet(MeetupsViewSetGroup)

hooks.register("insert_global_admin_css", admin_css)
hooks.register("register_page_header_buttons", copy_event_buttons)
hooks.register("register_page_listing_more_buttons", copy_event_buttons)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path(
            "meetups/events/<int:page_id>/copy/",
            copy_event,
            name="wagtail_meetups_copy_event",
        ),
    ]
