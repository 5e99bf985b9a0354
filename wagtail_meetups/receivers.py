"""What happens elsewhere and concerns the text of event pages.

Each receiver works out which pages are concerned and leaves the work to ``publishing``
after the commit: by then many-to-many rows are written. What only hides or shows a page
(expiry, restrictions, unpublishing) needs nothing here: ``visibility`` reads it.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Site
from wagtail.search.index import insert_or_update_object
from wagtail.signals import page_slug_changed, post_page_move

from .changing.from_date import hand_on
from .consent.forgetting import blank_logs
from .models import AbstractEvent, AbstractMeetupIndex, Attendee, Topic, Venue
from .models.base import get_page_model
from .publishing import publish, publish_all
from .publishing.scopes import (
    event_ids_below,
    event_ids_following,
    event_ids_with_topic,
    event_ids_with_venue,
    page_ids_telling_of,
)
from .signals import agreements_changed

__all__ = ["connect"]

# Fields that a save may name without changing any text: drafts, locks, workflows.
SILENT_FIELDS = frozenset(
    {
        "draft_title",
        "expired",
        "expire_at",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
    }
)


def _is_silent(update_fields) -> bool:
    if update_fields is None:
        return False
    return {name.removesuffix("_id") for name in update_fields} <= SILENT_FIELDS


def _publish(find_ids) -> None:
    transaction.on_commit(lambda: publish(find_ids()))


def on_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """An event, or an index whose name and address stand in the text of its events."""
    if raw or _is_silent(update_fields):
        return
    if isinstance(instance, AbstractEvent):
        if instance.continues_id:
            # First, so that no date is in both series or in none.
            transaction.on_commit(partial(hand_on, instance.pk))
        _publish(lambda: [instance.pk])
    elif isinstance(instance, AbstractMeetupIndex):
        _publish(partial(event_ids_below, [instance.path]))


def on_event_going(sender, instance, **kwargs):
    """What translates or mirrors a deleted event takes its dates over."""
    if isinstance(instance, AbstractEvent) and (ids := event_ids_following(instance)):
        _publish(lambda: ids)


def on_page_moved(sender, instance, **kwargs):
    """A page has another address, and with it all below it."""
    _publish(partial(event_ids_below, [instance.path]))


def on_site_saved(sender, instance, raw=False, **kwargs):
    """A site came, went, or has another host name, port or root page.

    Sites may stand inside each other, and a root page that is no longer one is not
    told: so everything is looked at, which is rare enough.
    """
    if not raw:
        transaction.on_commit(publish_all)


def on_venue_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        _publish(partial(event_ids_with_venue, instance))


def on_topic_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        _publish(partial(event_ids_with_topic, instance))


def on_venue_going(sender, instance, **kwargs):
    ids = event_ids_with_venue(instance)
    _publish(lambda: ids)


def on_topic_going(sender, instance, **kwargs):
    ids = event_ids_with_topic(instance)
    _publish(lambda: ids)


def on_person_going(sender, instance, **kwargs):
    """However they go: Wagtail's log names nobody, and search forgets their pictures.

    Which pages tell of them is looked up now: Wagtail forgets it with them.
    """
    attendee_id, page_ids = instance.pk, page_ids_telling_of(instance.pk)
    transaction.on_commit(lambda: blank_logs(attendee_id))
    transaction.on_commit(lambda: _index_again(page_ids))


def on_agreements_changed(sender, attendee_id, **kwargs):
    """Search forgets a passage that is hidden, and a picture that is not shown."""
    _index_again(page_ids_telling_of(attendee_id))


def _index_again(page_ids) -> None:
    for page in get_page_model()._default_manager.filter(pk__in=page_ids).specific():
        insert_or_update_object(page)


def connect() -> None:
    """Connect every receiver; called once, by the app's ``ready``."""
    post_save.connect(on_save, dispatch_uid="wagtail_meetups.page")
    pre_delete.connect(on_event_going, dispatch_uid="wagtail_meetups.page_gone")
    post_page_move.connect(on_page_moved, dispatch_uid="wagtail_meetups.moved")
    page_slug_changed.connect(on_page_moved, dispatch_uid="wagtail_meetups.slug")
    for signal in (post_save, post_delete):
        signal.connect(on_site_saved, Site, dispatch_uid="wagtail_meetups.site")
    post_save.connect(on_venue_saved, Venue, dispatch_uid="wagtail_meetups.venue")
    post_save.connect(on_topic_saved, Topic, dispatch_uid="wagtail_meetups.topic")
    pre_delete.connect(on_venue_going, Venue, dispatch_uid="wagtail_meetups.venue_gone")
    pre_delete.connect(on_topic_going, Topic, dispatch_uid="wagtail_meetups.topic_gone")
    agreements_changed.connect(
        on_agreements_changed, dispatch_uid="wagtail_meetups.agreements"
    )
    pre_delete.connect(
        on_person_going, Attendee, dispatch_uid="wagtail_meetups.person_gone"
    )
