"""Pictures, places, topics and people of the demo."""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.core.files import File
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale

from wagtail_meetups.models import Agreement, Attendee, PersonalLink, Topic, Venue

from .content import PEOPLE, PICTURES, PLACES, SUBJECTS

__all__ = [
    "COLLECTION",
    "Snippets",
    "add_snippets",
    "make_private_link",
    "remove_snippets",
]

COLLECTION = "Meet-ups"
FOLDER = Path(__file__).resolve().parents[1] / "demo_pictures"


@dataclass
class Snippets:
    """What the pages are made with, by the keys that the content uses."""

    images: dict = field(default_factory=dict)
    venues: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    collection: Collection | None = None


def _add_images(collection, owner) -> dict:
    images = {}
    for key, picture in PICTURES.items():
        kept = get_image_model().objects.filter(
            collection=collection, title=picture.title
        )
        if image := kept.first():
            images[key] = image
            continue
        path = FOLDER / f"{key}.png"
        with path.open("rb") as file:
            image = get_image_model()(
                title=picture.title,
                description=picture.description,
                collection=collection,
                uploaded_by_user=owner,
                file=File(file, name=path.name),
            )
            image.save()
        images[key] = image
    return images


def _translate(snippet, locale, **words):
    copy = snippet.copy_for_translation(locale)
    for name, value in words.items():
        setattr(copy, name, value)
    copy.save()


def _add_venues(english, french) -> dict:
    venues = {}
    for key, place in PLACES.items():
        if venue := Venue.objects.filter(locale=english, name=place.name).first():
            venues[key] = venue
            continue
        latitude, longitude = map(Decimal, place.at)
        venue = Venue.objects.create(
            locale=english,
            name=place.name,
            address=place.address,
            directions=place.directions,
            access_notes=place.access_notes,
            latitude=latitude,
            longitude=longitude,
            link=place.link,
        )
        if place.french_directions:
            _translate(
                venue,
                french,
                directions=place.french_directions,
                access_notes=place.french_access_notes,
            )
        venues[key] = venue
    return venues


def _add_topics(english, french) -> dict:
    topics = {}
    for key, subject in SUBJECTS.items():
        topic, created = Topic.objects.get_or_create(
            locale=english, slug=slugify(subject.name), defaults={"name": subject.name}
        )
        topics[key] = topic
        if not created:
            continue
        _translate(topic, french, name=subject.french, slug=slugify(subject.french))
    return topics


def _add_people(images) -> dict:
    people = {}
    for key, person in PEOPLE.items():
        if attendee := Attendee.objects.filter(email=person.email).first():
            people[key] = attendee
            continue
        attendee = Attendee.objects.create(
            first_name=person.first_name,
            last_name=person.last_name,
            trade=person.trade,
            bio=person.bio,
            link=person.link,
            photo=images.get(person.photo),
            email=person.email,
            notes=person.notes,
        )
        answers = [(name, Agreement.Use.EVENTS, True) for name in person.events]
        answers += [(name, Agreement.Use.RECAPS, True) for name in person.recaps]
        for name, use in person.withdrawn:
            answers += [(name, use, True), (name, use, False)]
        for name, use, agreed in answers:
            attendee.agreements.create(
                field=name, use=use, agreed=agreed, how=Agreement.How.PAPER
            )
        people[key] = attendee
    return people


def add_snippets(owner) -> Snippets:
    """Make all of it, in English, with French words where the content has them.

    What is there already, by its name, is taken as it stands.
    """
    english = Locale.get_default()
    french, _created = Locale.objects.get_or_create(language_code="fr")
    collection = Collection.objects.filter(name=COLLECTION).first()
    collection = collection or Collection.get_first_root_node().add_child(
        name=COLLECTION
    )
    images = _add_images(collection, owner)
    return Snippets(
        images=images,
        venues=_add_venues(english, french),
        topics=_add_topics(english, french),
        people=_add_people(images),
        collection=collection,
    )


def make_private_link() -> str:
    """A private link for the first of the people; returns its key."""
    email = next(iter(PEOPLE.values())).email
    return PersonalLink.make(Attendee.objects.get(email=email))[1]


def remove_snippets() -> None:
    """Remove what ``add_snippets`` made, whatever was edited in it since."""
    names = [place.name for place in PLACES.values()]
    Venue.objects.filter(name__in=names).delete()
    for subject in SUBJECTS.values():
        slugs = [slugify(subject.name), slugify(subject.french)]
        Topic.objects.filter(slug__in=slugs).delete()
    emails = [person.email for person in PEOPLE.values()]
    Attendee.objects.filter(email__in=emails).delete()
    for image in get_image_model().objects.filter(
        collection__name=COLLECTION,
        title__in=[picture.title for picture in PICTURES.values()],
    ):
        image.delete()
