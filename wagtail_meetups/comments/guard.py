"""The guard on posting: whatever form, view or API a comment comes through.

It runs when the library is about to save one. It says who may write where, by the one
answer of ``visibility``; takes name and e-mail from the account of who is logged in; asks
the checks; and says whether the comment waits for a host.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .. import conf
from ..models.base import get_page_model
from ..models.registry import event_models, recap_models
from ..visibility import get_snapshot
from . import library
from .addresses import address_of
from .checking import judge
from .models import VisitorComment
from .rules import rules_of
from .text import clean_line, clean_text, safe_link, shown_name
from .verdicts import Submission, Verdict, hold, publish, reject

__all__ = ["account_name", "examine", "find_page", "is_commented", "may_be_seen"]

NOT_HERE = _("Comments cannot be sent here.")
NO_ACCOUNT = _("Please log in to write a comment.")
WAITS = ""  # Held by the site's rule: there is no more to say.


def is_commented(model) -> bool:
    """Whether pages of this class may have comments."""
    return model in event_models() or model in recap_models()


def may_be_seen(page, request) -> bool:
    """Whether this reader sees the page, and on the site that was asked for."""
    snapshot = get_snapshot(request)
    site = Site.find_for_request(request)
    if site is None or not snapshot.shows(page):
        return False
    root = snapshot.root_of(page)
    roots = get_page_model()._default_manager.filter(path=root)
    return roots.filter(
        Q(pk=site.root_page_id) | Q(translation_key=site.root_page.translation_key)
    ).exists()


def find_page(comment):
    """The page of ours that a comment is on; ``None`` where it is on none.

    Raises ``LookupError`` where it is on a page and no page of ours may have it so: on
    another page type, on a page under the name of the base class, on one that is gone.
    """
    model, key = library.target_of(comment)
    if model is None or not issubclass(model, get_page_model()):
        return None
    if not is_commented(model):
        base = get_page_model()._default_manager.filter(pk=key).first()
        if library.is_in_charge() or (base and is_commented(base.specific_class)):
            raise LookupError(model)
        return None  # The host's own pages, under the host's own comment system.
    page = model._default_manager.filter(pk=key).first()
    if page is None:
        raise LookupError(key)
    return page


def account_name(user) -> str:
    """The public name of an account, on one line; empty where it has only an address."""
    return (shown_name(user.get_full_name()) or shown_name(user.get_username()))[:50]


def _account(request):
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _clean(comment, user) -> None:
    """Who logged in is who they are; everybody's words are made clean."""
    comment.user = user
    if user is not None:
        comment.user_name = account_name(user)
        comment.user_email = getattr(user, user.get_email_field_name(), "") or ""
        comment.user_url = ""
    comment.user_name = clean_line(comment.user_name)
    comment.user_url = safe_link(comment.user_url)
    comment.comment = clean_text(comment.comment)


def _is_known(user) -> bool:
    """Whether a host has let a comment of this account pass. Guests can claim any name."""
    rows = VisitorComment.objects.filter(
        comment__user_id=user.pk, state=VisitorComment.State.PUBLISHED
    )
    return rows.exists()


def examine(comment, request, *, seconds: float | None = None) -> Verdict | None:
    """Clean a comment that is about to be saved, and say what becomes of it.

    ``None``: it is on none of our pages, and none of our business.
    """
    try:
        page = find_page(comment)
    except LookupError:
        return reject(NOT_HERE)
    if page is None:
        return None
    if comment.pk or not may_be_seen(page, request):
        # The library hands out an earlier comment in place of one that equals it.
        return reject(NOT_HERE)
    now = timezone.now()
    rules = rules_of(page, now)
    user = _account(request)
    if not rules.is_open:
        return reject(rules.closed)
    if user is None and rules.wants_account:
        return reject(NO_ACCOUNT)
    _clean(comment, user)
    address = address_of(request)
    comment.ip_address = _kept(address) if conf.get("COMMENTS_ADDRESS_DAYS") else None
    known = user is not None and _is_known(user)
    verdict = judge(
        Submission(
            page_id=page.pk,
            text=comment.comment,
            name=comment.user_name,
            email=comment.user_email,
            link=comment.user_url,
            now=now,
            user_id=user.pk if user is not None else None,
            is_known=known,
            seconds=seconds,
            address=address,
            user_agent=request.META.get("HTTP_USER_AGENT", ""),
            data=request.POST,
        )
    )
    if verdict:
        return verdict
    waits = rules.holds(account=user is not None, known=known)
    return hold(WAITS) if waits else publish()


def _kept(address: str) -> str | None:
    return address.partition("/")[0] or None
