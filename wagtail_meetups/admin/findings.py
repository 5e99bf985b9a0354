"""What was found of a feed's address, each in words and with what to do about it."""

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from ..fetching import FetchError, Obstacle
from ..views.subscribe import GOOGLE_LIMIT

__all__ = ["Finding", "Level", "look_at_address", "look_at_obstacle"]


class Level(StrEnum):
    """How bad it is: told by a word and an icon, so never by a colour alone."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        return {
            Level.OK: _("OK"),
            Level.LOOK: _("Look at this"),
            Level.WRONG: _("Wrong"),
        }[self]

    @property
    def icon(self) -> str:
        """The name of one of Wagtail's icons."""
        return {
            Level.OK: "circle-check",
            Level.LOOK: "warning",
            Level.WRONG: "circle-xmark",
        }[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found; ``todo`` is empty where there is nothing to do."""

    level: Level
    text: str
    todo: str = ""


def _ip(host: str):
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _look_at_host(host: str) -> Finding:
    ip = _ip(host)
    if host == "localhost" or host.endswith(".localhost") or (ip and ip.is_loopback):
        return Finding(
            Level.WRONG,
            _("“%(host)s” means the device itself, so no phone can reach it.")
            % {"host": host},
            _("Under Settings → Sites, set the host name that visitors use."),
        )
    is_near = ip.is_private if ip else "." not in host or host.endswith(".local")
    if is_near:
        return Finding(
            Level.LOOK,
            _("Only devices in the same network can reach “%(host)s”.")
            % {"host": host},
            _(
                "Fine for trying out. For everybody, and for Google and Outlook, set "
                "the host name that visitors use under Settings → Sites."
            ),
        )
    return Finding(
        Level.OK,
        _("“%(host)s” is a name that the whole internet can use.") % {"host": host},
    )


def _look_at_scheme(scheme: str) -> Finding:
    if scheme == "https":
        return Finding(Level.OK, _("The address begins with “https”: it is encrypted."))
    return Finding(
        Level.LOOK,
        _(
            "The address begins with “http”: it is not encrypted, and some calendars "
            "do not take it."
        ),
        _(
            "If the site can be reached by “https”, set the port to 443 under Settings → Sites."
        ),
    )


def _look_at_length(length: int) -> Finding:
    words = {"length": length, "limit": GOOGLE_LIMIT}
    if length <= GOOGLE_LIMIT:
        return Finding(
            Level.OK,
            _(
                "The address is %(length)d characters long; Google takes up to %(limit)d."
            )
            % words,
        )
    return Finding(
        Level.LOOK,
        _(
            "The address is %(length)d characters long; Google takes no more than %(limit)d."
        )
        % words,
        _("Give the index, or the pages above it, a shorter slug."),
    )


def look_at_address(address: str) -> list[Finding]:
    """What the address alone tells, before anybody asks for it."""
    parts = urlsplit(address)
    return [
        _look_at_host(parts.hostname or ""),
        _look_at_scheme(parts.scheme),
        _look_at_length(len(address)),
    ]


def look_at_obstacle(error: FetchError) -> Finding:
    """Why no answer came."""
    texts = {
        Obstacle.NAME: (
            _("Nobody knows this host name."),
            _("Correct it under Settings → Sites, or ask whoever manages the domain."),
        ),
        Obstacle.REFUSED: (
            _("Nothing answers at this address and port."),
            _(
                "Correct the host name and port under Settings → Sites, or start the server."
            ),
        ),
        Obstacle.TLS: (
            _("The encryption does not work, so calendars give up."),
            _(
                "Ask whoever runs the server: the certificate may be for another name, or have expired."
            ),
        ),
        Obstacle.TIMEOUT: (
            _("No answer came in time."),
            _(
                "Try the address on a phone. If it works there, this site cannot ask "
                "itself: it may have one process only, which is busy with this page."
            ),
        ),
        Obstacle.BROKEN_OFF: (
            _("The answer broke off in the middle."),
            _("Ask whoever runs the server, or what stands in front of it."),
        ),
        Obstacle.OTHER: (
            _("This site could not ask."),
            _(
                "Try the address on a phone. If it works there, the server is not allowed out to the internet."
            ),
        ),
    }
    text, todo = texts[error.obstacle]
    return Finding(Level.WRONG, text, todo)
