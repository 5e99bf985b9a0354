"""What is below ``comments/`` of a page: the form, one comment, one's own, the feed."""

import re

from django.http import Http404
from django.utils import translation
from django.views.decorators.csrf import csrf_protect

from ..views.language import page_language
from ..visibility import get_snapshot
from .library import is_in_charge
from .views.atom import comments_feed
from .views.form import comment_form
from .views.permalink import permalink
from .views.yours import your_comment

__all__ = ["serve_comments"]

ROUTES = [
    (re.compile(r""), comment_form),
    (re.compile(r"atom/"), comments_feed),
    (re.compile(r"(?P<pk>\d{1,18})/"), permalink),
    (re.compile(r"yours/(?P<token>[\w-]{1,100})/"), your_comment),
]


def serve_comments(request, page, rest: str):
    """Answer for one of ``ROUTES``.

    Raises ``Http404`` for others, where the reader may not see the page, and where
    comments are another system's.
    """
    if not is_in_charge() or not get_snapshot(request).shows(page):
        raise Http404
    for pattern, view in ROUTES:
        if match := pattern.fullmatch(rest):
            # Of the page's own language, also what is written before it is rendered.
            with translation.override(page_language(page)):
                return csrf_protect(view)(request, page, **match.groupdict())
    raise Http404
