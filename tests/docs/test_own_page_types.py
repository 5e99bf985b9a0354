"""The page types of the how-to work as they stand there, in a site of their own."""

import os
import subprocess
import sys

from . import samples

SETTINGS = """
from tests.worlds.default import *

INSTALLED_APPS = [
    "gatherings",
    *(app for app in INSTALLED_APPS if app != "wagtail_meetups.pages"),
]
ROOT_URLCONF = "tests.urls"
"""

# Prints what the site answers; the test reads it.
SCRIPT = """
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


def test_the_sample_is_a_site(tmp_path):
    models, *_rest = samples.code(samples.read("how-to/own-page-types.md"), "python")
    app = tmp_path / "gatherings"
    app.mkdir()
    (app / "__init__.py").touch()
    (app / "models.py").write_text(models, encoding="utf-8")
    (tmp_path / "own_settings.py").write_text(SETTINGS, encoding="utf-8")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "own_settings",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(samples.ROOT)]),
    }
    for server in ("MEETUPS_POSTGRES", "MEETUPS_MARIADB"):
        environment.pop(server, None)  # In memory: nothing to clean up.
    site = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert site.returncode == 0, site.stderr
    assert site.stdout.splitlines()[-6:] == [
        "GatheringsPage GatheringPage StoryPage",
        "No ties",
        "200 True",
        "200 True",
        "200 True",
        "200 True",
    ]
