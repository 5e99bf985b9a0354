"""What an index page shows: the next date, those to come, those past, and recaps."""

from django.core.paginator import Paginator

from .. import conf
from ..feeds import feed_url
from ..listing import list_dates, past_dates, recaps_below, upcoming_dates
from ..visibility import get_snapshot

__all__ = ["index_context"]

LATEST_RECAPS = 5


def index_context(request, index) -> dict:
    """The template context of an index page.

    ``upcoming`` and ``past`` are pages of ``listing.ListedDate``; ``?past=N`` turns the
    pages of the past, ``?page=N`` those to come.
    """
    snapshot = get_snapshot(request)
    size = conf.get("PAGE_SIZE")
    context = {
        "feed_url": feed_url(index, request),
        "recaps": _latest_recaps(index, snapshot),
    }
    lists = {"upcoming": ("page", upcoming_dates), "past": ("past", past_dates)}
    for name, (parameter, query) in lists.items():
        paginator = Paginator(query(index, snapshot), size)
        page = paginator.get_page(request.GET.get(parameter))
        page.object_list = list_dates(index, snapshot, page.object_list)
        context[name] = page
    return context


def _latest_recaps(index, snapshot) -> list:
    recaps = [
        recap
        for queryset in recaps_below(index, snapshot)
        for recap in queryset.defer("body")[:LATEST_RECAPS]
    ]
    recaps.sort(key=lambda recap: (recap.date is not None, recap.date), reverse=True)
    return recaps[:LATEST_RECAPS]
