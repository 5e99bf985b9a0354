"""The how-to for a site with its own base page, followed to the letter in a new project."""

import os
import re
import subprocess
import sys

import pytest
import wagtail

from . import samples

BASE_PAGE, SETTINGS, BOOTSTRAP, MEETUPS = samples.code(
    samples.read("how-to/own-base-page.md"), "python"
)
LEFT_OUT = ("latest_revision", "live_revision", "locale", "translation_key")

PROJECT = f"""
from tests.worlds.default import *

WAGTAIL_APPS = [app for app in INSTALLED_APPS if not app.startswith("wagtail_meetups")]
{SETTINGS}
INSTALLED_APPS += WAGTAIL_APPS
ROOT_URLCONF = "tests.urls"
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "site.sqlite3"}}}}
"""
AND_THE_SECOND_APP = 'INSTALLED_APPS.insert(1, "gatherings")\n'

SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from tests import factories

call_command("check", fail_level="ERROR")
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
index = factories.make_index(title="Gatherings", slug="gatherings")
event = factories.make_event(index, title="First gathering")
factories.make_recap(index, title="How it was", event_id=event.pk)
print(type(event).__name__)
print("SUMMARY:First gathering" in Client().get(index.url + "ical/").content.decode())
"""

pytestmark = pytest.mark.skipif(
    wagtail.VERSION < (8,), reason="WAGTAIL_PAGE_MODEL came with Wagtail 8"
)


class Project:
    def __init__(self, folder):
        self.folder = folder
        self.settings = folder / "own_settings.py"
        self.settings.write_text(PROJECT, encoding="utf-8")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "own_settings",
            "PYTHONPATH": os.pathsep.join([str(folder), str(samples.ROOT)]),
        }
        for name in ("MEETUPS_POSTGRES", "MEETUPS_MARIADB"):
            self.environment.pop(name, None)

    def add_app(self, name, models):
        app = self.folder / name
        app.mkdir()
        (app / "__init__.py").touch()
        (app / "models.py").write_text(models, encoding="utf-8")
        return app / "migrations"

    def run(self, *arguments):
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()

    def manage(self, *arguments):
        return self.run("-m", "django", *arguments)


def without_what_comes_later(migration: str) -> str:
    """What the first step tells to take out."""
    migration = re.sub(r"^.*\('wagtailcore', '.*\n", "", migration, flags=re.MULTILINE)
    for name in LEFT_OUT:
        migration, found = re.subn(
            rf"^ *\('{name}', .*\n", "", migration, flags=re.MULTILINE
        )
        assert found == 1, name
    return re.sub(r"^ *'unique_together'.*\n", "", migration, flags=re.MULTILINE)


def test_it_is_followed_to_the_letter(tmp_path):
    text = samples.read("how-to/own-base-page.md")
    assert set(LEFT_OUT) <= samples.named(text)
    project = Project(tmp_path)
    migrations = project.add_app("basepage", BASE_PAGE)
    project.manage("makemigrations", "basepage")
    first = migrations / "0001_initial.py"
    first.write_text(without_what_comes_later(first.read_text()))
    project.manage("makemigrations", "--empty", "basepage")
    (empty,) = migrations.glob("0002_*.py")
    empty.unlink()
    (migrations / "0002_bootstrap_page.py").write_text(BOOTSTRAP)
    # Without a terminal, "Ignore for now" is what it chooses by itself.
    project.manage("makemigrations", "basepage", "--noinput")

    project.add_app("gatherings", MEETUPS)
    project.settings.write_text(PROJECT + AND_THE_SECOND_APP)
    project.manage("makemigrations", "gatherings")
    project.manage("migrate", "--verbosity", "0")
    assert project.run("-c", SCRIPT)[-2:] == ["GatheringPage", "True"]
