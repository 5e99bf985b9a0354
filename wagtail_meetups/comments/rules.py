"""What holds for the comments of one page now: the site's settings, and the page's own."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .. import conf
from ..models import CalendarEntry
from .models import Room

__all__ = ["Rules", "rules_of", "usual_hold"]

CLOSED = _("Comments are closed here.")
CLOSED_NOW = _("Comments are closed here by now.")


@dataclass(frozen=True, slots=True)
class Rules:
    """Whether a page takes comments, whose wait for a host, and who may write.

    ``closed`` says why it takes none, in the words for readers; empty where it is open.
    """

    closed: str
    hold: str
    who: str

    @property
    def is_open(self) -> bool:
        return not self.closed

    @property
    def wants_account(self) -> bool:
        """Whether guests are asked to log in first."""
        return self.who == Room.Who.ACCOUNTS

    def holds(self, *, account: bool, known: bool) -> bool:
        """Whether what they write waits for a host."""
        passes = {
            Room.Hold.NONE: True,
            Room.Hold.GUESTS: account,
            Room.Hold.UNKNOWN: known,
        }
        return not passes.get(self.hold, False)


def usual_hold() -> str:
    """Whose comments wait on pages that do not say otherwise."""
    hold = conf.get("COMMENTS_HOLD")
    knows = hold == Room.Hold.ALL and conf.get("COMMENTS_KNOWN_PASS")
    return Room.Hold.UNKNOWN if knows else hold


def rules_of(page, now: datetime) -> Rules:
    """The rules of a page of ours. One query, and one more for an event that may close."""
    room = Room.objects.filter(pk=page.pk).first() or Room()
    return Rules(
        closed=str(_why_closed(page, room, now)),
        hold=room.hold or usual_hold(),
        who=room.who or conf.get("COMMENTS_WHO"),
    )


def _why_closed(page, room: Room, now: datetime) -> str:
    if room.status == Room.Status.CLOSED:
        return CLOSED
    if not room.status and not conf.get("COMMENTS_OPEN"):
        return CLOSED
    days = room.close_days
    if days is None:
        days = conf.get("COMMENTS_CLOSE_DAYS")
    since = _open_since(page) if days else None
    return CLOSED_NOW if since and (now - since).days >= days else ""


def _open_since(page) -> datetime | None:
    """When the days are counted from: of an event, never before it has taken place."""
    entries = CalendarEntry.objects.filter(page=page.pk)
    known = [page.first_published_at, *entries.values_list("last_end", flat=True)]
    return max((moment for moment in known if moment), default=None)
