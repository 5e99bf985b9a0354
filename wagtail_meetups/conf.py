"""The only reader of ``settings.WAGTAIL_MEETUPS``.

``DEFAULTS`` is the whole list of settings. Values are looked up each time they are
asked for, so that ``override_settings`` works; a name that is not in the list fails
loudly, here and in the system check ``wagtail_meetups.E001``.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

__all__ = ["DEFAULTS", "SETTING", "get", "unknown_names", "unusable_values"]

SETTING = "WAGTAIL_MEETUPS"

DEFAULTS = {
    # How long a meet-up that is over stays in the feeds, in days.
    "FEED_PAST_DAYS": 365,
    # How long a cancelled or postponed one stays after its planned end, in days.
    "FEED_CANCELLED_DAYS": 30,
    # How long a cache may keep a public feed, in seconds (300 to 3600 suits calendars).
    "FEED_MAX_AGE": 600,
    # How often calendars are asked to look again, in hours.
    "FEED_REFRESH_HOURS": 1,
    # How far ahead a series without an end has dates, in months.
    "HORIZON_MONTHS": 24,
    # What a meet-up lasts when its end is not known, in minutes.
    "OPEN_END_MINUTES": 120,
    # Meet-ups and recaps on one page of a list.
    "PAGE_SIZE": 20,
    # How long a private link of a person opens their page, in days.
    "PERSONAL_LINK_DAYS": 90,
    # How often one such link may be used to ask, and to change something, in an hour.
    "PERSONAL_LINK_HOURLY": 120,
    # How long people who no longer come are remembered, in months: see purge_attendees.
    "ATTENDEE_RETENTION_MONTHS": 36,
    # The site's own layout, which our pages stand in where it exists; empty: our own.
    "BASE_TEMPLATE": "base.html",
    # Whether our pages link our stylesheet.
    "STYLESHEET": True,
}

# What a value must be, by the type of its default, in the words of the system check.
KINDS = {
    int: "a whole number above 0",
    bool: "True or False",
    str: "a text",
}


def _given() -> dict:
    given = getattr(settings, SETTING, {})
    if not isinstance(given, dict):
        raise ImproperlyConfigured(f"{SETTING} must be a dictionary.")
    return given


def unknown_names() -> list[str]:
    """The names in ``settings.WAGTAIL_MEETUPS`` that are not settings of this package."""
    return sorted(str(name) for name in _given() if name not in DEFAULTS)


def _is_usable(name: str, value) -> bool:
    kind = type(DEFAULTS[name])
    return type(value) is kind and (kind is not int or value > 0)


def unusable_values() -> dict[str, tuple[object, str]]:
    """The known settings of another kind than their default: value, and what it must be."""
    return {
        name: (value, KINDS[type(DEFAULTS[name])])
        for name, value in _given().items()
        if name in DEFAULTS and not _is_usable(name, value)
    }


def get(name: str):
    """Return the value of one setting.

    Raises ``ImproperlyConfigured`` when ``settings.WAGTAIL_MEETUPS`` holds a name that
    this package does not know, and ``KeyError`` when ``name`` itself is not a setting.
    """
    if unknown := unknown_names():
        raise ImproperlyConfigured(
            f"{SETTING} holds unknown names: {', '.join(unknown)}. "
            f"Known are: {', '.join(sorted(DEFAULTS))}."
        )
    default = DEFAULTS[name]
    return _given().get(name, default)
