"""Where our calendars and feeds stand."""

from ..models.dates import address_below
from ..scope import EVERYTHING, Scope

__all__ = ["atom_url", "feed_url", "route_url", "subscribe_url"]


def route_url(page, name: str, request=None, *, url: str = "", args=()) -> str:
    """The absolute address of a route of a page of ours; empty outside every site.

    Below ``url`` where it is given: the address of a page that this one mirrors.
    """
    url = url or page.get_full_url(request)
    return address_below(url or "", page.reverse_subpage(name, args=args))


def _scoped_url(page, name: str, scope: Scope, request, url: str) -> str:
    """The address of a route that each topic and each venue has one of too."""
    if scope.topic:
        name, args = f"{name}_topic", [scope.topic.slug]
    elif scope.venue:
        name, args = f"{name}_venue", [scope.venue.pk]
    else:
        args = []
    return route_url(page, name, request, url=url, args=args)


def feed_url(page, request=None, *, scope: Scope = EVERYTHING) -> str:
    """The absolute address of the calendar of an index, of a part of it, or of an event."""
    return _scoped_url(page, "ical", scope, request, "")


def subscribe_url(
    index, request=None, *, scope: Scope = EVERYTHING, url: str = ""
) -> str:
    """The absolute address of the page that says how to subscribe to that calendar."""
    return _scoped_url(index, "subscribe", scope, request, url)


def atom_url(index, request=None) -> str:
    """The absolute address of the Atom feed of an index."""
    return route_url(index, "atom", request)
