"""One calendar for each thing that calendar texts get wrong, by the golden file's name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from wagtail_meetups.domain.ical import (
    CALENDAR_END,
    CalendarHead,
    Conference,
    MeetupEvent,
    Organizer,
    calendar_head,
    named_zone,
    vevent,
)
from wagtail_meetups.domain.schedule import Schedule, expand

__all__ = ["SAMPLES", "Sample", "build", "event", "when"]

HEAD = CalendarHead(
    name="Café evenings",
    description="Meet-ups of Café evenings",
    source="https://meetups.example/meetups/ical/",
    url="https://meetups.example/meetups/",
    timezone="Europe/Paris",
    refresh=timedelta(hours=1),
    color="tomato",
    color_hex="#FF6347",
)
LONG_TITLE = "A title of three hundred characters, which no phone shows whole. " * 5


def when(day, start="", end="", *, last="", zone="Europe/Paris"):
    """The one date of a schedule; all day without a start."""
    [occurrence] = expand(
        Schedule(
            start_date=date.fromisoformat(day),
            start_time=time.fromisoformat(start) if start else None,
            end_date=date.fromisoformat(last) if last else None,
            end_time=time.fromisoformat(end) if end else None,
            timezone=zone,
            all_day=not start,
        )
    )
    return occurrence


BASE = MeetupEvent(
    uid="6f1f7a52-8a4e-4a60-9d0c-2f9a3f6f3c11",
    sequence=0,
    stamp=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    occurrence=when("2026-04-15", "19:00", "22:00"),
    summary="Freelances at the café",
    description="Come as you are.\n\nhttps://meetups.example/meetups/april/",
    location="Café Lumière, 12 rue des Lilas, 75011 Paris",
    url="https://meetups.example/meetups/april/",
    categories=("Freelancing",),
    created=datetime(2025, 12, 24, 8, 0, 0, tzinfo=UTC),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A calendar: what it says of itself, and its one meet-up."""

    meetup: MeetupEvent
    head: CalendarHead = HEAD

    def text(self) -> bytes:
        return build(self.head, [self.meetup])


def build(head: CalendarHead, meetups: Iterable[MeetupEvent]) -> bytes:
    """The bytes of a whole calendar."""
    meetups = list(meetups)
    zones: dict[str, int] = {}
    for meetup in meetups:
        if zone := named_zone(meetup.occurrence):
            year = meetup.occurrence.start.year
            zones[zone] = min(year, zones.get(zone, year))
    texts = [calendar_head(head, zones), *map(vevent, meetups), CALENDAR_END]
    return "".join(texts).encode()


def event(**values) -> Sample:
    return Sample(replace(BASE, **values))


SAMPLES = {
    "timed": event(),
    "over_midnight": event(occurrence=when("2026-12-31", "21:00", "03:00")),
    "all_day": event(occurrence=when("2026-05-01")),
    "several_days": event(occurrence=when("2026-05-01", last="2026-05-03")),
    "repeated_hour": event(occurrence=when("2026-10-25", "02:30", "05:00")),
    "missing_hour": event(occurrence=when("2026-03-29", "02:30", "05:00")),
    "midnight_skipped": event(
        occurrence=when("2024-04-26", last="2024-04-27", zone="Africa/Cairo")
    ),
    "utc_zone": event(occurrence=when("2026-04-15", "19:00", "22:00", zone="UTC")),
    "no_zone_needed": event(occurrence=when("2026-05-01", zone="Pacific/Chatham")),
    "long_title": event(summary=LONG_TITLE[:300]),
    "commas_semicolons_newlines": event(
        summary="Bread, butter; and\nC:\\New names",
        description='One, two; three\\four\nA \\n that is none\r\nand: "quotes"',
        location="Café; the room, upstairs\n75011 Paris",
        categories=("Design, web", "Law; tax", "C:\\New"),
    ),
    "emoji": event(
        summary="☕ " + "👩🏽‍💻🇫🇷" * 12,
        description="🎉" * 60,
        location="🏠",
        categories=("🎨",),
    ),
    "right_to_left": event(
        summary="ערב קפה לעצמאים",
        description="لقاء شهري للمستقلين في المقهى، أهلا وسهلا بالجميع.",
        location="مقهى \u200fParis\u200e 11",
        categories=("حرية", "עיצוב"),
    ),
    "control_characters": event(
        summary="Nul\x00 bell\x07 tab\tvertical\x0btab",
        description="One\r\ntwo\rthree\u2028four\x85five\x1b \ud83d lone\udfff\x7f",
        location="\x0c  Caf\x9fé  \x00",
        categories=("\x00", "Wo\x01rds"),
    ),
    "cancelled": event(
        summary="Cancelled: Freelances at the café", status="CANCELLED", sequence=1
    ),
    "postponed": event(
        summary="Postponed: Freelances at the café", status="CANCELLED", sequence=3
    ),
    "postponed_date": event(
        recurrence_id=when("2026-04-15", "19:00").start,
        summary="Postponed: Freelances at the café",
        status="CANCELLED",
        sequence=2,
    ),
    "tentative": event(status="TENTATIVE"),
    "online": event(
        location="",
        conference=Conference(
            "https://talk.example/room?a=1;b=2,3", "Join: online, now"
        ),
    ),
    "geo": event(geo=("48.856600", "-0.000001")),
    "organizer": event(
        organizer=Organizer(
            'The "Freelances", Paris; 11^th: us', "hello@meetups.example"
        )
    ),
    "address_not_ascii": event(url="https://meetups.example/soirée/été/?q=a b"),
    "little_known": event(
        description="", location="", url="", categories=(), created=None
    ),
    "calendar_name_with_newline": Sample(
        BASE,
        replace(
            HEAD,
            name="Café,\r\nevenings; \x00Paris",
            description="Once,\na month",
            color="",
            color_hex="",
        ),
    ),
}
