"""Choosing among the dates of an index: ``?topic=design&venue=3&mode=online``.

Offered, and taken from an address, is only what something has that the reader may see:
the name of a topic of private meet-ups alone is told to nobody.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ..listing import dates_below, shown_entries
from ..models import AbstractEvent, Venue
from ..scope import (
    EVERYTHING,
    Scope,
    group_translations,
    used_topics,
    uses_venue,
    with_translations,
)

__all__ = ["Choice", "Narrowing", "Option", "read_narrowing"]

# At how many meet-ups, those made last, it is looked how and where one takes part: enough
# to know what is worth offering.
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; ``value`` stands in addresses."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the form: the parameter, what it is called, what not choosing is called."""

    name: str
    label: str
    everything: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options if option.is_chosen), None)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a reader chose.

    ``scope`` is ``None`` where it is something by which nothing is known here.
    ``parameters`` are those of the address under which others see the same; empty ones
    are left out. ``choices`` are the fields that are worth offering.
    """

    scope: Scope | None
    parameters: dict[str, str]
    choices: tuple[Choice, ...]
    chosen: tuple[Choice, ...]

    @property
    def is_unknown(self) -> bool:
        return self.scope is None

    @property
    def is_narrow(self) -> bool:
        """Whether less than everything is shown."""
        return self.is_unknown or bool(self.scope)

    def narrow(self, find, index, snapshot) -> QuerySet:
        """The dates that a function of ``listing`` finds in this scope."""
        dates = find(index, snapshot, self.scope or EVERYTHING)
        return dates.none() if self.is_unknown else dates


def _find(groups: list, field: str, value: str):
    """The snippet to show of the group in which one has this value; ``None`` without one."""
    return next(
        (
            shown
            for shown, rows in groups
            if any(str(getattr(row, field)) == value for row in rows)
        ),
        None,
    )


def _used_venues(entries, dates) -> QuerySet:
    """With those that single dates were moved to."""
    return Venue.objects.filter(Q(uses_venue(entries)) | Q(uses_venue(dates)))


def _options(groups: list, field: str, chosen) -> tuple[Option, ...]:
    names = Counter(shown.name for shown, _rows in groups)
    return tuple(
        Option(
            str(getattr(shown, field)),
            # Two of one name, as in a chain of cafés, need more to be told apart.
            getattr(shown, "one_line", shown.name)
            if names[shown.name] > 1
            else shown.name,
            shown == chosen,
        )
        for shown, _rows in groups
    )


def _modes(seen: set[str], chosen: str) -> tuple[Option, ...]:
    """What is held both ways is found by either, so it is no answer of its own."""
    mode = AbstractEvent.Mode
    values = [mode.IN_PERSON, mode.ONLINE]
    if chosen == mode.BOTH:
        values.append(mode.BOTH)
    elif len(seen) < 2 and not chosen:
        return ()
    return tuple(Option(one.value, one.label, one.value == chosen) for one in values)


def read_narrowing(request, index, snapshot) -> Narrowing:
    """What this address asks for among the dates below ``index``, and what there is to ask.

    Three queries. Empty parameters ask for nothing, as those of a form that was sent
    with a field untouched.
    """
    asked = {
        name: value
        for name in ("topic", "venue", "mode")
        if (value := request.GET.get(name, "").strip())
    }
    entries = shown_entries(index, snapshot).order_by()
    topics = group_translations(
        with_translations(used_topics(entries)), index.locale_id
    )
    dates = dates_below(index, snapshot)
    venues = group_translations(
        with_translations(_used_venues(entries, dates)), index.locale_id
    )
    latest = set(entries.order_by("-pk").values_list("mode", "venue")[:LOOKED_AT])

    topic = _find(topics, "slug", asked["topic"]) if "topic" in asked else None
    venue = _find(venues, "pk", asked["venue"]) if "venue" in asked else None
    mode = asked.get("mode", "")
    found = {"topic": topic, "venue": venue}
    is_unknown = any(name in asked and not one for name, one in found.items())
    if mode and mode not in AbstractEvent.Mode.values:
        is_unknown, mode = True, ""

    # One venue tells meet-ups apart only where some have none.
    differs = len(venues) > 1 or len({place for _mode, place in latest}) > 1 or venue
    choices = (
        Choice("topic", _("Topic"), _("All topics"), _options(topics, "slug", topic)),
        Choice(
            "venue",
            _("Place"),
            _("All places"),
            _options(venues, "pk", venue) if differs else (),
        ),
        Choice(
            "mode",
            _("How one takes part"),
            _("In person or online"),
            _modes({mode for mode, _venue in latest}, mode),
        ),
    )
    choices = tuple(choice for choice in choices if choice.options)
    chosen = tuple(choice for choice in choices if choice.chosen)
    return Narrowing(
        scope=None if is_unknown else Scope(topic=topic, venue=venue, mode=mode),
        parameters={choice.name: choice.chosen.value for choice in chosen},
        choices=choices,
        chosen=chosen,
    )
