"""A host that translates with wagtail-localize, whose locales keep their trees in step."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "wagtail_localize",
    "wagtail_localize.locales",
]
