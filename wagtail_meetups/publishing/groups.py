"""Which page keeps the schedule of which: aliases follow, translations share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..models.base import get_page_model

__all__ = ["Groups", "find_groups"]


@dataclass(slots=True)
class Groups:
    """``sources`` maps each page id, in order, to the page that keeps its dates."""

    sources: dict[int, int] = field(default_factory=dict)
    # The page that an alias mirrors in the end; any other page is its own original.
    originals: dict[int, int] = field(default_factory=dict)

    @property
    def followers(self) -> dict[int, int]:
        """The pages that translate another one, and the aliases of these, to their source.

        Not the aliases of a source: Wagtail keeps them in step.
        """
        return {
            page_id: source_id
            for page_id, source_id in self.sources.items()
            if self.originals[page_id] != source_id
        }


def _rows(**conditions) -> list[tuple]:
    pages = get_page_model()._default_manager.filter(**conditions).order_by("pk")
    return list(pages.values_list("pk", "alias_of_id", "translation_key"))


def find_groups(page_ids: Iterable[int]) -> Groups:
    """Return these pages with all that translate or mirror them, and who keeps the dates.

    Three queries, and two more for each further step of a chain of aliases.
    """
    known = {row[0]: row for row in _rows(pk__in=list(page_ids))}
    while missing := {row[1] for row in known.values() if row[1]} - known.keys():
        known |= {row[0]: row for row in _rows(pk__in=missing)}
    keys = {row[2] for row in known.values()}
    known |= {row[0]: row for row in _rows(translation_key__in=keys)}
    frontier = set(known)
    while frontier:
        aliases = {row[0]: row for row in _rows(alias_of__in=frontier)}
        frontier = aliases.keys() - known.keys()
        known |= aliases

    firsts: dict[object, int] = {}
    for page_id, alias_of, key in sorted(known.values(), key=lambda row: row[0]):
        if not alias_of:
            firsts.setdefault(key, page_id)
    groups = Groups()
    for page_id in sorted(known):
        original = page_id
        while known[original][1] in known:
            original = known[original][1]
        groups.sources[page_id] = firsts[known[original][2]]
        groups.originals[page_id] = original
    return groups
