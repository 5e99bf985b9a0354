"""After publishing: whether the meet-up is now in the calendar feed, and if not, why."""

from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..feeds import feed_url
from ..models import AbstractEvent, CalendarEntry, Occurrence
from ..views.parents import index_of
from ..visibility import take_snapshot
from .feed_check import check_feed_url
from .left_out import format_moment, scheduled_at, why_left_out

__all__ = ["remember_publishing", "tell_about_feed"]

MARK = "_wagtail_meetups_published"


def remember_publishing(request, page) -> None:
    """Wagtail's own message comes after this hook; ours should come after that one."""
    setattr(request, MARK, page.pk)


def tell_about_feed(request, page) -> None:
    """Say what has become of an event that was just published, once it is committed.

    The rows that feeds are made of are written after the commit, by a receiver that was
    called before this.
    """
    if isinstance(page, AbstractEvent) and getattr(request, MARK, None) == page.pk:
        transaction.on_commit(lambda: _tell(request, type(page), page.pk))


def _tell(request, model, page_id: int) -> None:
    page = model._default_manager.select_related("locale").get(pk=page_id)
    index = index_of(page)
    if index is None:
        messages.warning(
            request,
            _(
                "It is in no calendar feed, because it is below no index of meet-ups. "
                "Move it below one."
            ),
        )
        return
    buttons = [messages.button(check_feed_url(index), _("Check my feed"))]
    snapshot = take_snapshot()
    if moment := scheduled_at([page.pk], snapshot.now).get(page.pk):
        text = (
            _("Your calendar feed changes on %(moment)s, when this goes live.")
            if page.live
            else _("It comes into your calendar feed on %(moment)s, when it goes live.")
        )
        messages.info(request, text % {"moment": format_moment(moment)}, buttons)
    elif reason := why_left_out([page], index, snapshot).get(page.pk):
        text = _("It is not in your public calendar feed. %(why)s %(todo)s")
        messages.warning(request, text % reason._asdict(), buttons)
    else:
        messages.success(request, _good_news(page, index), buttons)


def _good_news(page, index) -> str:
    sources = CalendarEntry.objects.filter(page=page.pk).values("source")
    count = Occurrence.objects.filter(event__in=sources).count()
    if page.is_called_off:
        text = _("Your calendar feed now says that it is called off.")
    else:
        text = ngettext(
            "%(count)d date is now in your calendar feed.",
            "%(count)d dates are now in your calendar feed.",
            count,
        ) % {"count": count}
    address = feed_url(index)
    return format_html(
        '{} <a class="meetups-message-link" href="{}">{}</a>', text, address, address
    )
