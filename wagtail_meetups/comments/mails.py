"""Mail to those who may moderate: of many comments one mail, and never two in a row.

Nothing of a visitor goes into a header, and no link in it acts: mail scanners follow links.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.models import UserProfile

from .. import conf
from .models import VisitorComment
from .tasks import tell_moderators
from .text import excerpt

__all__ = ["moderators", "tell_waiting"]

# More are counted and not shown.
TOLD_AT_ONCE = 20
EXCERPT = 300


def moderators() -> list:
    """Those who may change comments, have an address and are active."""
    users = ModelPermissionPolicy(VisitorComment).users_with_permission("change")
    users = users.filter(is_active=True).exclude(email="").distinct()
    return list(users.order_by("pk"))


def tell_waiting(now: datetime | None = None, *, at_once: bool = False) -> int:
    """Write of what waits and was not told yet; return how many comments that were.

    Not within ``COMMENTS_MAIL_MINUTES`` of the last mail, unless ``at_once``: the rest is
    told with the next comment, by ``mail_comments``, or, where the task backend can wait,
    by a task at the end of that time.
    """
    now = now or timezone.now()
    if not conf.get("COMMENTS_MAIL"):
        return 0
    waiting = VisitorComment.objects.filter(
        state=VisitorComment.State.WAITING, told_at__isnull=True
    )
    last = VisitorComment.objects.aggregate(last=Max("told_at"))["last"]
    again = last and last + timedelta(minutes=conf.get("COMMENTS_MAIL_MINUTES"))
    if again and again > now and not at_once:
        if tell_moderators.get_backend().supports_defer and waiting.exists():
            tell_moderators.using(run_after=again).enqueue()
        return 0
    ids = list(waiting.values_list("pk", flat=True))
    # Of two at once, each tells of what it was the first to mark.
    rows = VisitorComment.objects.filter(pk__in=ids, told_at__isnull=True)
    if not ids or not rows.update(told_at=now):
        return 0
    rows = VisitorComment.objects.filter(pk__in=ids, told_at=now)
    rows = list(rows.select_related("comment", "page").order_by("pk"))
    try:
        for user in moderators():
            _write(user, rows)
    except Exception:
        VisitorComment.objects.filter(pk__in=ids).update(told_at=None)
        raise
    return len(rows)


def _write(user, rows: list[VisitorComment]) -> None:
    site = getattr(settings, "WAGTAIL_SITE_NAME", "Wagtail")
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        subject = ngettext(
            "%(count)d comment is waiting: %(site)s",
            "%(count)d comments are waiting: %(site)s",
            len(rows),
        ) % {"count": len(rows), "site": site}
        text = render_to_string(
            "wagtail_meetups/comments/mail.txt",
            {
                "told": list(_tell(rows[:TOLD_AT_ONCE])),
                "more": max(0, len(rows) - TOLD_AT_ONCE),
                "url": _admin_url("list"),
            },
        )
    send_mail(subject, text, [user.email])


def _tell(rows: Iterable[VisitorComment]):
    for row in rows:
        yield {
            "name": row.comment.user_name,
            "page": row.page.title,
            "excerpt": excerpt(row.comment.comment, EXCERPT),
            "reason": row.shown_reason,
            "url": _admin_url("edit", row.pk),
        }


def _admin_url(name: str, *args) -> str:
    viewset = VisitorComment.snippet_viewset
    path = reverse(viewset.get_url_name(name), args=args)
    return f"{(get_admin_base_url() or '').rstrip('/')}{path}"
