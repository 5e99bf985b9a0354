"""Everything that the text of some event pages is made of, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from types import SimpleNamespace

from wagtail.blocks import StreamValue
from wagtail.models import Site

from ..models import Topic, Venue
from ..models.changes import changes_of
from ..models.registry import event_models, index_models
from ..models.translations import localize_topics, translations_of
from .groups import Groups

__all__ = ["Content", "load_content", "share"]


@dataclass(slots=True)
class Content:
    """Event pages by id, with their venue loaded, and what else their text needs."""

    pages: dict[int, object] = field(default_factory=dict)
    topics: dict[int, list[Topic]] = field(default_factory=lambda: defaultdict(list))
    indexes: dict[str, object] = field(default_factory=dict)
    # The translations of the venues, by key and locale.
    venues: dict[tuple, Venue] = field(default_factory=dict)
    # Those of single dates, by their own id.
    date_venues: dict[int, Venue] = field(default_factory=dict)
    # Wagtail keeps the paths of all sites on such an object instead of asking each time.
    site_cache: SimpleNamespace = field(default_factory=SimpleNamespace)

    def localize(self, venue: Venue | None, locale_id: int) -> Venue | None:
        """The venue's translation in a locale, or the venue where there is none."""
        if venue is None or venue.locale_id == locale_id:
            return venue
        return self.venues.get((venue.translation_key, locale_id), venue)

    def venue(self, pk: int | None, locale_id: int) -> Venue | None:
        """The venue of a single date, in a locale; ``None`` without one."""
        return self.localize(self.date_venues.get(pk), locale_id)

    def index_of(self, page):
        """The nearest index above the page, or ``None``."""
        found = (self.indexes.get(path) for path in reversed(_paths_above(page)))
        return next((index for index in found if index is not None), None)

    def url_of(self, page) -> str:
        """The page's absolute address; empty outside every site."""
        parts = page.get_url_parts(self.site_cache)
        if parts is None or parts[1] is None:
            return ""
        _site_id, root_url, path = parts
        return f"{root_url}{path}"


def _paths_above(page) -> list[str]:
    """The tree paths of the pages above, from the root down."""
    step = page.steplen
    return [page.path[:end] for end in range(step, len(page.path), step)]


def load_content(groups: Groups) -> Content:
    """Load the event pages of these groups. Bodies are left out: no text needs them."""
    content = Content()
    # Each process may keep the sites' addresses for an hour; these are written to stay.
    Site.clear_site_root_paths_cache()
    page_ids = list(groups.sources)
    for model in event_models():
        pages = model._default_manager.filter(pk__in=page_ids).defer("body")
        pages = pages.select_related("locale", "venue")
        content.pages |= {page.pk: page for page in pages}
        through = model.topics.through
        name = model.topics.field.m2m_field_name()
        rows = through.objects.filter(**{f"{name}__in": page_ids})
        for row in rows.select_related("topic"):
            content.topics[getattr(row, f"{name}_id")].append(row.topic)
    pages = content.pages.values()
    dates = {pk for page in pages for pk in page.date_venue_ids}
    found = [page.venue for page in pages if page.venue]
    found += Venue.objects.filter(pk__in=dates) if dates else []
    content.venues = translations_of(found)
    content.date_venues = {venue.pk: venue for venue in content.venues.values()}
    translations = translations_of(
        topic for topics in content.topics.values() for topic in topics
    )
    for page_id, topics in content.topics.items():
        locale_id = content.pages[page_id].locale_id
        content.topics[page_id] = localize_topics(topics, locale_id, translations)
    above = {path for page in pages for path in _paths_above(page)}
    for model in index_models():
        indexes = model._default_manager.filter(path__in=above).defer("introduction")
        content.indexes |= {index.path: index for index in indexes}
    return content


def share(content: Content, source_id: int, follower_id: int) -> dict:
    """The shared fields that a translation should have and does not, by attribute name."""
    source, follower = content.pages[source_id], content.pages[follower_id]
    values = source.shared_values(follower.locale_id, content.localize)
    return {
        name: value
        for name, value in values.items()
        if not _is_same(getattr(follower, name), value)
    }


def _is_same(one, other) -> bool:
    """Compares streams as what they say: block by block they would ask for each venue."""
    if isinstance(other, StreamValue):
        return changes_of(one) == changes_of(other)
    return one == other
