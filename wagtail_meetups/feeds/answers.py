"""Answers that calendars and feed readers ask for again and again: what caches are told."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

from .. import conf
from ..models import FeedState

__all__ = ["Validators", "last_modified", "not_modified", "personal", "public"]

ONE_SECOND = timedelta(seconds=1)


class Validators(NamedTuple):
    """What a reader may bring back to be told that nothing has changed."""

    etag: str
    last_modified: datetime


def last_modified(index, scope: str, tag: str, now: datetime) -> datetime:
    """When this public feed last changed; repaired here, so that it never goes back.

    ``scope`` tells the feeds of one index apart, ``tag`` is a digest of what is in it.
    Clients that ask with If-Modified-Since alone (Apple's) must see a date that moves
    by a second at least when an event is deleted, hidden or ages out; none of these
    writes anything, so the feed itself notices. Two readers may notice at once: the
    update is conditional, and the second one reads what the first wrote.
    """
    now = now.replace(microsecond=0)
    state, created = FeedState.objects.get_or_create(
        index_id=index.pk, scope=scope, defaults={"tag": tag, "modified": now}
    )
    if created or state.tag == tag:
        return state.modified
    modified = max(now, state.modified + ONE_SECOND)
    FeedState.objects.filter(pk=state.pk, tag=state.tag).update(
        tag=tag, modified=modified
    )
    state.refresh_from_db()
    return state.modified


def not_modified(request, validators: Validators) -> HttpResponse | None:
    """The answer without a body for one who has it already, or ``None``."""
    response = get_conditional_response(
        request,
        etag=quote_etag(validators.etag),
        last_modified=int(validators.last_modified.timestamp()),
    )
    return response and public(response, validators)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """No page for a search engine to show."""
    response["X-Robots-Tag"] = "noindex"
    return response


def public(response: HttpResponse, validators: Validators) -> HttpResponse:
    """An answer that any cache may keep for a while."""
    response["ETag"] = quote_etag(validators.etag)
    response["Last-Modified"] = http_date(validators.last_modified.timestamp())
    patch_cache_control(response, public=True, max_age=conf.get("FEED_MAX_AGE"))
    return _unlisted(response)


def personal(response: HttpResponse) -> HttpResponse:
    """An answer for this reader alone: no cache may keep it, so it needs no validators."""
    patch_cache_control(response, private=True, no_store=True)
    return _unlisted(response)
