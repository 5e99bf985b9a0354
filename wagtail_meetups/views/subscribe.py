"""How to have a community's calendar in one's own, program by program."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from ..feeds import (
    atom_url,
    calendar_name,
    feed_url,
    is_shown,
    offered_scopes,
    subscribe_url,
)
from ..qr import qr_svg
from ..scope import EVERYTHING, Scope
from ..visibility import Snapshot, get_snapshot, take_snapshot
from .addresses import canonical_url, webcal_url

__all__ = [
    "GOOGLE_LIMIT",
    "Part",
    "feed_context",
    "of_the_public",
    "parts_of",
    "subscribe_context",
]

# Google takes no longer address, in characters.
GOOGLE_LIMIT = 256


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an index that has a calendar of its own; addresses are absolute.

    ``name`` is that of its topic or venue; ``calendar_name`` what its calendar is called.
    """

    name: str
    calendar_name: str
    feed_url: str
    subscribe_url: str


def of_the_public(snapshot: Snapshot) -> Snapshot:
    """What a phone is shown, which cannot log in, whatever this reader may see."""
    return take_snapshot(now=snapshot.now) if snapshot.personal else snapshot


def feed_context(request, index, snapshot: Snapshot, scope: Scope = EVERYTHING) -> dict:
    """What a page tells of the calendar of ``index``, if the reader may see the index.

    - ``feed_url``: its address, or that of the part within ``scope``
    - ``feed_is_private``: whether that answers only who met a restriction
    - ``subscribe_url``: the address of the page that says how to subscribe
    - ``atom_url``: the address of its feed of news, for feed readers
    """
    if not index.pk or not snapshot.shows(index):
        return {}
    public = of_the_public(snapshot)
    return {
        "feed_url": feed_url(index, request, scope=scope),
        "feed_is_private": not public.shows(index),
        "subscribe_url": subscribe_url(index, request, scope=scope),
        "atom_url": atom_url(index, request),
    }


def parts_of(request, index, snapshot: Snapshot) -> dict[str, list[Part]]:
    """The parts of ``index`` that one may subscribe to: ``topics`` and ``venues``."""
    parts: dict[str, list[Part]] = {"topics": [], "venues": []}
    for scope in offered_scopes(index, snapshot):
        parts["topics" if scope.topic else "venues"].append(
            Part(
                scope.name,
                calendar_name(index, scope.name),
                feed_url(index, request, scope=scope),
                subscribe_url(index, request, scope=scope),
            )
        )
    return parts


def _google_url(address: str) -> str:
    """Google offers to subscribe only to an address that begins with ``webcal:``."""
    cid = quote(webcal_url(address), safe="")
    return f"https://calendar.google.com/calendar/r?cid={cid}"


def _outlook_url(host: str, address: str, name: str) -> str:
    query = urlencode({"url": address, "name": name}, quote_via=quote)
    return f"https://{host}/calendar/0/addfromweb?{query}"


def subscribe_context(request, index, *, scope: Scope = EVERYTHING) -> dict:
    """The template context of the subscribe page of an index, or of a part of it.

    What ``feed_context`` gives, ``index``, ``canonical_url``, and:

    - ``calendar_name``: what the calendar is called
    - ``scope``: the part; empty for the whole calendar
    - ``whole_url``: of a part, the address of the page for the whole calendar

    Unless the calendar is private:

    - ``parts``: of the whole calendar, its parts; see ``parts_of``
    - ``webcal_url``: opens the calendar program of the device
    - ``google_url``: adds the calendar to a Google account; empty where the address is
      too long for Google
    - ``outlook_url`` and ``outlook_work_url``: add it to Outlook, the personal one and
      that of work or school
    - ``qr_code``: an SVG that leads a phone to this page

    Raises ``Http404`` where the reader may not see the index, or nothing within that part.
    """
    snapshot = get_snapshot(request)
    context = feed_context(request, index, snapshot, scope)
    if not context or (scope and not is_shown(index, snapshot, scope)):
        raise Http404
    public = of_the_public(snapshot)
    if scope and snapshot.personal and not is_shown(index, public, scope):
        context["feed_is_private"] = True
    has_parts = not (scope or context["feed_is_private"])
    name = calendar_name(index, scope.name)
    context |= {
        "index": index,
        "scope": scope,
        "calendar_name": name,
        "whole_url": subscribe_url(index, request) if scope else "",
        "parts": parts_of(request, index, public) if has_parts else {},
        "canonical_url": subscribe_url(
            index, scope=scope, url=canonical_url(request, index, snapshot)
        ),
    }
    if context["feed_is_private"]:
        return context
    address = context["feed_url"]
    is_short = len(address) <= GOOGLE_LIMIT
    return context | {
        "webcal_url": webcal_url(address),
        "google_url": _google_url(address) if is_short else "",
        "outlook_url": _outlook_url("outlook.live.com", address, name),
        "outlook_work_url": _outlook_url("outlook.office.com", address, name),
        "qr_code": qr_svg(
            context["subscribe_url"], _("QR code that opens this page on a phone")
        ),
    }
