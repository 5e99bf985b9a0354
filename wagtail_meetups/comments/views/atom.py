"""The latest comments below a page, for feed readers."""

import hashlib
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ... import conf
from ...feeds import route_url
from ..threads import latest

__all__ = ["comments_feed"]

# Of a page that was put there by a script, which did not say when.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def comments_feed(request, page):
    """An Atom feed of published comments, latest first; 304 where nothing has changed."""
    address = page.get_full_url(request)
    feed = Atom1Feed(
        title=_("Comments: %(title)s") % {"title": page.title},
        link=address,
        description="",
        language=get_language(),
        feed_url=route_url(page, "comments", request, args=["atom/"]),
        feed_guid=f"{address}#comments",
    )
    for said in latest(page.pk, conf.get("COMMENTS_PAGE_SIZE")):
        link = route_url(page, "comments", request, args=[f"{said.pk}/"])
        name = said.name or _("Somebody")
        feed.add_item(
            title=_("Comment by %(name)s") % {"name": name},
            link=link,
            description=said.html,
            author_name=name,
            pubdate=said.at,
            updateddate=said.at,
            unique_id=link,
        )
    if not feed.items:
        # Atom wants a date; the generator's own is the clock, which differs each time.
        feed.latest_post_date = lambda: page.first_published_at or BEGINNING
    body = feed.writeString("utf-8")
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=conf.get("FEED_MAX_AGE"))
    return get_conditional_response(request, etag=etag, response=response)
