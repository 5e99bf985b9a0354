"""A host with an image model of its own."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.hosts.images"]
WAGTAILIMAGES_IMAGE_MODEL = "host_images.HostImage"
