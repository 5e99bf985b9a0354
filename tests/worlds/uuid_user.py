"""A host with a user model of its own, whose keys are UUIDs."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.hosts.users"]
AUTH_USER_MODEL = "host_users.HostUser"
