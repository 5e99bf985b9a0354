"""A host under a name of the server, with a language and a path before every page."""

from .base import *  # noqa: F403
from .base import MIDDLEWARE

FORCE_SCRIPT_NAME = "/town"
ROOT_URLCONF = "tests.worlds.prefixed_urls"
MIDDLEWARE = [
    *MIDDLEWARE,
    "django.middleware.locale.LocaleMiddleware",
]
