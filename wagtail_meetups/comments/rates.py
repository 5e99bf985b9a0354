"""How many comments one account, or one address, may send in a while.

Kept by a database row, so that it holds for all processes of a site. The row is written
before it is read: that locks it on every database until the transaction ends, and a
comment that is not saved in the end is not counted either.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .. import conf
from .models import RateMark
from .verdicts import Submission, Verdict, reject

__all__ = ["check_rate", "purge_marks", "take_place"]

SALT = "wagtail_meetups.comments.rates"


def _digest(kind: str, value: object) -> str:
    return salted_hmac(SALT, f"{kind}:{value}", algorithm="sha256").hexdigest()


def take_place(kind: str, value: object, now: datetime) -> bool:
    """Count one more for this account or address; ``False`` where it has had its share.

    In any span of ``COMMENTS_RATE_MINUTES`` there are never more than ``COMMENTS_RATE``.
    """
    key = _digest(kind, value)
    since = now.timestamp() - 60 * conf.get("COMMENTS_RATE_MINUTES")
    with transaction.atomic():
        RateMark.objects.get_or_create(key=key, defaults={"touched": now})
        mine = RateMark.objects.filter(key=key)
        mine.update(touched=now)
        times = [moment for moment in mine.get().times if moment > since]
        if len(times) >= conf.get("COMMENTS_RATE"):
            return False
        mine.update(times=[*times, now.timestamp()])
    return True


def check_rate(submission: Submission) -> Verdict | None:
    """By account where there is one, and by address where that is known."""
    shares = []
    if submission.user_id is not None:
        shares.append(("account", submission.user_id))
    if submission.address:
        shares.append(("address", submission.address))
    # Both are asked: a place that is not used is given back with the transaction.
    if all(take_place(kind, value, submission.now) for kind, value in shares):
        return None
    return reject(
        _("These were many comments in a short time. Please try again in a while.")
    )


def purge_marks(now: datetime) -> int:
    """Forget those that count no longer; return how many."""
    old = now - timedelta(minutes=conf.get("COMMENTS_RATE_MINUTES"))
    return RateMark.objects.filter(touched__lt=old).delete()[0]
