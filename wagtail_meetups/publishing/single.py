"""One date of a series as a VEVENT of its own, for those who want just this evening."""

from django.utils.translation import override

from ..domain.ical import vevent
from ..models import CalendarEntry, Occurrence
from ..models.dates import MeetupDate
from .content import load_content
from .groups import find_groups
from .text import date_uid, tell_date

__all__ = ["date_text"]


def date_text(entry: CalendarEntry, row: Occurrence) -> str:
    """Return the VEVENT of this date of the page of ``entry``.

    Stamps and SEQUENCE are those of the series, so that equal rows give equal bytes; it
    has a UID of its own, because a calendar may hold the series as well.
    """
    content = load_content(find_groups([entry.page_id]))
    page = content.pages[entry.page_id]
    occurrence = row.value
    own_venue = content.venue(occurrence.venue, page.locale_id)
    date = MeetupDate(occurrence, page, own_venue)
    with override(page.locale.language_code):
        return vevent(
            tell_date(
                date,
                content,
                path=date.path,
                uid=date_uid(entry.uid, occurrence),
                sequence=entry.sequence,
                stamp=entry.last_modified,
            )
        )
