import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from wagtail_meetups.models import Attendee, Occurrence

from ... import factories
from ...conftest import CommittingClient


def permission(name):
    """A permission by its full name; that for what is private, whoever declares it."""
    app_label, codename = name.split(".")
    if codename == "view_private_attendee":
        content_type = ContentType.objects.get_for_model(Attendee)
        return Permission.objects.get_or_create(
            codename=codename, content_type=content_type
        )[0]
    return Permission.objects.get(codename=codename, content_type__app_label=app_label)


@pytest.fixture
def log_in(db):
    """A client of somebody who may enter the admin and has these permissions."""
    made = []

    def log_in(*names, client_class=CommittingClient, **values) -> Client:
        made.append(names)
        user = get_user_model().objects.create_user(
            username=f"host{len(made)}", password="x", **values
        )
        for name in ("wagtailadmin.access_admin", *names):
            name = name if "." in name else f"wagtail_meetups.{name}"
            user.user_permissions.add(permission(name))
        client = client_class()
        client.force_login(user)
        client.user = user
        return client

    return log_in


@pytest.fixture
def host(log_in):
    """Somebody with all that one needs at the door, and nothing else."""
    return log_in("add_attendance", "change_attendance", "delete_attendance")


@pytest.fixture
def evening(index):
    """The one date of a published event."""
    event = factories.make_event(index, title="Evening by the canal")
    return Occurrence.objects.get(event=event.pk)
