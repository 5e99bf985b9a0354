import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from wagtail_meetups.models.base import get_page_model


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
