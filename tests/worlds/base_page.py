"""A host with a base page of its own: page types from its own app, ours left out; comments."""

from .base import *  # noqa: F403
from .base import COMMENT_APPS, INSTALLED_APPS

INSTALLED_APPS = [
    "tests.hosts.basepage",
    "tests.hosts.meetups",
    *(app for app in INSTALLED_APPS if app != "wagtail_meetups.pages"),
    *COMMENT_APPS,
]
WAGTAIL_PAGE_MODEL = "host_basepage.HostBasePage"
SITE_ID = 1
