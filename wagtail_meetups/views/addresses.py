"""Addresses that pages name in their head."""

from urllib.parse import urlencode

from ..models.dates import address_below

__all__ = ["NOT_LISTED", "canonical_url", "webcal_url", "with_query"]

# For routes without an end (pages of lists, months): the meet-ups on them are listed
# themselves, so their links are to be followed and they are not to be found.
NOT_LISTED = "noindex, follow"


def canonical_url(request, page, snapshot, parameters=None, *, path="") -> str:
    """The one address under which search engines should know what is shown here.

    An alias names the page that it mirrors, where the reader may see that. ``parameters``
    tell pages of a list apart; empty ones are left out. ``path`` leads from the page to
    what is shown of it. Empty outside every site.
    """
    shown = page
    if page.alias_of_id and snapshot.shows(page.alias_of):
        shown = page.alias_of
    url = shown.get_full_url(request) if shown.pk else None
    if not url:
        return ""
    return with_query(address_below(url, path), parameters or {})


def with_query(url: str, parameters: dict) -> str:
    """An address with these parameters; empty ones are left out."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{url}?{query}" if url and query else url


def webcal_url(url: str) -> str:
    """The address of a feed as calendar programs register themselves for it."""
    _scheme, separator, rest = url.partition("://")
    return f"webcal{separator}{rest}" if separator else url
