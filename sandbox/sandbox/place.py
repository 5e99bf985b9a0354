"""Where the sandbox is served: to this machine alone, or to a phone in the same network."""

import socket
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address

from django.core.exceptions import ImproperlyConfigured

__all__ = ["Place", "find_place"]

# Set aside for examples (RFC 5737): nobody has it, and nothing is sent there.
NOBODY = ("192.0.2.1", 9)


@dataclass(frozen=True)
class Place:
    """What the server listens to, and the host that stands in addresses."""

    bind: str
    host: str

    @property
    def is_exposed(self) -> bool:
        """Whether other machines can reach it."""
        return not _is_loopback(self.bind)


def _is_loopback(name: str) -> bool:
    try:
        return IPv4Address(name).is_loopback
    except AddressValueError:
        return name == "localhost"


def own_address() -> str:
    """This machine's address in its network, as the system would choose it.

    A UDP socket that is connected and never written to: no packet leaves the machine.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(NOBODY)
            address = probe.getsockname()[0]
    except OSError:
        address = ""
    if not address or _is_loopback(address):
        raise ImproperlyConfigured(
            "This machine seems to be in no network. Give its address: HOST=192.168.1.20."
        )
    return address


def find_place(wanted: str) -> Place:
    """The place for what somebody wants.

    Nothing or a loopback address for this machine alone; "auto" for the address that
    this machine has in its network; "0.0.0.0" to listen to every one that it has; else
    one address or name of its.
    """
    wanted = wanted.strip().lower()
    if not wanted or _is_loopback(wanted):
        return Place("127.0.0.1", "localhost")
    if ":" in wanted:
        raise ImproperlyConfigured(
            "HOST is an IPv4 address or a name, without the port: HOST=192.168.1.20."
        )
    if wanted == "auto":
        wanted = own_address()
    host = own_address() if wanted == "0.0.0.0" else wanted  # noqa: S104
    return Place(wanted, host)
