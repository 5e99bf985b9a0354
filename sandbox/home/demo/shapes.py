"""The shapes that the demo's content is written in."""

from dataclasses import dataclass
from datetime import date, time, timedelta

__all__ = [
    "Gathering",
    "InDays",
    "Month",
    "Person",
    "Picture",
    "Place",
    "Recap",
    "Subject",
    "Translation",
]

TUESDAY = 1


@dataclass(frozen=True)
class Month:
    """The fourth Tuesday of a month; ``ahead`` counts months from today's, past ones below 0."""

    ahead: int

    def day(self, today: date) -> date:
        months = today.year * 12 + today.month - 1 + self.ahead
        first = date(months // 12, months % 12 + 1, 1)
        return first + timedelta(days=(TUESDAY - first.weekday()) % 7 + 21)


@dataclass(frozen=True)
class InDays:
    """The first ``weekday`` (Monday is 0) from ``days`` after today on."""

    days: int
    weekday: int

    def day(self, today: date) -> date:
        earliest = today + timedelta(days=self.days)
        return earliest + timedelta(days=(self.weekday - earliest.weekday()) % 7)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A file in ``demo_pictures``; ``description`` is what it shows, for who cannot see it."""

    title: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A topic, in both languages."""

    name: str
    french: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """A venue. ``at`` is latitude and longitude in degrees; ``french_*`` what differs there."""

    name: str
    address: str
    directions: str
    access_notes: str
    at: tuple[str, str]
    link: str = ""
    french_directions: str = ""
    french_access_notes: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """An attendee. ``events`` and ``recaps`` are what they agreed to have shown there.

    ``withdrawn`` are (field, use) pairs that they first agreed to and then took back.
    """

    first_name: str
    last_name: str
    trade: str
    bio: str = ""
    link: str = ""
    photo: str = ""
    email: str = ""
    notes: str = ""
    events: tuple[str, ...] = ()
    recaps: tuple[str, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The words of a page in French."""

    title: str
    slug: str
    summary: str
    body: tuple[tuple, ...] = ()
    status_reason: str = ""
    price_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """An event. ``body`` holds ("text", HTML), ("image", picture) or ("quote", text, who)."""

    slug: str
    title: str
    summary: str
    when: Month | InDays
    body: tuple[tuple, ...] = ()
    start: time | None = time(19)
    end: time | None = time(22)
    nights: int = 0
    timezone: str = "Europe/Paris"
    all_day: bool = False
    mode: str = "in_person"
    venue: str = ""
    online_link: str = ""
    image: str = ""
    topics: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    price: str = "Free, each pays for their own drink"
    sign_up_link: str = ""
    status: str = "scheduled"
    reason: str = ""
    draft: bool = False
    members_only: bool = False
    # How it repeats; and of its dates to come, by their number from 1 on: why one is
    # cancelled or postponed, and by how many days one moves, with why.
    rule: str = ""
    cancelled: tuple[tuple[int, str], ...] = ()
    postponed: tuple[tuple[int, str], ...] = ()
    moved: tuple[tuple[int, int, str], ...] = ()
    french: Translation | None = None


@dataclass(frozen=True, kw_only=True)
class Recap:
    """The story of a past event, by that event's slug.

    Beside what an event's has, ``body`` holds ("heading", text), ("encounter", person,
    HTML) with a picture and those on it where there is one, ("gallery", title) with tuples
    of a picture and those on it, ("thanks", HTML, people), and ("links") with tuples of
    title, address and kind. Who said a quote may be a person.
    """

    event: str
    slug: str
    title: str
    summary: str
    author: str
    image: str
    body: tuple[tuple, ...]
    topics: tuple[str, ...] = ()
    french: Translation | None = None
