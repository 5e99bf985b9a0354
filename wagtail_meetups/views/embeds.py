"""What is shown of an embed: one frame, or a link; nothing else of the provider's HTML.

Providers answer (https://oembed.com) with HTML of their own, and Wagtail prints it as it
is, inside a ``style`` attribute where the site asks for that. Scripts and styles in it
would break a strict Content-Security-Policy, or be trusted for nothing.
"""

import math
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from wagtail.embeds.blocks import EmbedValue
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

__all__ = ["Frame", "ShownEmbed", "expand_rich_text", "show_embed"]

TEMPLATE = "wagtail_meetups/blocks/embed.html"

# Width to height. The stylesheet has one rule for each: a style in the page would be inline.
SHAPES = {"wide": 16 / 9, "classic": 4 / 3, "square": 1, "tall": 9 / 16}
# Flatter than this it is no picture, but the controls of a player with a height of its own.
FLATTEST = 2.4


@dataclass(frozen=True, slots=True)
class Frame:
    """An ``iframe`` of an address that starts with ``https:``.

    ``width`` and ``height`` are pixels, or ``None`` where they are not known. ``shape``
    is one of ``SHAPES``, or ``strip`` for what keeps its height at any width.
    """

    src: str
    width: int | None
    height: int | None
    fullscreen: bool

    @property
    def shape(self) -> str:
        if not self.height:
            return "wide"
        if not self.width or self.width / self.height > FLATTEST:
            return "strip"
        ratio = self.width / self.height
        return min(SHAPES, key=lambda name: abs(math.log(ratio / SHAPES[name])))


@dataclass(frozen=True, slots=True)
class ShownEmbed:
    """What a template may show. All but ``url`` may be empty; addresses are of the web."""

    url: str
    title: str = ""
    author: str = ""
    provider: str = ""
    frame: Frame | None = None


class _FrameFinder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[dict] = []

    def handle_starttag(self, tag, attrs):
        if tag == "iframe":
            self.found.append(dict(attrs))


def _web_address(text: str | None, *schemes: str) -> str:
    """The address, if it is an absolute one with one of ``schemes``; else empty."""
    text = (text or "").strip()
    if text.startswith("//"):
        text = f"https:{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in schemes and parts.netloc else ""


def _pixels(text: str | None) -> int | None:
    text = (text or "").strip().removesuffix("px")
    return int(text) if text.isascii() and text.isdigit() and int(text) else None


def _frame_of(embed) -> Frame | None:
    finder = _FrameFinder()
    finder.feed(embed.html)
    finder.close()
    if len(finder.found) != 1:
        return None
    (attrs,) = finder.found
    src = _web_address(attrs.get("src"), "https")
    if not src:
        return None
    return Frame(
        src=src,
        width=_pixels(attrs.get("width")) or embed.width,
        height=_pixels(attrs.get("height")) or embed.height,
        fullscreen="allowfullscreen" in attrs,
    )


def show_embed(value: EmbedValue) -> ShownEmbed:
    """What to show of the value of an ``EmbedBlock``.

    Asks the provider where Wagtail has no answer kept; one that knows nothing leaves the
    bare address.
    """
    url = _web_address(value.url, "https", "http")
    try:
        embed = get_embed(value.url, value.max_width, value.max_height)
    except EmbedException:
        return ShownEmbed(url=url)
    return ShownEmbed(
        url=url,
        title=embed.title,
        author=embed.author_name,
        provider=embed.provider_name,
        frame=_frame_of(embed),
    )


def expand_rich_text(value: RichText | str | None) -> str:
    """Rich text as HTML, with each embed in it shown as ours are."""

    def expand_embed(match) -> str:
        attrs = extract_attrs(match[1])
        if attrs.get("embedtype") != "media":
            return match[0]
        return render_to_string(TEMPLATE, {"value": EmbedValue(attrs.get("url", ""))})

    source = value.source if isinstance(value, RichText) else str(value or "")
    html = expand_db_html(FIND_EMBED_TAG.sub(expand_embed, source))
    # As Wagtail's own filter and block do it: a host may have changed the template.
    return render_to_string("wagtailcore/shared/richtext.html", {"html": html})
