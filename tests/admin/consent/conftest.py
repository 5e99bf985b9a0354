import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from wagtail.models import GroupPagePermission

from wagtail_meetups.models.base import get_page_model

from ... import factories


def permission(codename, app_label):
    return Permission.objects.get(codename=codename, content_type__app_label=app_label)


def make_user(name, *codenames, pages=None):
    """Somebody with these permissions for people, and those of an editor for a page."""
    group = Group.objects.create(name=name)
    group.permissions.add(permission("access_admin", "wagtailadmin"))
    for codename in codenames:
        group.permissions.add(permission(codename, "wagtail_meetups"))
    model = get_page_model()
    for verb in ("add", "change", "publish") if pages else ():
        GroupPagePermission.objects.create(
            group=group,
            page_id=pages.pk,
            permission=permission(
                f"{verb}_{model._meta.model_name}", model._meta.app_label
            ),
        )
    user = get_user_model().objects.create_user(
        username=name, email=f"{name}@mail.example", password=name
    )
    user.groups.add(group)
    return user


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def nadia(db):
    return factories.make_attendee(
        email="nadia@mail.example", notes="Allergic to small talk"
    )


@pytest.fixture
def users(index):
    """Those of the permission matrix, by what they are called there."""
    people = ("add_attendee", "change_attendee", "view_attendee")
    private = ("view_private_attendee", "link_attendee")
    return {
        "anonymous": None,
        "editor": make_user("editor", *people, pages=index),
        "host": make_user("host", *people, *private),
        "moderator": make_user("moderator", pages=index),
        "nobody": make_user("nobody"),
        "superuser": get_user_model().objects.create_superuser("root"),
    }
