"""Names as people type them: without accents, in any case, from the start of a word."""

import unicodedata
from dataclasses import dataclass

__all__ = ["TypedPerson", "bare", "fold", "read_people", "starts_words", "words_of"]

# Between the words of a name and of a trade.
SEPARATORS = str.maketrans(dict.fromkeys("-–—_.,;:/|·'’‘`´\"“”«»()[]", " "))


def bare(text: str) -> str:
    """Return ``text`` without case, accents and other marks.

    Compatibility forms are taken apart too, so that full-width letters are found by
    plain ones. Letters that are not letters with an accent stay as they are (ø, ł).
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()


def fold(text: str) -> str:
    """Return ``text`` as it is compared: ``bare``, with single spaces."""
    return " ".join(bare(text).translate(SEPARATORS).split())


def words_of(text: str) -> list[str]:
    """The words of ``text`` as they are compared."""
    return fold(text).split()


def starts_words(query: list[str], *texts: str) -> bool:
    """Whether each word of ``query`` (from ``words_of``) begins a word of these texts."""
    words = [word for text in texts for word in words_of(text)]
    return all(any(word.startswith(part) for word in words) for part in query)


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """Someone as a host typed them on one line."""

    first_name: str
    last_name: str = ""
    trade: str = ""


def read_people(text: str) -> list[TypedPerson]:
    """Read people from lines such as ``Nadia Berthier, illustrator``.

    The first word is the first name, what follows up to a comma (or a tab or semicolon,
    as spreadsheets paste them) the last name, and the rest the trade. Empty lines and
    bullets are passed over; a person who stands there twice is told once.
    """
    people: dict[tuple, TypedPerson] = {}
    for line in text.splitlines():
        for mark in ("\t", ";", "，", "、", "،"):
            line = line.replace(mark, ",")
        name, _comma, trade = line.strip().lstrip("-–—*•· ").partition(",")
        words = name.split()
        if not words:
            continue
        person = TypedPerson(
            words[0], " ".join(words[1:]), " ".join(trade.strip(" ,").split())
        )
        key = (fold(person.first_name), fold(person.last_name), fold(person.trade))
        people.setdefault(key, person)
    return list(people.values())
