"""Every public place, and every combination of agreements: nothing that was not agreed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass

import pytest
from django.db.models import Manager, QuerySet
from django.template.loader import render_to_string
from django.test import Client
from django.test.signals import template_rendered

from wagtail_meetups.domain.people import FIELDS
from wagtail_meetups.models import Attendee

from .. import factories
from .surfaces import make_scene, surfaces, tells_person_by_person

pytestmark = pytest.mark.django_db

# What each place shows of somebody who agreed to it, so that a place that shows nothing at
# all is no proof.
SHOWS = {
    "event page": set(FIELDS),
    "one date": set(FIELDS),
    "API, event": set(FIELDS) - {"photo"},
}
if tells_person_by_person():
    SHOWS["recap page"] = {"first_name", "last_name", "trade"}


class HandedAPersonError(AssertionError):
    """A template was given an attendee."""


def look_for_people(value, seen=None, path="context") -> None:
    """Raise where an attendee, or rows of them, is reachable as a value in a context.

    Models and forms are not looked into: what they lead to is another question, and the
    surfaces answer it.
    """
    seen = set() if seen is None else seen
    if isinstance(value, Attendee) or (
        isinstance(value, QuerySet | Manager) and value.model is Attendee
    ):
        raise HandedAPersonError(path)
    if isinstance(value, str | bytes | int | float | type(None)) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, list | tuple | set | frozenset):
        parts = enumerate(value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = [(one.name, getattr(value, one.name, None)) for one in fields(value)]
    else:
        return
    for name, part in parts:
        look_for_people(part, seen, f"{path}.{name}")


@pytest.fixture
def guarded():
    """Every template that is rendered is looked at; what was wrong is raised afterwards."""
    mistakes, count = [], []

    def look(signal, sender, template, context, **kwargs):
        count.append(template.name)
        try:
            for layer in context.dicts:
                look_for_people(layer)
        except HandedAPersonError as error:
            mistakes.append(f"{template.name}: {error}")

    template_rendered.connect(look)
    yield count
    template_rendered.disconnect(look)
    assert mistakes == []


def test_no_place_tells_what_was_not_agreed(index, guarded):
    scene = make_scene(index)
    client = Client()
    for place, (url, use) in surfaces(scene).items():
        response = client.get(url)
        parts = getattr(response, "streaming_content", None) or [response.content]
        text = b"".join(parts).decode().replace("\r\n ", "")
        # In whichever case: a trade begins with a small letter inside a sentence.
        text = f"{text}{response.headers}".lower()
        told = set()
        for person in scene.people:
            for word in person.private.values():
                assert word.lower() not in text, place
            for name, word in person.words.items():
                if word.lower() in text:
                    told.add(name)
                    assert name in person.agreed[use], (place, person.agreed, name)
                elif name in SHOWS.get(place, ()) and response.status_code == 200:
                    called = {"first_name", "last_name", "trade"} & person.agreed[use]
                    assert name not in person.agreed[use] or not called, (place, name)
        assert told >= SHOWS.get(place, set()), place
    assert {"wagtail_meetups/event_page.html"} <= set(guarded)
    for word in [*person.words.values(), *person.private.values()]:  # Agreed to all.
        assert client.get("/search/", {"q": word}).json()["titles"] == []


@pytest.mark.parametrize("shape", ["itself", "list", "inside", "rows"])
def test_a_template_that_is_handed_a_person_is_noticed(index, shape):
    nadia = factories.make_attendee()
    handed = {
        "itself": [nadia],
        "list": [{"people": (nadia,)}],
        "inside": factories.make_event(index, hosts=[nadia]).hosts.all(),
        "rows": Attendee.objects.all(),
    }[shape]
    noticed = []

    def look(signal, sender, template, context, **kwargs):
        try:
            for layer in context.dicts:
                look_for_people(layer)
        except HandedAPersonError as error:
            noticed.append(str(error))

    template_rendered.connect(look)
    try:
        # What the template can make of it does not matter.
        with suppress(AttributeError):
            render_to_string("wagtail_meetups/parts/people.html", {"people": handed})
    finally:
        template_rendered.disconnect(look)
    assert noticed
    assert noticed[0].startswith("context.people")


def test_what_is_taken_back_is_gone_at_the_next_look(index):
    nadia = factories.agree(factories.make_attendee(), "first_name", "trade")
    event = factories.make_event(index, hosts=[nadia])
    places = (event.url, f"/api/pages/{event.pk}/")
    assert all(b"Nadia" in Client().get(url).content for url in places)
    factories.agree(nadia, "first_name", agreed=False)
    for url in places:
        assert b"Nadia" not in Client().get(url).content
        assert b"Illustrator" in Client().get(url).content
