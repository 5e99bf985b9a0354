"""Whoever is deleted in the admin is erased, as they would be by their own link."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry

from wagtail_meetups.models import Attendee, NameFinding

from ... import factories

pytestmark = pytest.mark.django_db


def delete_url(attendee):
    return reverse(
        "wagtailsnippets_wagtail_meetups_attendee:delete", args=[attendee.pk]
    )


def bulk_url(*people):
    address = reverse(
        "wagtail_bulk_action", args=["wagtail_meetups", "attendee", "delete"]
    )
    return f"{address}?" + "&".join(f"id={one.pk}" for one in people)


@pytest.fixture
def photographed(nadia):
    nadia.photo = factories.make_image(title="Nadia Berthier")
    nadia.save()
    return nadia


@pytest.fixture
def keeper(client, users):
    user = users["editor"]
    user.user_permissions.add(Permission.objects.get(codename="delete_attendee"))
    client.force_login(user)
    return client


@pytest.mark.parametrize("way", [delete_url, bulk_url])
def test_nothing_is_left_and_the_author_is_told(keeper, index, photographed, way):
    recap = factories.make_recap(index, title="Nadia Berthier drew")
    url = way(photographed)
    assert keeper.get(url).status_code == 200
    assert Attendee.objects.exists()
    response = factories.run(lambda: keeper.post(url, follow=True))
    assert "1 person is erased. Their name still stands in" in response.content.decode()
    assert not Attendee.objects.exists()
    assert not get_image_model().objects.exists()
    assert recap.pk in NameFinding.objects.values_list("page_id", flat=True)
    assert "Nadia" not in str(list(ModelLogEntry.objects.values("label", "data")))


def test_who_may_not_delete_erases_nobody(client, users, photographed):
    client.force_login(users["editor"])
    for url in (delete_url(photographed), bulk_url(photographed)):
        client.post(url)
    assert Attendee.objects.exists() and get_image_model().objects.exists()


def test_other_snippets_are_deleted_as_before(client, users):
    client.force_login(users["superuser"])
    topic = factories.make_topic()
    client.post(
        reverse("wagtailsnippets_wagtail_meetups_topic:delete", args=[topic.pk])
    )
    assert not type(topic).objects.filter(pk=topic.pk).exists()
