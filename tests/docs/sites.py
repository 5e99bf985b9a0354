"""Runs the samples of a page of the documentation as a site of their own."""

import os
import subprocess
import sys

from . import samples

__all__ = ["run_site"]

SETTINGS = """
from tests.worlds.default import *

INSTALLED_APPS = [
    "gatherings",
    *(app for app in INSTALLED_APPS if app != "wagtail_meetups.pages"),
]
ROOT_URLCONF = "tests.urls"
"""

START = """
import io
import warnings

import django

warnings.simplefilter("error")
django.setup()

from django.core.management import call_command
from django.test import Client

call_command("makemigrations", "gatherings", verbosity=0)
call_command("check", fail_level="WARNING", stdout=io.StringIO())
call_command("migrate", verbosity=0)
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)

from tests import factories

client = Client()
"""


def run_site(folder, models: str, script: str, settings: str = "") -> list[str]:
    """What a script prints in a new site whose app ``gatherings`` has these models.

    The script has ``client`` and ``factories``.
    """
    app = folder / "gatherings"
    app.mkdir()
    (app / "__init__.py").touch()
    (app / "models.py").write_text(models, encoding="utf-8")
    (folder / "own_settings.py").write_text(SETTINGS + settings, encoding="utf-8")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "own_settings",
        "PYTHONPATH": os.pathsep.join([str(folder), str(samples.ROOT)]),
    }
    for name in ("MEETUPS_POSTGRES", "MEETUPS_MARIADB"):
        environment.pop(name, None)  # In memory: nothing to clean up.
    site = subprocess.run(
        [sys.executable, "-c", START + script],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert site.returncode == 0, site.stderr
    return site.stdout.splitlines()
