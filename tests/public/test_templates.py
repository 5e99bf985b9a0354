"""Every template and every block of ours can be replaced by one of the host's.

They are found by reading the package, so that a new one without a place to see it fails.
First each place is looked at once, to learn what it is made of; then each template and
block is replaced, and one place looked at that shows it.
"""

from pathlib import Path

import django.forms
import pytest
from django.contrib.auth import get_user_model
from django.template import Engine
from django.template.loader_tags import BlockNode
from django.test.signals import template_rendered

import wagtail_meetups

from .everything import HAS_COMMENTS, SETTINGS, Everything, Place

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it makes a small image in to the garbage collector.
    pytest.mark.filterwarnings(
        "ignore:Unclosed file <tempfile.Spooled:ResourceWarning"
    ),
]

FOLDER = Path(wagtail_meetups.__file__).parent / "templates"
COMMENTS = "wagtail_meetups/comments/"
TEMPLATES = sorted(
    name
    for name in (path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
    if HAS_COMMENTS or not name.startswith(COMMENTS)
)
PAGES = [name for name in TEMPLATES if name.endswith("_page.html")]
MARK = "Here is something of the host's."
LOADERS = "django.template.loaders"


@pytest.fixture
def replaced(settings):
    """The text of the host's templates by their names: a dictionary to write into.

    Nothing of it is cached, and everything else is, so that a host's template is there at
    once and gone at once. Widgets are looked for in the same places, as Django lets a
    site do.
    """
    templates: dict[str, str] = {}
    (engine,) = settings.TEMPLATES
    plain = [f"{LOADERS}.filesystem.Loader", f"{LOADERS}.app_directories.Loader"]
    loaders = [
        (f"{LOADERS}.locmem.Loader", templates),
        (f"{LOADERS}.cached.Loader", plain),
    ]
    settings.FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
    settings.TEMPLATES = [
        {
            **engine,
            "APP_DIRS": False,
            "DIRS": [*engine["DIRS"], Path(django.forms.__file__).parent / "templates"],
            "OPTIONS": {**engine["OPTIONS"], "loaders": loaders},
        }
    ]
    return templates


@pytest.fixture
def everything(index, settings):
    settings.WAGTAIL_MEETUPS = SETTINGS
    return Everything(index)


@pytest.fixture
def host_client(client):
    user = get_user_model().objects.create_superuser("claire", "c@example.com", "x")
    known = type(client)()
    known.force_login(user)
    return known


def look_at(places: list[Place]) -> dict[str, list[Place]]:
    """For each template the places that it is rendered at; every place is looked at once."""
    seen: dict[str, list[Place]] = {}

    def note(template, **kwargs):
        if here not in (found := seen.setdefault(template.name, [])):
            found.append(here)

    template_rendered.connect(note)
    try:
        for here in places:
            assert MARK not in here.show(), here.name
    finally:
        template_rendered.disconnect(note)
    return seen


def is_shown(replaced, name: str, text: str, places: list[Place]) -> bool:
    """Whether the host's template is seen at one of the places; then it is taken away."""
    replaced[name] = text
    try:
        return any(MARK in place.show() for place in places)
    finally:
        del replaced[name]


def test_each_template_can_be_replaced(replaced, everything, client, host_client):
    assert len(TEMPLATES) > 20
    seen = look_at([*everything.public(client), *everything.admin(host_client)])
    assert [name for name in TEMPLATES if name not in seen] == []
    assert [
        name for name in TEMPLATES if not is_shown(replaced, name, MARK, seen[name])
    ] == []


def blocks() -> list[tuple[str, str]]:
    """Each block with the template that has it; those of the admin are not for hosts."""
    engine = Engine.get_default()
    return [
        (name, node.name)
        for name in TEMPLATES
        if "/admin/" not in name
        for node in engine.get_template(name).nodelist.get_nodes_by_type(BlockNode)
    ]


def test_each_block_can_be_replaced(replaced, everything, client):
    found = blocks()
    names = {block for _name, block in found}
    assert {"meetups_title", "meetups_join", "meetups_erase", "footer"} <= names
    seen = look_at(everything.public(client))
    unseen = [
        (name, block)
        for name, block in found
        # Those of a layout are replaced in the pages that stand in it.
        if not any(
            is_shown(
                replaced,
                page,
                f'{{% extends "{page}" %}}{{% block {block} %}}{MARK}{{% endblock %}}',
                seen.get(page, []),
            )
            for page in ([name] if name in PAGES else PAGES)
        )
    ]
    assert unseen == []


def test_each_block_can_be_added_to(get, host_templates, index):
    host_templates(
        "wagtail_meetups/meetup_index_page.html",
        '{% extends "wagtail_meetups/meetup_index_page.html" %}'
        "{% block meetups_upcoming %}{{ block.super }}<p>Mine</p>{% endblock %}",
    )
    page = get(index.url)
    assert page.find("h2", id="upcoming")
    assert ({}, "Mine") in page.find("p")
