"""The settings: one list, read when asked for, unknown names fail loudly."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from wagtail_meetups import conf


def test_a_setting_has_its_default(settings):
    settings.WAGTAIL_MEETUPS = {}
    assert {name: conf.get(name) for name in conf.DEFAULTS} == conf.DEFAULTS


def test_without_the_setting_the_defaults_hold(settings):
    if hasattr(settings, "WAGTAIL_MEETUPS"):
        del settings.WAGTAIL_MEETUPS
    assert conf.get("PAGE_SIZE") == conf.DEFAULTS["PAGE_SIZE"]


def test_a_setting_is_read_each_time(settings):
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 7}
    assert conf.get("PAGE_SIZE") == 7
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 8}
    assert conf.get("PAGE_SIZE") == 8
    assert conf.get("FEED_MAX_AGE") == conf.DEFAULTS["FEED_MAX_AGE"]


def test_an_unknown_name_in_the_setting_fails_loudly(settings):
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZES": 7}
    with pytest.raises(ImproperlyConfigured, match="PAGE_SIZES.*Known are.*PAGE_SIZE"):
        conf.get("PAGE_SIZE")


def test_asking_for_an_unknown_name_fails_loudly():
    with pytest.raises(KeyError, match="NO_SUCH_SETTING"):
        conf.get("NO_SUCH_SETTING")


def test_the_setting_must_be_a_dictionary(settings):
    settings.WAGTAIL_MEETUPS = ["PAGE_SIZE"]
    with pytest.raises(ImproperlyConfigured, match="must be a dictionary"):
        conf.get("PAGE_SIZE")


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("PAGE_SIZE", 0, "a whole number above 0"),
        ("PAGE_SIZE", True, "a whole number above 0"),
        ("STYLESHEET", 1, "True or False"),
        ("STYLESHEET", "no", "True or False"),
        ("BASE_TEMPLATE", None, "a text"),
        ("BASE_TEMPLATE", False, "a text"),
    ],
)
def test_a_value_of_another_kind_is_told(settings, name, value, kind):
    settings.WAGTAIL_MEETUPS = {name: value, "FEED_MAX_AGE": 300}
    assert conf.unusable_values() == {name: (value, kind)}


def test_values_of_their_kind_are_usable(settings):
    settings.WAGTAIL_MEETUPS = {
        "PAGE_SIZE": 1,
        "STYLESHEET": False,
        "BASE_TEMPLATE": "",
    }
    assert conf.unusable_values() == {}
    assert conf.get("STYLESHEET") is False
    assert conf.get("BASE_TEMPLATE") == ""


def test_every_default_is_of_a_kind_that_can_be_told():
    assert {type(default) for default in conf.DEFAULTS.values()} == conf.KINDS.keys()
