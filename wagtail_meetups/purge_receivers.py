"""What changes pages in a cache; connected where wagtail.contrib.frontend_cache is installed.

Wagtail itself has the address of a page forgotten when it is published or unpublished.
Here it is for the pages that show it, and for changes that publish nothing: of a person,
an agreement, a venue, a restriction, a place in the tree.
"""

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    pre_page_move,
)

from .caches import addresses_of, purge
from .models import (
    AbstractEvent,
    AbstractMeetupIndex,
    AbstractRecap,
    Agreement,
    Attendee,
    Topic,
    Venue,
)
from .models.base import get_page_model
from .publishing.scopes import (
    event_ids_with_venue,
    page_ids_below,
    page_ids_showing,
    page_ids_with_topic,
    recap_ids_beside,
)
from .signals import agreements_changed, meetups_published

__all__ = ["connect"]

OURS = (AbstractEvent, AbstractMeetupIndex, AbstractRecap)


def on_meetups_published(sender, page_ids, **kwargs):
    purge(lambda: page_ids)


def on_page(sender, instance, **kwargs):
    """Published or unpublished; what shows it does so, or does so no longer."""
    if isinstance(instance, AbstractRecap):
        purge(lambda: [instance.pk, *recap_ids_beside(instance)])
    elif isinstance(instance, OURS):
        purge(lambda: [instance.pk])


def on_page_going(sender, instance, origin=None, **kwargs):
    """Looked at once for all that go together: Django sends this for each of them first."""
    if not isinstance(instance, OURS) or hasattr(origin, "_wagtail_meetups_purged"):
        return
    ids = [instance.pk]
    if isinstance(origin, QuerySet) and issubclass(origin.model, get_page_model()):
        ids = list(origin.values_list("pk", flat=True))
        origin._wagtail_meetups_purged = True
    purge(lambda: ids, going=True)


def on_page_moving(sender, instance, **kwargs):
    """The addresses that it and all below it had, and the indexes that it leaves."""
    purge(lambda: page_ids_below(instance.path), going=True)


def on_page_moved(sender, instance, **kwargs):
    purge(lambda: page_ids_below(instance.path))


def on_slug_changed(sender, instance, instance_before, **kwargs):
    """The addresses that it and all below it had before."""
    old, new = instance_before.get_full_url(), instance.get_full_url()
    if not old or not new:
        return
    batch = addresses_of(page_ids_below(instance.path))
    batch.add_urls(
        [old + url.removeprefix(new) for url in batch.urls if url.startswith(new)]
    )
    batch.purge()


def on_restriction(sender, instance, raw=False, **kwargs):
    """What was public is not, or the other way round; with all that is below."""
    if not raw:
        purge(lambda: page_ids_below(instance.page.path))


def _shown_by(find_ids):
    """A receiver for what events and recaps show, saved or deleted."""

    def receiver(sender, instance, signal, raw=False, **kwargs):
        if not raw:
            # What goes is looked at while it is still linked.
            purge(lambda: find_ids(instance), going=signal is pre_delete)

    return receiver


on_venue = _shown_by(event_ids_with_venue)
on_topic = _shown_by(page_ids_with_topic)
on_person = _shown_by(lambda attendee: page_ids_showing(attendee.pk))
on_agreement = _shown_by(lambda agreement: page_ids_showing(agreement.attendee_id))


def on_agreements_changed(sender, attendee_id, **kwargs):
    """Several answers at once are written in one go, which Django tells nobody of."""
    purge(lambda: page_ids_showing(attendee_id))


def connect() -> None:
    """Connect every receiver; called by the app's ``ready``."""
    uid = "wagtail_meetups.purge"
    meetups_published.connect(on_meetups_published, dispatch_uid=uid)
    agreements_changed.connect(on_agreements_changed, dispatch_uid=uid)
    for signal in (page_published, page_unpublished):
        signal.connect(on_page, dispatch_uid=uid)
    pre_delete.connect(on_page_going, dispatch_uid=f"{uid}.page")
    pre_page_move.connect(on_page_moving, dispatch_uid=uid)
    post_page_move.connect(on_page_moved, dispatch_uid=uid)
    page_slug_changed.connect(on_slug_changed, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(on_restriction, PageViewRestriction, dispatch_uid=uid)
    for model, receiver in {
        Venue: on_venue,
        Topic: on_topic,
        Attendee: on_person,
        Agreement: on_agreement,
    }.items():
        for signal in (post_save, pre_delete):
            signal.connect(receiver, model, dispatch_uid=uid)
