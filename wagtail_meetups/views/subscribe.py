"""How to have a community's calendar in one's own, program by program."""

from urllib.parse import quote, urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from ..feeds import feed_url, route_url
from ..qr import qr_svg
from ..visibility import Snapshot, get_snapshot, take_snapshot
from .addresses import canonical_url, webcal_url

__all__ = ["GOOGLE_LIMIT", "feed_context", "subscribe_context"]

# Google takes no longer address, in characters.
GOOGLE_LIMIT = 256


def feed_context(request, index, snapshot: Snapshot) -> dict:
    """What a page tells of the calendar of ``index``, if the reader may see the index.

    - ``feed_url``: its address
    - ``feed_is_private``: whether that answers only who met a restriction
    - ``subscribe_url``: the address of the page that says how to subscribe
    """
    if not index.pk or not snapshot.shows(index):
        return {}
    public = take_snapshot(now=snapshot.now) if snapshot.personal else snapshot
    return {
        "feed_url": feed_url(index, request),
        "feed_is_private": not public.shows(index),
        "subscribe_url": route_url(index, "subscribe", request),
    }


def _google_url(address: str) -> str:
    """Google offers to subscribe only to an address that begins with ``webcal:``."""
    cid = quote(webcal_url(address), safe="")
    return f"https://calendar.google.com/calendar/r?cid={cid}"


def _outlook_url(host: str, address: str, name: str) -> str:
    query = urlencode({"url": address, "name": name}, quote_via=quote)
    return f"https://{host}/calendar/0/addfromweb?{query}"


def subscribe_context(request, index) -> dict:
    """The template context of the subscribe page of an index.

    What ``feed_context`` gives, and ``index`` and ``canonical_url``. Unless the calendar
    is private:

    - ``webcal_url``: opens the calendar program of the device
    - ``google_url``: adds the calendar to a Google account; empty where the address is
      too long for Google
    - ``outlook_url`` and ``outlook_work_url``: add it to Outlook, the personal one and
      that of work or school
    - ``qr_code``: an SVG that leads a phone to this page

    Raises ``Http404`` where the reader may not see the index.
    """
    snapshot = get_snapshot(request)
    context = feed_context(request, index, snapshot)
    if not context:
        raise Http404
    context["index"] = index
    context["canonical_url"] = route_url(
        index, "subscribe", url=canonical_url(request, index, snapshot)
    )
    if context["feed_is_private"]:
        return context
    address, name = context["feed_url"], index.community_name
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
