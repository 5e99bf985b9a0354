"""A community that has one of everything, and the places where each of it is to be seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from wagtail_meetups.blocks import UpcomingMeetupsBlock
from wagtail_meetups.consent import passages
from wagtail_meetups.domain.people import USE_EVENTS, USE_RECAPS, askable_fields
from wagtail_meetups.models import Attendance, Attendee, Occurrence, PersonalLink
from wagtail_meetups.models.attendee_block import AttendeeBlock

from .. import factories
from ..comments.commenting import comment_addresses

__all__ = ["HAS_COMMENTS", "SETTINGS", "Everything", "Place"]

HAS_COMMENTS = apps.is_installed("wagtail_meetups.comments")
# With these two dates are enough for a list of several pages, and comments are open.
SETTINGS = {"PAGE_SIZE": 1}
# So many that the list at the door has a second page.
CROWD = 101


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is shown; ``show`` gives its HTML."""

    name: str
    show: Callable[[], str]


def _send(method, path, data=None, *, status=200) -> str:
    response = method(path, data)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


class Everything:
    """One of each thing; ``public`` and ``admin`` tell the places, quick ones first."""

    def __init__(self, index):
        self.index = index
        self.image = factories.make_image()
        self.person = self.make_person()
        self.content = self.make_content()
        self.event = factories.make_event(index, status="tentative", **self.content)
        self.series = factories.make_event(
            index, recurrence="FREQ=WEEKLY;COUNT=3", **self.content
        )
        self.past = self.make_past(9)
        self.make_past(8)
        self.recap = self.make_recap()
        self.private = factories.make_index()
        self.private.view_restrictions.create(restriction_type="login")

    def make_person(self):
        person = factories.make_attendee(
            photo=self.image, bio="Draws cities.", link="https://nadia.example/"
        )
        for use in (USE_EVENTS, USE_RECAPS):
            factories.agree(person, *askable_fields(use), use=use)
        return person

    def make_content(self) -> dict:
        return {
            "venue": factories.make_venue(),
            "hosts": [self.person],
            "topics": [factories.make_topic()],
            "image": self.image,
            "price_note": "free",
            "body": [
                ("text", "<p>Bring a chair.</p>"),
                ("quote", {"text": "What a night", "source": "Nadia"}),
                ("image", self.image),
                ("embed", "https://video.example/1"),
            ],
        }

    def make_past(self, days: int):
        day = timezone.localdate() - timedelta(days=days)
        return factories.make_event(self.index, start_date=day)

    def make_recap(self):
        picture = {"image": self.image, "alt_text": "Hands", "people": [self.person]}
        link = {"title": "Slides", "url": "https://slides.example/", "kind": "slides"}
        recap = factories.make_recap(
            self.index,
            event_id=self.event.pk,
            image=self.image,
            summary="A long evening.",
            body=[
                (
                    "encounter",
                    {
                        "attendee": self.person,
                        "said": "<p>We spoke of knots.</p>",
                        "picture": self.image,
                    },
                ),
                ("text", "<p>It was late.</p>"),
                ("heading", "Afterwards"),
                ("image", picture),
                ("gallery", {"title": "The room", "images": [picture]}),
                ("quote", {"text": "Hold on.", "attendee": self.person}),
                ("embed", "https://video.example/1"),
                ("links", {"links": [link]}),
                ("thanks", {"people": [self.person], "text": "<p>For the tea.</p>"}),
            ],
        )
        recap.topics.set(self.content["topics"])
        return factories.publish(recap)

    def public(self, client) -> list[Place]:
        """What everybody sees, and a person by their link."""
        index, event, series = self.index, self.event, self.series
        _link, key = PersonalLink.make(self.person)
        date = Occurrence.objects.filter(event=series.pk).first()
        paths = [
            index.url,
            *(f"{index.url}{name}/" for name in ("subscribe", "recaps", "atom")),
            f"{index.url}month/{event.start_date:%Y/%m}/",
            *(page.url for page in (event, series, self.past, self.recap)),
            f"{series.url}dates/",
            f"{series.url}dates/{date.key}/",
            *(f"{index.url}people/{name}/" for name in (key, f"{key}/erase", "erased")),
        ]
        if HAS_COMMENTS:
            paths += comment_addresses(event)[0]
        unknown = f"{index.url}people/{'x' * 32}/"
        upcoming = UpcomingMeetupsBlock()
        person = AttendeeBlock()
        return [
            *(Place(path, partial(_send, client.get, path)) for path in paths),
            Place(unknown, partial(_send, client.get, unknown, status=404)),
            Place(
                "block of upcoming meet-ups",
                partial(
                    upcoming.render, upcoming.to_python({"index": index.pk, "count": 3})
                ),
            ),
            Place(
                "block of a person",
                partial(person.render, person.normalize(self.person)),
            ),
        ]

    def admin(self, client) -> list[Place]:
        """What hosts and authors see, and readers of a private index."""
        namesake = factories.make_attendee()
        passages.ask(namesake.pk, self.recap)
        (date,) = Occurrence.objects.filter(event=self.event.pk)
        row = factories.make_attendance(date, self.person)
        event, series = self.event.pk, self.series.pk
        preview = reverse("wagtail_meetups_preview_dates", args=[event])
        edit = Attendee.snippet_viewset.get_url_name("edit")
        screens = [
            ("meetups_dates:who", date.pk),
            ("meetups_dates:person", date.pk, row.pk),
            ("meetups_dates:several", date.pk),
            ("meetups_dates:stickers", date.pk),
            ("meetups_dates:print", date.pk),
            ("meetups_dates:who_results", self.gather_crowd().pk),
            ("meetups_calendar:index",),
            ("wagtail_meetups_call_off", event, "postpone"),
            ("wagtail_meetups_from_date", series),
            ("wagtail_meetups_copy_event", event),
            ("wagtail_meetups_write_recap", self.past.pk),
            ("wagtail_meetups_check_feed", self.index.pk),
            ("wagtail_meetups_personal_links", self.person.pk),
            ("wagtail_meetups_where_named", self.person.pk),
            ("wagtail_meetups_wishes",),
            ("wagtail_meetups_duplicates",),
            ("wagtail_meetups_merge", self.person.pk, namesake.pk),
            ("wagtail_meetups_merge_with", self.person.pk),
            ("wagtailadmin_home",),
            (edit, self.person.pk),
            ("wagtailadmin_pages:edit", self.make_running_out().pk),
            ("wagtailadmin_pages:edit", self.recap.pk),
            ("wagtailadmin_pages:edit", event),
        ]
        paths = [
            self.private.url,
            f"{self.private.url}subscribe/",
            *(reverse(name, args=args) for name, *args in screens),
        ]
        if HAS_COMMENTS:
            paths += comment_addresses(self.event)[1]
        return [
            Place(preview, partial(_send, client.post, preview, {"changes-count": 0})),
            *(Place(path, partial(_send, client.get, path)) for path in paths),
        ]

    def gather_crowd(self) -> Occurrence:
        """A date with more people than one page of its list holds."""
        (date,) = Occurrence.objects.filter(event=self.past.pk)
        people = [
            Attendee(first_name=f"Guest {at}", last_name=f"Of table {at}")
            for at in range(CROWD)
        ]
        Attendee.objects.bulk_create(people)
        people = Attendee.objects.filter(first_name__startswith="Guest")
        Attendance.objects.bulk_create(
            Attendance(occurrence=date, attendee=person) for person in people
        )
        return date

    def make_running_out(self):
        """A series without an end, few of whose dates are filled in."""
        series = factories.make_event(
            self.index, recurrence="FREQ=MONTHLY", start_date=timezone.localdate()
        )
        limit = timezone.now() + timedelta(days=100)
        Occurrence.objects.filter(event=series.pk, start__gt=limit).delete()
        return series
