"""A site that installed the first release upgrades to this one, and loses nothing."""

from datetime import time

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from icalendar import Calendar

from wagtail_meetups.models.registry import event_models, index_models, recap_models

from .. import factories
from ..conftest import CommittingClient
from . import rows

APPS = ("wagtail_meetups", "wagtail_meetups_pages")
FIRST = "0001_initial"

pytestmark = pytest.mark.skipif(
    not apps.is_installed("wagtail_meetups.pages"),
    reason="a site with page types of its own has migrations of its own",
)


def forget() -> None:
    """Drop our tables, and that they were ever made: the rest is a site without us."""
    executor = MigrationExecutor(connection)
    tables = [
        name
        for name in connection.introspection.table_names()
        if name.startswith("wagtail_meetups")
    ]
    with connection.constraint_checks_disabled():
        with connection.schema_editor(atomic=False) as editor:
            for name in tables:
                table = {"table": editor.quote_name(name)}
                editor.execute(editor.sql_delete_table % table)
    # Those of comments too, which came later.
    executor.recorder.migration_qs.filter(app__startswith="wagtail_meetups").delete()


def migrate_to_the_first():
    """Make our tables as they first were, beside everybody else's as they are now."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    others = [key for key in leaves if not key[0].startswith("wagtail_meetups")]
    targets = [*others, *((label, FIRST) for label in APPS)]
    state = executor.migrate(targets)
    applied = MigrationRecorder(connection).applied_migrations()
    assert {key for key in applied if key[0] in APPS} == {(app, FIRST) for app in APPS}
    return state.apps


def values_of(registry, like=None) -> dict:
    """Every row of our tables as text, by field; only the fields and tables of ``like``."""
    found = {}
    for label in APPS:
        models = registry.get_app_config(label).get_models(include_auto_created=True)
        for model in models:
            name = model._meta.label_lower
            fields = [field.name for field in model._meta.local_concrete_fields]
            if like is not None:
                fields = like[name][0] if name in like else []
            columns = [model._meta.get_field(field) for field in fields]
            if columns:
                data = [
                    [column.value_to_string(row) for column in columns]
                    for row in model._base_manager.order_by("pk")
                ]
                found[name] = (fields, data)
    return found


@pytest.fixture
def first_release(transactional_db):
    forget()
    try:
        yield migrate_to_the_first()
    finally:
        call_command("migrate", verbosity=0)
        # It forgets the content types; tests without a database count on their being known.
        ContentType.objects.get_for_models(*apps.get_models())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_upgrade(first_release):
    rows.fill(first_release)
    before = values_of(first_release)
    assert [name for name, (_fields, data) in before.items() if not data] == []

    call_command("migrate", verbosity=0)

    assert values_of(apps, like=before) == before

    # A new version may write other texts; never is a meet-up another one, and nobody is
    # told of a change that is none.
    call_command("rebuild_meetups", verbosity=0)
    call_command("rebuild_meetups", check=True, verbosity=0)
    client = CommittingClient()
    assert read_feed(client) == rows.UIDS

    # Every page opens, and a draft that was left then is published now.
    for model in (*index_models(), *event_models(), *recap_models()):
        for page in model.objects.all():
            assert client.get(page.url).status_code == 200, page
    event = event_models()[0].objects.get(title="Spring evening")
    [host] = event.get_public_hosts()
    assert (host.name, host.trade) == ("", "Illustrator")  # The name was taken back.
    factories.run(lambda: event.get_latest_revision().publish())
    event.refresh_from_db()
    assert (event.title, event.start_time) == ("Spring evening, renamed", time(20))
    assert list(event.body.raw_data)[1]["value"] == {"text": "Lovely", "source": "Aude"}
    uid, sequence = rows.UIDS["Spring evening"]
    assert read_feed(client)["Spring evening, renamed"] == (uid, sequence + 1)


def read_feed(client) -> dict:
    response = client.get(index_models()[0].objects.get().url + "ical/")
    return {
        str(event["SUMMARY"]).removeprefix("Cancelled: "): (
            str(event["UID"]),
            event["SEQUENCE"],
        )
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    }
