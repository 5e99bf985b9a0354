"""A cache in front of the site that only remembers what it was told to forget."""

from typing import ClassVar

from wagtail.contrib.frontend_cache.backends import BaseBackend

__all__ = ["RecordingBackend"]


class RecordingBackend(BaseBackend):
    forgotten: ClassVar[set[str]] = set()

    def purge(self, url):
        self.forgotten.add(url)
