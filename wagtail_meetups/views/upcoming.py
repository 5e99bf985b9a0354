"""The next dates of an index on any page of a site: what its tag and its block show."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from ..listing import list_dates, upcoming_dates
from ..models import AbstractMeetupIndex, Topic
from ..models.dates import MeetupDate
from ..models.translations import localize
from ..scope import Scope
from ..visibility import get_public_snapshot, get_snapshot

__all__ = ["Upcoming", "find_upcoming"]

# At least so many dates are read: for one alone SQLite sorts all that are to come, while
# for ten it walks along their starts.
FEW = 10


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next dates of an index, to go through or to be shown as a list.

    ``index`` is ``None`` where there is none, or where it is hidden: then there are no
    dates either. ``topic`` may be ``None``.
    """

    index: AbstractMeetupIndex | None
    topic: Topic | None
    dates: tuple[MeetupDate, ...]
    request: object = None

    def __iter__(self) -> Iterator[MeetupDate]:
        return iter(self.dates)

    def __len__(self) -> int:
        return len(self.dates)

    def __html__(self) -> str:
        """The list as ``parts/upcoming.html`` shows it, for a template that just says it."""
        return render_to_string(
            "wagtail_meetups/parts/upcoming.html",
            {"upcoming": self, "request": self.request},
        )

    __str__ = __html__


def _specific(index):
    """``index`` as its own page type, or ``None`` where it is no index."""
    if index is None or not index.pk:
        return None
    if not isinstance(index, AbstractMeetupIndex):
        index = index.specific
    return index if isinstance(index, AbstractMeetupIndex) else None


def _in_language_of(page, index, snapshot):
    """The visible translation of ``index`` in the language of ``page``, else ``index``."""
    locale_id = getattr(page, "locale_id", None)
    if (
        not getattr(settings, "WAGTAIL_I18N_ENABLED", False)
        or locale_id is None
        or locale_id == index.locale_id
    ):
        return index
    translation = index.get_translations().filter(locale=locale_id).first()
    return translation if translation and snapshot.shows(translation) else index


def find_upcoming(
    request,
    index,
    *,
    topic: Topic | None = None,
    count: int,
    page=None,
    for_reader: bool = False,
) -> Upcoming:
    """The next ``count`` dates below ``index``, soonest first: those that everybody may see.

    With ``for_reader``, those that the reader of this request may see: the page then may
    not be cached for others. ``page`` is the one that they are shown on, if it is known:
    the index is then taken in its language, where it is translated.

    The same few queries for any number of dates: four for the snapshot, once in a request;
    then one for the dates, and one and one for each event page type for their pages, and
    two where a date has a venue of its own.
    """
    snapshot = (get_snapshot if for_reader else get_public_snapshot)(request)
    index = _specific(index)
    if index is not None:
        index = _in_language_of(page, index, snapshot)
    if index is None or not snapshot.shows(index):
        return Upcoming(None, topic, (), request)
    dates = upcoming_dates(index, snapshot, Scope(topic=topic))
    dates = list(dates[: max(count, FEW)])[: max(count, 0)]
    return Upcoming(
        index,
        topic and localize(topic, index.locale_id),
        tuple(list_dates(index, snapshot, dates)),
        request,
    )
