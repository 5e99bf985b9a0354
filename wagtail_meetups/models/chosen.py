"""People whom an author chose in a body: what templates, feeds and APIs get of them.

A ``StreamField`` hands its values to every template. So a block that chooses a person
holds a ``ChosenAttendee``, which leads to a ``PublicPerson`` and to nothing else. Those
that were read together are looked up together, when the first of them is asked for.
"""

from collections.abc import Iterable
from functools import cached_property

from ..domain import people as domain
from .people import Attendee, present_people
from .photos import PHOTO_FILTER, prefetch_renditions
from .wording import called

__all__ = [
    "ChosenAttendee",
    "attendee_of",
    "gather",
    "person_for_api",
]


def person_for_api(person: domain.PublicPerson) -> dict:
    """A person as the API tells of them; photos are left to the pages."""
    return {
        "name": person.name,
        "trade": person.trade,
        "bio": person.bio,
        "link": person.link,
    }


class _Group:
    """People of one use who are looked up together: three queries, and one for their photos."""

    def __init__(self, ids: Iterable[int], use: str):
        self.ids = frozenset(ids)
        self.use = use

    @cached_property
    def attendees(self) -> dict[int, Attendee]:
        return Attendee.objects.in_bulk(self.ids)

    @cached_property
    def people(self) -> dict[int, domain.PublicPerson]:
        people = present_people(self.attendees.values(), self.use)
        prefetch_renditions([person.photo for person in people], PHOTO_FILTER)
        return dict(zip(self.attendees, people, strict=True))


class ChosenAttendee:
    """A person whom an author chose; ``person`` is what they agreed to have shown.

    Of somebody who has gone since, nothing is left to show, and nothing breaks.
    """

    __slots__ = ("_group", "is_withheld", "pk")

    def __init__(self, pk: int, use: str, group: _Group | None = None):
        self.pk = pk
        # Whether they asked for what this page tells of them to go: see ``told``.
        self.is_withheld = False
        self._group = group or _Group([pk], use)

    def __eq__(self, other) -> bool:
        return isinstance(other, ChosenAttendee) and other.pk == self.pk

    def __hash__(self) -> int:
        return hash(self.pk)

    def __str__(self) -> str:
        return called(self.person)

    @property
    def person(self) -> domain.PublicPerson:
        return self._group.people.get(self.pk) or domain.PublicPerson()

    @property
    def may_be_pictured(self) -> bool:
        """Whether photographs with them may be shown, here and now."""
        return self.person.pictured and not self.is_withheld

    @staticmethod
    def choose(ids: Iterable[int | None], use: str) -> list["ChosenAttendee | None"]:
        """Those of these ids, in order, looked up together."""
        ids = list(ids)
        group = _Group((pk for pk in ids if pk is not None), use)
        return [
            None if pk is None else ChosenAttendee(pk, use, group=group) for pk in ids
        ]


def attendee_of(chosen: ChosenAttendee) -> Attendee | None:
    """The row behind, for the editor alone; ``None`` where it has gone.

    Not a method, because templates call those.
    """
    return chosen._group.attendees.get(chosen.pk)


def gather(chosen: Iterable[ChosenAttendee]) -> None:
    """Have all of these looked up together, in as many queries as for one."""
    chosen = list(chosen)
    ids: dict[str, set[int]] = {}
    for one in chosen:
        ids.setdefault(one._group.use, set()).add(one.pk)
    groups = {use: _Group(found, use) for use, found in ids.items()}
    for one in chosen:
        one._group = groups[one._group.use]
