"""System checks of visitor comments. Each says what to change."""

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.urls import NoReverseMatch, reverse

from .. import conf
from . import library
from .addresses import is_proxy_list
from .checking import load_checks

__all__ = ["check_comments"]

# What is known of other comment systems, by the name of the app.
KNOWN_GAPS = {
    "django_comments_xtd": (
        "its reply views show comments that are held, its API lists comments of pages "
        "that the reader may not see, and its follow-up mails are sent to others"
    ),
}


@register()
def check_comments(app_configs, **kwargs):
    """What is missing, and what another comment system on this site leaves open."""
    found = []
    if conf.unknown_names() or conf.unusable_values():
        return found  # ``wagtail_meetups.E001`` and ``E004`` tell of it.
    if not getattr(settings, "SITE_ID", None):
        found.append(
            Warning(
                "SITE_ID is not set: comments belong to the first of django.contrib.sites.",
                hint="Set SITE_ID = 1.",
                id="wagtail_meetups.W040",
            )
        )
    checks = []
    try:
        checks = load_checks()
    except ImportError as error:
        found.append(
            Error(
                f"{conf.SETTING}['COMMENTS_CHECKS'] names what cannot be imported: {error}",
                hint="Correct the dotted path of the check.",
                id="wagtail_meetups.E040",
            )
        )
    if not is_proxy_list(conf.get("COMMENTS_PROXIES")):
        found.append(
            Error(
                f"{conf.SETTING}['COMMENTS_PROXIES'] holds what is neither an address nor "
                "a network.",
                hint="Use entries such as '127.0.0.1', '10.0.0.0/8' or 'unix'.",
                id="wagtail_meetups.E041",
            )
        )
    if any(getattr(check, "needs_shared_cache", False) for check in checks):
        found += _check_cache()
    if app := library.foreign_app():
        gaps = KNOWN_GAPS.get(
            app.rpartition(".")[2], "what it shows is not ours to look after"
        )
        found.append(
            Warning(
                f"COMMENTS_APP is {app!r}: threads and moderation are its own, and only "
                f"the guard on posting is ours. Beware: {gaps}.",
                hint=(
                    "Remove COMMENTS_APP to have ours, or replace "
                    "wagtail_meetups/comments.html (docs/how-to/other-comments.md) and "
                    "silence this check."
                ),
                id="wagtail_meetups.W041",
            )
        )
    elif _has_library_urls():
        found.append(
            Warning(
                "The addresses of django_comments are included: its cr/ tells the address "
                "of any page by its number, drafts too, and our pages do not need them.",
                hint="Remove include('django_comments.urls') from your URL configuration.",
                id="wagtail_meetups.W042",
            )
        )
    return found


def _check_cache() -> list:
    backend = settings.CACHES.get("default", {}).get("BACKEND", "")
    if not backend.endswith((".LocMemCache", ".DummyCache")):
        return []
    return [
        Warning(
            "A check in COMMENTS_CHECKS keeps something in the cache, but each process "
            "has a cache of its own.",
            hint="Set CACHES['default'] to a cache that all processes share.",
            id="wagtail_meetups.W043",
        )
    ]


def _has_library_urls() -> bool:
    try:
        reverse("comments-url-redirect", args=[1, "1"])
    except NoReverseMatch:
        return False
    return True
