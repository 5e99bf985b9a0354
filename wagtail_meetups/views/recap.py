"""What a recap page shows: the story, and the evening it tells of."""

from ..feeds import atom_url, feed_url, route_url
from ..listing import dates_of, list_dates_of, visible_translation
from ..models.dates import MeetupDate
from ..recaps import neighbours_of
from ..visibility import get_snapshot
from .head import head_context
from .parents import index_of
from .structured import recap_json
from .when import first_day

__all__ = ["recap_context"]

# Of those to come, how many are looked at for one that takes place.
LOOKED_AT = 5


def _dates(recap, event, snapshot) -> tuple[MeetupDate | None, MeetupDate | None]:
    """The date that the recap tells of, and the next other one that takes place; or ``None``."""
    if event is None:
        return None, None
    rows = dates_of(event)
    told = rows.filter(pk=recap.occurrence_id) if event.is_series else rows
    told = list(told.order_by("start")[:1])
    coming = rows.upcoming(snapshot.now).exclude(pk__in=[row.pk for row in told])
    coming = list(coming[:LOOKED_AT])
    dates = list_dates_of(event, [*told, *coming])
    next_date = next(
        (date for date in dates[len(told) :] if not date.is_called_off), None
    )
    return dates[0] if told else None, next_date


def recap_context(request, recap) -> dict:
    """The template context of a recap page.

    - ``body``: the blocks that may be shown; ``met``: the ``Encounter`` of each person
      who can be called by something, with its ``anchor``; ``unnamed``: how many others
      were met
    - ``event``, ``meetup_date`` (the ``MeetupDate`` it tells of, where that is known),
      ``venue`` and ``next_date`` (the next one that takes place) are there only if the
      reader may see the event
    - ``date``: the recap's own day, else that of the event
    - ``index``, ``feed_url`` and ``atom_url``, the addresses of its calendar and news,
      only if they may see that; with it ``recaps_url``, the address of all recaps, and ``previous`` and ``next``
    - ``structured_data``, where the reader was let in as others are
    - and what ``views.head`` adds
    """
    snapshot = get_snapshot(request)
    index = index_of(recap)
    told = recap.tell_body()
    event = visible_translation(recap.event_id, recap, snapshot)
    told_date, next_date = _dates(recap, event, snapshot)
    visible = bool(recap.pk) and snapshot.shows(recap)
    head = head_context(request, recap, snapshot, image=recap.image, kind="article")
    context = {
        "body": told.blocks,
        "met": told.met,
        "unnamed": told.unnamed,
        "event": event,
        "meetup_date": told_date,
        "next_date": next_date,
        "venue": _venue(event, told_date),
        "date": recap.date or _day(event, told_date),
        "index": None,
        **head,
    }
    if index is not None and snapshot.shows(index):
        previous, following = neighbours_of(recap, index, snapshot)
        context |= {
            "index": index,
            "feed_url": feed_url(index, request),
            "atom_url": atom_url(index, request),
            "recaps_url": route_url(index, "recaps", request),
            "previous": previous,
            "next": following,
        }
    if visible:
        context["structured_data"] = recap_json(
            request,
            recap,
            url=head["canonical_url"] or recap.get_full_url(request) or "",
            date=told_date,
            index=context["index"],
            picture=head["share"].picture,
        )
    return context


def _venue(event, date: MeetupDate | None):
    if date is not None:
        return date.venue
    return event.shown_venue if event else None


def _day(event, date: MeetupDate | None):
    if date is not None:
        return first_day(date.occurrence)
    return event.start_date if event else None
