"""People whom an author chose in a body: what templates, feeds and APIs get of them.

A ``StreamField`` hands its values to every template. So a block that chooses a person
holds a ``ChosenAttendee``, which leads to a ``PublicPerson`` and to nothing else. Those
that were read together are looked up together, when the first of them is asked for.
"""

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _

from ..domain import people as domain
from .people import Attendee, get_answers, present_people
from .photos import PHOTO_FILTER, prefetch_renditions

__all__ = [
    "ChosenAttendee",
    "attendee_of",
    "call_person",
    "gather",
    "person_for_api",
]

# What a person agrees to who may be recognised on photographs.
PICTURED = "pictured"


def call_person(person: domain.PublicPerson) -> str:
    """How a person is called in a text: by what they agreed to, else by nothing of theirs."""
    return person.name or person.trade or _("someone we met")


def person_for_api(person: domain.PublicPerson) -> dict:
    """A person as the API tells of them; photos are left to the pages."""
    return {
        "name": person.name,
        "trade": person.trade,
        "bio": person.bio,
        "link": person.link,
    }


class _Group:
    """People of one use who are looked up together: three queries, and one for pictures."""

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

    @cached_property
    def pictured(self) -> frozenset[int]:
        answers = get_answers(self.attendees.values())
        return frozenset(
            pk
            for pk, given in answers.items()
            if PICTURED in domain.agreed_fields(given, self.use)
        )


class ChosenAttendee:
    """A person whom an author chose; ``person`` is what they agreed to have shown.

    Of somebody who has gone since, nothing is left to show, and nothing breaks.
    """

    __slots__ = ("_group", "pk")

    def __init__(self, pk: int, use: str, group: _Group | None = None):
        self.pk = pk
        self._group = group or _Group([pk], use)

    def __eq__(self, other) -> bool:
        return isinstance(other, ChosenAttendee) and other.pk == self.pk

    def __hash__(self) -> int:
        return hash(self.pk)

    def __str__(self) -> str:
        return call_person(self.person)

    @property
    def person(self) -> domain.PublicPerson:
        return self._group.people.get(self.pk) or domain.PublicPerson()

    @property
    def may_be_pictured(self) -> bool:
        """Whether they agreed to be seen on the photographs of recaps and galleries."""
        return self.pk in self._group.pictured

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
