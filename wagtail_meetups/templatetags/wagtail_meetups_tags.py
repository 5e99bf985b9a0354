"""Filters and tags of our templates; a host's own templates may use them too."""

import json
from datetime import date

from django import template
from django.apps import apps
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from ..domain.people import PublicPerson
from ..models.attendee_block import SIZES
from ..models.chosen import ChosenAttendee
from ..models.dates import MeetupDate, address_below
from ..models.wording import called
from ..scope import find_topic
from ..views.addresses import webcal_url
from ..views.embeds import ShownEmbed, expand_rich_text, show_embed
from ..views.maps import MapLink, map_links
from ..views.upcoming import Upcoming, find_upcoming
from ..views.when import When, describe, describe_start, first_day, format_day

__all__ = [
    "json_ld",
    "meetup_date",
    "meetup_day",
    "meetup_embed",
    "meetup_has_app",
    "meetup_maps",
    "meetup_person",
    "meetup_previous",
    "meetup_text",
    "meetup_url",
    "meetup_when",
    "upcoming_meetups",
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


@register.simple_tag(takes_context=True)
def upcoming_meetups(
    context, index, *, topic=None, count: int = 3, for_reader: bool = False
) -> Upcoming:
    """The next dates below an index, as a list; with ``as`` to go through them.

    ``topic`` is a Topic or the slug of one; by a slug that is not known nothing is found.
    They are those that everybody may see, so that the page may be cached. With
    ``for_reader=True`` they are those that this reader may see: then the page must say
    ``Cache-Control: private`` whenever ``get_snapshot(request).personal``.
    """
    if isinstance(topic, str) and topic and index:
        topic = find_topic(topic, index.locale_id)
        index = index if topic else None
    return find_upcoming(
        context.get("request"),
        index or None,
        topic=topic or None,
        count=count,
        for_reader=for_reader,
    )


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
register.filter("meetup_called", called)


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


@register.simple_tag
def meetup_person(person, size: str = "card") -> str:
    """A person in one of three sizes: ``line``, ``card`` or ``full``; nothing for ``None``.

    ``person`` is a ``PublicPerson``, or what an ``AttendeeBlock`` gives. An ``Attendee``
    raises ``TypeError``: nobody has said what of it may be shown here.
    """
    if not person:
        return ""
    if isinstance(person, ChosenAttendee):
        person = person.person
    if not isinstance(person, PublicPerson):
        raise TypeError("meetup_person shows a PublicPerson, such as person.present().")
    if size not in SIZES:
        raise ValueError(f"size must be one of {', '.join(SIZES)}, not {size!r}.")
    return render_to_string(
        f"wagtail_meetups/parts/person_{size}.html", {"person": person}
    )
