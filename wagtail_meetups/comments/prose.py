"""The words of comments, for whoever looks where a name stands."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..consent.texts import SOURCES, Text
from .models import VisitorComment

__all__ = ["comment_texts", "connect_prose"]


def comment_texts() -> Iterator[Text]:
    """What visitors wrote, the newest first, held and removed comments among them."""
    place = _("comments of visitors")
    rows = VisitorComment.objects.order_by("-pk")
    for page_id, text in rows.values_list("page_id", "comment__comment").iterator():
        yield Text(text, place, page_id)


def connect_prose() -> None:
    """Have comments looked through, too; called once, by the app's ``ready``."""
    if comment_texts not in SOURCES:
        SOURCES.append(comment_texts)
