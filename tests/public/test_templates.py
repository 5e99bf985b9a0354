"""Every template and every block of ours can be replaced by one of the host's.

They are found by reading the package, so that a new one without a place to see it fails.
"""

from datetime import timedelta
from pathlib import Path

import django.forms
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.template import Engine
from django.template.loader_tags import BlockNode
from django.urls import reverse
from django.utils import timezone

import wagtail_meetups

from .. import factories
from ..comments.commenting import comment_addresses

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it makes a small image in to the garbage collector.
    pytest.mark.filterwarnings(
        "ignore:Unclosed file <tempfile.Spooled:ResourceWarning"
    ),
]

FOLDER = Path(wagtail_meetups.__file__).parent / "templates"
HAS_COMMENTS = apps.is_installed("wagtail_meetups.comments")
COMMENTS = "wagtail_meetups/comments/"
TEMPLATES = sorted(
    name
    for name in (path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
    if HAS_COMMENTS or not name.startswith(COMMENTS)
)
PAGES = [
    name
    for name in TEMPLATES
    if name.count("/") == 1
    and not name.endswith(("/base.html", "/layout.html", "/comments.html"))
    or name.startswith(COMMENTS)
    and name.endswith("_page.html")
]
MARK = "Here is something of the host's."


@pytest.fixture
def widget_templates(settings, host_templates):
    """Django's own way to look for the templates of widgets among a site's templates."""
    settings.FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
    (engine,) = settings.TEMPLATES
    forms = Path(django.forms.__file__).parent / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], forms]}]


@pytest.fixture
def addresses(index, settings):
    """Where everything that can be shown is shown: to all, and to those who logged in."""
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 1}
    person = factories.make_attendee(photo=factories.make_image())
    factories.agree(person, "first_name", "trade", "photo")
    content = {
        "venue": factories.make_venue(),
        "hosts": [person],
        "topics": [factories.make_topic()],
        "image": factories.make_image(),
        "price_note": "free",
        "body": [
            ("text", "<p>Bring a chair.</p>"),
            ("quote", {"text": "What a night", "source": "Nadia"}),
            ("image", factories.make_image()),
            ("embed", "https://video.example/1"),
        ],
    }
    today = timezone.localdate()
    event = factories.make_event(index, status="tentative", **content)
    series = factories.make_event(index, recurrence="FREQ=WEEKLY;COUNT=3", **content)
    past = factories.make_event(index, start_date=today - timedelta(days=9))
    factories.make_event(index, start_date=today - timedelta(days=8))
    recap = factories.make_recap(
        index, event_id=event.pk, image=content["image"], body=content["body"]
    )
    recap.topics.set(content["topics"])
    factories.publish(recap)
    paths = [
        page.url + path.lstrip("/")
        for page in (index, event, series, past, recap)
        for path in page.get_cached_paths()
    ]
    private = factories.make_index()
    private.view_restrictions.create(restriction_type="login")
    known = [
        private.url,
        reverse("wagtail_meetups_check_feed", args=[index.pk]),
        reverse("wagtail_meetups_copy_event", args=[event.pk]),
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
    ]
    if HAS_COMMENTS:
        for_all, for_hosts = comment_addresses(event)
        paths, known = paths + for_all, known + for_hosts
    return paths, known


@pytest.fixture
def shows(client, addresses, host_templates, widget_templates, tmp_path):
    """Whether templates of a host are seen anywhere; they are taken away again."""
    user = get_user_model().objects.create_superuser("claire", "c@example.com", "x")
    known = type(client)()
    known.force_login(user)

    def shown():
        for reader, paths in zip((client, known), addresses, strict=True):
            for path in paths:
                response = reader.get(path)
                assert response.status_code == 200, path
                if MARK in response.content.decode():
                    return True
        return False

    def shows(templates):
        for name, text in templates.items():
            host_templates(name, text)
        for loader in Engine.get_default().template_loaders:
            loader.reset()
        found = shown()
        for name in templates:
            (tmp_path / name).unlink()
        return found

    assert not shows({})
    return shows


def test_each_template_can_be_replaced(shows):
    assert len(TEMPLATES) > 20
    unseen = [name for name in TEMPLATES if not shows({name: MARK})]
    assert unseen == []


def blocks() -> set[str]:
    engine = Engine.get_default()
    return {
        node.name
        for name in TEMPLATES
        if name.startswith("wagtail_meetups/") and "/admin/" not in name
        for node in engine.get_template(name).nodelist.get_nodes_by_type(BlockNode)
    }


def test_each_block_can_be_replaced(shows):
    names = sorted(blocks())
    assert {"meetups_title", "meetups_join", "footer"} <= set(names)
    unseen = [
        name
        for name in names
        if not shows(
            {
                page: f'{{% extends "{page}" %}}'
                f"{{% block {name} %}}{MARK}{{% endblock %}}"
                for page in PAGES
            }
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
