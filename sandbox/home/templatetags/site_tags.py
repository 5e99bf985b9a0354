"""What the theme asks for."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Page, Site

from wagtail_meetups.visibility import get_snapshot

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site, and where this page is in it."""

    code: str
    name: str
    url: str

    @property
    def is_current(self) -> bool:
        return self.code == get_language()


@register.simple_tag(takes_context=True)
def language_links(context) -> list[LanguageLink]:
    """Each language, with the address of this page in it.

    Where a page is not translated, or not for this visitor to see, the nearest page above
    it that is; so a switch never leads out of the site or into a log-in.
    """
    page, request = context.get("page"), context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    here = request.get_full_path()
    links = []
    for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
        url = here
        if code != get_language():
            is_page = isinstance(page, Page) and page.pk
            # A view of the site's own, such as the search, has its address in each.
            url = here if is_page else translate_url(here, code)
            if url == here:
                shown = page if is_page else site.root_page
                url = _address_in(code, shown, request) or here
        links.append(LanguageLink(code, name, url))
    return links


def _address_in(code: str, page: Page, request) -> str:
    """Where the page, or the nearest one above it, is in a language; empty for nowhere."""
    above = page.get_ancestors(inclusive=True).filter(depth__gt=1)
    translations = Page.objects.filter(
        translation_key__in=above.values("translation_key"),
        locale__language_code=code,
    )
    nearest = get_snapshot(request).filter(translations).order_by("-depth").first()
    return nearest.get_url(request) if nearest else ""


@register.simple_tag(takes_context=True)
def home_page(context):
    """The home page in the language that is being read."""
    site = Site.find_for_request(context.get("request"))
    return site.root_page.localized if site else None


@register.simple_tag(takes_context=True)
def menu(context) -> list:
    """The pages below the home page, in its language, that stand in the menu."""
    home = home_page(context)
    if home is None:
        return []
    pages = home.get_children().in_menu()
    return list(get_snapshot(context["request"]).filter(pages))
