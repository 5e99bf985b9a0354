"""What https://schema.org allows of the types that our structured data is made of.

Written from its pages, for as much of the vocabulary as we use. ``check`` is strict: what
is not in the table is a mistake.
"""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

__all__ = ["check"]

SCHEMA = "https://schema.org/"


def _is_text(value) -> bool:
    """Plain text: no markup, nothing left over from a template or a serialiser."""
    return (
        isinstance(value, str)
        and value == value.strip() != ""
        and not re.search(r"</?\w+[^>]*>|&(?:amp|lt|gt|quot|#\d+);|[\r\n]", value)
    )


def _is_url(value) -> bool:
    if not isinstance(value, str):
        return False
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(value) -> bool:
    try:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    except ValueError:
        return False


def _is_date_time(value) -> bool:
    """ISO 8601 with seconds and an offset."""
    if not isinstance(value, str) or not re.search(r"T\d\d:\d\d:\d\d", value):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


DATA_TYPES = {
    "Text": _is_text,
    "URL": _is_url,
    "Number": _is_number,
    "Date": _is_date,
    "DateTime": _is_date_time,
}
ENUMERATIONS = {
    "EventStatusType": {
        "EventCancelled",
        "EventMovedOnline",
        "EventPostponed",
        "EventRescheduled",
        "EventScheduled",
    },
    "EventAttendanceModeEnumeration": {
        "MixedEventAttendanceMode",
        "OfflineEventAttendanceMode",
        "OnlineEventAttendanceMode",
    },
}
THING = {
    "name": {"Text"},
    "description": {"Text"},
    "url": {"URL"},
    "image": {"URL"},
}
# Type -> property -> what it may be.
TYPES = {
    "Event": {
        **THING,
        "startDate": {"Date", "DateTime"},
        "endDate": {"Date", "DateTime"},
        "previousStartDate": {"Date", "DateTime"},
        "eventStatus": {"EventStatusType"},
        "eventAttendanceMode": {"EventAttendanceModeEnumeration"},
        "location": {"Place", "PostalAddress", "Text", "VirtualLocation"},
        "organizer": {"Organization", "Person"},
        "performer": {"Organization", "Person"},
        "superEvent": {"EventSeries"},
    },
    "EventSeries": THING,
    "BlogPosting": {
        **THING,
        "headline": {"Text"},
        "mainEntityOfPage": {"URL"},
        "datePublished": {"DateTime"},
        "dateModified": {"DateTime"},
        "author": {"Organization", "Person"},
        "publisher": {"Organization", "Person"},
        "about": {"Event"},
    },
    "Place": {
        **THING,
        "address": {"PostalAddress", "Text"},
        "geo": {"GeoCoordinates"},
    },
    "VirtualLocation": THING,
    "GeoCoordinates": {
        "latitude": {"Number", "Text"},
        "longitude": {"Number", "Text"},
    },
    "Organization": THING,
    "Person": THING,
}
# What search engines do not do without.
REQUIRED = {
    "Event": {"name", "startDate", "eventStatus", "eventAttendanceMode", "url"},
    "EventSeries": {"name", "url"},
    "BlogPosting": {"headline", "url", "datePublished"},
    "Place": {"name"},
    "VirtualLocation": {"url"},
    "GeoCoordinates": {"latitude", "longitude"},
    "Organization": {"name", "url"},
    "Person": {"name"},
}


def _is_a(value, kind: str) -> bool:
    if kind in DATA_TYPES:
        return DATA_TYPES[kind](value)
    if kind in ENUMERATIONS:
        return value in {f"{SCHEMA}{name}" for name in ENUMERATIONS[kind]}
    return isinstance(value, dict) and value.get("@type") == kind


def _check_node(node: dict, path: str) -> None:
    kind = node.get("@type")
    assert kind in TYPES, f"{path}: {kind!r} is no type that we know"
    missing = REQUIRED[kind] - node.keys()
    assert not missing, f"{path}: {missing} is missing"
    for name, value in node.items():
        if name == "@type":
            continue
        where = f"{path}.{name}"
        assert name in TYPES[kind], f"{where}: {kind} has no such property"
        values = value if isinstance(value, list) else [value]
        assert values, f"{where}: an empty list"
        for one in values:
            allowed = TYPES[kind][name]
            assert any(_is_a(one, each) for each in allowed), (
                f"{where}: {one!r} is none of {sorted(allowed)}"
            )
            if isinstance(one, dict):
                _check_node(one, where)


def check(data: dict) -> None:
    """Raise ``AssertionError`` unless this is valid: an ``Event``, or a ``BlogPosting``."""
    node = dict(data)
    assert node.pop("@context", None) == SCHEMA.rstrip("/")
    assert node["@type"] in ("Event", "BlogPosting")
    _check_node(node, node["@type"])
    event = node if node["@type"] == "Event" else node.get("about")
    if event:
        _check_times(event)


def _check_times(node: dict) -> None:
    start, end = node["startDate"], node.get("endDate", "")
    if end:
        assert len(start) == len(end) or ("T" in start) == ("T" in end)
        assert date.fromisoformat(start[:10]) <= date.fromisoformat(end[:10])
    rescheduled = node["eventStatus"] == f"{SCHEMA}EventRescheduled"
    if rescheduled:
        assert "previousStartDate" in node
