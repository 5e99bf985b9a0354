"""One date of an event page, with what holds on it: its own words, else those of the page."""

from dataclasses import dataclass
from datetime import timedelta

from .. import conf
from .occurrences import date_path

__all__ = ["MeetupDate", "address_below"]


def address_below(url: str, path: str) -> str:
    """The address of ``path`` below that of a page; empty outside every site.

    Addresses of pages end in a slash, unless ``WAGTAIL_APPEND_SLASH`` is off.
    """
    return f"{url.rstrip('/')}/{path}" if url and path else url


@dataclass(frozen=True, slots=True)
class MeetupDate:
    """A date and the page that tells of it.

    ``occurrence`` is an ``Occurrence`` row, a value of the domain for a draft, or ``None``
    for a draft that has no date yet.
    ``own_venue`` is the venue of this date alone, in the language of the page; ``None``
    where it is that of the page.
    """

    occurrence: object
    page: object
    own_venue: object = None

    def _own(self, name: str, default=""):
        return getattr(self.occurrence, name, default)

    @property
    def title(self) -> str:
        return self._own("title") or self.page.title

    @property
    def status(self) -> str:
        """A value of ``AbstractEvent.Status``: the event's, unless this date is called off."""
        if self.page.is_called_off or not self._own("is_cancelled", False):
            return self.page.status
        statuses = self.page.Status
        is_postponed = self._own("is_postponed", False)
        return (statuses.POSTPONED if is_postponed else statuses.CANCELLED).value

    @property
    def status_label(self) -> str:
        return self.page.Status(self.status).label

    @property
    def reason(self) -> str:
        """Why it has its status or its new time; shown to visitors."""
        if self.status == self.page.status and self.page.status_reason:
            return self.page.status_reason
        return self._own("reason")

    @property
    def is_called_off(self) -> bool:
        """Whether nobody should come: the event or this date is cancelled, or postponed."""
        return self.status in self.page.CALLED_OFF

    @property
    def is_planned(self) -> bool:
        """Not so for a date that its rule no longer makes, kept for what hangs on it."""
        return self._own("is_planned", True)

    @property
    def venue(self):
        """Where one meets, or ``None``."""
        return self.own_venue or self.page.shown_venue

    @property
    def online_link(self) -> str:
        """Where one joins online; empty where one does not."""
        return self._own("online_link") or self.page.shown_online_link

    @property
    def has_open_end(self) -> bool:
        """Whether its end is not known and only assumed."""
        if self.page.end_time is not None or self.occurrence is None:
            return False
        if not (self._own("is_moved", False) or self._own("is_added", False)):
            return True
        length = self.occurrence.end - self.occurrence.start
        return length == timedelta(minutes=conf.get("OPEN_END_MINUTES"))

    @property
    def note(self) -> str:
        return self._own("note")

    @property
    def path(self) -> str:
        """Its address below that of the page; empty where the page is about it alone."""
        return date_path(self.occurrence.key) if self.page.is_series else ""

    @property
    def differs(self) -> bool:
        """Whether this date of a series is not just what its rule says."""
        date = self.occurrence
        return bool(
            date.is_moved
            or date.is_cancelled
            or date.title
            or date.note
            or date.online_link
            or self.own_venue
        )
