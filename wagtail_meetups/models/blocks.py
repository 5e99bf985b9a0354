"""The StreamField blocks of events and recaps."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

__all__ = ["QuoteBlock", "body_blocks"]


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
        ("text", blocks.RichTextBlock(label=_("Text"))),
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
