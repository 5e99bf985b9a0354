"""Where a person's name stands in what others wrote."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.names import excerpt, find_names
from ..domain.people import USE_RECAPS, agreed_fields
from ..models import Attendee
from ..models.agreements import get_answers
from .texts import all_texts, texts_in

__all__ = ["NameFound", "search_name", "unagreed_names"]

# Places listed for one person; more would be read by nobody.
LIMIT = 200


@dataclass(frozen=True, slots=True)
class NameFound:
    """A place where a name stands. ``is_whole`` says that it is first and last name."""

    page_id: int | None
    place: str
    block: str
    before: str
    name: str
    after: str
    is_whole: bool


def _names_of(attendee) -> dict[str, str]:
    whole = f"{attendee.first_name} {attendee.last_name}".strip()
    names = {"whole": whole} if attendee.first_name and attendee.last_name else {}
    parts = {"first": attendee.first_name, "last": attendee.last_name}
    return names | {key: name for key, name in parts.items() if name}


def search_name(attendee) -> list[NameFound]:
    """The places where the name stands: page by page, each place of a page once.

    A first or a last name alone may be that of somebody else: whole names come first.
    """
    names = _names_of(attendee)
    found: dict[tuple, NameFound] = {}
    for text in all_texts():
        place = (text.page_id, text.place, text.block)
        for one in find_names(text.text, names):
            is_whole = one.key == "whole"
            if place in found and (found[place].is_whole or not is_whole):
                continue
            found[place] = NameFound(
                *place, *excerpt(text.text, one), is_whole=is_whole
            )
        if len(found) >= LIMIT:
            break
    return sorted(found.values(), key=lambda one: not one.is_whole)


def _is_capitalized(word: str) -> bool:
    return word[:1] == word[:1].upper()


def unagreed_names(values: Iterable, near: Iterable[int] = ()) -> list[str]:
    """The names in these texts of people who did not agree to that in recaps.

    Everybody is looked for by first and last name; those whose ids are in ``near``, who
    were there, by either alone, where it is written as a name is. Two queries.
    """
    texts = [text for value in values for text, _block in texts_in(value) if text]
    near = set(near)
    people = list(Attendee.objects.known().only("first_name", "last_name"))
    answers = get_answers(people) if texts else {}
    names = {}
    for person in people if texts else ():
        agreed = agreed_fields(answers[person.pk], USE_RECAPS)
        refused = {"first": "first_name", "last": "last_name"}
        refused = {key for key, field in refused.items() if field not in agreed}
        for key, name in _names_of(person).items():
            wanted = bool(refused) if key == "whole" else key in refused
            if wanted and (key == "whole" or person.pk in near):
                names[person.pk, key] = name
    found: dict[str, None] = {}
    for text in texts:
        for one in find_names(text, names):
            _before, written, _after = excerpt(text, one)
            if one.key[1] == "whole" or _is_capitalized(written):
                found.setdefault(written)
    # "Nadia" goes without saying where "Nadia Berthier" is named.
    return [
        name
        for name in found
        if not any(name != other and name in other for other in found)
    ]
