"""Links to a map of the reader's choice. We show none: that would tell others who looks."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

__all__ = ["MapLink", "map_links"]


@dataclass(frozen=True, slots=True)
class MapLink:
    """The address of a place on a map, and what that map is called."""

    name: str
    url: str


def _with_coordinates(latitude, longitude, name: str) -> tuple[str, str, str, str]:
    # Not left to a template: some languages write decimals with a comma.
    point = f"{latitude},{longitude}"
    return (
        f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
        f"#map=18/{latitude}/{longitude}",
        f"geo:{point}",
        "https://maps.apple.com/?" + urlencode({"ll": point, "q": name}),
        "https://www.google.com/maps/search/?"
        + urlencode({"api": "1", "query": point}),
    )


def _by_address(address: str) -> tuple[str, str, str, str]:
    return (
        "https://www.openstreetmap.org/search?" + urlencode({"query": address}),
        # Phones take no coordinates and a question for a search.
        f"geo:0,0?q={quote(address, safe='')}",
        "https://maps.apple.com/?" + urlencode({"q": address}),
        "https://www.google.com/maps/search/?"
        + urlencode({"api": "1", "query": address}),
    )


def map_links(venue) -> list[MapLink]:
    """A venue on each of the maps that people use, by its coordinates, else its address.

    ``geo:`` (RFC 5870) is opened by the app that a phone's owner prefers. Empty where the
    venue has neither coordinates nor address.
    """
    if venue is None:
        return []
    if venue.coordinates is not None:
        urls = _with_coordinates(*venue.coordinates, venue.name)
    elif venue.address.strip():
        urls = _by_address(venue.one_line)
    else:
        return []
    names = ("OpenStreetMap", _("Your map app"), "Apple Maps", "Google Maps")
    return [MapLink(name, url) for name, url in zip(names, urls, strict=True)]
