"""After publishing: what is now in the calendar feed, and of what is not, why.

Wagtail publishes in the editor, from its lists, by a moderator's approval, in copies. It
writes each into its audit log, and all that one request does carries one mark there. So
the log says what was published, and these hooks only where it can be told.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.log_actions import get_active_log_context
from wagtail.models import PageLogEntry

from ..feeds import feed_url
from ..models import CalendarEntry, Occurrence
from ..models.registry import event_models
from ..views.parents import indexes_of
from ..visibility import take_snapshot
from .feed_check import check_feed_url
from .left_out import format_moment, scheduled_at, why_left_out

__all__ = ["tell_about_feed", "tell_on_dashboard"]

PUBLISHED = ("wagtail.publish", "wagtail.publish.schedule", "wagtail.create_alias")
UNPUBLISHED = "wagtail.unpublish"
# In the session: the mark of what was told last.
TOLD = "wagtail_meetups_told"
# What was approved longer ago than this is no news on the dashboard.
JUST_NOW = timedelta(minutes=1)


def tell_about_feed(request, *about) -> None:
    """Say what became of the events that this request published or unpublished, if any.

    Once it is committed: the rows that feeds are made of are written after that, by a
    receiver that was called before this. For any hook that comes with the request.
    """
    if mark := get_active_log_context().uuid:
        transaction.on_commit(lambda: _tell(request, mark))


def tell_on_dashboard(request, panels) -> None:
    """The same for what was approved on the dashboard, where Wagtail calls no hook.

    It sends the moderator back there. One query.
    """
    last = (
        PageLogEntry.objects.filter(
            user=request.user,
            action__in=PUBLISHED,
            timestamp__gt=timezone.now() - JUST_NOW,
            uuid__isnull=False,
        )
        .order_by("-timestamp")
        .values_list("uuid", flat=True)
        .first()
    )
    if last and str(last) != request.session.get(TOLD):
        _tell(request, last)


def _tell(request, mark) -> None:
    log = PageLogEntry.objects.filter(uuid=mark, action__in=[*PUBLISHED, UNPUBLISHED])
    actions = dict(log.order_by("timestamp", "pk").values_list("page_id", "action"))
    if not actions:
        return
    request.session[TOLD] = str(mark)
    pages = _events(actions)
    gone = [page for page in pages if actions[page.pk] == UNPUBLISHED]
    published = [page for page in pages if actions[page.pk] != UNPUBLISHED]
    snapshot = take_snapshot()
    for index, some in _by_index(published):
        if index is None:
            level, text = messages.warning, _without_index(some)
        elif len(some) == 1:
            level, text = _about_one(some[0], index, snapshot)
        else:
            level, text = _about_several(some, index, snapshot)
        buttons = index and [messages.button(check_feed_url(index), _("Check my feed"))]
        level(request, text, buttons)
    if text := _about_gone(gone, snapshot):
        messages.info(request, text)


def _events(page_ids) -> list:
    """The events among these pages, in their own classes; one query for each class."""
    found = {}
    for model in event_models():
        rows = model._default_manager.filter(pk__in=page_ids).defer("body")
        found |= {page.pk: page for page in rows.select_related("locale")}
    return list(found.values())


def _by_index(pages) -> list[tuple]:
    """The pages below each index, and last those below none, with ``None``."""
    above = indexes_of(pages)
    indexes = {index.pk: index for index in above.values()}
    groups = {pk: [] for pk in (*indexes, None)}
    for page in pages:
        index = above.get(page.path)
        groups[index and index.pk].append(page)
    return [(indexes.get(pk), some) for pk, some in groups.items() if some]


def _about_one(page, index, snapshot) -> tuple:
    """How a message comes, and what it says."""
    if moment := scheduled_at([page.pk], snapshot.now).get(page.pk):
        text = (
            _("Your calendar feed changes on %(moment)s, when this goes live.")
            if page.live
            else _("It comes into your calendar feed on %(moment)s, when it goes live.")
        )
        return messages.info, text % {"moment": format_moment(moment)}
    if reason := why_left_out([page], index, snapshot).get(page.pk):
        text = _("It is not in your public calendar feed. %(why)s %(todo)s")
        return messages.warning, text % reason._asdict()
    if page.is_called_off:
        text = _("Your calendar feed now says that it is called off.")
    else:
        text = _dates_in_feed([page])
    return messages.success, _with_address(text, index)


def _about_several(pages, index, snapshot) -> tuple:
    """The same in one message for all of them, with counts."""
    scheduled = scheduled_at([page.pk for page in pages], snapshot.now)
    now = [page for page in pages if page.pk not in scheduled]
    left_out = why_left_out(now, index, snapshot)
    told = [page for page in now if page.pk not in left_out]
    off = [page for page in told if page.is_called_off]
    sentences = []
    if on := [page for page in told if not page.is_called_off]:
        sentences.append(_dates_in_feed(on))
    if count := len(off):
        text = ngettext(
            "Your calendar feed now says of %(count)d meet-up that it is called off.",
            "Your calendar feed now says of %(count)d meet-ups that they are called off.",
            count,
        )
        sentences.append(text % {"count": count})
    if count := len(scheduled):
        text = ngettext(
            "%(count)d meet-up is scheduled: your calendar feed follows when it goes live.",
            "%(count)d meet-ups are scheduled: your calendar feed follows when they go live.",
            count,
        )
        sentences.append(text % {"count": count})
    if count := len(left_out):
        text = ngettext(
            "%(count)d meet-up is not in your public calendar feed: “Check my feed” says why.",
            "%(count)d meet-ups are not in your public calendar feed: “Check my feed” says why.",
            count,
        )
        sentences.append(text % {"count": count})
    level = messages.success if told else messages.info
    return messages.warning if left_out else level, _with_address(
        " ".join(sentences), index
    )


def _dates_in_feed(pages) -> str:
    entries = CalendarEntry.objects.filter(page__in=[page.pk for page in pages])
    count = Occurrence.objects.filter(event__in=entries.values("source")).count()
    text = ngettext(
        "%(count)d date is now in your calendar feed.",
        "%(count)d dates are now in your calendar feed.",
        count,
    )
    return text % {"count": count}


def _with_address(text: str, index) -> str:
    address = feed_url(index)
    return format_html(
        '{} <a class="meetups-message-link" href="{}">{}</a>', text, address, address
    )


def _without_index(pages) -> str:
    count = len(pages)
    if count == 1:
        return _(
            "It is in no calendar feed, because it is below no index of meet-ups. "
            "Move it below one."
        )
    text = ngettext(
        "%(count)d meet-up is in no calendar feed, because it is below no index of "
        "meet-ups. Move it below one.",
        "%(count)d meet-ups are in no calendar feed, because they are below no index "
        "of meet-ups. Move them below one.",
        count,
    )
    return text % {"count": count}


def _about_gone(pages, snapshot) -> str:
    """Of those to come that nothing else hides; empty where there are none.

    What vanishes from a calendar tells nobody that the evening does not take place.
    """
    for page in pages:
        page.live = True  # As it was; what else hides it?
    ids = [page.pk for page in pages if snapshot.shows(page)]
    entries = CalendarEntry.objects.filter(page__in=ids, last_end__gt=snapshot.now)
    count = entries.filter(called_off=False).count() if ids else 0
    if not count:
        return ""
    text = ngettext(
        "%(count)d meet-up is no longer in your calendar feed. If it does not take place, "
        "publish it again and choose “Cancel”: then calendars say so.",
        "%(count)d meet-ups are no longer in your calendar feed. If they do not take place, "
        "publish them again and choose “Cancel”: then calendars say so.",
        count,
    )
    return text % {"count": count}
