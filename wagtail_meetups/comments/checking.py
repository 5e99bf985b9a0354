"""The checks that come with the package, and how all of them are asked.

A check is a callable that takes a ``Submission`` and returns a ``Verdict`` or ``None``.
"""

import unicodedata
from datetime import timedelta

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .. import conf
from ..domain.names import bare
from .library import Comment
from .text import clean_text, count_links
from .verdicts import Submission, Verdict, hold, reject

__all__ = [
    "check_links",
    "check_repeated",
    "check_speed",
    "check_words",
    "judge",
    "load_checks",
]

# A text that is there already within these is the same one sent again.
REPEATED_WITHIN = timedelta(days=1)
# Shorter ones are said by many: "See you there!"
REPEATED_LENGTH = 30


def check_links(submission: Submission) -> Verdict | None:
    """Many links are what spam is for."""
    if count_links(submission.text) > conf.get("COMMENTS_LINKS"):
        return hold(_("It holds many links."))
    return None


def _plain(text: str) -> str:
    """Without case, accents, wide letters, and what hides between letters."""
    return "".join(sign for sign in bare(text) if unicodedata.category(sign) != "Cf")


def check_words(submission: Submission) -> Verdict | None:
    """Words that the site has named, anywhere in text, name or link, however dressed up."""
    told = _plain(f"{submission.text}\n{submission.name}\n{submission.link}")
    words = (_plain(word) for word in conf.get("COMMENTS_WORDS"))
    if any(word in told for word in words if word):
        return hold(_("It holds a word of your list."))
    return None


def check_repeated(submission: Submission) -> Verdict | None:
    """The same text again: on this page it is taken once, on another it waits."""
    rows = Comment.objects.filter(
        submit_date__gt=submission.now - REPEATED_WITHIN, comment=submission.text
    )
    # By the address, or for an account by the account: others may say the same.
    mine = rows.filter(user_id=submission.user_id, user_email=submission.email)
    if mine.filter(object_pk=str(submission.page_id)).exists():
        return reject(_("This comment is there already; it may be waiting for a host."))
    if len(clean_text(submission.text)) >= REPEATED_LENGTH and rows.exists():
        return hold(_("The same text was sent before."))
    return None


def check_speed(submission: Submission) -> Verdict | None:
    """Nobody reads, writes and sends within a few seconds."""
    if submission.seconds is not None and submission.seconds < conf.get(
        "COMMENTS_MIN_SECONDS"
    ):
        return hold(_("It was sent very fast."))
    return None


def load_checks() -> list:
    """The checks of this site; raises ``ImportError`` where one is not there."""
    return [import_string(path) for path in conf.get("COMMENTS_CHECKS")]


def judge(submission: Submission) -> Verdict | None:
    """The strictest answer of all checks, the first of several; ``None`` if none spoke.

    After a rejection no further one is asked, so that what counts what is sent comes last.
    """
    strictest = None
    for check in load_checks():
        verdict = check(submission)
        if verdict and (strictest is None or verdict.weight > strictest.weight):
            strictest = verdict
        if strictest and strictest.rejects:
            break
    return strictest
