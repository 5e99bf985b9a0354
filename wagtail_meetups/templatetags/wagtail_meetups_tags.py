"""Filters of our templates; a host's own templates may use them too."""

import json

from django import template
from django.utils.safestring import mark_safe

from ..views.addresses import webcal_url
from ..views.when import When, describe, describe_start, first_day, format_day

__all__ = [
    "geo_uri",
    "json_ld",
    "meetup_day",
    "meetup_previous",
    "meetup_when",
    "openstreetmap_url",
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
    is_open = event is not None and event.end_time is None
    return describe(occurrence, is_open=is_open)


@register.filter
def meetup_day(value) -> str:
    """The day of a date, or a plain day, as text for the names of links."""
    if not value:
        return ""
    return format_day(first_day(value) if hasattr(value, "timezone") else value)


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
def geo_uri(venue) -> str:
    """A venue's ``geo:`` address (RFC 5870), which phones open in a map of their owner's."""
    if venue is None or venue.coordinates is None:
        return ""
    latitude, longitude = venue.coordinates
    # Not left to the template: some languages write decimals with a comma.
    return f"geo:{latitude},{longitude}"


@register.filter
def openstreetmap_url(venue) -> str:
    """The address of a map with a mark where the venue is."""
    if venue is None or venue.coordinates is None:
        return ""
    latitude, longitude = venue.coordinates
    return (
        f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
        f"#map=18/{latitude}/{longitude}"
    )
