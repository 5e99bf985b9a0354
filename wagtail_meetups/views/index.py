"""What an index page shows: the next date, those to come, those past, and recaps."""

from functools import partial

from ..feeds import route_url
from ..listing import list_dates, past_dates, upcoming_dates
from ..models.photos import THUMBNAIL_FILTER, prefetch_renditions
from ..recaps import list_recaps
from ..visibility import get_snapshot
from .addresses import NOT_LISTED, with_query
from .head import head_context
from .narrowing import read_narrowing
from .subscribe import feed_context
from .turning import two_lists

__all__ = ["index_context"]

LATEST_RECAPS = 5


def index_context(request, index) -> dict:
    """The template context of an index page.

    - ``upcoming`` and ``past``: pages of ``MeetupDate``; see ``views.turning``
    - ``next``: the first date that one can come to, on the first page only; it is left
      out of ``upcoming``; ``next_is_running`` says that it has begun
    - ``has_reader_time``: whether ``next`` has a time, which the reader's own clock may
      tell otherwise
    - ``narrowing``: what the reader chose among the dates, and may choose; see
      ``views.narrowing``. A narrowed page has no ``next`` and no ``recaps``
    - ``month_url``: the address of the month view, with the same choice; empty outside
      every site
    - ``recaps``: the latest ones; ``recaps_url`` is the address of all of them
    - ``feed_url``, ``feed_is_private`` and ``subscribe_url``: see ``feed_context``
    - ``robots``: what search engines may do with it; empty on the first page of all
    - and what ``views.head`` adds, with the picture of ``next``
    """
    snapshot = get_snapshot(request)
    narrowing = read_narrowing(request, index, snapshot)
    upcoming, past, numbers = two_lists(
        request,
        narrowing.narrow(upcoming_dates, index, snapshot),
        narrowing.narrow(past_dates, index, snapshot),
        partial(list_dates, index, snapshot),
    )
    parameters = {**narrowing.parameters, **numbers}
    coming = None if narrowing.is_narrow else _take_next(upcoming)
    date = coming.occurrence if coming else None
    return {
        "next": coming,
        "next_is_running": bool(date) and date.start <= snapshot.now,
        "has_reader_time": bool(date) and not date.all_day,
        "upcoming": upcoming,
        "past": past,
        "robots": NOT_LISTED if narrowing.is_narrow or any(numbers.values()) else "",
        "recaps": [] if narrowing.is_narrow else _latest_recaps(index, snapshot),
        "narrowing": narrowing,
        "month_url": with_query(
            route_url(index, "month", request) if index.pk else "",
            narrowing.parameters,
        ),
        "recaps_url": route_url(index, "recaps", request),
        **head_context(
            request,
            index,
            snapshot,
            image=coming.page.image if coming else None,
            parameters=parameters,
        ),
        **feed_context(request, index, snapshot),
    }


def _take_next(upcoming):
    if upcoming.has_previous():
        return None
    for listed in upcoming.object_list:
        if not listed.is_called_off:
            upcoming.object_list.remove(listed)
            return listed
    return None


def _latest_recaps(index, snapshot) -> list:
    recaps = list_recaps(index, snapshot)[:LATEST_RECAPS]
    prefetch_renditions([recap.image for recap in recaps], THUMBNAIL_FILTER)
    return recaps
