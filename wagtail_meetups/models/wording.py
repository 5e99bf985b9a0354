"""What a person is called who did not agree to be named."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..domain.people import PublicPerson

__all__ = ["called"]

# How English words begin that are spoken with a vowel first, in spite of their spelling or
# as they spell it; and short ones that are read out letter by letter.
SPOKEN_WITH_CONSONANT = re.compile(
    r"(?:eu|one\b|once|uni(?!n)|us[aei]|ut[eio]|ub|ur[aio]|u\b)", re.I
)
SPOKEN_WITH_VOWEL = re.compile(r"(?:[aeiou]|ho(?:nou?r|ur|nest)|heir)", re.I)
LETTERS = re.compile(r"[A-Z]{2,4}\b")
LETTERS_WITH_VOWEL = frozenset("AEFHILMNORSX")


def _takes_an(trade: str) -> bool:
    """Whether it is "an" in English; other languages word both in the same way."""
    if LETTERS.match(trade):
        return trade[0] in LETTERS_WITH_VOWEL
    if SPOKEN_WITH_CONSONANT.match(trade):
        return False
    return bool(SPOKEN_WITH_VOWEL.match(trade))


def _inside(trade: str) -> str:
    """The trade as it stands inside a sentence: "Graphic designer" loses its capital.

    Not in languages that keep it: the translation of this context says so.
    """
    # Translators: answer "keep" where nouns have a capital, as in German; else "lower".
    if pgettext("first letter of a trade", "lower") == "keep":
        return trade
    first_word = trade.split(maxsplit=1)[0]
    return trade[0].lower() + trade[1:] if first_word[1:].islower() else trade


def called(person: PublicPerson) -> str:
    """The name as far as it may be shown; else "a graphic designer"; else "someone we met".

    Made to stand inside a sentence; ``capfirst`` makes it begin one.
    """
    if person.name:
        return person.name
    if not person.trade:
        return _("someone we met")
    words = {"trade": _inside(person.trade)}
    if _takes_an(person.trade):
        return pgettext("before a vowel", "an %(trade)s") % words
    return pgettext("before a consonant", "a %(trade)s") % words
