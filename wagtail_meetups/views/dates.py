"""All dates of a series, those to come and those past."""

from functools import partial

from django.http import Http404

from ..listing import dates_of, list_dates_of
from ..visibility import get_snapshot
from .addresses import NOT_LISTED
from .head import head_context
from .repeats import describe_repeats
from .turning import two_lists

__all__ = ["dates_context"]


def dates_context(request, event) -> dict:
    """The template context of the list of a series' dates.

    - ``upcoming`` and ``past``: pages of ``MeetupDate``; see ``views.turning``
    - ``repeats``: how it repeats, in words
    - ``robots``: what search engines may do with it; empty on the first page
    - and what ``views.head`` adds

    Raises ``Http404`` for a meet-up that takes place once.
    """
    if not event.is_series:
        raise Http404
    snapshot = get_snapshot(request)
    rows = dates_of(event)
    upcoming, past, parameters = two_lists(
        request,
        rows.upcoming(snapshot.now),
        rows.past(snapshot.now),
        partial(list_dates_of, event),
    )
    return {
        "upcoming": upcoming,
        "past": past,
        "repeats": describe_repeats(event.schedule) if event.schedule else "",
        "robots": NOT_LISTED if any(parameters.values()) else "",
        **head_context(request, event, snapshot, path="dates/", parameters=parameters),
    }
