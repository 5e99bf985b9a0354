"""How often a private link may be used; counted in the site's cache, by the link's id."""

from django.core.cache import cache

from .. import conf

__all__ = ["is_too_often"]

HOUR = 3600


def is_too_often(link) -> bool:
    """Count one use of this link; whether there were too many in this hour.

    No address of a reader is kept. Nobody guesses a key of 192 bits, so that unknown ones
    are not counted: that would let one reader lock out others behind the same proxy.
    """
    key = f"wagtail_meetups.link.{link.pk}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > conf.get("PERSONAL_LINK_HOURLY")
    except ValueError:  # It expired in between.
        return False
