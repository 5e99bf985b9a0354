"""Links that put one date into a calendar on the web, for those who want just this one.

Neither Google nor Microsoft documents them; both have kept them for years. What is added
in this way never changes again, so they are offered only while one can still come.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, timedelta
from urllib.parse import quote, urlencode

from django.utils.html import escape

from ..models.dates import MeetupDate
from ..publishing.text import description_of
from .when import days_of

__all__ = ["LONGEST", "AddLinks", "add_links"]

# Some programs cut longer addresses off, in characters.
LONGEST = 2000

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
OUTLOOK_WORK = "https://outlook.office.com/calendar/0/deeplink/compose"


@dataclass(frozen=True, slots=True)
class AddLinks:
    """The addresses of one date: Google, Outlook, and Outlook at work or school."""

    google: str
    outlook: str
    outlook_work: str


def _times(occurrence, days: str, moments: str) -> tuple[str, str]:
    """Start and end in a format of ``strftime``, of whole days or of moments in UTC.

    The end of whole days is the day after, as in a calendar file. Moments are not told
    on the wall clock, which says too little in the hour that comes twice in autumn.
    """
    if occurrence.all_day:
        first, last = days_of(occurrence)
        return first.strftime(days), (last + timedelta(days=1)).strftime(days)
    start, end = occurrence.start.astimezone(UTC), occurrence.end.astimezone(UTC)
    return start.strftime(moments), end.strftime(moments)


def _address(base: str, parameters: dict[str, str], about: str, text: str, url, write):
    """``base`` with its parameters; empty ones are left out.

    The one named ``about`` holds, in the form that ``write`` gives it, the page's own
    address and as many words of the text before it as there is room for: half a link in
    the text would lead nowhere.
    """

    def build(text: str) -> str:
        details = write(f"{text}\n\n{url}" if text else url)
        given = {
            name: value
            for name, value in {**parameters, about: details}.items()
            if value
        }
        # Spaces as %20: Outlook shows a plus as it is.
        return f"{base}?{urlencode(given, quote_via=quote, safe='')}"

    address = build(text)
    if len(address) <= LONGEST:
        return address
    # An address grows with its text.
    fitting = bisect_right(
        range(len(text)), LONGEST, key=lambda size: len(build(f"{text[:size]}…"))
    )
    words = text[: max(fitting - 1, 0)].rsplit(None, 1)
    return build(f"{words[0]}…" if words else "")


def _as_html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def add_links(date: MeetupDate, url: str) -> AddLinks:
    """Return the links for one date whose address is ``url``.

    They say what the feed says of it, in the active language. Of a long description they
    hold the beginning, so that the whole address keeps below ``LONGEST``; title, place
    and the page's address are always whole.
    """
    occurrence, venue = date.occurrence, date.venue
    location = venue.one_line if venue else ""
    description = description_of(date, "")
    google = {
        "action": "TEMPLATE",
        "text": date.title,
        "dates": "/".join(_times(occurrence, "%Y%m%d", "%Y%m%dT%H%M%SZ")),
        "ctz": occurrence.timezone,
        "location": location,
    }
    start, end = _times(occurrence, "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ")
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": date.title,
        "startdt": start,
        "enddt": end,
        "allday": str(occurrence.all_day).lower(),
        "location": location,
    }
    return AddLinks(
        google=_address(GOOGLE, google, "details", description, url, str),
        # It is read as HTML there.
        outlook=_address(OUTLOOK, outlook, "body", description, url, _as_html),
        outlook_work=_address(
            OUTLOOK_WORK, outlook, "body", description, url, _as_html
        ),
    )
