"""Every public place that may show something of a person, and a scene that fills them.

The one list: who makes another place adds it here, and the matrix walks it. A person has
a value of their own in each field, so that one page with many people, each of whom agreed
to something else, is a page for every combination.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from wagtail_meetups.domain.people import FIELDS, USE_EVENTS, USE_RECAPS
from wagtail_meetups.models import Agreement, Attendee
from wagtail_meetups.models.registry import recap_models

from .. import factories

__all__ = ["Person", "Scene", "make_scene", "surfaces"]

EVERY_SET = [
    frozenset(chosen)
    for size in range(len(FIELDS) + 1)
    for chosen in combinations(FIELDS, size)
]


@dataclass(eq=False)
class Person:
    """What is known of somebody, by a word that stands nowhere else, and their answers."""

    number: int
    agreed: dict[str, frozenset[str]]
    words: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)
    attendee: object = None


@dataclass
class Scene:
    index: object
    event: object
    recap: object
    people: list[Person]


def tells_person_by_person() -> bool:
    """Whether recaps have blocks for people."""
    return "encounter" in recap_models()[0].body.field.stream_block.child_blocks


def _make_person(number: int, events, recaps) -> Person:
    person = Person(number, {USE_EVENTS: events, USE_RECAPS: recaps})
    code = f"{number:03}q"
    person.words = {
        "first_name": f"Fir{code}",
        "last_name": f"Las{code}",
        "trade": f"Tra{code}",
        "bio": f"Bio{code}",
        "link": f"https://lin{code}.example/",
        "photo": f"pho{code}",
    }
    person.private = {"email": f"mai{code}@mail.example", "notes": f"Not{code}"}
    return person


def _save(people: list[Person]) -> None:
    """In two queries: what Wagtail does after each save matters to no surface."""
    model = get_image_model()
    photos = [
        model(
            title=person.words["photo"],
            file=get_test_image_file(f"{person.words['photo']}.png", size=(20, 20)),
        )
        for person in people
    ]
    for photo in photos:
        photo.collection_id = Collection.get_first_root_node().pk
    photos = dict(zip(people, model.objects.bulk_create(photos), strict=True))
    rows = [
        Attendee(**{**person.words, **person.private, "photo": photos[person]})
        for person in people
    ]
    for person, attendee in zip(
        people, Attendee.objects.bulk_create(rows), strict=True
    ):
        person.attendee = attendee


def make_scene(index) -> Scene:
    """An event and a recap with somebody for each combination of agreements.

    What is agreed for one place is refused for the other.
    """
    everything = frozenset(FIELDS)
    people = [
        _make_person(number, chosen, everything - chosen)
        for number, chosen in enumerate(EVERY_SET)
    ]
    _save(people)
    Agreement.objects.bulk_create(
        Agreement(
            attendee=person.attendee,
            field=name,
            use=use,
            agreed=name in agreed,
            how="paper",
        )
        for person in people
        for use, agreed in person.agreed.items()
        for name in FIELDS
    )
    everybody = [person.attendee for person in people]
    yesterday = timezone.localdate() - timedelta(days=1)
    series = {"recurrence": "FREQ=DAILY;COUNT=4", "start_date": yesterday}
    event = factories.make_event(index, title="Evening", hosts=everybody, **series)
    body = [("quote", {"text": "So it was.", "source": ""})]
    if tells_person_by_person():
        body += [
            ("encounter", {"attendee": one.pk, "said": "<p>We spoke.</p>"})
            for one in everybody
        ]
    recap = factories.make_recap(index, title="Recap", event=event, body=body)
    return Scene(index, event, recap, people)


def surfaces(scene: Scene) -> dict[str, tuple[str, str]]:
    """By a readable name: the address, and the use that its people agreed for."""
    event, recap = scene.event, scene.recap
    date = event.meetup_occurrences.order_by("-start").first()
    listing = "/api/pages/?fields=*&type="
    return {
        "event page": (event.url, USE_EVENTS),
        "one date": (f"{event.url}dates/{date.key}/", USE_EVENTS),
        "all dates": (f"{event.url}dates/", USE_EVENTS),
        "calendar of the event": (f"{event.url}ical/", USE_EVENTS),
        "calendar of a date": (f"{event.url}dates/{date.key}/ical/", USE_EVENTS),
        "API, event": (f"/api/pages/{event.pk}/", USE_EVENTS),
        "API, events": (f"{listing}{event._meta.label}", USE_EVENTS),
        "index": (scene.index.url, USE_EVENTS),
        "calendar": (f"{scene.index.url}ical/", USE_EVENTS),
        "subscribe": (f"{scene.index.url}subscribe/", USE_EVENTS),
        "sitemap": ("/sitemap.xml", USE_EVENTS),
        "recap page": (recap.url, USE_RECAPS),
        "API, recap": (f"/api/pages/{recap.pk}/", USE_RECAPS),
        "API, recaps": (f"{listing}{recap._meta.label}", USE_RECAPS),
        "API, images": ("/api/images/?fields=*&limit=20", USE_RECAPS),
        "API, image": (f"/api/images/{scene.people[0].attendee.photo_id}/", USE_RECAPS),
        # Added where they exist: an address that nothing answers tells nothing.
        "list of recaps": (f"{scene.index.url}recaps/", USE_RECAPS),
        "Atom": (f"{scene.index.url}atom/", USE_RECAPS),
        "months": (f"{scene.index.url}month/", USE_EVENTS),
    }
