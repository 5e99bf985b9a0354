"""What an index page shows: the next date, those to come, those past, and recaps."""

from django.core.paginator import Paginator

from .. import conf
from ..listing import list_dates, past_dates, recaps_below, upcoming_dates
from ..visibility import get_snapshot
from .addresses import NOT_LISTED, canonical_url
from .subscribe import feed_context

__all__ = ["index_context"]

LATEST_RECAPS = 5


def index_context(request, index) -> dict:
    """The template context of an index page.

    - ``upcoming`` and ``past``: pages of ``listing.ListedDate``; ``?past=N`` turns the
      pages of the past, ``?page=N`` those to come
    - ``next``: the first date that one can come to, on the first page only; it is left
      out of ``upcoming``
    - ``recaps``: the latest ones
    - ``feed_url``, ``feed_is_private`` and ``subscribe_url``: see ``feed_context``
    - ``canonical_url``: the address of this page of the lists; empty outside every site
    - ``robots``: what search engines may do with it; empty on the first page
    """
    snapshot = get_snapshot(request)
    upcoming = _turn(request, "page", index, snapshot, upcoming_dates)
    past = _turn(request, "past", index, snapshot, past_dates)
    return {
        "next": _take_next(upcoming),
        "upcoming": upcoming,
        "past": past,
        "recaps": _latest_recaps(index, snapshot),
        "robots": NOT_LISTED if _parameter(upcoming) or _parameter(past) else "",
        "canonical_url": canonical_url(
            request,
            index,
            snapshot,
            {"page": _parameter(upcoming), "past": _parameter(past)},
        ),
        **feed_context(request, index, snapshot),
    }


def _turn(request, parameter, index, snapshot, query):
    paginator = Paginator(query(index, snapshot), conf.get("PAGE_SIZE"))
    page = paginator.get_page(request.GET.get(parameter))
    page.object_list = list_dates(index, snapshot, page.object_list)
    return page


def _parameter(page) -> int | None:
    return page.number if page.has_previous() else None


def _take_next(upcoming):
    if upcoming.has_previous():
        return None
    for listed in upcoming.object_list:
        if not listed.page.is_called_off:
            upcoming.object_list.remove(listed)
            return listed
    return None


def _latest_recaps(index, snapshot) -> list:
    recaps = [
        recap
        for queryset in recaps_below(index, snapshot)
        for recap in queryset.defer("body")[:LATEST_RECAPS]
    ]
    recaps.sort(key=lambda recap: (recap.date is not None, recap.date), reverse=True)
    return recaps[:LATEST_RECAPS]
