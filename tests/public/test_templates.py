"""A host puts our pages into its own layout by one file, and changes a block by another."""

from datetime import date

import pytest

from .. import factories

pytestmark = pytest.mark.django_db

LAYOUT = """<!doctype html>
<html lang="en"><head><title>{% block title %}{% endblock %} | Host</title>
{% block extra_css %}<link rel="stylesheet" href="/host.css">{% endblock %}</head>
<body class="host"><main>{% block main %}{% endblock %}</main></body></html>"""

BRIDGE = """{% extends "base.html" %}
{% block title %}{% block meetups_title %}{{ page.title }}{% endblock %}{% endblock %}
{% block extra_css %}{{ block.super }}
{% block meetups_head %}{% include "wagtail_meetups/parts/head.html" %}{% endblock %}
{% endblock %}
{% block main %}{% block meetups_content %}{% endblock %}{% endblock %}"""


@pytest.fixture
def event(index):
    event = factories.make_event(
        index, title="Spring evening", start_date=date(2090, 3, 7)
    )
    factories.make_recap(index, title="How it went", slug="recap", event=event)
    return event


def test_pages_stand_in_the_hosts_own_layout(get, host_templates, index, event):
    host_templates("base.html", LAYOUT)
    host_templates("wagtail_meetups/base.html", BRIDGE)
    for address, title in (
        (index.url, "Café evenings"),
        (event.url, "Spring evening"),
        (f"{index.url}recap/", "How it went"),
    ):
        page = get(address)
        assert page.find("body")[0][0] == {"class": "host"}
        assert page.find("title")[0][1] == f"{title} | Host"
        assert [link["href"] for link in page.link_rel("stylesheet")] == ["/host.css"]
        assert page.link_rel("canonical")
    assert get(event.url).structured_data["name"] == "Spring evening"


def test_our_stylesheet_is_used_unless_its_block_is_emptied(get, index):
    (link,) = get(index.url).link_rel("stylesheet")
    assert link["href"] == "/static/wagtail_meetups/meetups.css"


def test_our_stylesheet_is_a_block_of_its_own(get, host_templates, index):
    host_templates(
        "wagtail_meetups/meetup_index_page.html",
        '{% extends "wagtail_meetups/meetup_index_page.html" %}'
        "{% block meetups_css %}{% endblock %}",
    )
    assert get(index.url).link_rel("stylesheet") == []


BLOCKS = {
    "event": [
        "meetups_up",
        "meetups_status",
        "meetups_image",
        "meetups_when",
        "meetups_where",
        "meetups_join",
        "meetups_body",
        "meetups_hosts",
        "meetups_recaps",
    ],
    "meetup_index": [
        "meetups_introduction",
        "meetups_next",
        "meetups_upcoming",
        "meetups_subscribe",
        "meetups_recaps",
        "meetups_past",
    ],
    "recap": [
        "meetups_up",
        "meetups_byline",
        "meetups_image",
        "meetups_body",
        "meetups_event",
    ],
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_each_block_can_be_replaced(get, host_templates, index, event, kind):
    name = f"wagtail_meetups/{kind}_page.html"
    blocks = BLOCKS[kind]
    marks = "".join(
        f"{{% block {block} %}}<p>Mine: {block}</p>{{% endblock %}}" for block in blocks
    )
    host_templates(name, f'{{% extends "{name}" %}}{marks}')
    address = {
        "event": event.url,
        "meetup_index": index.url,
        "recap": f"{index.url}recap/",
    }[kind]
    paragraphs = [text for _attrs, text in get(address).find("p")]
    assert [text for text in paragraphs if text.startswith("Mine: ")] == [
        f"Mine: {block}" for block in blocks
    ]
