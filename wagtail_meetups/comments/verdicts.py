"""What is asked of a check, and what it may answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import override

__all__ = ["Submission", "Verdict", "hold", "publish", "reject"]

PUBLISH, HOLD, REJECT = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer. The greater ``weight`` counts; ``reason`` may be a lazy translation.

    Why it was held is for the hosts, why it was rejected for the visitor.
    """

    weight: int
    reason: object = ""

    @property
    def holds(self) -> bool:
        return self.weight == HOLD

    @property
    def rejects(self) -> bool:
        return self.weight == REJECT

    @property
    def source(self) -> str:
        """The reason untranslated, to be kept."""
        with override(None):
            return str(self.reason)


def publish() -> Verdict:
    """Show it at once, even where the site holds first; a stricter check still counts."""
    return Verdict(PUBLISH)


def hold(reason) -> Verdict:
    """Let it wait for a host, who is told why."""
    return Verdict(HOLD, reason)


def reject(reason) -> Verdict:
    """Do not take it; the visitor is told why and keeps the text."""
    return Verdict(REJECT, reason)


@dataclass(frozen=True, slots=True)
class Submission:
    """A comment that somebody wants to post, as a check sees it.

    ``user_id`` is the key of their account, ``None`` for a guest; ``is_known`` whether a
    host has let a comment of that account pass before. ``seconds`` have gone by since the
    form was made, ``None`` where that is not known. ``address`` is where it comes from,
    empty where that is not known. ``data`` are all fields that were sent, for those that
    a check has added to the form.
    """

    page_id: int
    text: str
    name: str
    email: str
    link: str
    now: datetime
    user_id: object = None
    is_known: bool = False
    seconds: float | None = None
    address: str = ""
    user_agent: str = ""
    data: Mapping = field(default_factory=dict)
