"""A series that was changed from a date on: which one it goes on from, and which goes on."""

from django.db.models import Q
from django.http import Http404, HttpResponsePermanentRedirect

from ..listing import dates_of, visible_translations
from ..models import CalendarEntry
from ..models.dates import address_below
from ..models.registry import event_models
from ..visibility import Snapshot, get_snapshot

__all__ = ["continuing_context", "redirect_to_date"]


def _neighbours(event, snapshot: Snapshot) -> tuple:
    """The visible pages before and after, in the language of ``event``, or ``None``.

    A translation has them from the page that keeps its dates.
    """
    entries = CalendarEntry.objects.filter(page=event.pk)
    source_id = entries.values_list("source", flat=True).first()
    before, after = None, []
    for model in event_models():
        rows = model._default_manager.filter(Q(pk=source_id) | Q(continues=source_id))
        for pk, continues in rows.order_by("pk").values_list("pk", "continues"):
            if pk == source_id:
                before = continues
            else:
                after.append(pk)
    ids = [before, *after]
    found = visible_translations(ids, [event] * len(ids), snapshot)
    return found[0], next(filter(None, found[1:]), None)


def continuing_context(event, snapshot: Snapshot) -> dict:
    """``continues`` and ``continued_by``, for a template; no query for what is no series."""
    earlier = later = None
    if event.pk and (event.is_series or event.continues_id):
        earlier, later = _neighbours(event, snapshot)
    return {"continues": earlier, "continued_by": later}


def redirect_to_date(request, event, key: str, path: str):
    """Lead on to the series that this date belongs to by now: addresses stay good.

    ``path`` is that of the date below its event. Raises ``Http404`` where there is none.
    """
    snapshot, seen = get_snapshot(request), {event.pk}
    while True:
        _earlier, event = _neighbours(event, snapshot)
        if event is None or event.pk in seen:
            raise Http404
        if dates_of(event).filter(key=key).exists():
            address = address_below(event.get_full_url(request), path)
            return HttpResponsePermanentRedirect(address)
        seen.add(event.pk)
