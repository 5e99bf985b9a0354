"""The body of a recap, made ready for readers: who is met in it, and where on the page.

One step for all people and pictures of one body, or of many: as many queries for sixty
encounters as for five.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from ..domain.people import PublicPerson
from .chosen import ChosenAttendee, gather
from .passages import withheld_attendees
from .photos import PICTURE_FILTERS, prefetch_renditions
from .pictures import Picture
from .recap_blocks import Encounter, EncounterValue

__all__ = [
    "Told",
    "chosen_in",
    "find_chosen",
    "named_on_pictures",
    "tell_bodies",
    "tell_body",
]


@dataclass(slots=True)
class Told:
    """A body as readers may have it.

    ``blocks`` are those of the ``StreamField`` that may be shown, for ``include_block``;
    ``met`` the encounters of the people who can be called by something, each person once;
    ``unnamed`` how many others there are.
    """

    blocks: list = field(default_factory=list)
    met: list[Encounter] = field(default_factory=list)
    unnamed: int = 0

    @property
    def people(self) -> list[PublicPerson]:
        return [encounter.person for encounter in self.met]


def chosen_in(body) -> list[ChosenAttendee]:
    """Everybody chosen in this body, in the order of the page, looked up together."""
    chosen = list(find_chosen(body))
    gather(chosen)
    return chosen


def find_chosen(value) -> Iterator[ChosenAttendee]:
    """Everybody chosen somewhere in the value of a block, or of a whole body."""
    if isinstance(value, ChosenAttendee):
        yield value
    elif isinstance(value, Picture):
        yield from filter(None, value.people)
    for part in _parts(value):
        yield from find_chosen(part)


def named_on_pictures(value) -> Iterator[ChosenAttendee]:
    """Everybody without whose agreement some picture in this body is not shown."""
    if isinstance(value, EncounterValue) and value.get("picture"):
        yield from find_chosen(value.get("attendee"))
    elif isinstance(value, Picture):
        yield from find_chosen(value)
    for part in _parts(value):
        yield from named_on_pictures(part)


def _find_images(value) -> Iterator[AbstractImage]:
    if isinstance(value, Picture):
        yield value.image
    elif isinstance(value, AbstractImage):
        yield value
    for part in _parts(value):
        yield from _find_images(part)


def _parts(value) -> Iterator:
    """What the value of a block is made of; nothing for one without blocks in it."""
    if isinstance(value, StreamValue):
        yield from (child.value for child in value)
    elif isinstance(value, StructValue):
        yield from value.values()
    elif isinstance(value, ListValue):
        yield from value


def tell_body(recap) -> Told:
    """Make the body of one recap ready; see ``tell_bodies``."""
    return tell_bodies([recap])[0]


def tell_bodies(recaps: Iterable) -> list[Told]:
    """Make the bodies of these recaps ready: what all of them hold is looked up at once.

    What tells of somebody who asked for it to go is left out, words and pictures, until
    the author has looked.
    """
    recaps = list(recaps)
    chosen = [(recap, one) for recap in recaps for one in find_chosen(recap.body)]
    gather(one for _recap, one in chosen)
    withheld = withheld_attendees({recap.pk for recap, _one in chosen if recap.pk})
    for recap, one in chosen:
        one.is_withheld = one.pk in withheld.get(recap.pk, ())
    images = [image for recap in recaps for image in _find_images(recap.body)]
    prefetch_renditions(images, *PICTURE_FILTERS)
    return [_tell(recap.body) for recap in recaps]


def _tell(body) -> Told:
    if not isinstance(body, StreamValue):  # A host's own body, of whatever kind.
        return Told(blocks=list(body or ()))
    told, seen, level = Told(), set(), 2
    for child in body:
        value = child.value
        if _is_withheld(value):
            continue
        told.blocks.append(child)
        if isinstance(value, EncounterValue):
            _meet(told, seen, value, level)
        elif child.block_type == "heading" or _has_heading(value):
            level = 3
    return told


def _is_withheld(value) -> bool:
    """Whether a block is about one person who asked for it to go: encounter or quote."""
    chosen = value.get("attendee") if isinstance(value, StructValue) else None
    return isinstance(chosen, ChosenAttendee) and chosen.is_withheld


def _meet(told: Told, seen: set, value: EncounterValue, level: int) -> None:
    chosen = value.get("attendee")
    value.level = level
    if chosen is not None and chosen in seen:
        return
    seen.add(chosen)
    value.anchor = f"met-{len(told.met) + told.unnamed + 1}"
    encounter = value.told
    if encounter.person.is_shown:
        told.met.append(encounter)
    else:
        told.unnamed += 1


def _has_heading(value) -> bool:
    return isinstance(value, RichText) and "<h2" in value.source
