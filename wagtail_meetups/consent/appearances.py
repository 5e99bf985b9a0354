"""Where a person appears, as far as the public may see."""

from dataclasses import dataclass

from ..domain.people import USE_EVENTS, USE_RECAPS
from ..models import AbstractRecap
from ..models.registry import event_models, recap_models
from ..publishing.scopes import event_ids_with_host, page_ids_telling_of
from ..visibility import take_snapshot

__all__ = ["Appearance", "find_appearances"]


@dataclass(frozen=True, slots=True)
class Appearance:
    """A public page with the person on it, and the use that their agreement is for."""

    page: object
    use: str
    url: str

    @property
    def is_recap(self) -> bool:
        return isinstance(self.page, AbstractRecap)


def _visible(models, page_ids, snapshot) -> list:
    pages: list = []
    for model in models:
        rows = model._default_manager.filter(pk__in=page_ids).defer("body")
        pages += snapshot.filter(rows).select_related("locale").order_by("-pk")
    return pages


def find_appearances(attendee_id: int, request=None) -> list[Appearance]:
    """Every event that names the person as a host, and every recap that tells of them.

    Whether anything of them is shown there is for their agreements to say. The number of
    queries does not depend on how many there are.
    """
    snapshot = take_snapshot()
    found = [
        (page, USE_EVENTS)
        for page in _visible(event_models(), event_ids_with_host(attendee_id), snapshot)
    ]
    recaps = _visible(recap_models(), page_ids_telling_of(attendee_id), snapshot)
    found += [(page, USE_RECAPS) for page in recaps]
    pairs = [(page, use, page.get_full_url(request)) for page, use in found]
    return [Appearance(page, use, url) for page, use, url in pairs if url]
