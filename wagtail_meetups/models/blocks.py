"""The StreamField blocks of events and recaps."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

__all__ = ["BodyTextBlock", "QuoteBlock", "body_blocks"]


class BodyTextBlock(blocks.RichTextBlock):
    """Rich text that leaves embeds to the block made for them, and shows old ones safely.

    See ``docs/explanation/decisions/0013-embeds.md``.
    """

    @cached_property
    def field(self):
        """The form field, with the site's own choice of features but for ``embed``."""
        field = super().field
        features = getattr(field.widget, "features", None) or ()
        if "embed" in features:
            self.features = [name for name in features if name != "embed"]
            field = super().field
        return field

    def deconstruct(self):
        """In migrations it is Wagtail's own block: what differs is not in the table."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs

    class Meta:
        template = "wagtail_meetups/blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who it was."""

    text = blocks.TextBlock(label=_("Quote"))
    source = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "wagtail_meetups/blocks/quote.html"


def body_blocks() -> list:
    """The blocks that the body of an event or a recap is made of."""
    return [
        ("text", BodyTextBlock(label=_("Text"))),
        (
            "image",
            ImageBlock(label=_("Image"), template="wagtail_meetups/blocks/image.html"),
        ),
        ("quote", QuoteBlock()),
        (
            "embed",
            EmbedBlock(label=_("Embed"), template="wagtail_meetups/blocks/embed.html"),
        ),
    ]
