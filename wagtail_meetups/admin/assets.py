"""What every page of Wagtail's admin loads of ours."""

from django.templatetags.static import static
from django.utils.html import format_html

__all__ = ["admin_css"]


def admin_css() -> str:
    """The link to our few rules for the admin: lists have no place for media of their own."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("wagtail_meetups/admin/admin.css")
    )
