"""Filters of our templates; a host's own templates may use them too."""

import json
from datetime import date

from django import template
from django.apps import apps
from django.utils.safestring import mark_safe

from ..models.dates import MeetupDate, address_below
from ..views.addresses import webcal_url
from ..views.embeds import ShownEmbed, expand_rich_text, show_embed
from ..views.maps import MapLink, map_links
from ..views.when import When, describe, describe_start, first_day, format_day

__all__ = [
    "json_ld",
    "meetup_date",
    "meetup_day",
    "meetup_embed",
    "meetup_has_app",
    "meetup_maps",
    "meetup_previous",
    "meetup_text",
    "meetup_url",
    "meetup_when",
]

register = template.Library()

# So that no text can close the script element, or open a comment in it.
JSON_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    ord("\u2028"): "\\u2028",
    ord("\u2029"): "\\u2029",
}


@register.filter
def meetup_when(occurrence, event=None) -> When | None:
    """When a date is, in pieces for ``parts/when.html``; ``None`` without a date.

    Pass the event's page to leave out an end that its editor did not give.
    """
    if not occurrence:
        return None
    is_open = event is not None and MeetupDate(occurrence, event).has_open_end
    return describe(occurrence, is_open=is_open)


@register.simple_tag(takes_context=True)
def meetup_url(context, date) -> str:
    """The address of a ``MeetupDate``: of the event page, or of one date of a series."""
    return address_below(date.page.get_url(context.get("request")) or "", date.path)


@register.filter
def meetup_date(value) -> date | None:
    """The day on which a date begins, in its own zone; a plain day as it is."""
    return first_day(value) if hasattr(value, "timezone") else value or None


@register.filter
def meetup_day(value) -> str:
    """The day of a date, or a plain day, as text for the names of links."""
    day = meetup_date(value)
    return format_day(day) if day else ""


@register.filter
def meetup_previous(occurrence) -> str:
    """The start that was announced before, as a ``<time>``; empty where it never moved.

    The dates of a draft are values of the domain, which know nothing of it.
    """
    previous = getattr(occurrence, "previous_start", None)
    return describe_start(previous, occurrence) if previous else ""


@register.filter
def json_ld(data) -> str:
    """Structured data as the content of a ``script`` element."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.translate(JSON_ESCAPES))  # noqa: S308


register.filter("webcal", webcal_url)


@register.filter
def meetup_maps(venue) -> list[MapLink]:
    """Where a venue is on each of the maps that people use."""
    return map_links(venue)


@register.filter
def meetup_embed(value) -> ShownEmbed | None:
    """What may be shown of the value of an ``EmbedBlock``."""
    return show_embed(value) if value else None


@register.filter
def meetup_has_app(name: str) -> bool:
    """Whether an app is installed on this site: ``"wagtail_meetups.comments"``."""
    return apps.is_installed(name)


@register.filter
def meetup_text(value) -> str:
    """Rich text, like Wagtail's ``richtext``, but embeds in it are shown as ours are."""
    return expand_rich_text(value)
