"""Why an event page is not in the public feed of an index, and what to change, in words."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import PageViewRestriction, Revision

from .. import conf
from ..listing import feed_entries
from ..models import CalendarEntry
from ..models.base import get_page_model
from ..visibility import Snapshot

__all__ = ["LeftOut", "format_moment", "scheduled_at", "why_hidden", "why_left_out"]


class LeftOut(NamedTuple):
    """A reason, and what to do about it, if anything: a sentence each."""

    why: str
    todo: str


def format_moment(moment: datetime) -> str:
    """An instant on the clock of the person at the desk."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def scheduled_at(page_ids, now: datetime) -> dict[int, datetime]:
    """When the pages among these go live whose publishing is scheduled; one query."""
    revisions = Revision.page_revisions.filter(
        object_id__in=[str(page_id) for page_id in page_ids],
        approved_go_live_at__gt=now,
    )
    rows = revisions.values_list("object_id", "approved_go_live_at")
    return {int(page_id): moment for page_id, moment in rows}


def _closed_at(page, snapshot: Snapshot) -> str:
    """The tree path of the topmost page that hides this one; empty where none does."""
    step = page.steplen
    paths = (page.path[:end] for end in range(step, len(page.path) + 1, step))
    return next((path for path in paths if path in snapshot.closed), "")


def _not_live(page, scheduled: dict[int, datetime]) -> LeftOut:
    if moment := scheduled.get(page.pk):
        return LeftOut(
            _("It is scheduled and goes live on %(moment)s.")
            % {"moment": format_moment(moment)},
            _("It comes into the feed by itself then."),
        )
    return LeftOut(_("It is a draft."), _("Publish it."))


def _closed_by(closing, page, *, is_restricted: bool, now: datetime) -> LeftOut:
    title = {"title": closing.get_admin_display_title()}
    itself = closing.pk == page.pk
    if not closing.live:
        return LeftOut(
            _("The page “%(title)s” above it is not published.") % title,
            _("Publish that page."),
        )
    if closing.expire_at and closing.expire_at <= now:
        return LeftOut(
            _("The page “%(title)s” above it has expired.") % title,
            _("Give that page a later expiry date, or none, and publish it."),
        )
    if is_restricted:
        return LeftOut(
            _("It is for members only, and a calendar cannot log in.")
            if itself
            else _("“%(title)s” is for members only, and a calendar cannot log in.")
            % title,
            _(
                "If everybody may know about it, make that page public in its privacy setting."
            ),
        )
    return LeftOut(
        _("It is an alias of a page that is not public.")
        if itself
        else _("“%(title)s” is an alias of a page that is not public.") % title,
        _("Publish that page, or make it public."),
    )


def why_hidden(pages, snapshot: Snapshot) -> dict[int, LeftOut]:
    """For those of these pages that the snapshot hides, by id: why; three queries."""
    closed = {page.pk: _closed_at(page, snapshot) for page in pages}
    manager = get_page_model()._default_manager
    closing = {page.path: page for page in manager.filter(path__in=closed.values())}
    restrictions = PageViewRestriction.objects.filter(
        page__in=[page.pk for page in closing.values()]
    ).exclude(restriction_type=PageViewRestriction.NONE)
    restricted = set(restrictions.values_list("page_id", flat=True))
    scheduled = scheduled_at([page.pk for page in pages], snapshot.now)
    found = {}
    for page in pages:
        if not page.live:
            found[page.pk] = _not_live(page, scheduled)
        elif page.expire_at and page.expire_at <= snapshot.now:
            found[page.pk] = LeftOut(
                _("It expired on %(moment)s.")
                % {"moment": format_moment(page.expire_at)},
                _("Give it a later expiry date, or none, and publish it."),
            )
        elif snapshot.root_of(page) is None:
            found[page.pk] = LeftOut(
                _("It belongs to no site."),
                _("Under Settings → Sites, choose a root page that is above it."),
            )
        elif top := closing.get(closed[page.pk]):
            found[page.pk] = _closed_by(
                top, page, is_restricted=top.pk in restricted, now=snapshot.now
            )
    return found


def _too_old(entry, now: datetime) -> LeftOut | None:
    days = conf.get("FEED_PAST_DAYS")
    if entry.last_end <= now - timedelta(days=days):
        return LeftOut(
            ngettext(
                "It ended more than %(days)d day ago.",
                "It ended more than %(days)d days ago.",
                days,
            )
            % {"days": days},
            _("The setting FEED_PAST_DAYS says how long it stays."),
        )
    days = conf.get("FEED_CANCELLED_DAYS")
    if entry.called_off and entry.last_end <= now - timedelta(days=days):
        return LeftOut(
            ngettext(
                "It was called off, and would have ended more than %(days)d day ago.",
                "It was called off, and would have ended more than %(days)d days ago.",
                days,
            )
            % {"days": days},
            _("The setting FEED_CANCELLED_DAYS says how long it stays."),
        )
    return None


def _not_for_this_feed(page, entry, index, now: datetime) -> LeftOut:
    if page.locale_id != index.locale_id:
        return LeftOut(
            _("Its language is %(language)s, which is not that of this feed.")
            % {"language": page.locale.get_display_name()},
            _("Move it below an index in its own language."),
        )
    if entry is None:
        return LeftOut(
            _("Its calendar text is missing."), _("Run “manage.py rebuild_meetups”.")
        )
    if not entry.text:
        return LeftOut(_("It has no date."), _("Give it a date and publish it."))
    return _too_old(entry, now) or LeftOut(
        _("The meet-up that it is an alias of is in this feed already."), ""
    )


def why_left_out(pages, index, snapshot: Snapshot) -> dict[int, LeftOut]:
    """For those of these event pages that are not in the feed of ``index``, by id: why.

    ``snapshot`` is the public's. The same number of queries for any number of pages,
    which should come with their locale.
    """
    ids = [page.pk for page in pages]
    shown = feed_entries(index, snapshot).order_by().filter(page__in=ids)
    in_feed = set(shown.values_list("page_id", flat=True))
    left_out = [page for page in pages if page.pk not in in_feed]
    entries = {
        entry.page_id: entry for entry in CalendarEntry.objects.filter(page__in=ids)
    }
    hidden = why_hidden(left_out, snapshot)
    return {
        page.pk: hidden.get(page.pk)
        or _not_for_this_feed(page, entries.get(page.pk), index, snapshot.now)
        for page in left_out
    }
