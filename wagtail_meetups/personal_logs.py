"""Keeps the keys of private links out of Django's logs and error mails.

What a web server, a proxy or a monitoring service writes down is theirs: see
``docs/explanation/privacy.md``.
"""

import logging
import re
from collections.abc import Iterator

from django.core.exceptions import SuspiciousOperation

__all__ = ["HidePersonalKeys", "hide_keys", "loggers"]

# Those that name the address of a request.
LOGGERS = ("django.request", "django.security.csrf", "django.server")
# Also without the slash at its end, as somebody types or cuts it.
KEY = re.compile(r"(/people/)[\w\-]{32}(?![\w\-])")
HIDDEN = r"\g<1>…"


def loggers() -> Iterator[str]:
    """The names of the loggers to filter: a filter does not hold for those below one.

    For each kind of request that Django takes for an attack it has one of its own, and
    sends mails by it.
    """
    yield from LOGGERS
    kinds: list[type] = [SuspiciousOperation]
    for kind in kinds:
        kinds += kind.__subclasses__()
        yield f"django.security.{kind.__name__}"


def hide_keys(value):
    """The same text without the key of a private link; other values as they are."""
    return KEY.sub(HIDDEN, value) if isinstance(value, str) else value


class HidePersonalKeys(logging.Filter):
    """Passes every record, with the keys taken out of it and of its request."""

    def filter(self, record):
        record.msg = hide_keys(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(hide_keys, record.args))
        request = getattr(record, "request", None)
        if getattr(request, "META", None) and KEY.search(
            request.META.get("PATH_INFO", "")
        ):
            # The answer is made by now; error mails and pages are made from this.
            request.path = hide_keys(request.path)
            request.path_info = hide_keys(request.path_info)
            request.META |= {name: hide_keys(it) for name, it in request.META.items()}
        return True
