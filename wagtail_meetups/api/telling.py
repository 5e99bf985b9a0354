"""What pages tell beside their own rows, loaded for all pages of an answer together."""

from functools import cached_property

from django.db.models import prefetch_related_objects

from ..listing import visible_translations
from ..models import AbstractEvent, AbstractRecap
from ..models.events import public_hosts_of
from ..models.photos import prefetch_renditions
from ..models.told import Told, tell_bodies
from ..models.translations import topics_of
from ..views.parents import indexes_of
from ..visibility import get_snapshot

__all__ = ["IMAGE_FILTER", "Telling", "telling_of"]

IMAGE_FILTER = "width-1200"


class Telling:
    """Answers for each of its pages, with as many queries for twenty as for one.

    Nothing is loaded before a field asks for it. Pages are told apart by identity.
    """

    def __init__(self, request, pages):
        self.request = request
        self.pages = list(pages)
        self.snapshot = get_snapshot(request)

    def __contains__(self, page) -> bool:
        return any(page is one for one in self.pages)

    def _of(self, base) -> list:
        return [page for page in self.pages if isinstance(page, base)]

    def _by_page(self, pages, values) -> dict[int, object]:
        return {page.pk: value for page, value in zip(pages, values, strict=True)}

    @cached_property
    def topics(self) -> dict[int, list]:
        pages = self._of((AbstractEvent, AbstractRecap))
        for base in (AbstractEvent, AbstractRecap):
            prefetch_related_objects(self._of(base), "topics")
        return self._by_page(pages, topics_of(pages))

    @cached_property
    def hosts(self) -> dict[int, list]:
        events = self._of(AbstractEvent)
        prefetch_related_objects(events, "hosts")
        return self._by_page(events, public_hosts_of(events))

    @cached_property
    def bodies(self) -> dict[int, Told]:
        """The body of each recap, as readers may have it."""
        recaps = self._of(AbstractRecap)
        return self._by_page(recaps, tell_bodies(recaps))

    @cached_property
    def venues(self) -> dict[int, object]:
        events = self._of(AbstractEvent)
        prefetch_related_objects(events, "venue")
        return {event.pk: event.shown_venue for event in events}

    @cached_property
    def images(self) -> dict[int, object]:
        pages = self._of((AbstractEvent, AbstractRecap))
        for base in (AbstractEvent, AbstractRecap):
            prefetch_related_objects(self._of(base), "image")
        images = [page.image for page in pages]
        prefetch_renditions(images, IMAGE_FILTER)
        return self._by_page(pages, images)

    @cached_property
    def indexes(self) -> dict[int, object]:
        """The index above each page, where the one who asks may see it."""
        found = indexes_of(self.pages)
        indexes = {page.pk: found.get(page.path) for page in self.pages}
        return {pk: at for pk, at in indexes.items() if at and self.snapshot.shows(at)}

    @cached_property
    def events(self) -> dict[int, object]:
        """The event that each recap may name."""
        recaps = self._of(AbstractRecap)
        ids = [recap.event_id for recap in recaps]
        return self._by_page(recaps, visible_translations(ids, recaps, self.snapshot))


def telling_of(field, page) -> Telling:
    """That of the answer which this serializer field is part of.

    An endpoint of another class lists pages one by one: each is then told of by itself.
    """
    view = field.context["view"]
    telling = getattr(view, "telling", None)
    if telling is None or page not in telling:
        telling = view.telling = Telling(field.context["request"], [page])
    return telling
