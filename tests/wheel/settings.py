"""A new project's settings, with the two lines that installing takes."""

from .dev import *  # noqa: F403
from .dev import INSTALLED_APPS

INSTALLED_APPS = ["wagtail_meetups", "wagtail_meetups.pages", *INSTALLED_APPS]
