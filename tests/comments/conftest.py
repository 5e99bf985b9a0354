import copy
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache

from tests import factories

# Only a world without them can show what is then left.
ABSENT = "test_absent.py"
if apps.is_installed("wagtail_meetups.comments"):
    collect_ignore = [ABSENT]
else:
    here = Path(__file__).parent
    collect_ignore = [
        path.name for path in here.glob("test_*.py") if path.name != ABSENT
    ]


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def configure(settings):
    """Set some of the comments' settings; by default comments are public at once."""

    def change(**values):
        known = copy.copy(getattr(django_settings, "WAGTAIL_MEETUPS", {}))
        settings.WAGTAIL_MEETUPS = known | {
            f"COMMENTS_{name}": value for name, value in values.items()
        }

    return change


@pytest.fixture
def at_once(configure):
    """Comments are shown as they come, and nobody is too fast."""
    configure(HOLD="none", MIN_SECONDS=0, RATE=1000)
    return configure


@pytest.fixture
def event(index):
    return factories.make_event(index, title="Evening of talk", slug="talk")


@pytest.fixture
def make_user(db):
    """An account; ``verbs`` are its permissions on comments, with the admin's door."""

    def make(name="nadia", *verbs, **values):
        model = get_user_model()
        user = model.objects.create_user(
            **{
                model.USERNAME_FIELD: name,
                "email": f"{name}@accounts.example",
                "password": name,
                **values,
            }
        )
        if verbs:
            group = Group.objects.create(name=f"Hosts of {name}")
            codes = [f"{verb}_visitorcomment" for verb in verbs if verb != "admin"]
            group.permissions.set(
                Permission.objects.filter(codename__in=[*codes, "access_admin"])
            )
            user.groups.add(group)
        return user

    return make


@pytest.fixture
def host(make_user):
    return make_user("claire", "view", "change", "delete", first_name="Claire")


@pytest.fixture
def host_client(client, host):
    """A host in the admin; a visitor's client is made by itself."""
    from tests.conftest import CommittingClient

    logged_in = CommittingClient()
    logged_in.force_login(host)
    return logged_in
