"""The how-to on layouts says what is done, and its few lines do what it says."""

import pytest
from django.template import Engine

from tests import factories
from tests.public.html import read
from tests.public.layouts import wagtail_start
from wagtail_meetups.views.layout import find_layout

from . import samples

PAGE = samples.read("how-to/own-templates.md")
LAYOUT = """<!doctype html><html><head><title>{% block name %}{% endblock %} | Host</title>
{% block top %}<link rel="stylesheet" href="/host.css">{% endblock %}</head>
<body><main>{% block middle %}{% endblock %}{% block last %}{% endblock %}</main></body></html>"""


def sample(heading: str) -> str:
    (source,) = samples.code(samples.section(PAGE, heading), "html+django")
    return source


def test_a_layout_of_wagtail_start_is_joined_as_told(host_templates):
    host_templates("base.html", wagtail_start())
    layout = find_layout(Engine.get_default(), "base.html")
    assert layout.source == sample("## What is found by itself").replace("\n", "")


@pytest.mark.django_db
def test_the_few_lines_put_our_pages_into_a_layout_of_other_names(
    client, host_templates, index
):
    override = sample("## Other block names")
    assert len(override.splitlines()) <= 5
    host_templates("base.html", LAYOUT)
    host_templates("wagtail_meetups/base.html", override)
    page = read(client.get(index.url))
    assert page.find("title")[0][1] == "Café evenings | Host"
    assert [link["href"] for link in page.link_rel("stylesheet")] == [
        "/host.css",
        "/static/wagtail_meetups/meetups.css",
    ]
    assert page.link_rel("alternate", type="text/calendar")
    assert page.text.startswith("Café evenings")


@pytest.mark.django_db
def test_a_template_named_after_the_page_type_changes_one_part(
    client, host_templates, index
):
    event = factories.make_event(index, price_note="free")
    host_templates(type(event).template, sample("## Another look for one part"))
    page = read(client.get(event.url))
    assert "Price: free" in page.text
    assert "Bring a friend." in page.text
