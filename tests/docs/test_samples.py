"""Every fenced sample of the documentation is read by a test of its language."""

import re

import pytest
from django.apps import apps
from django.core.management import BaseCommand, get_commands, load_command_class

from . import samples
from .sites import run_site

PAGES = [*samples.PAGES, samples.ROOT / "CONTRIBUTING.md"]
# "" is what no program reads: answers, drawings, addresses, a crontab.
HAS_COMMENTS = apps.is_installed("wagtail_meetups.comments")
LANGUAGES = {"python", "html+django", "css", "console", ""}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_sample_is_of_a_language_that_nothing_reads(page):
    text = page.read_text(encoding="utf-8")
    found = samples.languages(text)
    assert len(re.findall(r"^ *```", text, re.MULTILINE)) == 2 * len(found)
    assert set(found) <= LANGUAGES


def every(language):
    for page in PAGES:
        for source in samples.code(page.read_text(encoding="utf-8"), language):
            yield pytest.param(source, id=page.stem)


@pytest.mark.parametrize("source", list(every("css")))
def test_styles_name_what_exists(source):
    package = samples.ROOT / "wagtail_meetups"
    ours = (package / "static" / "wagtail_meetups" / "meetups.css").read_text()
    assert set(re.findall(r"--meetups-[\w-]+", source)) <= set(
        re.findall(r"--meetups-[\w-]+", ours)
    )
    classes = set(re.findall(r"\.(meetups[\w-]*)", source))
    assert classes <= set(re.findall(r"\.(meetups[\w-]*)", ours))
    assert source.count("{") == source.count("}") > 0


def commands():
    for sample in every("console"):
        for line in sample.values[0].splitlines():
            if line.startswith("$ "):
                yield line[2:].split("#")[0].split()


def test_commands_exist_with_their_options():
    names, targets = set(), set()
    makefile = (samples.ROOT / "Makefile").read_text(encoding="utf-8")
    for words in commands():
        if words[:2] == ["python", "manage.py"]:
            name = words[2]
            if name.endswith("_comments") and not HAS_COMMENTS:
                continue
            app = get_commands()[name]
            command = app if isinstance(app, BaseCommand) else None
            command = command or load_command_class(app, name)
            known = command.create_parser("manage.py", name)._option_string_actions
            options = {word.split("=")[0] for word in words if word.startswith("--")}
            assert options <= set(known), words
            names.add(name)
        elif words[0] == "make":
            target = words[1]
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
            for word in words[2:]:
                assert re.search(rf"\b{word.split('=')[0]}\b", makefile), word
            targets.add(target)
        elif words[0].startswith("."):
            path = samples.ROOT / words[0]
            assert words[0] == "." or words[0].startswith(".venv/") or path.exists()
    assert {"migrate", "start_meetups", "rebuild_meetups"} <= names
    assert {"demo", "test"} <= targets


def own_types() -> str:
    models, *_rest = samples.code(samples.read("how-to/own-page-types.md"), "python")
    return models


def test_a_calendar_has_an_address_in_ics(tmp_path):
    (urls,) = samples.code(samples.read("how-to/ics-address.md"), "python")
    (tmp_path / "own_urls.py").write_text(urls, encoding="utf-8")
    script = """
index = factories.make_index(slug="gatherings")
factories.make_event(index, title="First gathering")
calendar = client.get("/gatherings/feed.ics")
print(calendar.content == client.get("/gatherings/ical/").content)
print("SUMMARY:First gathering" in calendar.content.decode())
"""
    settings = 'ROOT_URLCONF = "own_urls"\n'
    assert run_site(tmp_path, own_types(), script, settings) == ["True", "True"]


def test_a_search_finds_what_the_reader_may_see(tmp_path):
    search, private, _api = samples.code(
        samples.read("how-to/site-search-and-api.md"), "python"
    )
    (tmp_path / "own_search.py").write_text(search + private, encoding="utf-8")
    (tmp_path / "templates" / "search").mkdir(parents=True)
    (tmp_path / "templates" / "search" / "search.html").write_text(
        "{% for page in search_results %}{{ page.title }};{% endfor %}"
    )
    settings = """
from copy import deepcopy
TEMPLATES = deepcopy(TEMPLATES)
TEMPLATES[0]["DIRS"] = ["templates"]
"""
    script = """
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction, Site
from own_search import keep_private, search

index = factories.make_index(slug="gatherings")
factories.make_event(index, title="Gathering for all")
members = factories.make_event(index, title="Gathering for members")
PageViewRestriction.objects.create(page=members, restriction_type="login")
request = RequestFactory().get("/search/?query=gathering", headers={"host": "localhost"})
request.user = AnonymousUser()
request.session = {}
print(search(request).content.decode())
print(keep_private(request, HttpResponse()).headers.get("Cache-Control"))
"""
    found = run_site(tmp_path, own_types(), script, settings)
    assert found == ["Gathering for all;", "None"]


def test_a_home_page_takes_an_index(tmp_path):
    _apps, home = samples.code(
        (samples.ROOT / "README.md").read_text(encoding="utf-8"), "python"
    )
    settings = 'INSTALLED_APPS.append("wagtail_meetups.pages")\n'
    script = """
from gatherings.models import HomePage
from wagtail_meetups.pages.models import MeetupIndexPage
print(MeetupIndexPage in HomePage.allowed_subpage_models())
"""
    blog = """
class BlogIndexPage(Page):
    class Meta:
        app_label = "gatherings"
"""
    models = home.replace('"blog.BlogIndexPage"', '"BlogIndexPage"') + blog
    assert run_site(tmp_path, models, script, settings) == ["True"]


def test_urls_of_a_site_in_several_languages(tmp_path):
    urls, _localize = samples.code(samples.read("how-to/translate.md"), "python")
    (tmp_path / "own_urls.py").write_text(urls, encoding="utf-8")
    script = """
index = factories.make_index(slug="gatherings")
print(index.url, client.get(index.url + "ical/").status_code)
"""
    settings = 'ROOT_URLCONF = "own_urls"\n'
    (told,) = run_site(tmp_path, own_types(), script, settings)
    assert told == "/en/gatherings/ 200"
