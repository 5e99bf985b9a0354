"""The block that chooses a person, in a StreamField of the host's own."""

import pytest
from django.template import Context, Template
from wagtail import blocks

from wagtail_meetups.models import Attendee
from wagtail_meetups.models.attendee_block import AttendeeBlock
from wagtail_meetups.models.chosen import ChosenAttendee
from wagtail_meetups.models.pictures import Picture, PictureBlock

from .. import factories

pytestmark = pytest.mark.django_db


class TeamBlock(blocks.StreamBlock):
    """What a host writes."""

    line = AttendeeBlock(size="line")
    card = AttendeeBlock()
    speaker = AttendeeBlock(use="events", size="full")
    team = blocks.ListBlock(AttendeeBlock(required=False))


@pytest.fixture
def person():
    attendee = factories.make_attendee(bio="Draws maps.")
    factories.agree(attendee, "first_name", use="recaps")
    return factories.agree(attendee, "trade", "bio", use="events")


def test_each_use_and_size_shows_what_was_agreed_for_it(person):
    block = TeamBlock()
    value = block.to_python(
        [{"type": name, "value": person.pk} for name in ("line", "card", "speaker")]
    )
    line, card, speaker = (child.render() for child in value)
    assert "Nadia" in line
    assert line.count("<p") == 0
    assert '<p class="meetups-name" dir="auto">Nadia</p>' in card
    assert "Illustrator" not in line + card
    assert "Illustrator" in speaker
    assert "Draws maps." in speaker
    assert "Nadia" not in speaker
    assert "Berthier" not in line + card + speaker


def test_many_take_the_queries_of_one(django_assert_num_queries):
    people = [factories.make_attendee() for _number in range(20)]
    for one in people:
        factories.agree(one, "first_name", use="recaps")
    block = TeamBlock()
    for number in (1, 20):
        value = block.to_python(
            [{"type": "card", "value": one.pk} for one in people[:number]]
        )
        # The people, and what they agreed to; nobody has a photo.
        with django_assert_num_queries(2):
            assert "".join(child.render() for child in value).count("Nadia") == number


def test_what_is_kept_is_the_id_alone(person):
    block = TeamBlock()
    value = block.normalize([("card", person), ("team", [person.pk, None])])
    kept = block.get_prep_value(value)
    assert [one["value"] for one in kept][0] == person.pk
    assert [one["value"] for one in kept[1]["value"]] == [person.pk, None]
    again = block.to_python(kept)
    assert again[0].value == value[0].value
    assert len({again[0].value, value[0].value}) == 1
    assert again[0].block.get_api_representation(again[0].value) == {
        "name": "Nadia",
        "trade": "",
        "bio": "",
        "link": "",
    }
    assert again[1].block.child_block.get_api_representation(None) is None


@pytest.mark.parametrize("sent", ["", "x", None])
def test_nobody_is_chosen_by_what_is_no_id(sent):
    block = AttendeeBlock(required=False)
    block.set_name("who")
    value = block.value_from_datadict(
        {"who": sent} if sent is not None else {}, {}, "who"
    )
    assert block.clean(value) is None
    assert block.render(None).strip() == ""
    assert block.get_form_state(None) is None


def test_one_who_has_gone_is_nobody_in_the_editor(person):
    block = AttendeeBlock()
    value = block.to_python(person.pk)
    assert block.clean(value) == value
    state = block.get_form_state(value)
    assert state["string"] == "Nadia Berthier, Illustrator · readers see: Nadia"
    factories.run(person.delete)
    assert block.get_form_state(block.to_python(person.pk)) is None


def test_who_has_not_agreed_is_marked_in_the_editor():
    attendee = factories.make_attendee()
    block = AttendeeBlock()
    assert block.get_form_state(block.to_python(attendee.pk))["string"] == (
        "Nadia Berthier, Illustrator · has not agreed to be named · "
        "readers see: someone we met"
    )


def test_in_migrations_it_is_wagtails_own():
    path, args, kwargs = AttendeeBlock(use="events", required=False).deconstruct()
    assert path == "wagtail.snippets.blocks.SnippetChooserBlock"
    assert args == ("wagtail_meetups.Attendee",)
    assert kwargs == {"required": False}


def test_a_size_that_is_none_is_refused(person):
    with pytest.raises(ValueError, match="line, card, full"):
        AttendeeBlock(size="huge")
    with pytest.raises(ValueError, match="line, card, full"):
        show(person.present("recaps"), "huge")


def show(person, size="card"):
    text = "{% load wagtail_meetups_tags %}{% meetup_person person size %}"
    return Template(text).render(Context({"person": person, "size": size}))


def test_the_tag_shows_a_person_and_refuses_an_attendee(person):
    assert "Nadia" in show(person.present("recaps"))
    assert "Nadia" in show(AttendeeBlock().to_python(person.pk), "line")
    assert show(None) == ""
    with pytest.raises(TypeError, match="PublicPerson"):
        show(person)
    assert isinstance(person, Attendee)


def test_a_picture_keeps_who_is_on_it(person):
    image = factories.make_image()
    block = PictureBlock()
    kept = {"image": image.pk, "alt_text": "Us", "decorative": False, "people": []}
    value = block.to_python({**kept, "people": [person.pk]})
    assert isinstance(value, Picture)
    assert [one.pk for one in value.people] == [person.pk]
    assert value.shown is None
    prepared = block.get_prep_value(value)
    assert [one["value"] for one in prepared["people"]] == [person.pk]
    assert prepared["alt_text"] == "Us"
    assert block.get_form_state(value)["people"][0]["value"]["id"] == person.pk
    assert block.clean(value) is value
    # The image itself, which Wagtail puts into caches, knows nothing of it.
    assert not any(isinstance(one, ChosenAttendee) for one in vars(image).values())
    # What stood in an ImageBlock, or in an ImageChooserBlock, before.
    del kept["people"]
    for old in (kept, image.pk):
        assert block.to_python(old).shown.pk == image.pk
    assert block.get_prep_value(None)["image"] is None
    assert block.normalize(image).shown == image


def test_pictures_are_compared_in_the_history(person):
    image = factories.make_image()
    block = PictureBlock()
    before, after = (
        block.to_python({"image": image.pk, "alt_text": text, "decorative": False})
        for text in ("Us", "All of us")
    )
    comparison = block.get_comparison_class()(block, True, True, before, after)
    assert "All of us" in str(comparison.htmlvalue(after))
    assert comparison.htmldiff()
