"""Layouts as sites have them: what ours must find in each, and how its pages then look."""

from pathlib import Path
from typing import NamedTuple

import wagtail
from django.template import Context, Engine

__all__ = ["LAYOUTS", "Expected", "wagtail_start"]


class Expected(NamedTuple):
    """The names of the blocks to be found; empty where there is none."""

    title: str
    head: str
    content: str
    has_main: bool = True
    has_description: bool = False


def wagtail_start() -> str:
    """The layout that ``wagtail start`` of the installed Wagtail writes."""
    folder = Path(wagtail.__file__).parent / "project_template" / "project_name"
    source = (folder / "templates" / "base.html").read_text(encoding="utf-8")
    return Engine().from_string(source).render(Context({"project_name": "mysite"}))


LAYOUTS = {
    "wagtail start": (
        {"base.html": wagtail_start()},
        Expected("title", "extra_css", "content", False, True),
    ),
    "a skeleton": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block extra_head %}{% endblock %}</head>
            <body><nav>Menu</nav>{% block body_content %}{% endblock %}</body></html>"""
        },
        Expected("title", "extra_head", "body_content", False),
    ),
    "only a main": (
        {
            "base.html": """<!doctype html><html><head><title>{{ page.title }}</title></head>
            <body><main>{% block main %}{% endblock %}</main></body></html>"""
        },
        Expected("", "", "main"),
    ),
    "everything in blocks, the inner ones in the outer ones": (
        {
            "base.html": """<!doctype html><html>{% block html_head %}<head>{% block head %}
            <meta charset="utf-8"><title>{% block head_title %}{% block title %}Ours{% endblock %} | Site{% endblock %}</title>
            {% block css %}<link rel="stylesheet" href="/host.css">{% endblock %}
            {% block javascript %}<script defer src="/host.js"></script>{% endblock %}
            {% endblock %}</head>{% endblock %}
            {% block body_tag %}<body class="{% block body_class %}{% endblock %}">{% endblock %}
            {% block body %}<header>{% block header %}<nav>Menu</nav>{% endblock %}</header>
            <main>{% block main %}<div>{% block content %}<p>Nothing yet</p>{% endblock %}</div>{% endblock %}</main>
            <footer>{% block footer %}{% endblock %}</footer>{% endblock %}
            {% block modal %}{% endblock %}</body></html>"""
        },
        Expected("title", "head", "content"),
    ),
    "a heading is called title, and the page content": (
        {
            "base.html": """<!doctype html><html><head><title>{% block html_title %}{% endblock %}</title>
            {% block meta %}{% endblock %}</head><body>
            <h1>{% block title %}{% endblock %}</h1>
            <aside>{% block content %}News{% endblock %}</aside>
            <main role="main">{% block page-content %}{% endblock %}</main></body></html>"""
        },
        Expected("html_title", "meta", "page-content"),
    ),
    "a main by role, and a head in a file of its own": (
        {
            "base.html": """{% block head %}{% include "includes/head.html" %}{% endblock %}<body>
            {% block head-extra %}{% endblock %}{% include "includes/header.html" %}
            <content role="main">{% block content %}{% endblock %}</content></body></html>""",
            "includes/head.html": '<!doctype html><html><head><meta name="description" content="A site"><title>Bakery</title></head>',
            "includes/header.html": "<header>{% block content %}A block here is no block.{% endblock %}</header>",
        },
        Expected("", "", "content", True, True),
    ),
    "blocks of another language": (
        {
            "base.html": """<!doctype html><html><head><title>{% block titel %}{% endblock %}</title>
            {% block kopf %}{% endblock %}</head>
            <body><main>{% block inhalt %}<p>{% block absatz %}{% endblock %}</p>{% endblock %}</main></body></html>"""
        },
        Expected("titel", "kopf", "inhalt"),
    ),
    "three templates, the nearest counts": (
        {
            "base.html": """{% extends "shared/frame.html" %}
            {% block title %}{{ block.super }}!{% endblock %}
            {% block main %}<aside>{% block content %}{% endblock %}</aside><div>{% block page_content %}{% endblock %}</div>{% endblock %}""",
            "shared/frame.html": """{% extends "shared/root.html" %}
            {% block extra_css %}{{ block.super }}{% block meta %}{% endblock %}{% endblock %}""",
            "shared/root.html": """<!doctype html><html><head><title>{% block title %}Root{% endblock %}</title>
            {% block extra_css %}{% endblock %}</head>
            <body><main>{% block main %}{% block content %}{% endblock %}{% endblock %}</main></body></html>""",
        },
        Expected("title", "extra_css", "page_content"),
    ),
    "a block that another tag may do anything with": (
        {
            "base.html": """{% load cache %}<!doctype html><html><head>
            <title>{% if page.title %}{% block title %}{% endblock %}{% endif %}</title>
            {% cache 60 styles %}{% block extra_css %}{% endblock %}{% endcache %}
            <style>{% block css %}{% endblock %}</style><!-- {% block head %}{% endblock %} -->
            {% block late %}{% endblock %}</head><body>
            {% cache 60 page %}<main>{% block main %}{% endblock %}</main>{% endcache %}
            <main>{% spaceless %}{% block content %}{% endblock %}{% endspaceless %}</main></body></html>"""
        },
        Expected("title", "late", "content"),
    ),
    "a body that is there to be filled": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block head %}{% endblock %}</head><body>{% block body %}{% endblock %}</body></html>"""
        },
        Expected("title", "head", "body", False),
    ),
    "a body that is the site's": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block head %}{% endblock %}</head>
            <body>{% block body %}<p>Welcome</p>{% endblock %}</body></html>"""
        },
        Expected("title", "head", "", False),
    ),
    "a page that is the site's": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block head %}{% endblock %}</head>
            <body>{% block page %}<nav>Menu</nav>{% endblock %}</body></html>"""
        },
        Expected("title", "head", "", False),
    ),
    "a main that holds the menu": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block head %}{% endblock %}</head>
            <body>{% block main %}<nav>Menu</nav>{% endblock %}</body></html>"""
        },
        Expected("title", "head", "", False),
    ),
    "the best name holds another that will do": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block head %}{% endblock %}</head>
            <body><main>{% block content %}<div>{% block main %}{% endblock %}</div>
            <p>About us</p>{% endblock %}</main></body></html>"""
        },
        Expected("title", "head", "main"),
    ),
    "the best name stands before the main element": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block head %}{% endblock %}</head><body>{% block content %}{% endblock %}
            <main>{% block main %}{% endblock %}</main></body></html>"""
        },
        Expected("title", "head", "main"),
    ),
    "two to choose from, with no usual name": (
        {
            "base.html": """<!doctype html><html><head><title>{% block title %}{% endblock %}</title>
            {% block head %}{% endblock %}</head>
            <body><main>{% block left %}{% endblock %}{% block right %}{% endblock %}</main></body></html>"""
        },
        Expected("title", "head", ""),
    ),
    "a frame chosen while rendering": (
        {
            "base.html": "{% extends frame %}{% block content %}{% endblock %}",
        },
        Expected("", "", "", False),
    ),
}
