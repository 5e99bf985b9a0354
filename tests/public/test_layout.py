"""Our pages find their places in the site's own layout, or stand in ours."""

import re
from dataclasses import asdict
from datetime import date

import pytest
from django.template import Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.test import override_settings

from wagtail_meetups.views.layout import find_layout, layout_context

from .. import factories
from .layouts import LAYOUTS

pytestmark = pytest.mark.django_db

LAYOUT = """<!doctype html>
<html lang="en"><head><title>{% block title %}{% endblock %} | Host</title>
{% block extra_css %}<link rel="stylesheet" href="/host.css">{% endblock %}</head>
<body class="host"><header><a href="/">Host</a></header>
<main>{% block content %}{% endblock %}</main></body></html>"""

# Other names, in places that nobody can guess: what the how-to tells to write.
UNUSUAL = """<!doctype html>
<html lang="en"><head><title>{% block a %}{% endblock %} | Host</title>{% block b %}{% endblock %}</head>
<body class="host"><main>{% block c %}{% endblock %}{% block d %}{% endblock %}</main></body></html>"""
OVERRIDE = """{% extends "base.html" %}
{% block a %}{% block meetups_title %}{{ page.title }}{% endblock %}{% endblock %}
{% block b %}{% block meetups_head %}{% include "wagtail_meetups/parts/head.html" %}{% endblock %}{% endblock %}
{% block d %}{% block meetups_content %}{% endblock %}{% endblock %}
"""
STYLESHEET = "/static/wagtail_meetups/meetups.css"


@pytest.fixture
def addresses(index):
    """Those of our pages, with their titles."""
    event = factories.make_event(
        index, title="Spring evening", start_date=date(2090, 3, 7)
    )
    recap = factories.make_recap(index, title="How it went", event=event)
    return [(page.url, page.title) for page in (index, event, recap)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_usual_places_are_found(host_templates, name):
    files, expected = LAYOUTS[name]
    for path, source in files.items():
        host_templates(path, source)
    found = find_layout(Engine.get_default(), "base.html")
    assert asdict(found) == {"name": "base.html", **expected._asdict()}


@pytest.mark.parametrize(
    "name", [name for name, (_files, expected) in LAYOUTS.items() if expected.content]
)
def test_pages_stand_in_each_of_them(client, get, host_templates, addresses, name):
    files, expected = LAYOUTS[name]
    for path, source in files.items():
        host_templates(path, source)
    for address, title in addresses:
        html = client.get(address).content.decode()
        assert html.count(f"<h1>{title}</h1>") == 1
        assert html.count("<main") + html.count("<content role") == (
            2 if name == "a block that another tag may do anything with" else 1
        )
        assert html.index("<main" if "<main" in html else "<content") < html.index(
            f"<h1>{title}"
        )
        assert html.count(STYLESHEET) == 1
        assert 'class="meetups-skip"' not in html
        if expected.title:
            assert title in html[html.index("<title") : html.index("</title>")]
        if expected.head:
            head = html[html.index("<head>") : html.index("</head>")]
            assert 'rel="canonical"' in head
            assert STYLESHEET in head


def test_what_the_host_has_in_its_head_stays(get, host_templates, addresses):
    host_templates("base.html", LAYOUT)
    for address, title in addresses:
        page = get(address)
        assert page.find("body")[0][0] == {"class": "host"}
        assert page.find("title")[0][1] == f"{title} | Host"
        assert [link["href"] for link in page.link_rel("stylesheet")] == [
            "/host.css",
            STYLESHEET,
        ]
        assert page.link_rel("canonical")
    assert get(addresses[1][0]).structured_data["name"] == "Spring evening"


def test_without_one_pages_stand_in_ours(get, addresses):
    for address, title in addresses:
        page = get(address)
        assert page.find("body")[0][0] == {"class": "meetups-body"}
        assert page.find("title")[0][1].startswith(title)


@pytest.mark.parametrize(
    ("base", "settings_value"),
    [
        pytest.param(LAYOUT, "", id="not wanted"),
        pytest.param(UNUSUAL, "base.html", id="not recognised"),
        pytest.param(LAYOUT, "nowhere.html", id="of another name"),
    ],
)
def test_ours_is_used_where_the_hosts_cannot_be(
    get, settings, host_templates, addresses, base, settings_value
):
    host_templates("base.html", base)
    settings.WAGTAIL_MEETUPS = {"BASE_TEMPLATE": settings_value}
    for address, _title in addresses:
        assert get(address).find("body")[0][0] == {"class": "meetups-body"}


def test_the_layout_may_have_another_name(get, settings, host_templates, addresses):
    host_templates("site/frame.html", LAYOUT)
    settings.WAGTAIL_MEETUPS = {"BASE_TEMPLATE": "site/frame.html"}
    for address, _title in addresses:
        assert get(address).find("body")[0][0] == {"class": "host"}


def test_a_few_lines_do_for_a_layout_of_any_names(get, host_templates, addresses):
    host_templates("base.html", UNUSUAL)
    host_templates("wagtail_meetups/base.html", OVERRIDE)
    assert len(OVERRIDE.splitlines()) <= 5
    for address, title in addresses:
        page = get(address)
        assert page.find("body")[0][0] == {"class": "host"}
        assert page.find("title")[0][1] == f"{title} | Host"
        assert [link["href"] for link in page.link_rel("stylesheet")] == [STYLESHEET]


def test_a_layout_may_extend_one_of_the_same_name(get, tmp_path, settings, addresses):
    templates = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "a", tmp_path / "b"]}]
    for folder in "ab":
        (tmp_path / folder).mkdir()
    (tmp_path / "a" / "base.html").write_text(
        '{% extends "base.html" %}{% block extra_css %}<meta name="theme">{{ block.super }}{% endblock %}'
    )
    (tmp_path / "b" / "base.html").write_text(LAYOUT)
    with override_settings(TEMPLATES=templates):
        page = get(addresses[0][0])
    assert page.find("meta", name="theme")
    assert page.find("body")[0][0] == {"class": "host"}
    assert page.link_rel("canonical")


def test_our_own_layout_can_be_replaced_as_a_whole(get, host_templates, addresses):
    host_templates("wagtail_meetups/layout.html", LAYOUT.replace("extra_css", "head"))
    for address, title in addresses:
        page = get(address)
        assert page.find("body")[0][0] == {"class": "host"}
        assert page.find("title")[0][1] == f"{title} | Host"


def test_a_template_of_the_page_type_extends_ours_in_the_hosts_layout(
    get, host_templates, index, addresses
):
    host_templates("base.html", LAYOUT)
    host_templates(
        type(index).template,
        '{% extends "wagtail_meetups/meetup_index_page.html" %}'
        "{% block meetups_title %}Mine: {{ block.super }}{% endblock %}"
        "{% block meetups_upcoming %}{{ block.super }}<p>Bring a friend.</p>{% endblock %}",
    )
    page = get(index.url)
    assert page.find("title")[0][1] == "Mine: Café evenings | Host"
    assert ({}, "Bring a friend.") in page.find("p")
    assert page.find("h2", id="upcoming")


def test_previews_stand_in_the_hosts_layout_too(host_templates, index, addresses):
    host_templates("base.html", LAYOUT)
    event = factories.build_event(title="Not yet", locale=index.locale)
    for draft in (index, event):
        response = draft.make_preview_request(preview_mode=draft.default_preview_mode)
        html = response.content.decode()
        assert '<body class="host">' in html
        assert f"<h1>{draft.title}</h1>" in html


def test_a_broken_layout_is_told_as_usual(client, host_templates, addresses):
    host_templates("base.html", "{% block title %}")
    with pytest.raises(TemplateSyntaxError):
        client.get(addresses[0][0])


def test_a_layout_whose_own_layout_is_missing_is_told_as_usual(
    client, host_templates, addresses
):
    host_templates("base.html", '{% extends "nowhere.html" %}')
    with pytest.raises(TemplateDoesNotExist, match=r"nowhere\.html"):
        client.get(addresses[0][0])


def test_a_description_is_given_once(client, host_templates, index):
    files, _expected = LAYOUTS["wagtail start"]
    host_templates("base.html", files["base.html"])

    def descriptions(page):
        html = client.get(page.url).content.decode()
        return re.findall(r'<meta name="description" content="(.*?)"', html)

    event = factories.make_event(index, summary="Come along.")
    assert descriptions(event) == ["Come along."]
    if hasattr(event, "search_description"):  # A base page of a site's own has none.
        factories.publish(event, search_description="For search engines.")
        assert descriptions(event) == ["For search engines."]


@pytest.mark.parametrize("base", ["", LAYOUT], ids=["ours", "the host's"])
def test_no_stylesheet_of_ours_is_linked_where_none_is_wanted(
    get, settings, host_templates, addresses, base
):
    if base:
        host_templates("base.html", base)
    settings.WAGTAIL_MEETUPS = {"STYLESHEET": False}
    for address, _title in addresses:
        links = [link["href"] for link in get(address).link_rel("stylesheet")]
        assert links == (["/host.css"] if base else [])


def test_a_layout_is_read_once(host_templates, index, monkeypatch):
    host_templates("base.html", LAYOUT)
    first = layout_context(index)["meetups_layout"]
    monkeypatch.setattr("wagtail_meetups.views.layout.find_layout", None)
    assert layout_context(index)["meetups_layout"] is first
