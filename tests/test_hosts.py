"""What a site has of its own is what our tables refer to, in whichever world this runs."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from wagtail.images import get_image_model

from wagtail_meetups.models import Attendee, CalendarEntry, Occurrence
from wagtail_meetups.models.base import PAGE_MODEL, get_page_model
from wagtail_meetups.models.registry import event_models, index_models, recap_models

from . import factories


def related(model, name):
    return model._meta.get_field(name).related_model


def test_pages_are_built_on_the_sites_base_page():
    for model in (*index_models(), *event_models(), *recap_models()):
        assert issubclass(model, get_page_model())
    assert get_page_model()._meta.label == PAGE_MODEL
    assert related(Occurrence, "event") is get_page_model()
    assert related(CalendarEntry, "page") is get_page_model()


def test_there_is_one_of_each_page_type():
    assert [len(m()) for m in (index_models, event_models, recap_models)] == [1, 1, 1]


def test_pictures_are_the_sites_images():
    assert related(Attendee, "photo") is get_image_model()
    for model in (*event_models(), *recap_models()):
        assert related(model, "image") is get_image_model()


def test_accounts_are_the_sites_users():
    assert related(Attendee, "user") is get_user_model()


def test_our_keys_are_the_same_on_every_site():
    for model in apps.get_app_config("wagtail_meetups").get_models():
        key = model._meta.pk
        # Keys that are no numbers, or another row's, are chosen in the model itself.
        if isinstance(key, models.AutoField | models.BigAutoField):
            assert type(key) is models.BigAutoField, model


@pytest.mark.django_db
def test_an_attendee_may_have_an_account(django_user_model):
    user = django_user_model.objects.create_user("nadia", password="secret")
    attendee = factories.make_attendee(user=user)
    assert Attendee.objects.get(user=user) == attendee
    user.delete()
    attendee.refresh_from_db()
    assert attendee.user is None


@pytest.mark.django_db
def test_a_meetup_reaches_the_feed(client, index):
    factories.make_event(index, title="Evening of the host")
    response = client.get(f"{index.url}ical/")
    assert response.status_code == 200
    assert "SUMMARY:Evening of the host" in response.content.decode()
