"""The documentation says what the code does: names, defaults, blocks, samples."""

import ast
import re
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
import wagtail
from django.apps import apps
from django.core.management import BaseCommand, get_commands, load_command_class
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

import wagtail_meetups
from tests import factories
from wagtail_meetups import conf, signals
from wagtail_meetups.domain.people import USES
from wagtail_meetups.models import (
    FEED_COLORS,
    RESERVED_SLUGS,
    AbstractEvent,
    AbstractMeetupIndex,
    AbstractRecap,
    Agreement,
    Attendee,
    Topic,
    Venue,
)
from wagtail_meetups.templatetags import wagtail_meetups_tags
from wagtail_meetups.views.layout import layout_context
from wagtail_meetups.views.subscribe import subscribe_context

from . import samples

PACKAGE = Path(wagtail_meetups.__file__).parent
TEMPLATES = PACKAGE / "templates" / "wagtail_meetups"
FIELDS = {
    "## Index of meet-ups": AbstractMeetupIndex,
    "## Event": AbstractEvent,
    "## Recap": AbstractRecap,
    "## Venue": Venue,
    "## Topic": Topic,
    "## Attendee": Attendee,
    "## Agreement": Agreement,
}
# What Django and Wagtail bring.
NOT_OURS = {"id", "locale", "translation_key"}


def own_fields(model) -> set[str]:
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {field.name for field in fields} - NOT_OURS


def test_every_setting_is_documented_with_its_default():
    text = samples.read("reference/settings.md")
    rows = re.findall(r"^\| `([A-Z_]+)` \| `(.+?)` \|", text, re.MULTILINE)
    defaults = {name: ast.literal_eval(default) for name, default in rows}
    assert defaults == conf.DEFAULTS
    assert all(type(defaults[name]) is type(conf.DEFAULTS[name]) for name in defaults)


def test_settings_named_elsewhere_exist():
    for page in samples.PAGES:
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"`((?:BASE|COMMENTS|FEED|OPEN|PAGE)_[A-Z_]+)`", text):
            if name not in ("COMMENTS_APP", "COMMENTS_TIMEOUT"):  # The library's.
                assert name in conf.DEFAULTS, f"{page.name} names {name}"


def test_every_check_is_documented():
    files = ("checks.py", "comments/system_checks.py")
    source = "".join((PACKAGE / name).read_text(encoding="utf-8") for name in files)
    ids = set(re.findall(r"wagtail_meetups\.[EW]\d+", source))
    headings = re.findall(
        r"^## `(.*)`$", samples.read("reference/checks.md"), re.MULTILINE
    )
    assert len(ids) >= 5
    assert set(headings) == ids


@pytest.mark.parametrize("heading", FIELDS)
def test_every_field_is_documented(heading):
    text = samples.section(samples.read("reference/pages-and-fields.md"), heading)
    documented = samples.first_cells(text)
    assert len(documented) == len(set(documented))
    assert set(documented) == own_fields(FIELDS[heading])


def test_choices_are_documented():
    text = samples.read("reference/pages-and-fields.md")
    event = samples.named(samples.section(text, "## Event"))
    assert {*AbstractEvent.Mode.values, *AbstractEvent.Status.values} <= event
    assert set(AbstractEvent.shared_fields) <= event
    agreement = samples.named(samples.section(text, "## Agreement"))
    assert {*Agreement.Field.values, *Agreement.How.values, *USES} <= agreement
    index = samples.section(text, "## Index of meet-ups")
    assert set(RESERVED_SLUGS) <= samples.named(index)
    assert "one of twelve CSS names" in index
    assert len(FEED_COLORS) == 12


def templates() -> list[Path]:
    return sorted(TEMPLATES.glob("*.html"))


def test_every_template_block_is_documented():
    text = samples.section(
        samples.read("reference/pages-and-fields.md"), "## Template blocks"
    )
    rows = dict(re.findall(r"^\| `(\w+\.html)` \| (.*) \|$", text, re.MULTILINE))
    assert set(rows) == {path.name for path in templates()}
    base = set()
    for path in templates():
        source = path.read_text(encoding="utf-8")
        blocks = set(re.findall(r"{% block (\w+) %}", source))
        if path.name == "base.html":
            # It fills the layout's blocks with ours; those are its own.
            base = blocks = {name for name in blocks if name.startswith("meetups_")}
        elif path.name != "layout.html":
            blocks -= base
        assert samples.named(rows[path.name]) - {"base.html"} == blocks, path.name


def test_every_filter_is_documented():
    text = samples.section(samples.read("reference/pages-and-fields.md"), "## Filters")
    assert set(samples.first_cells(text)) == set(wagtail_meetups_tags.register.filters)


def test_every_custom_property_is_documented():
    text = samples.read("reference/pages-and-fields.md")
    documented = samples.first_cells(samples.section(text, "## Stylesheet"))
    css = (PACKAGE / "static" / "wagtail_meetups" / "meetups.css").read_text()
    assert set(documented) == set(re.findall(r"(--meetups-[\w-]+):", css))
    assert set(documented) == set(re.findall(r"var\((--meetups-[\w-]+)\)", css))


def documented_context(kind: str) -> set[str]:
    text = samples.section(
        samples.read("reference/pages-and-fields.md"), "## What templates get"
    )
    _before, _found, rest = text.partition(f"\n{kind} (`")
    return set(samples.first_cells(re.split(r"\n\w+ \(`", rest)[0]))


def test_every_template_variable_is_documented(index):
    event = factories.make_event(
        index, start_date=timezone.localdate() - timedelta(days=3)
    )
    factories.make_event(index)
    recap = factories.make_recap(index, event_id=event.pk)
    for kind, page in {"Index": index, "Event": event, "Recap": recap}.items():
        request = RequestFactory().get("/")
        context = page.specific.get_meetup_context(request)
        assert set(context) == documented_context(kind), kind
    assert set(layout_context(index)) == documented_context("Layout")
    context = subscribe_context(RequestFactory().get("/"), index)
    assert set(context) == documented_context("Subscribe")


@pytest.mark.django_db
def test_every_property_of_the_feed_is_documented(client):
    index = factories.make_index(
        slug="meetups", feed_color="teal", contact_email="hello@community.example"
    )
    venue = factories.make_venue(latitude="48.850000", longitude="2.350000")
    factories.make_event(
        index,
        venue=venue,
        summary="Come.",
        attendance_mode="both",
        online_link="https://join.example/",
        topics=[factories.make_topic()],
        status="cancelled",
    )
    factories.make_event(
        index,
        start_date=date(2090, 3, 7),
        recurrence="FREQ=WEEKLY;COUNT=4",
        changes=[
            ("cancel", {"date": date(2090, 3, 14)}),
            ("skip", {"date": date(2090, 3, 21)}),
        ],
    )
    text = client.get("/meetups/ical/").content.decode().replace("\r\n ", "")
    text = re.sub(
        r"BEGIN:VTIMEZONE.*END:VTIMEZONE", "VTIMEZONE:", text, flags=re.DOTALL
    )
    head, _found, event = text.partition("BEGIN:VEVENT")
    page = samples.read("reference/feed.md")
    structure = {"BEGIN", "END"}
    for heading, lines in {
        "## The calendar": head,
        "## A meet-up (`VEVENT`)": event,
    }.items():
        names = set(re.findall(r"^([A-Z-]+)[;:]", lines, re.MULTILINE)) - structure
        assert set(samples.first_cells(samples.section(page, heading))) == names
    left_out = samples.first_cells(samples.section(page, "## Left out on purpose"))
    assert {"METHOD", "ATTENDEE", "VALARM", "RDATE"} <= set(left_out)
    for name in left_out:
        assert f"\n{name}" not in text.replace("\r", "")


def test_every_command_is_documented():
    written = {path.stem for path in PACKAGE.rglob("management/commands/[!_]*.py")}
    text = samples.read("reference/commands.md")
    assert set(re.findall(r"^## `(.*)`$", text, re.MULTILINE)) == written
    # Those of an app that is not in this world cannot be loaded.
    ours = {
        name: app
        for name, app in get_commands().items()
        if str(app).startswith("wagtail_meetups")
    }
    assert "rebuild_meetups" in ours
    for name, app in ours.items():
        parser = load_command_class(app, name).create_parser("", name)
        plain = BaseCommand().create_parser("", name)
        options = set(parser._option_string_actions) - set(plain._option_string_actions)
        assert options <= samples.named(samples.section(text, f"## `{name}`"))


def test_every_signal_is_documented():
    text = samples.read("reference/signals.md")
    documented = re.findall(
        r"^## `wagtail_meetups\.signals\.(\w+)`$", text, re.MULTILINE
    )
    assert documented == signals.__all__


@pytest.mark.django_db
def test_the_signal_has_its_documented_arguments(index):
    text = samples.section(
        samples.read("reference/signals.md"),
        "## `wagtail_meetups.signals.meetups_published`",
    )
    received = []

    def receiver(signal, **kwargs):
        received.append(kwargs)

    signals.meetups_published.connect(receiver)
    try:
        event = factories.make_event(index)
    finally:
        signals.meetups_published.disconnect(receiver)
    assert received
    assert all(set(samples.first_cells(text)) == set(kwargs) for kwargs in received)
    assert received[0]["sender"] is apps.get_app_config("wagtail_meetups")
    assert received[0]["page_ids"] == frozenset({event.pk})


def python_samples():
    for page in samples.PAGES:
        found = samples.code(page.read_text(encoding="utf-8"), "python")
        for number, source in enumerate(found, 1):
            yield pytest.param(source, id=f"{page.stem}-{number}")


@pytest.mark.parametrize("source", list(python_samples()))
def test_python_samples_compile_and_import_what_exists(source):
    tree = ast.parse(source)
    # Those of the reader's own apps are not here; wagtail-localize is in one world.
    here = r"django|wagtail\w*"
    if find_spec("wagtail_localize") is None:
        here = r"django|wagtail(?!_localize)\w*"
    tree.body = [
        node
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and re.match(rf"\w+ (?:{here})\b", ast.unparse(node))
    ]
    if "Bootstrap" in source and wagtail.VERSION < (8,):
        pytest.skip("a base page of one's own came with Wagtail 8")
    exec(compile(tree, "sample", "exec"), {})  # noqa: S102


def template_samples():
    for page in samples.PAGES:
        found = samples.code(page.read_text(encoding="utf-8"), "html+django")
        for number, source in enumerate(found, 1):
            yield pytest.param(source, id=f"{page.stem}-{number}")


@pytest.mark.parametrize("source", list(template_samples()))
def test_template_samples_parse_and_name_blocks_that_exist(source):
    engines["django"].from_string(source)
    known = {
        name
        for path in (*templates(), *(TEMPLATES / "comments").glob("*.html"))
        for name in re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8"))
    }
    ours = re.findall(r"{% block (meetups_\w+) %}", source)
    assert ours or "wagtail_meetups/comments.html" in source
    assert set(ours) <= known


def test_support_table_says_what_the_package_says():
    metadata = (samples.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    readme = (samples.ROOT / "README.md").read_text(encoding="utf-8")
    for version in re.findall(r"Framework :: Django :: ([\d.]+)", metadata):
        assert version in re.search(r"\| Django \|.*", readme)[0]
    for name, bound in re.findall(r'"(django|wagtail)>=([\d.]+)"', metadata):
        assert bound in re.search(rf"\| {name.capitalize()} \|.*", readme)[0]
    python = re.search(r'requires-python = ">=([\d.]+)"', metadata)[1]
    assert python in re.search(r"\| Python \|.*", readme)[0]


def test_every_dependency_is_explained():
    metadata = (samples.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(
        r"^dependencies = \[(.*?)^\]", metadata, re.MULTILINE | re.DOTALL
    )[1]
    text = samples.read("explanation/decisions/0008-dependencies.md")
    for name, bound in re.findall(r'"([\w-]+)>=([\d.]+)"', listed):
        assert f"`{name}` ≥ {bound}" in text


def test_names_in_migrations_are_the_ones_we_promise_to_keep():
    text = samples.read("explanation/decisions/0010-migrations-name-our-functions.md")
    promised = set(re.findall(r"`(wagtail_meetups\.models\.\w+\.\w+)`", text))
    used = set()
    for path in PACKAGE.rglob("migrations/0*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"(wagtail_meetups\.models\.\w+\.\w+)", source))
    assert promised == used


def test_every_page_is_in_the_index():
    text = samples.read("README.md")
    for path in samples.DOCS.rglob("*.md"):
        name = path.relative_to(samples.DOCS).as_posix()
        if name != "README.md":
            assert f"]({name})" in text, name


def test_decisions_are_short():
    for path in (samples.DOCS / "explanation" / "decisions").glob("*.md"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 25, path.name
