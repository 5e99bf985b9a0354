"""The migrations in the tree are those of the models, in whichever world this runs."""

import hashlib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

import wagtail_meetups

OURS = {"wagtail_meetups", "wagtail_meetups_pages", "wagtail_meetups_comments"}
# What stands in databases out there, and the digest of its bytes; released ones are added.
FROZEN = {
    "migrations/0001_initial.py": "0cc490cea47481c07d1102edfcd5e78df575f859e81b68b784d6eef74db99d6d",
    "pages/migrations/0001_initial.py": "7ac03b5098319004ecd8776e6713c40d3d9382dcea777f5ce404bff6be566d80",
}


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert "No changes detected" in capsys.readouterr().out


@pytest.mark.django_db
def test_every_migration_is_applied(capsys):
    call_command("migrate", check_unapplied=True, plan=True, verbosity=1)
    assert "No planned migration operations" in capsys.readouterr().out


def test_ours_rest_on_nothing_that_the_lts_lacks():
    """What Wagtail 8 writes by itself (``0098``) is not there on Wagtail 7.4."""
    loader = MigrationLoader(connection, ignore_no_migrations=True, load=False)
    loader.load_disk()
    ours = {
        key: migration
        for key, migration in loader.disk_migrations.items()
        if key[0] in OURS & {config.label for config in apps.get_app_configs()}
    }
    assert ours
    for key, migration in ours.items():
        for app_label, name in migration.dependencies:
            if app_label == "wagtailcore":
                assert name in ("__first__", "0094_alter_page_locale"), key


@pytest.mark.parametrize("name", FROZEN)
def test_a_released_migration_is_never_edited(name):
    path = Path(wagtail_meetups.__file__).parent / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == FROZEN[name], (
        f"wagtail_meetups/{name} was edited, but it has run on other people's databases, "
        "which will not hear of it. Put it back (git checkout), and write a new migration: "
        "python -m django makemigrations, as CONTRIBUTING.md tells."
    )
