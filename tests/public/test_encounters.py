"""A recap told person by person: each is shown as far as they agreed, and no further."""

import json
from itertools import chain, combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from wagtail_meetups.consent import passages
from wagtail_meetups.domain.people import FIELDS, PICTURED
from wagtail_meetups.models import Attendee, PassageRequest
from wagtail_meetups.models.chosen import ChosenAttendee
from wagtail_meetups.models.told import find_chosen

from .. import factories
from .html import read

pytestmark = pytest.mark.django_db

# Values that stand nowhere else on a page.
PERSON = {
    "first_name": "Zenobia",
    "last_name": "Quastenfloss",
    "trade": "Ropemaker",
    "bio": "Ties what others let go.",
    "link": "https://ropes.example/",
}
ALL = (*FIELDS, PICTURED)


@pytest.fixture
def person():
    photo = factories.make_image(title="The face")
    return factories.make_attendee(**PERSON, photo=photo)


def block(attendee, **kwargs):
    value = {"attendee": attendee, "said": "<p>We spoke of knots.</p>", "picture": None}
    return "encounter", {**value, **kwargs}


def full_body(person, picture):
    """Each kind of block that can hold a person."""
    return [
        block(person, picture=picture),
        ("image", {"image": picture, "alt_text": "Hands", "people": [person]}),
        ("gallery", {"title": "", "images": [{"image": picture, "people": [person]}]}),
        ("quote", {"text": "Hold on.", "source": "", "attendee": person}),
        ("thanks", {"people": [person], "text": "<p>For the rope.</p>"}),
    ]


def subsets(fields):
    return chain.from_iterable(
        combinations(fields, size) for size in (0, 1, len(fields) - 1, len(fields))
    )


def test_nothing_is_shown_that_was_not_agreed(client, index, person):
    """None, each alone, all but one, and all; one page, whose people change their minds."""
    # What they agree to on event pages is another matter.
    factories.agree(person, *FIELDS, use="events")
    picture = factories.make_image(title="The room")
    recap = factories.make_recap(index, body=full_body(person, picture))
    for agreed in subsets(ALL):
        factories.agree(person, *ALL, use="recaps", agreed=False)
        factories.agree(person, *agreed, use="recaps")
        look(client, index, recap, person, picture, agreed)


def look(client, index, recap, person, picture, agreed):
    answers = {
        "page": client.get(recap.url),
        "API": client.get(f"/api/pages/{recap.pk}/?fields=body"),
        "list": client.get(f"{index.url}recaps/"),
    }
    for surface, answer in answers.items():
        assert answer.status_code == 200
        text = answer.content.decode().lower()
        for field, value in PERSON.items():
            may = field in agreed and surface != "list"
            # An unnamed person is "a ropemaker", within a sentence.
            assert (value.lower() in text) == may, (surface, field, agreed)
    html = answers["page"].content.decode()
    photo = person.photo.get_rendition("fill-160x160").url
    assert (photo in html) == ("photo" in agreed)
    for width in (400, 800, 1200):
        url = picture.get_rendition(f"width-{width}").url
        assert (url in html) == (PICTURED in agreed)
    told = json.loads(answers["API"].content)["body"]
    leaves = [leaf for one in told for leaf in _leaves(one["value"])]
    assert person.pk not in leaves
    images = [told[0]["value"]["picture"], told[1]["value"]]
    assert all(bool(image) == (PICTURED in agreed) for image in images)


def _leaves(value):
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "image":  # The id of the image itself, which is no person's.
                yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def test_what_is_taken_back_goes_at_the_next_answer(client, index, person):
    factories.agree(person, "first_name", use="recaps")
    recap = factories.make_recap(index, body=[block(person)])
    assert "Zenobia" in client.get(recap.url).content.decode()
    factories.agree(person, "first_name", use="recaps", agreed=False)
    page = read(client.get(recap.url))
    assert "Zenobia" not in page.text
    assert (2, "Someone we met") in page.headings
    assert "We spoke of knots." in page.text


def test_somebody_who_has_gone_breaks_nothing(client, index, person):
    factories.agree(person, *ALL, use="recaps")
    picture = factories.make_image(title="The room")
    recap = factories.make_recap(index, body=full_body(person, picture))
    factories.run(person.delete)
    page = read(client.get(recap.url))
    assert (2, "Someone we met") in page.headings
    assert page.find("img") == []
    assert client.get(f"/api/pages/{recap.pk}/").status_code == 200


def test_a_passage_that_is_to_go_is_gone_words_and_picture(client, index, person):
    factories.agree(person, *ALL, use="recaps")
    other = factories.agree(factories.make_attendee(), *ALL, use="recaps")
    picture = factories.make_image(title="The room")
    body = [*full_body(person, picture), block(other, said="<p>And of ink.</p>")]
    recap = factories.make_recap(index, body=body)
    elsewhere = factories.make_recap(index, body=[block(person)])
    asked = PassageRequest.objects.create(attendee=person, page_id=recap.pk)
    page = read(client.get(recap.url))
    assert "knots" not in page.text
    assert "Hold on." not in page.text
    assert "Zenobia" not in page.text
    assert page.find("img") == []
    assert "And of ink." in page.text
    api = client.get(f"/api/pages/{recap.pk}/?fields=body").content.decode()
    assert "knots" not in api
    assert "Zenobia" not in api
    assert "knots" in client.get(elsewhere.url).content.decode()
    asked.decision = PassageRequest.Decision.SHOW
    asked.save()
    assert "knots" in client.get(recap.url).content.decode()


def test_links_lead_to_the_people_who_can_be_called_by_something(get, index):
    def met(**kwargs):
        attendee = factories.make_attendee(**kwargs)
        return factories.agree(attendee, "first_name", "trade", use="recaps")

    ada, ben = met(first_name="Ada", trade=""), met(first_name="Ben", trade="Baker")
    hidden = factories.make_attendee(first_name="Cleo")
    recap = factories.make_recap(
        index,
        body=[
            block(ada),
            block(hidden),
            ("heading", "Later"),
            block(ben),
            block(ada),
            block(None),
        ],
    )
    page = get(recap.url)
    assert {name: page.links[name] for name in ("Ada", "Ben, Baker")} == {
        "Ada": "#met-1",
        "Ben, Baker": "#met-3",
    }
    ids = [attrs["id"] for attrs, _text in page.find("div") if "id" in attrs]
    assert ids == ["met-1", "met-2", "met-3", "met-4"]
    assert "and 2 more people" in page.text
    assert page.headings == [
        (1, recap.title),
        (2, "Ada"),
        (2, "Someone we met"),
        (2, "Later"),
        (3, "Ben"),
        (3, "Ada"),
        (3, "Someone we met"),
    ]


def test_slides_and_films_and_thanks(get, index):
    host = factories.agree(factories.make_attendee(), "first_name", use="recaps")
    quiet = factories.make_attendee(first_name="Cleo")
    links = [
        {"title": "The talk", "url": "https://films.example/1", "kind": "film"},
        {"title": "The shop", "url": "https://shop.example/", "kind": "other"},
    ]
    recap = factories.make_recap(
        index,
        body=[
            ("links", {"links": links}),
            ("thanks", {"people": [quiet, host], "text": "<p>For the bench.</p>"}),
            ("quote", {"text": "Good night.", "source": "The landlord"}),
        ],
    )
    page = get(recap.url)
    assert page.headings[1:] == [(2, "To read and watch again"), (2, "Thank you")]
    assert page.links["The talk"] == "https://films.example/1"
    assert "The talk (film)" in page.text
    assert "The shop (" not in page.text
    assert [text for _attrs, text in page.find("li")] == [
        "The talk (film)",
        "The shop",
        "Nadia",
    ]
    assert "For the bench." in page.text
    assert page.find("figcaption")[0][1] == "The landlord"


def test_templates_never_get_an_attendee(client, index, person):
    """Neither in what the page's context holds, nor by what its values lead to."""
    recap = factories.make_recap(
        index, body=full_body(person, factories.make_image(title="The room"))
    )
    context = client.get(recap.url).context
    chosen = list(find_chosen(recap.body))
    assert len(chosen) == 5
    values = [value for part in context for value in part.flatten().values()]
    assert not any(isinstance(value, Attendee) for value in values)
    for one in chosen:
        assert isinstance(one, ChosenAttendee)
        reachable = [
            getattr(one, name) for name in dir(one) if not name.startswith("_")
        ]
        assert not any(isinstance(value, Attendee) for value in reachable)
        assert str(one) == "someone we met"


def test_a_host_can_show_people_in_another_way(client, index, person, host_templates):
    factories.agree(person, "trade", use="recaps")
    host_templates("wagtail_meetups/parts/person_full.html", "[{{ person.trade }}]")
    recap = factories.make_recap(index, body=[block(person)])
    assert "[Ropemaker]" in client.get(recap.url).content.decode()


def test_search_knows_what_was_said_but_nobody_who_was_chosen(index, person):
    recap = factories.make_recap(
        index, body=full_body(person, factories.make_image(title="The room"))
    )
    found = " ".join(recap.body.stream_block.get_searchable_content(recap.body))
    assert "We spoke of knots." in found
    assert "Hold on." in found
    for value in PERSON.values():
        assert value not in found


def test_search_forgets_a_passage_that_is_to_go(client, index, person):
    picture = factories.make_image(title="The room")
    recap = factories.make_recap(index, title="Ropes", body=full_body(person, picture))

    def found(word):
        return recap.title in client.get(f"/search/?q={word}").content.decode()

    assert found("knots")
    request = factories.run(passages.ask, person.pk, recap)
    assert not found("knots")
    assert found("Ropes")
    factories.run(passages.decide, request, PassageRequest.Decision.SHOW)
    assert found("knots")


def test_wagtail_knows_which_recaps_tell_of_a_person(index, person):
    recap = factories.make_recap(
        index, body=full_body(person, factories.make_image(title="The room"))
    )
    rows = ReferenceIndex.get_references_to(person)
    assert {row.object_id for row in rows} == {str(recap.pk)}
    assert len(rows) == 5


def many(number, *, pictures):
    """As many encounters, some with photo and picture, of people who agreed to all."""
    for at in range(number):
        image = factories.make_image(title=f"Scene {at}") if at < pictures else None
        attendee = factories.make_attendee(first_name=f"P{at}", photo=image)
        factories.agree(attendee, *ALL, use="recaps")
        yield block(attendee, picture=image)


def test_sixty_encounters_take_the_queries_of_five(count_queries, index):
    few = factories.make_recap(index, body=list(many(5, pictures=1)))
    lots = factories.make_recap(index, body=list(many(60, pictures=6)))
    assert count_queries(lots.url, cold=True) == count_queries(few.url, cold=True)


def test_the_api_takes_the_queries_of_one_recap_for_many(client, index):
    for _number in range(4):
        recap = factories.make_recap(index, body=[block(factories.make_attendee())])
    counts = []
    for limit in (1, 4):
        url = f"/api/pages/?type={recap._meta.label}&fields=body&limit={limit}"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        assert len(answer.json()["items"]) == limit
        counts.append(len(queries))
    assert counts[0] == counts[1]
