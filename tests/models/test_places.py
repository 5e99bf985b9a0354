from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale

from wagtail_meetups.models import Topic, Venue

from .. import factories


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("", "Le Zinc"),
        ("12 rue des Lilas\n75011 Paris", "Le Zinc, 12 rue des Lilas, 75011 Paris"),
        (
            "12 rue des Lilas,\r\n\r\n 75011 Paris ",
            "Le Zinc, 12 rue des Lilas, 75011 Paris",
        ),
        (" , \n", "Le Zinc"),
    ],
)
def test_one_line(address, line):
    assert Venue(name="Le Zinc", address=address).one_line == line


def test_coordinates_are_both_or_none():
    here = Decimal("48.86"), Decimal("2.37")
    assert Venue(latitude=here[0], longitude=here[1]).coordinates == here
    assert Venue(latitude=here[0]).coordinates is None
    assert Venue(longitude=here[1]).coordinates is None
    assert Venue(latitude=Decimal(0), longitude=Decimal(0)).coordinates is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"latitude": "90.000001", "longitude": "0"}, "latitude"),
        ({"latitude": "-91", "longitude": "0"}, "latitude"),
        ({"latitude": "0", "longitude": "180.5"}, "longitude"),
        ({"latitude": "0", "longitude": "-181"}, "longitude"),
    ],
)
def test_coordinates_out_of_range(values, field):
    venue = Venue(name="Le Zinc", locale=Locale.get_default(), **values)
    with pytest.raises(ValidationError) as error:
        venue.full_clean()
    assert set(error.value.message_dict) == {field}


@pytest.mark.django_db
def test_the_ends_of_the_earth():
    for values in [("90", "180"), ("-90", "-180")]:
        latitude, longitude = values
        Venue(
            name="Pole",
            locale=Locale.get_default(),
            latitude=latitude,
            longitude=longitude,
        ).full_clean()


@pytest.mark.django_db
def test_a_topic_has_its_slug_once_in_each_language():
    topic = factories.make_topic("Rates", slug="rates")
    assert str(topic) == "Rates"
    french = Locale.objects.create(language_code="fr")
    translation = topic.copy_for_translation(french)
    translation.save()
    assert Topic.objects.filter(slug="rates").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(name="Fees", slug="rates", locale=french)


@pytest.mark.django_db
def test_a_venue_that_goes_leaves_its_events(index):
    venue = factories.make_venue()
    event = factories.make_event(index, venue=venue)
    factories.run(venue.delete)
    event.refresh_from_db()
    assert event.live
    assert event.venue is None
