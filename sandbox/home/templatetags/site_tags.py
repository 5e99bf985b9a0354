"""What the theme asks for."""

from django import template
from wagtail.models import Page, Site

from wagtail_meetups.visibility import get_snapshot

register = template.Library()


@register.simple_tag(takes_context=True)
def visible_translations(context) -> list:
    """The translations of this page that this visitor may see."""
    page, request = context.get("page"), context.get("request")
    if request is None or not isinstance(page, Page) or not page.pk:
        return []
    return list(
        get_snapshot(request)
        .filter(page.get_translations())
        .select_related("locale")
        .order_by("locale__language_code")
    )


@register.simple_tag(takes_context=True)
def menu(context) -> list:
    """The pages below the home page, in its language, that stand in the menu."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    pages = site.root_page.localized.get_children().in_menu()
    return list(get_snapshot(request).filter(pages))
