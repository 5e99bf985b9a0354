"""A host whose keys are small integers unless an app says otherwise."""

from .base import *  # noqa: F403

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
