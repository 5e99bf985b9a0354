"""The page that a community's meet-ups, recaps and feed live under."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import RichTextField
from wagtail.search import index

from ..domain.ical import CalendarHead

__all__ = ["FEED_COLORS", "RESERVED_SLUGS", "AbstractMeetupIndex"]

# Addresses below an index or an event that this package answers itself, now or soon.
RESERVED_SLUGS = (
    "ical",
    "atom",
    "dates",
    "month",
    "people",
    "comments",
    "subscribe",
    "recaps",
)

# RFC 7986 5.9 takes CSS3 names, Apple's own property takes hexadecimal.
FEED_COLORS = {
    "tomato": "#FF6347",
    "darkorange": "#FF8C00",
    "goldenrod": "#DAA520",
    "olivedrab": "#6B8E23",
    "seagreen": "#2E8B57",
    "teal": "#008080",
    "steelblue": "#4682B4",
    "royalblue": "#4169E1",
    "rebeccapurple": "#663399",
    "mediumvioletred": "#C71585",
    "sienna": "#A0522D",
    "slategray": "#708090",
}


class AbstractMeetupIndex(models.Model):
    """The fields of an index of meet-ups. Hosts build on ``mixins.MeetupIndexMixin``."""

    class FeedColor(models.TextChoices):
        TOMATO = "tomato", pgettext_lazy("colour", "red")
        DARKORANGE = "darkorange", pgettext_lazy("colour", "orange")
        GOLDENROD = "goldenrod", pgettext_lazy("colour", "gold")
        OLIVEDRAB = "olivedrab", pgettext_lazy("colour", "olive")
        SEAGREEN = "seagreen", pgettext_lazy("colour", "green")
        TEAL = "teal", pgettext_lazy("colour", "teal")
        STEELBLUE = "steelblue", pgettext_lazy("colour", "grey-blue")
        ROYALBLUE = "royalblue", pgettext_lazy("colour", "blue")
        REBECCAPURPLE = "rebeccapurple", pgettext_lazy("colour", "purple")
        MEDIUMVIOLETRED = "mediumvioletred", pgettext_lazy("colour", "pink")
        SIENNA = "sienna", pgettext_lazy("colour", "brown")
        SLATEGRAY = "slategray", pgettext_lazy("colour", "grey")

    introduction = RichTextField(_("introduction"), blank=True)
    feed_name = models.CharField(
        _("calendar name"),
        max_length=100,
        blank=True,
        help_text=_(
            "How the calendar is called on the phones of those who subscribe. "
            "Empty: the page's title."
        ),
    )
    feed_color = models.CharField(
        _("calendar colour"), max_length=20, blank=True, choices=FeedColor.choices
    )
    contact_email = models.EmailField(
        _("public e-mail"),
        blank=True,
        help_text=_(
            "The community's own address, shown in calendars as the organiser's."
        ),
    )

    index_panels = ["introduction"]
    feed_panels = ["feed_name", "feed_color", "contact_email"]

    index_search_fields = [index.SearchField("introduction")]

    class Meta:
        abstract = True

    @property
    def community_name(self) -> str:
        """What the community and its calendar are called."""
        return self.feed_name or self.title

    @property
    def feed_color_hex(self) -> str:
        """The feed's colour as ``#RRGGBB``; empty when none is chosen."""
        return FEED_COLORS.get(self.feed_color, "")

    def filter_meetups(self, entries):
        """Choose among the meet-ups below this index: ``CalendarEntry`` rows, one a page.

        You can override this method to leave some out of its lists and its calendar
        alike. What is returned can only be less: pages elsewhere and pages that the
        reader may not see are taken out afterwards.
        """
        return entries

    def filter_recaps(self, recaps):
        """Choose among the recaps below this index: a queryset of one recap page type.

        You can override this method to leave some out. What is returned can only be
        less, as with ``filter_meetups``.
        """
        return recaps

    def get_calendar_head(self, head: CalendarHead) -> CalendarHead:
        """What this index's calendar says of itself.

        You can override this method to change some of it with ``dataclasses.replace``.
        Equal content must give an equal head: never look at the clock.
        """
        return head
