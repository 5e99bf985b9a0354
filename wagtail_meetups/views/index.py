"""What an index page shows: the next date, those to come, those past, and recaps."""

from django.core.paginator import Paginator

from .. import conf
from ..listing import list_dates, past_dates, recaps_below, upcoming_dates
from ..visibility import get_snapshot
from .addresses import NOT_LISTED
from .head import head_context
from .photos import THUMBNAIL_FILTER, prefetch_small
from .subscribe import feed_context

__all__ = ["index_context"]

LATEST_RECAPS = 5


def index_context(request, index) -> dict:
    """The template context of an index page.

    - ``upcoming`` and ``past``: pages of ``listing.ListedDate``; ``?past=N`` turns the
      pages of the past, ``?page=N`` those to come. A number beyond them is the last page.
      ``previous_link`` and ``next_link`` lead to the neighbours and leave the other list,
      and whatever else stands in the address, as it is
    - ``next``: the first date that one can come to, on the first page only; it is left
      out of ``upcoming``; ``next_is_running`` says that it has begun
    - ``has_reader_time``: whether ``next`` has a time, which the reader's own clock may
      tell otherwise
    - ``recaps``: the latest ones
    - ``feed_url``, ``feed_is_private`` and ``subscribe_url``: see ``feed_context``
    - ``robots``: what search engines may do with it; empty on the first page
    - and what ``views.head`` adds, with the picture of ``next``
    """
    snapshot = get_snapshot(request)
    upcoming = _turn(request, "page", index, snapshot, upcoming_dates)
    past = _turn(request, "past", index, snapshot, past_dates)
    parameters = {"page": _parameter(upcoming), "past": _parameter(past)}
    _link(request, parameters, "page", upcoming)
    _link(request, parameters, "past", past)
    coming = _take_next(upcoming)
    date = coming.occurrence if coming else None
    return {
        "next": coming,
        "next_is_running": bool(date) and date.start <= snapshot.now,
        "has_reader_time": bool(date) and not date.all_day,
        "upcoming": upcoming,
        "past": past,
        "robots": NOT_LISTED if any(parameters.values()) else "",
        "recaps": _latest_recaps(index, snapshot),
        **head_context(
            request,
            index,
            snapshot,
            image=coming.page.image if coming else None,
            parameters=parameters,
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


def _link(request, parameters, parameter, page) -> None:
    """Give ``page`` the addresses of its neighbours, empty where there is none.

    ``parameters`` are the numbers of the pages shown, ``None`` for a first one, which is
    left out of addresses: it has only one.
    """

    def turn(wanted: bool, step: int) -> str:
        if not wanted:
            return ""
        number = page.number + step
        query = request.GET.copy()
        for name, value in {
            **parameters,
            parameter: number if number > 1 else None,
        }.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    page.previous_link = turn(page.has_previous(), -1)
    page.next_link = turn(page.has_next(), 1)


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
        for recap in queryset[:LATEST_RECAPS]
    ]
    recaps.sort(key=lambda recap: (recap.date is not None, recap.date), reverse=True)
    recaps = recaps[:LATEST_RECAPS]
    prefetch_small([recap.image for recap in recaps], THUMBNAIL_FILTER)
    return recaps
