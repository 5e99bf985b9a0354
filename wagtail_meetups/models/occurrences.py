"""The tables that every list, feed and admin view reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain.schedule import Occurrence as DomainOccurrence
from .base import PAGE_MODEL
from .handover import HAND_OVER
from .places import Topic, Venue

__all__ = ["CalendarEntry", "FeedState", "Occurrence", "date_path"]


def date_path(key: str) -> str:
    """The address of one date of a series, below that of its event page."""
    return f"dates/{key}/"


class OccurrenceQuerySet(models.QuerySet):
    """Dates in time; ``now`` is an instant."""

    def upcoming(self, now):
        """Dates that have not ended, soonest first; one that is running is among them.

        Not those that are no longer planned, which are kept for what hangs on them.
        """
        return self.filter(end__gt=now, is_planned=True).order_by("start", "pk")

    def past(self, now):
        """Dates that have ended, latest first."""
        return self.filter(end__lte=now).order_by("-start", "-pk")


class Occurrence(models.Model):
    """One date of a meet-up. Rows are updated in place: what hangs on them stays.

    ``event`` is the page that keeps the schedule (see translations.py). Instants are UTC.
    """

    event = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("event"),
        on_delete=HAND_OVER,
        related_name="meetup_occurrences",
    )
    # The wall date first planned; unique in the event, never changes.
    key = models.CharField(max_length=32)
    # The instant that today's rule gives: what RECURRENCE-ID and EXDATE name.
    planned = models.DateTimeField()
    start = models.DateTimeField(_("start"), db_index=True)
    end = models.DateTimeField(_("end"), db_index=True)
    timezone = models.CharField(_("time zone"), max_length=64)
    all_day = models.BooleanField(_("all day"))
    # Of this date: that it is called off itself, or else the status of the event.
    status = models.CharField(_("status"), max_length=20)
    # Whether the public may have read these times; a later change is then a new date.
    announced = models.BooleanField(default=False)
    # The start first announced, where it is no longer the start.
    previous_start = models.DateTimeField(null=True)
    # False for a date that the rule no longer makes, kept for what hangs on it.
    is_planned = models.BooleanField(default=True)
    # What differs from the series on this date alone.
    is_added = models.BooleanField(default=False)
    is_moved = models.BooleanField(default=False)
    # That it does not take place; ``status`` tells whether a new date is looked for.
    is_cancelled = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    note = models.TextField(_("note"), blank=True)
    online_link = models.URLField(_("link to join online"), max_length=500, blank=True)
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        unique_together = [("event", "key")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.key}"

    @property
    def is_postponed(self) -> bool:
        """Whether a new date is looked for; of an event that is called off, for all its dates."""
        return self.is_cancelled and self.status == "postponed"

    @property
    def value(self) -> DomainOccurrence:
        """This row as a value of the domain."""
        return DomainOccurrence(
            key=self.key,
            planned=self.planned,
            start=self.start,
            end=self.end,
            timezone=self.timezone,
            all_day=self.all_day,
            is_added=self.is_added,
            is_cancelled=self.is_cancelled,
            is_postponed=self.is_postponed,
            is_moved=self.is_moved,
            reason=self.reason,
            title=self.title,
            note=self.note,
            online_link=self.online_link,
            venue=self.venue_id,
        )


class CalendarEntry(models.Model):
    """One row per event page: its identity in calendars, and its VEVENTs as finished text.

    Written by ``publishing`` alone. ``text`` is empty while the event has no date.
    """

    page = models.OneToOneField(
        PAGE_MODEL, on_delete=models.CASCADE, related_name="meetup_entry"
    )
    # The page whose dates these are: the page itself, the page it translates or mirrors.
    source = models.ForeignKey(
        PAGE_MODEL, on_delete=HAND_OVER, related_name="meetup_entries"
    )
    uid = models.CharField(max_length=255, db_index=True)
    sequence = models.PositiveIntegerField(default=0)
    # A digest of time, place and status: SEQUENCE rises when it changes.
    significant = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    # Bits of the text's digest; feeds add them up into an ETag.
    tag = models.BigIntegerField(default=0)
    last_modified = models.DateTimeField()
    # The zone that the text names by TZID, if any.
    zone = models.CharField(max_length=64, blank=True)
    # The first year in which it does: from then on the feed must describe the zone.
    since = models.PositiveSmallIntegerField(default=0)
    first_start = models.DateTimeField(null=True)
    last_end = models.DateTimeField(null=True, db_index=True)
    called_off = models.BooleanField(default=False)
    # How one takes part: a value of AbstractEvent.Mode.
    mode = models.CharField(max_length=20, blank=True)
    venue = models.ForeignKey(
        Venue, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    topics = models.ManyToManyField(Topic, related_name="+")

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")

    def __str__(self) -> str:
        return self.uid


class FeedState(models.Model):
    """The validators that a public feed last had, so that Last-Modified never goes back."""

    index = models.ForeignKey(
        PAGE_MODEL, on_delete=models.CASCADE, related_name="meetup_feed_states"
    )
    scope = models.CharField(max_length=100, blank=True)
    tag = models.CharField(max_length=64)
    modified = models.DateTimeField()

    class Meta:
        verbose_name = _("state of a feed")
        verbose_name_plural = _("states of feeds")
        unique_together = [("index", "scope")]

    def __str__(self) -> str:
        return f"{self.index_id}/{self.scope}"
