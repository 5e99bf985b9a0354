"""A host whose page types are built from mixins, routes and a manager of its own."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS

INSTALLED_APPS = [
    "tests.hosts.mixins",
    *(app for app in INSTALLED_APPS if app != "wagtail_meetups.pages"),
]
