import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from wagtail.models import Locale

from .. import factories
from ..conftest import CommittingClient

if not apps.is_installed("wagtail_localize"):
    collect_ignore = ["test_wagtail_localize.py"]


@pytest.fixture
def admin(db):
    """A client logged in to Wagtail's admin; ``client`` stays a visitor."""
    user = get_user_model().objects.create_superuser(
        username="ines", email="ines@example.com", password="ines"
    )
    client = CommittingClient()
    client.force_login(user)
    return client


@pytest.fixture
def french(db, settings):
    """French beside English, at ``/fr/``, with a French home page."""
    settings.ROOT_URLCONF = "tests.publishing.i18n_urls"
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "django.middleware.locale.LocaleMiddleware",
    ]
    locale = Locale.objects.create(language_code="fr")
    home = factories.run(factories.get_home().copy_for_translation, locale)
    factories.publish(home)
    return locale


@pytest.fixture
def french_index(index, french):
    """The French translation of ``index``."""
    page = factories.run(index.copy_for_translation, french)
    return factories.publish(page, title="Soirées au café")


@pytest.fixture
def event(index):
    return factories.make_event(index, title="Evening", slug="evening")
