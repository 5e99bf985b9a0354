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
    # The site's own layout, which our pages stand in where it exists; empty: our own.
    "BASE_TEMPLATE": "base.html",
    # Whether our pages link our stylesheet.
    "STYLESHEET": True,
    # Those of wagtail_meetups.comments. Whether a page takes comments, unless it says itself.
    "COMMENTS_OPEN": True,
    # When a page closes: days after its first publication, of an event after its last
    # date; 0: never.
    "COMMENTS_CLOSE_DAYS": 0,
    # Whose comments wait for a host.
    "COMMENTS_HOLD": "all",
    # Whether those of accounts pass of which a host has let one pass before.
    "COMMENTS_KNOWN_PASS": False,
    # Who may write.
    "COMMENTS_WHO": "everyone",
    # What looks at each comment, in this order; the strictest word counts.
    "COMMENTS_CHECKS": [
        "wagtail_meetups.comments.checking.check_links",
        "wagtail_meetups.comments.checking.check_words",
        "wagtail_meetups.comments.checking.check_repeated",
        "wagtail_meetups.comments.checking.check_speed",
        "wagtail_meetups.comments.rates.check_rate",
    ],
    # More links than these in one comment wait for a host.
    "COMMENTS_LINKS": 2,
    # Words that let a comment wait for a host.
    "COMMENTS_WORDS": [],
    # Who sends a form sooner, in seconds, waits for a host.
    "COMMENTS_MIN_SECONDS": 3,
    # So many comments of one account, and of one address, in so many minutes.
    "COMMENTS_RATE": 5,
    "COMMENTS_RATE_MINUTES": 10,
    # The addresses or networks of the site's own proxies, "unix" for a socket.
    "COMMENTS_PROXIES": [],
    # How long the address a comment came from is kept, in days; 0: it is not stored.
    "COMMENTS_ADDRESS_DAYS": 0,
    # How long spam and removed comments are kept, in days.
    "COMMENTS_SPAM_DAYS": 30,
    # Whether those who may moderate are told by mail.
    "COMMENTS_MAIL": True,
    # The least time between two mails, in minutes.
    "COMMENTS_MAIL_MINUTES": 15,
    # Comments on one page of a thread.
    "COMMENTS_PAGE_SIZE": 50,
    # Whether the form opens in its place below the page where JavaScript runs.
    "COMMENTS_IN_PLACE": False,
}

# Settings with a few words to choose from.
CHOICES = {
    "COMMENTS_HOLD": ("all", "guests", "none"),
    "COMMENTS_WHO": ("everyone", "accounts"),
}
# Numbers for which 0 means something.
MAY_BE_ZERO = {
    "COMMENTS_ADDRESS_DAYS",
    "COMMENTS_CLOSE_DAYS",
    "COMMENTS_LINKS",
    "COMMENTS_MAIL_MINUTES",
    "COMMENTS_MIN_SECONDS",
}

# What a value must be, by the type of its default, in the words of the system check.
KINDS = {
    int: "a whole number above 0",
    bool: "True or False",
    str: "a text",
    list: "a list of texts",
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
    if type(value) is not kind:
        return False
    if kind is int:
        return value >= (0 if name in MAY_BE_ZERO else 1)
    if kind is list:
        return all(isinstance(item, str) for item in value)
    return value in CHOICES.get(name, (value,))


def _must_be(name: str) -> str:
    """What the value of a setting must be, in words."""
    if name in CHOICES:
        return "one of " + ", ".join(repr(choice) for choice in CHOICES[name])
    if name in MAY_BE_ZERO:
        return "a whole number, 0 or above"
    return KINDS[type(DEFAULTS[name])]


def unusable_values() -> dict[str, tuple[object, str]]:
    """The known settings of another kind than their default: value, and what it must be."""
    return {
        name: (value, _must_be(name))
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
