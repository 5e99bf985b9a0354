"""The default host: stock page, stock image, stock user."""

from .base import *  # noqa: F403
