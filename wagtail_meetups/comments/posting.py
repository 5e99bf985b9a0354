"""Taking a comment: asked by the guard, saved, and counted, all or nothing."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from . import library
from .models import VisitorComment

__all__ = ["Outcome", "post"]


class _Rejected(Exception):
    """Undoes what the checks have written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The row of what was taken, or why it was not."""

    row: VisitorComment | None = None
    reason: str = ""


def _find(key: str, page) -> VisitorComment | None:
    return VisitorComment.objects.filter(key=key, page=page.pk).first()


def post(comment, request, page, *, key: str, seconds: float | None = None) -> Outcome:
    """Post an unsaved comment on ``page``; sent again with the same ``key`` it is one.

    Every receiver of the library's ``comment_will_be_posted`` is asked, not only ours.
    """
    if row := _find(key, page):
        return Outcome(row)
    comment.form_key, comment.form_seconds = key, seconds
    sender = type(comment)
    try:
        with transaction.atomic():
            answers = library.comment_will_be_posted.send(
                sender=sender, comment=comment, request=request
            )
            if any(answer is False for _receiver, answer in answers):
                raise _Rejected
            comment.save()
            library.comment_was_posted.send(
                sender=sender, comment=comment, request=request
            )
    except _Rejected:
        # Of a double click, the second half may find the text of the first.
        if row := _find(key, page):
            return Outcome(row)
        verdict = getattr(comment, "meetups_verdict", None)
        return Outcome(reason=str(verdict.reason) if verdict else "")
    except IntegrityError:
        # The other half of a double click was first.
        if row := _find(key, page):
            return Outcome(row)
        raise
    return Outcome(_find(key, page))
