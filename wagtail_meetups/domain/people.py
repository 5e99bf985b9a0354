"""What of a person may be shown, and where. Templates, feeds and APIs get only this.

Each attendee agrees, field by field and use by use, to what others may see. The latest
answer counts; none means no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = [
    "FIELDS",
    "PICTURED",
    "USES",
    "Answer",
    "PublicPerson",
    "agreed_fields",
    "askable_fields",
    "present",
]

FIELDS = ("first_name", "last_name", "trade", "bio", "link", "photo")
# Photographs of an evening with the person on them: no value of theirs, but theirs to give.
PICTURED = "pictured"
USE_EVENTS = "events"
USE_RECAPS = "recaps"
USES = (USE_EVENTS, USE_RECAPS)


def askable_fields(use: str) -> tuple[str, ...]:
    """What a person can agree to in ``use``: photographs of an evening are in recaps."""
    return (*FIELDS, PICTURED) if use == USE_RECAPS else FIELDS


class Answer(NamedTuple):
    """One answer of a person: whether ``field`` may be shown in ``use``."""

    field: str
    use: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """A person as far as they agreed for one use; what they did not agree to is empty.

    ``photo`` is the host's image object or ``None``; ``pictured`` says whether
    photographs with them on it may be shown; the other values are plain text.
    """

    first_name: str = ""
    last_name: str = ""
    trade: str = ""
    bio: str = ""
    link: str = ""
    photo: Any = None
    pictured: bool = False

    @property
    def name(self) -> str:
        """The parts of the name that may be shown; empty when there are none."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def is_shown(self) -> bool:
        """Whether there is a name or a trade to call the person by."""
        return bool(self.name or self.trade)


def agreed_fields(answers: Iterable[Answer], use: str) -> frozenset[str]:
    """The fields that may be shown in ``use``, from answers in the order they were given."""
    latest: dict[str, bool] = {}
    for answer in answers:
        if answer.use == use:
            latest[answer.field] = answer.agreed
    return frozenset(field for field, agreed in latest.items() if agreed)


def present(
    values: Mapping[str, Any], answers: Iterable[Answer], use: str
) -> PublicPerson:
    """Return the ``PublicPerson`` that these answers allow of ``values`` in ``use``.

    ``values`` maps each of ``FIELDS`` to what is known; empty values stay empty.
    """
    agreed = agreed_fields(answers, use)
    return PublicPerson(
        **{
            field: values[field]
            for field in FIELDS
            if field in agreed and values[field]
        },
        pictured=PICTURED in agreed,
    )
