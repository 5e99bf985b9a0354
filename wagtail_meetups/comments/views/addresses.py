"""Addresses of a page's comments, and of the site's log-in."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, Resolver404, resolve
from wagtail.views import serve

__all__ = ["comments_path", "login_url"]


def comments_path(page, request, rest: str = "") -> str:
    """The address, without the host, of what is below ``comments/`` of a page."""
    base = (page.get_url(request) or "").rstrip("/")
    return f"{base}/{page.reverse_subpage('comments', kwargs={'rest': rest})}"


def login_url(page, request) -> str:
    """The site's log-in, which leads back to the form; empty where there is none.

    ``next`` is an address of ours, never one that came with the request.
    """
    wanted = getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or settings.LOGIN_URL
    try:
        url = resolve_url(wanted)
    except NoReverseMatch:
        return ""
    path = urlsplit(url).path
    if path.startswith("/") and not urlsplit(url).netloc:
        try:
            # Wagtail takes every address that nothing else takes.
            if resolve(path, getattr(request, "urlconf", None)).func is serve:
                return ""
        except Resolver404:
            return ""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode({'next': comments_path(page, request)})}"
