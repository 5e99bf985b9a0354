"""Every system check fires when it should, is silent else, and says what to change."""

from unittest import mock

import pytest
from django.core.checks import Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db.utils import DatabaseError
from wagtail.models import Site

from wagtail_meetups import checks
from wagtail_meetups.mixins import EventMixin
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.models.registry import index_models


def ids(messages):
    return [message.id for message in messages]


def test_a_sound_site_has_nothing_to_be_told(settings):
    settings.DEBUG = True
    call_command("check", fail_level="WARNING")


def test_an_unknown_setting_is_an_error(settings):
    settings.WAGTAIL_MEETUPS = {"FEED_PAST_DAY": 10, "PAGE_SIZE": 5}
    [message] = checks.check_settings(None)
    assert isinstance(message, Error)
    assert message.id == "wagtail_meetups.E001"
    assert "'FEED_PAST_DAY'" in message.msg
    assert "FEED_PAST_DAYS" in message.hint


def test_a_setting_that_is_no_dictionary_is_told_too(settings):
    settings.WAGTAIL_MEETUPS = ["PAGE_SIZE"]
    with pytest.raises(ImproperlyConfigured, match="must be a dictionary"):
        checks.check_settings(None)


@pytest.mark.parametrize("value", [0, -1, 1.5, "60", None, True])
def test_a_value_that_is_no_number_is_an_error(settings, value):
    settings.WAGTAIL_MEETUPS = {"FEED_MAX_AGE": value}
    [message] = checks.check_settings(None)
    assert message.id == "wagtail_meetups.E004"
    assert repr(value) in message.msg
    assert "not a whole number above 0" in message.msg
    assert "600" in message.hint


@pytest.mark.parametrize(
    ("name", "value", "kind", "default"),
    [
        ("STYLESHEET", "no", "True or False", "True"),
        ("BASE_TEMPLATE", None, "a text", "'base.html'"),
    ],
)
def test_a_value_of_another_kind_is_an_error(settings, name, value, kind, default):
    settings.WAGTAIL_MEETUPS = {name: value}
    [message] = checks.check_settings(None)
    assert message.id == "wagtail_meetups.E004"
    assert f"[{name!r}] is {value!r}, which is not {kind}" in message.msg
    assert message.hint == f"Use {kind}, such as the default {default}."
    # What would use the value waits until it can be used.
    assert checks.check_layout(None) == []


def test_a_project_without_time_zones_is_an_error(settings):
    settings.USE_TZ = False
    [message] = checks.check_settings(None)
    assert isinstance(message, Error)
    assert message.id == "wagtail_meetups.E002"
    assert message.hint == "Set USE_TZ = True."


def test_our_pages_on_another_base_page_are_an_error(monkeypatch):
    monkeypatch.setattr(checks, "PAGE_MODEL", "site.BasePage")
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: True)
    [message] = checks.check_pages_app(None)
    assert isinstance(message, Error)
    assert message.id == "wagtail_meetups.E003"
    assert "'site.BasePage'" in message.msg
    assert "Remove 'wagtail_meetups.pages' from INSTALLED_APPS" in message.hint


@pytest.mark.parametrize(
    ("page_model", "installed"), [("wagtailcore.Page", True), ("site.BasePage", False)]
)
def test_our_pages_elsewhere_are_none(monkeypatch, page_model, installed):
    monkeypatch.setattr(checks, "PAGE_MODEL", page_model)
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: installed)
    assert checks.check_pages_app(None) == []


def test_an_index_that_fits_nowhere_is_a_warning():
    model = index_models()[0]
    with mock.patch.object(model, "allowed_parent_page_models", return_value=[]):
        found = checks.check_index_has_a_parent(None)
    assert ids(found) == ["wagtail_meetups.W001"]
    assert isinstance(found[0], Warning)
    assert found[0].obj is model
    assert f"Add '{model._meta.label}' to the subpage_types" in found[0].hint
    assert checks.check_index_has_a_parent(None) == []


HEAD = "<head><title>{% block title %}{% endblock %}</title>{% block head %}{% endblock %}</head>"
BODY = "<body><main>{% block content %}{% endblock %}</main></body>"


@pytest.mark.parametrize(
    ("base", "problem", "follows", "hint"),
    [
        (
            HEAD,
            "No block for the content",
            "a layout of their own",
            "templates/wagtail_meetups/base.html",
        ),
        (
            "<head></head>" + BODY,
            "No block in the head",
            "before the content",
            "{% block extra_head %}{% endblock %}",
        ),
        (
            HEAD.replace("title", "name") + BODY,
            "No block in the title element",
            "the title that the layout gives",
            "{% block title %}{% endblock %}",
        ),
    ],
)
def test_a_layout_in_which_something_is_not_found_is_a_warning(
    host_templates, base, problem, follows, hint
):
    host_templates("base.html", base)
    [message] = checks.check_layout(None)
    assert isinstance(message, Warning)
    assert message.id == "wagtail_meetups.W003"
    assert problem in message.msg
    assert "'base.html'" in message.msg
    assert follows in message.msg
    assert hint in message.hint


def test_a_layout_that_is_not_there_is_a_warning_where_one_was_named(settings):
    assert checks.check_layout(None) == []
    settings.WAGTAIL_MEETUPS = {"BASE_TEMPLATE": "site/frame.html"}
    [message] = checks.check_layout(None)
    assert message.id == "wagtail_meetups.W003"
    assert "No template 'site/frame.html'" in message.msg
    settings.WAGTAIL_MEETUPS = {"BASE_TEMPLATE": ""}
    assert checks.check_layout(None) == []


def test_a_layout_in_which_all_is_found_is_none(host_templates):
    host_templates("base.html", HEAD + BODY)
    assert checks.check_layout(None) == []


def test_a_layout_that_is_joined_by_hand_is_none(host_templates):
    host_templates("base.html", HEAD)
    host_templates(
        "wagtail_meetups/base.html",
        '{% extends "base.html" %}{% block head %}{% block meetups_content %}{% endblock %}{% endblock %}',
    )
    assert checks.check_layout(None) == []


@pytest.mark.parametrize("base", ["{% block a %}", '{% extends "nowhere.html" %}'])
def test_a_broken_layout_stops_no_command(host_templates, base):
    host_templates("base.html", base)
    assert checks.check_layout(None) == []


@pytest.mark.django_db
def test_a_site_at_localhost_is_a_warning(settings):
    site = Site.objects.get(is_default_site=True)
    assert site.hostname == "localhost"
    [message] = checks.check_site_hostnames(None, databases=["default"])
    assert isinstance(message, Warning)
    assert message.id == "wagtail_meetups.W002"
    assert message.obj == site
    assert "hostname and port" in message.hint

    settings.DEBUG = True
    assert checks.check_site_hostnames(None, databases=["default"]) == []


@pytest.mark.django_db
def test_a_site_with_a_name_is_none():
    Site.objects.update(hostname="meetups.example")
    assert checks.check_site_hostnames(None, databases=["default"]) == []


def test_sites_are_not_read_without_being_asked():
    # Without the fixture ``db`` a query would raise.
    assert checks.check_site_hostnames(None) == []


def test_a_database_without_tables_is_no_crash():
    with mock.patch.object(Site.objects, "filter", side_effect=DatabaseError):
        assert checks.check_site_hostnames(None, databases=["default"]) == []


@pytest.mark.django_db
def test_they_are_registered(settings, capsys):
    settings.WAGTAIL_MEETUPS = {"NO_SUCH_SETTING": 1}
    with pytest.raises(Exception, match="wagtail_meetups.E001"):
        call_command("check")
    settings.WAGTAIL_MEETUPS = {}
    call_command("check", databases=["default"])
    assert "wagtail_meetups.W002" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ((EventMixin, get_page_model()), []),
        ((get_page_model(), EventMixin), ["wagtail_meetups.E005"]),
    ],
)
def test_a_page_class_before_our_mixin_is_an_error(bases, expected):
    meta = type("Meta", (), {"abstract": True, "app_label": "tests"})
    page_type = type("Late", bases, {"Meta": meta, "__module__": __name__})
    with mock.patch.object(checks, "event_models", return_value=(page_type,)):
        messages = checks.check_mixins_come_first(None)
    assert ids(messages) == expected
    assert all("tests.Late" in message.msg for message in messages)
