"""Keeps the keys of private links out of Django's logs and error mails.

What a web server, a proxy or a monitoring service writes down is theirs: see
``docs/explanation/privacy.md``.
"""

import logging
import re

__all__ = ["LOGGERS", "HidePersonalKeys", "hide_keys"]

# Those that name the address of a request.
LOGGERS = ("django.request", "django.security.csrf", "django.server")
KEY = re.compile(r"(/people/)[\w\-]{32}(?=/)")
HIDDEN = r"\g<1>…"


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
