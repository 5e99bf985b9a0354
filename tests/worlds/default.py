"""The default host: stock page, stock image, stock user, with visitor comments."""

from .base import *  # noqa: F403
from .base import COMMENT_APPS, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, *COMMENT_APPS]
SITE_ID = 1
