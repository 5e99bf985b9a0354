"""The page types of the how-tos work as they stand there, in a site of their own."""

import os
import subprocess
import sys

from . import samples

SETTINGS = """
from tests.worlds.default import *

INSTALLED_APPS = [*INSTALLED_APPS, "gatherings"]
ROOT_URLCONF = "tests.urls"
"""
WITHOUT_OUR_PAGES = """
INSTALLED_APPS.remove("wagtail_meetups.pages")
"""

# Makes the site; what follows prints what it answers, and the test reads it.
START = """
import warnings

import django

warnings.simplefilter("error")
django.setup()

from django.core.management import call_command
from django.test import Client

call_command("makemigrations", "gatherings", verbosity=0)
call_command("check", fail_level="WARNING", verbosity=0)
call_command("migrate", verbosity=0)
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)

from tests import factories
"""
OWN_TYPES = """
index = factories.make_index(title="Gatherings", slug="gatherings")
event = factories.make_event(index, title="First gathering", dress_code="No ties")
story = factories.make_recap(index, title="How it was", event_id=event.pk)
client = Client()
print(type(index).__name__, type(event).__name__, type(story).__name__)
print(event.dress_code)
for page in (index, event, story):
    response = client.get(page.url)
    print(response.status_code, page.title in response.content.decode())
calendar = client.get(index.url + "ical/")
print(calendar.status_code, "SUMMARY:First gathering" in calendar.content.decode())
"""


UNION = """
from gatherings.models import UnionPage

union = UnionPage(title="All of us", slug="all")
factories.run(factories.get_home().add_child, instance=union)
for name in ("North", "South"):
    assert type(index := factories.make_index(union, title=name)) in (
        UnionPage.allowed_subpage_models()
    )
    factories.make_event(index, title=f"Evening in the {name}")
for address in (union.url, f"{union.url}ical/"):
    text = Client().get(address).content.decode()
    print("Evening in the North" in text, "Evening in the South" in text)
"""


def run_site(folder, sample, script, settings=SETTINGS) -> list[str]:
    """The lines that a script prints in a site whose app ``gatherings`` is this sample."""
    app = folder / "gatherings"
    app.mkdir()
    (app / "__init__.py").touch()
    (app / "models.py").write_text(sample, encoding="utf-8")
    (folder / "own_settings.py").write_text(settings, encoding="utf-8")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "own_settings",
        "PYTHONPATH": os.pathsep.join([str(folder), str(samples.ROOT)]),
    }
    for server in ("MEETUPS_POSTGRES", "MEETUPS_MARIADB"):
        environment.pop(server, None)  # In memory: nothing to clean up.
    site = subprocess.run(
        [sys.executable, "-c", f"{START}{script}"],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert site.returncode == 0, site.stderr
    return site.stdout.splitlines()


def test_own_page_types_are_a_site(tmp_path):
    models, *_rest = samples.code(samples.read("how-to/own-page-types.md"), "python")
    settings = f"{SETTINGS}{WITHOUT_OUR_PAGES}"
    assert run_site(tmp_path, models, OWN_TYPES, settings)[-6:] == [
        "GatheringsPage GatheringPage StoryPage",
        "No ties",
        "200 True",
        "200 True",
        "200 True",
        "200 True",
    ]


def test_an_index_of_indexes_shows_what_is_below_them(tmp_path):
    [models] = samples.code(samples.read("how-to/several-communities.md"), "python")
    assert run_site(tmp_path, models, UNION)[-2:] == ["True True", "True True"]
