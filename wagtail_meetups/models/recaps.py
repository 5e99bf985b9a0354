"""What a recap page holds: the story of one evening."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import PanelPlaceholder
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from .base import PAGE_MODEL
from .occurrences import Occurrence
from .places import Topic
from .recap_blocks import recap_blocks
from .told import Told, tell_body
from .translations import SynchronizedFields, shown_topics

__all__ = ["AbstractRecap"]


class AbstractRecap(models.Model):
    """The fields of a recap. Hosts build on ``mixins.RecapMixin``."""

    event = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_%(class)s_recaps",
    )
    occurrence = models.ForeignKey(
        Occurrence,
        verbose_name=_("date of the event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_%(class)s_recaps",
        help_text=_("Which date of a series it tells of."),
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("The day it tells of. Empty: the day of the event."),
    )
    author = models.CharField(
        _("author"), max_length=150, blank=True, help_text=_("Shown as it stands here.")
    )
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
    summary = models.CharField(
        _("summary"),
        max_length=255,
        blank=True,
        help_text=_("One sentence, for lists."),
    )
    body = StreamField(recap_blocks(), verbose_name=_("body"), blank=True)

    override_translatable_fields = SynchronizedFields("topics")

    recap_panels = [
        "event",
        "occurrence",
        "date",
        "author",
        "summary",
        "image",
        PanelPlaceholder("wagtail_meetups.admin.panels.PeoplePanel", [], {}),
        "body",
        PanelPlaceholder("wagtail_meetups.admin.panels.NamesPanel", [], {}),
        "topics",
    ]

    recap_search_fields = [
        index.SearchField("summary"),
        index.SearchField("author"),
        index.SearchField("told_text"),
        index.FilterField("date"),
        index.FilterField("event_id"),
    ]

    class Meta:
        abstract = True

    @property
    def shown_topics(self) -> list[Topic]:
        """The topics, in the language of this page where they are translated."""
        return shown_topics(self)

    @property
    def told_text(self) -> str:
        """What search may find in the body: of no passage that its reader may not have."""
        if not isinstance(self.body, StreamValue):  # A host's own body.
            return get_text_for_indexing(str(self.body or ""))
        pieces = [
            text
            for child in self.tell_body().blocks
            for text in child.block.get_searchable_content(child.value)
        ]
        return "\n".join(str(text) for text in pieces)

    def tell_body(self) -> Told:
        """The body as readers may have it; see ``told``."""
        return tell_body(self)
