"""What a person is called who did not agree to be named."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from wagtail_meetups.domain.people import PublicPerson
from wagtail_meetups.models.wording import called


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (PublicPerson(first_name="Nadia", trade="Illustrator"), "Nadia"),
        (PublicPerson(first_name="Nadia", last_name="Berthier"), "Nadia Berthier"),
        (PublicPerson(last_name="Berthier"), "Berthier"),
        (PublicPerson(trade="Illustrator"), "an illustrator"),
        (PublicPerson(trade="Graphic designer"), "a graphic designer"),
        (PublicPerson(trade="UX designer"), "a UX designer"),
        (PublicPerson(trade="SEO consultant"), "an SEO consultant"),
        (PublicPerson(trade="IT trainer"), "an IT trainer"),
        (PublicPerson(trade="PHP developer"), "a PHP developer"),
        (PublicPerson(trade="Upholsterer"), "an upholsterer"),
        (PublicPerson(trade="university lecturer"), "a university lecturer"),
        (PublicPerson(trade="urban planner"), "an urban planner"),
        (PublicPerson(trade="urologist"), "a urologist"),
        (PublicPerson(trade="hourly worker"), "an hourly worker"),
        (PublicPerson(trade="McKinsey alumna"), "a McKinsey alumna"),
        (PublicPerson(trade="é"), "a é"),
        (PublicPerson(bio="Draws", link="https://n.example/"), "someone we met"),
        (PublicPerson(pictured=True), "someone we met"),
        (PublicPerson(), "someone we met"),
    ],
)
def test_what_a_person_is_called(person, words):
    assert called(person) == words


def test_in_french():
    with override("fr"):
        assert called(PublicPerson()) == "une personne rencontrée"
        assert (
            called(PublicPerson(trade="Graphiste"))
            == "une personne, graphiste de métier"
        )


def test_in_a_template():
    source = "{% load wagtail_meetups_tags %}{{ person|meetup_called|capfirst }}"
    html = Template(source).render(Context({"person": PublicPerson(trade="A & B")}))
    assert html == "An A &amp; B"
