import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import GroupPagePermission

from wagtail_meetups.models import Attendee
from wagtail_meetups.models.base import get_page_model

from ..conftest import CommittingClient


def _permission(codename, app_label):
    return Permission.objects.get(codename=codename, content_type__app_label=app_label)


@pytest.fixture
def editors(index):
    """Editors of one index: they may write and publish below it, and keep its snippets."""
    page_model = get_page_model()
    group = Group.objects.create(name="Editors of café evenings")
    group.permissions.add(_permission("access_admin", "wagtailadmin"))
    for name in ("attendee", "venue", "topic"):
        for verb in ("add", "change", "delete", "view"):
            group.permissions.add(_permission(f"{verb}_{name}", "wagtail_meetups"))
    for verb in ("add", "change", "publish"):
        GroupPagePermission.objects.create(
            group=group,
            page_id=index.pk,
            permission=_permission(
                f"{verb}_{page_model._meta.model_name}", page_model._meta.app_label
            ),
        )
    return group


@pytest.fixture
def editor(editors):
    user = get_user_model().objects.create_user(
        username="claire", email="claire@example.com", password="claire"
    )
    user.groups.add(editors)
    return user


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


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
