"""What an event page holds. *When* is kept as its editor means it: see domain.schedule."""

from datetime import datetime, timedelta
from itertools import chain

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import PanelPlaceholder
from wagtail.search import index

from .. import conf
from ..domain.errors import MeetupError
from ..domain.ical import MeetupEvent
from ..domain.people import USE_EVENTS, PublicPerson
from ..domain.schedule import (
    Occurrence,
    Rule,
    Schedule,
    expand,
    parse_rule,
    zone_names,
)
from .base import PAGE_MODEL
from .blocks import body_blocks
from .changes import change_blocks, changes_of
from .horizon import get_horizon
from .people import Attendee, present_people
from .places import Topic, Venue
from .translations import SynchronizedFields, TranslatedMeetup, shown_topics

__all__ = [
    "AbstractEvent",
    "default_timezone",
    "public_hosts_of",
    "validate_timezone",
]


def default_timezone() -> str:
    """The site's own time zone, by its IANA name."""
    return settings.TIME_ZONE


def validate_timezone(value: str) -> None:
    """Raise ``ValidationError`` unless ``value`` is a name of the IANA database."""
    if value not in zone_names():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Choose one such as Europe/Paris."),
            code="unknown_zone",
            params={"name": value},
        )


class AbstractEvent(TranslatedMeetup, models.Model):
    """The fields of a meet-up. Hosts build on ``mixins.EventMixin``.

    Every field that an editor must fill before publishing is still allowed to be empty
    in the table: Wagtail saves drafts with nothing but a title.
    """

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        BOTH = "both", _("in person and online")

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        TENTATIVE = "tentative", _("tentative")
        CANCELLED = "cancelled", _("cancelled")
        POSTPONED = "postponed", _("postponed, no new date yet")

    # On such a date nobody should come.
    CALLED_OFF = (Status.CANCELLED, Status.POSTPONED)

    summary = models.CharField(
        _("summary"),
        max_length=255,
        blank=True,
        help_text=_("One sentence, for lists and calendars."),
    )
    body = StreamField(body_blocks(), verbose_name=_("body"), blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    topics = ParentalManyToManyField(
        Topic,
        verbose_name=_("topics"),
        blank=True,
        related_name="%(app_label)s_%(class)s_set",
    )

    start_date = models.DateField(_("date"), null=True)
    start_time = models.TimeField(
        pgettext_lazy("time of day", "from"), null=True, blank=True
    )
    end_date = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Only where it lasts several days."),
    )
    end_time = models.TimeField(
        pgettext_lazy("time of day", "to"),
        null=True,
        blank=True,
    )
    all_day = models.BooleanField(
        _("all day"), default=False, help_text=_("The times are then not used.")
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_timezone,
        validators=[validate_timezone],
        help_text=_("The times above are those of the clocks there."),
    )
    recurrence = models.CharField(
        _("repeats"),
        max_length=500,
        blank=True,
        help_text=_(
            "A rule such as FREQ=MONTHLY;BYDAY=4TU for every fourth Tuesday. "
            "Empty: it takes place once."
        ),
    )
    changes = StreamField(
        change_blocks(),
        verbose_name=_("single dates that differ"),
        blank=True,
        help_text=_(
            "A date that is cancelled, postponed, moved, changed, added or left out."
        ),
    )
    # The series that this one goes on from: set where one is changed “from a date on”.
    continues = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("goes on from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    attendance_mode = models.CharField(
        _("how one takes part"),
        max_length=20,
        choices=Mode.choices,
        default=Mode.IN_PERSON,
    )
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_%(class)s_set",
    )
    online_link = models.URLField(
        _("link to join online"),
        max_length=500,
        blank=True,
        help_text=_("Public: it is shown on the page and in calendars."),
    )
    hosts = ParentalManyToManyField(
        Attendee,
        verbose_name=_("hosts"),
        blank=True,
        related_name="%(app_label)s_%(class)s_set",
        help_text=_("Shown as far as each of them agreed."),
    )
    sign_up_link = models.URLField(_("link to sign up"), max_length=500, blank=True)
    price_note = models.CharField(
        _("price"),
        max_length=100,
        blank=True,
        help_text=_("In words, such as “free, each pays for their drink”."),
    )

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status.choices,
        default=Status.SCHEDULED,
    )
    status_reason = models.CharField(
        _("reason"),
        max_length=255,
        blank=True,
        help_text=_("Why it is tentative, cancelled or postponed; shown to visitors."),
    )

    # Kept on the page of a translation group that was made first: see translations.py.
    shared_fields = (
        "start_date",
        "start_time",
        "end_date",
        "end_time",
        "all_day",
        "timezone",
        "recurrence",
        "changes",
        "attendance_mode",
        "venue",
        "online_link",
        "status",
    )
    # But the venue, whose own words are translated along.
    override_translatable_fields = SynchronizedFields(
        *(name for name in shared_fields if name != "venue"), "topics", "hosts"
    )

    event_panels = [
        PanelPlaceholder("wagtail_meetups.admin.panels.SeriesPanel", [], {}),
        "summary",
        PanelPlaceholder(
            "wagtail.admin.panels.MultiFieldPanel",
            [
                [
                    "start_date",
                    PanelPlaceholder(
                        "wagtail.admin.panels.FieldRowPanel",
                        [["start_time", "end_time"]],
                        {},
                    ),
                    "end_date",
                    "all_day",
                    "timezone",
                ],
                _("When"),
            ],
            {"help_text": _("An end time before the start is the next morning.")},
        ),
        PanelPlaceholder(
            "wagtail.admin.panels.MultiFieldPanel",
            [["recurrence", "changes"], _("Repeats")],
            {},
        ),
        PanelPlaceholder(
            "wagtail_meetups.admin.panels.DatesPanel",
            [],
            {"heading": _("The dates that this gives")},
        ),
        PanelPlaceholder(
            "wagtail.admin.panels.MultiFieldPanel",
            [["attendance_mode", "venue", "online_link"], _("Where")],
            {},
        ),
        PanelPlaceholder(
            "wagtail.admin.panels.MultiFieldPanel",
            [["status", "status_reason"], _("Status")],
            {},
        ),
        "image",
        "body",
        "topics",
        "hosts",
        PanelPlaceholder(
            "wagtail.admin.panels.MultiFieldPanel",
            [["sign_up_link", "price_note"], _("Taking part")],
            {},
        ),
        PanelPlaceholder("wagtail_meetups.admin.panels.RecapsPanel", [], {}),
    ]

    # A copy is another meet-up.
    exclude_fields_in_copy = ["continues"]

    event_search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("start_date"),
        index.FilterField("status"),
    ]

    class Meta:
        abstract = True

    @property
    def schedule(self) -> Schedule | None:
        """*When*, as the domain wants it; ``None`` for a draft without a date."""
        if self.start_date is None:
            return None
        return Schedule(
            start_date=self.start_date,
            start_time=self.start_time,
            end_date=self.end_date,
            end_time=self.end_time,
            timezone=self.timezone,
            all_day=self.all_day,
            open_length=timedelta(minutes=conf.get("OPEN_END_MINUTES")),
            rule=self.recurrence,
            changes=changes_of(self.changes) if self.recurrence else (),
        )

    def get_occurrences(self, until: datetime | None = None) -> tuple[Occurrence, ...]:
        """The dates that the schedule gives; none while it is empty or makes no sense.

        A series without an end gives those that are planned before ``until``, an instant:
        the horizon of today unless another is given.
        """
        if (schedule := self.schedule) is None:
            return ()
        until = until or get_horizon(timezone.now())
        try:
            return expand(schedule, until if self.is_endless else None)
        except MeetupError:
            return ()

    @property
    def date_venue_ids(self) -> set[int]:
        """The venues of single dates that are elsewhere."""
        changes = self.schedule.changes if self.schedule else ()
        venues = (getattr(change, "venue", None) for change in changes)
        return {venue for venue in venues if venue}

    @property
    def rule(self) -> Rule | None:
        """The rule that it repeats by; ``None`` without one, or where it makes no sense."""
        try:
            return parse_rule(self.recurrence) if self.recurrence else None
        except MeetupError:
            return None

    @property
    def is_endless(self) -> bool:
        """Whether it repeats for ever."""
        return bool(self.rule and self.rule.is_endless)

    @property
    def is_series(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.recurrence)

    @property
    def is_waiting(self) -> bool:
        """Whether its dates are still those of the series that it is to go on from."""
        return bool(self.continues_id) and not self.was_published

    @property
    def is_called_off(self) -> bool:
        """Whether nobody should come on the date: cancelled, or postponed."""
        return self.status in self.CALLED_OFF

    @property
    def shown_venue(self) -> Venue | None:
        """The venue, unless one takes part online only."""
        return None if self.attendance_mode == self.Mode.ONLINE else self.venue

    @property
    def shown_online_link(self) -> str:
        """The link to join, unless one takes part in person only."""
        return "" if self.attendance_mode == self.Mode.IN_PERSON else self.online_link

    @property
    def shown_topics(self) -> list[Topic]:
        """The topics, in the language of this page where they are translated."""
        return shown_topics(self)

    def get_public_hosts(self) -> list[PublicPerson]:
        """The hosts as far as they agreed to be shown on event pages.

        A preview's hosts are not in the database yet, so they are taken as they stand.
        """
        return public_hosts_of([self])[0]

    def get_calendar_event(self, meetup: MeetupEvent) -> MeetupEvent:
        """What calendars are told of this meet-up, in the language of the page.

        You can override this method to change some of it with ``dataclasses.replace``.
        SEQUENCE follows from what is returned. Equal content must give an equal value:
        never look at the clock. ``uid``, ``sequence``, ``stamp`` and ``occurrence`` stay
        as they are: to change *when*, override ``schedule``, which the lists follow too.
        """
        return meetup


def public_hosts_of(events) -> list[list[PublicPerson]]:
    """The hosts of each of these events, as far as they agreed to be shown there.

    Where the hosts were loaded before, as many queries for many events as for one.
    """
    hosts = [list(event.hosts.all()) for event in events]
    people = iter(present_people(chain.from_iterable(hosts), USE_EVENTS))
    shown = [[next(people) for _host in some] for some in hosts]
    return [[person for person in some if person.is_shown] for some in shown]
