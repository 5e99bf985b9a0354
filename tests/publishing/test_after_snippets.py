"""After what an event shows changes, list, feed and links are right."""

from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from .. import factories
from ..forms import read_form
from .reading import assert_shows, listed, read_feed


def edit_snippet(admin, snippet, **values):
    name = f"{snippet.snippet_viewset.get_url_name('edit')}"
    url = reverse(name, args=[snippet.pk])
    data = read_form(admin.get(url)) | values
    response = admin.post(url, data)
    assert response.status_code == 302, response.context["form"].errors


def test_venue(admin, index):
    venue = factories.make_venue()
    factories.make_event(index, title="Evening", venue=venue)
    edit_snippet(
        admin,
        venue,
        name="Le Zinc",
        directions="Exit 2",
        latitude="48.86",
        longitude="2.37",
    )
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert found["LOCATION"] == "Le Zinc, 12 rue des Lilas, 75011 Paris"
    assert "Exit 2" in found["DESCRIPTION"]
    assert found["GEO"].to_ical() == "48.86;2.37"

    response = admin.post(
        reverse(venue.snippet_viewset.get_url_name("delete"), args=[venue.pk])
    )
    assert response.status_code == 302
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert "LOCATION" not in found


def test_topic(admin, index):
    topics = [factories.make_topic("Rates"), factories.make_topic("Clients")]
    factories.make_event(index, title="Evening", topics=topics)
    edit_snippet(admin, topics[0], name="Fees")
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert found["CATEGORIES"].to_ical() == b"Clients,Fees"

    factories.run(topics[1].delete)
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert found["CATEGORIES"].to_ical() == b"Fees"


def test_host(admin, client, index):
    host = factories.agree(factories.make_attendee(first_name="Nadia"), "first_name")
    event = factories.make_event(index, title="Evening", hosts=[host])
    assert [person.name for person in event.get_public_hosts()] == ["Nadia"]
    before = read_feed(index)
    host.first_name = "Aude"
    factories.run(host.save)
    event.refresh_from_db()
    assert [person.name for person in event.get_public_hosts()] == ["Aude"]
    assert read_feed(index) == before  # No attendee is named in a feed.
    factories.run(host.delete)
    assert type(event).objects.get(pk=event.pk).get_public_hosts() == []
    assert_shows(index, "Evening")


def test_image(index):
    image = get_image_model().objects.create(title="Table", file=get_test_image_file())
    factories.make_event(index, title="Evening", image=image)
    assert listed(index)[0].image.title == "Table"
    image.title = "Bar"
    factories.run(image.save)
    assert listed(index)[0].image.title == "Bar"
    factories.run(image.delete)
    assert listed(index)[0].image is None
    assert_shows(index, "Evening")
