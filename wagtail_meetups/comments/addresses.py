"""Where a request comes from, behind the proxies that the host has named."""

from ipaddress import IPv6Network, ip_address, ip_network

from .. import conf

__all__ = ["address_of", "is_proxy_list"]

UNIX = "unix"


def _parse(text: str):
    try:
        found = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def is_proxy_list(names) -> bool:
    """Whether each of these is an address, a network or ``"unix"``."""
    try:
        [ip_network(name) for name in names if name != UNIX]
    except ValueError:
        return False
    return True


def address_of(request) -> str:
    """The address of the reader; empty where it is not known.

    ``X-Forwarded-For`` is believed only as far as the host's own proxies wrote it: from
    its end, past those that are named. Of an IPv6 address the network counts, which is
    what one household has.
    """
    names = conf.get("COMMENTS_PROXIES")
    networks = [ip_network(name) for name in names if name != UNIX]

    def is_ours(address) -> bool:
        return any(address in network for network in networks)

    direct = request.META.get("REMOTE_ADDR", "")
    found = _parse(direct)
    if is_ours(found) if found else (not direct and UNIX in names):
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        # A proxy of ours that tells of nobody is not the reader.
        addresses = (_parse(text) for text in reversed(forwarded))
        found = next(
            (one for one in addresses if one is None or not is_ours(one)), None
        )
    if found is None:
        return ""
    if found.version == 6:
        return str(IPv6Network((int(found), 64), strict=False))
    return str(found)
