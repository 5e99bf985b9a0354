"""Registrations only; nothing is decided here."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.assets import admin_css
from .admin.attendance.access import attendance_permissions
from .admin.attendance.dates import who_was_there_buttons
from .admin.attendance.home import add_dates_panel
from .admin.calling_off import call_off, calling_off_buttons
from .admin.consent.access import consent_permissions
from .admin.consent.erasing import erase_in_place_of_deleting
from .admin.consent.links import personal_links
from .admin.consent.log_actions import register_consent_log_actions
from .admin.consent.where_named import where_named
from .admin.consent.wishes import (
    add_wishes_panel,
    decide_wish,
    settle_finding,
    wishes,
)
from .admin.copy_event import copy_event, copy_event_buttons
from .admin.dashboard import add_untold_dates
from .admin.duplicates import DuplicatesView, MergeView, register_merge_log_actions
from .admin.feed_check import check_feed, check_feed_buttons
from .admin.feed_message import tell_about_feed, tell_on_dashboard
from .admin.from_date import change_from_date, from_date_buttons
from .admin.horizon import add_horizon_panel
from .admin.log_actions import register_log_actions
from .admin.merge_with import MergeWithView
from .admin.preview_views import preview_dates, preview_new_dates
from .admin.viewsets import MeetupsViewSetGroup
from .admin.write_recap import write_recap, write_recap_buttons
from .views.person import serve_personal_page

register_snippet(MeetupsViewSetGroup)

# Before Wagtail's own, which on 7.4 look at restrictions.
hooks.register("before_serve_page", serve_personal_page, order=-100)
hooks.register("insert_global_admin_css", admin_css)
hooks.register("before_delete_snippet", erase_in_place_of_deleting)
for log_actions in (
    register_log_actions,
    register_consent_log_actions,
    register_merge_log_actions,
):
    hooks.register("register_log_actions", log_actions)
for permissions in (consent_permissions, attendance_permissions):
    hooks.register("register_permissions", permissions)
# On the first page of the admin, in this order.
for add_panel in (
    add_dates_panel,
    add_untold_dates,
    add_wishes_panel,
    add_horizon_panel,
):
    hooks.register("construct_homepage_panels", add_panel)
for buttons in (
    copy_event_buttons,
    calling_off_buttons,
    from_date_buttons,
    check_feed_buttons,
    who_was_there_buttons,
    write_recap_buttons,
):
    hooks.register("register_page_header_buttons", buttons)
    hooks.register("register_page_listing_more_buttons", buttons)
for after in (
    "after_create_page",
    "after_edit_page",
    "after_copy_page",
    "after_unpublish_page",
    "after_bulk_action",
):
    hooks.register(after, tell_about_feed)
hooks.register("construct_homepage_panels", tell_on_dashboard)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path(
            "meetups/events/<int:page_id>/copy/",
            copy_event,
            name="wagtail_meetups_copy_event",
        ),
        path(
            "meetups/events/<int:page_id>/call-off/<slug:verb>/",
            call_off,
            name="wagtail_meetups_call_off",
        ),
        path(
            "meetups/events/<int:page_id>/from-date/",
            change_from_date,
            name="wagtail_meetups_from_date",
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
            "meetups/events/<int:page_id>/recap/",
            write_recap,
            name="wagtail_meetups_write_recap",
        ),
        path(
            "meetups/indexes/<int:index_id>/feed/",
            check_feed,
            name="wagtail_meetups_check_feed",
        ),
        path(
            "meetups/people/<int:attendee_id>/links/",
            personal_links,
            name="wagtail_meetups_personal_links",
        ),
        path(
            "meetups/people/<int:attendee_id>/named/",
            where_named,
            name="wagtail_meetups_where_named",
        ),
        path("meetups/wishes/", wishes, name="wagtail_meetups_wishes"),
        path(
            "meetups/wishes/<int:pk>/",
            decide_wish,
            name="wagtail_meetups_decide_wish",
        ),
        path(
            "meetups/names/<int:pk>/",
            settle_finding,
            name="wagtail_meetups_settle_finding",
        ),
        path(
            "meetups/people/duplicates/",
            DuplicatesView.as_view(),
            name="wagtail_meetups_duplicates",
        ),
        path(
            "meetups/people/merge/<int:kept>/",
            MergeWithView.as_view(),
            name="wagtail_meetups_merge_with",
        ),
        path(
            "meetups/people/merge/<int:kept>/<int:gone>/",
            MergeView.as_view(),
            name="wagtail_meetups_merge",
        ),
    ]
