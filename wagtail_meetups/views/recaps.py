"""All recaps of an index, or those about one topic."""

from django.http import Http404
from django.utils.translation import gettext as _

from ..feeds import route_url
from ..models.photos import THUMBNAIL_FILTER, prefetch_renditions
from ..recaps import list_recaps, topics_of_recaps
from ..visibility import get_snapshot
from .addresses import NOT_LISTED
from .head import head_context
from .turning import one_list

__all__ = ["recaps_context"]


def recaps_context(request, index) -> dict:
    """The template context of the list of an index's recaps; ``?topic=`` narrows it.

    - ``recaps``: a page of them, latest first; see ``views.turning``
    - ``topics``: those that there are recaps about; ``topic`` the one that was asked for,
      or ``None``
    - ``recaps_url``: the address of all of them; ``list_title``: what this list is called
    - ``robots``: what search engines may do with it; empty on the first page of all
    - and what ``views.head`` adds

    Raises ``Http404`` for a topic without a recap that the reader may see, as for one
    that does not exist.
    """
    snapshot = get_snapshot(request)
    topics = topics_of_recaps(index, snapshot)
    slug = request.GET.get("topic", "")
    topic = next((one for one in topics if one.slug == slug), None)
    if slug and topic is None:
        raise Http404
    recaps, parameters = one_list(
        request, list_recaps(index, snapshot, topic), _with_pictures, topic=slug
    )
    return {
        "recaps": recaps,
        "topics": topics,
        "topic": topic,
        "recaps_url": route_url(index, "recaps", request),
        "list_title": _("Recaps: %(subject)s")
        % {"subject": topic.name if topic else index.title},
        "robots": NOT_LISTED if parameters["page"] else "",
        **head_context(request, index, snapshot, path="recaps/", parameters=parameters),
    }


def _with_pictures(recaps) -> list:
    recaps = list(recaps)
    prefetch_renditions([recap.image for recap in recaps], THUMBNAIL_FILTER)
    return recaps
