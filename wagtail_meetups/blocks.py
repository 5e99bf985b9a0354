"""StreamField blocks for a site's own pages.

    body = StreamField([("meetups", UpcomingMeetupsBlock()), ...])

They show what everybody may see, whoever is reading: the page that they stand on may be
cached as any other. Blocks of our own pages' bodies are in ``models.blocks``.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .models.registry import index_models
from .views.upcoming import find_upcoming

__all__ = ["MeetupIndexChooserBlock", "UpcomingMeetupsBlock"]

MOST = 50


class MeetupIndexChooserBlock(blocks.PageChooserBlock):
    """A chooser of an index, of whichever page type this site has for it."""

    @cached_property
    def target_models(self) -> list:
        """Looked up when asked for: blocks are made while models are still loading."""
        return list(index_models())

    def deconstruct(self):
        """In migrations it is Wagtail's own block: what it offers is not in the table."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs


class UpcomingMeetupsBlock(blocks.StructBlock):
    """The next dates of an index, of one topic or of all."""

    index = MeetupIndexChooserBlock(label=_("Index of meet-ups"))
    topic = SnippetChooserBlock(
        "wagtail_meetups.Topic",
        label=_("Topic"),
        required=False,
        help_text=_("Empty: meet-ups of all topics."),
    )
    count = blocks.IntegerBlock(
        label=_("How many dates"), default=3, min_value=1, max_value=MOST
    )

    def get_context(self, value, parent_context=None):
        """With ``upcoming``, as the tag of that name gives it."""
        context = super().get_context(value, parent_context=parent_context)
        context["upcoming"] = find_upcoming(
            context.get("request"),
            value.get("index"),
            topic=value.get("topic"),
            count=min(value.get("count") or 0, MOST),
            page=context.get("page"),
        )
        return context

    class Meta:
        icon = "calendar-alt"
        label = _("Upcoming meet-ups")
        template = "wagtail_meetups/blocks/upcoming.html"
