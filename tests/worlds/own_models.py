"""A host with an image and a user model of its own, whose keys are small integers."""

from .base import *  # noqa: F403
from .base import COMMENT_APPS, INSTALLED_APPS

# Images with a credit; accounts whose keys are UUIDs.
INSTALLED_APPS = [
    *INSTALLED_APPS,
    *COMMENT_APPS,
    "tests.hosts.images",
    "tests.hosts.users",
]
SITE_ID = 1
WAGTAILIMAGES_IMAGE_MODEL = "host_images.HostImage"
AUTH_USER_MODEL = "host_users.HostUser"
# Unless an app says otherwise, as ours do.
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
