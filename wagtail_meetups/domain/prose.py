"""Finding people's names in prose: whole words, whatever the case and the accents.

A name is compared word by word, so that "Jean-Luc" is found in "JEAN LUC" and not in
"Jean-Lucien". Scripts that put no spaces between words are searched letter by letter.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from .names import bare

__all__ = ["Found", "excerpt", "find_names", "normalize"]

# Marks that may be written or left out: Latin and Greek accents that did not compose, the
# points of Hebrew and Arabic.
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
# Thai, Lao, Myanmar, Khmer, kana, Han: no spaces between their words.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
ELLIPSIS = "…"
# Letters whose stroke, or missing dot, is no mark of its own in Unicode.
PLAIN = str.maketrans("ıłøđħŧ", "ilodht")


class Found(NamedTuple):
    """Where a name stands in ``normalize(text)``: from ``start`` up to ``end``."""

    key: Hashable
    start: int
    end: int


def normalize(text: str) -> str:
    """The text that positions are counted in: letters composed (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def _fold(word: str) -> str:
    """A word as it is compared, its strokes left out too."""
    return bare(word).translate(PLAIN)


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(_fold(word[0]), *word.span()) for word in WORD.finditer(text)]


def _find_unspaced(text: str, names: dict[Hashable, str]) -> Iterable[Found]:
    for key, name in names.items():
        for match in re.finditer(re.escape(name), text, re.IGNORECASE):
            yield Found(key, *match.span())


def find_names(text: str, names: Mapping[Hashable, str]) -> list[Found]:
    """Where each of ``names`` stands in ``text``, in order; a name of one letter is not
    looked for.
    """
    text = normalize(text)
    by_first_word = defaultdict(list)
    unspaced = {}
    for key, name in names.items():
        name = normalize(name).strip()
        if UNSPACED.search(name):
            unspaced[key] = name
            continue
        words = [word for word, _start, _end in _words(name)]
        if len("".join(words)) > 1:
            by_first_word[words[0]].append((key, words))
    found = list(_find_unspaced(text, unspaced))
    in_text = _words(text) if by_first_word else []
    for at, (word, start, _end) in enumerate(in_text):
        for key, words in by_first_word.get(word, ()):
            there = in_text[at : at + len(words)]
            if [one for one, _start, _end in there] == words:
                found.append(Found(key, start, there[-1][2]))
    return sorted(found, key=lambda one: (one.start, one.end))


def excerpt(text: str, found: Found, around: int = 40) -> tuple[str, str, str]:
    """What stands before the name, the name as written, and what stands after it."""
    text = normalize(text)
    start, end = max(found.start - around, 0), found.end + around
    before, after = text[start : found.start], text[found.end : end]
    return (
        (ELLIPSIS if start else "") + before.lstrip(),
        text[found.start : found.end],
        after.rstrip() + (ELLIPSIS if end < len(text) else ""),
    )
