"""Puts the demo into the site, or takes it out again."""

from datetime import date

from django.db import transaction
from wagtail.models import Site

from .accounts import add_accounts, allow_editors
from .comments import add_comments
from .content import SITE
from .pages import add_pages, find_index, remove_pages
from .snippets import add_snippets, remove_snippets

__all__ = ["build", "find_index", "name_site", "remove"]


def name_site(host: str, port: int) -> Site:
    """Give the sandbox's own site its name, and the host and port it is served on."""
    site = Site.objects.get(is_default_site=True)
    name = site.site_name or SITE["name"]
    wanted = {"hostname": host, "port": port, "site_name": name}
    if any(getattr(site, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(site, field, value)
        site.save()
    return site


@transaction.atomic
def build(today: date) -> None:
    """Make users, snippets and pages; the dates are those around ``today``."""
    users = add_accounts()
    snippets = add_snippets(users["admin"])
    indexes = add_pages(snippets, users["admin"], today)
    allow_editors(indexes, snippets.collection)
    add_comments(users)


@transaction.atomic
def remove() -> None:
    """Take the pages and snippets out; users stay."""
    remove_pages()
    remove_snippets()
