"""Structured data (JSON-LD, https://schema.org/Event) of an event page."""

from ..domain.schedule import get_zone
from ..models import AbstractEvent
from ..models.dates import MeetupDate, address_below
from .when import days_of

__all__ = ["event_json", "recap_json", "series_json"]

MODES = {
    AbstractEvent.Mode.IN_PERSON: "OfflineEventAttendanceMode",
    AbstractEvent.Mode.ONLINE: "OnlineEventAttendanceMode",
    AbstractEvent.Mode.BOTH: "MixedEventAttendanceMode",
}


def _status(date: MeetupDate) -> str:
    if date.status == date.page.Status.CANCELLED:
        return "EventCancelled"
    if date.status == date.page.Status.POSTPONED:
        return "EventPostponed"
    if getattr(date.occurrence, "previous_start", None):
        return "EventRescheduled"
    return "EventScheduled"


def _time(moment, occurrence) -> str:
    local = moment.astimezone(get_zone(occurrence.timezone))
    return local.date().isoformat() if occurrence.all_day else local.isoformat()


def _times(date: MeetupDate) -> dict:
    occurrence = date.occurrence
    times = {"startDate": _time(occurrence.start, occurrence)}
    if occurrence.all_day:
        times["endDate"] = days_of(occurrence)[1].isoformat()
    elif not date.has_open_end:  # Else the end is only our guess.
        times["endDate"] = _time(occurrence.end, occurrence)
    if previous := getattr(occurrence, "previous_start", None):
        times["previousStartDate"] = _time(previous, occurrence)
    return times


def _one_line(text: str) -> str:
    return ", ".join(line.strip(" ,") for line in text.splitlines() if line.strip(" ,"))


def _places(date: MeetupDate) -> list[dict]:
    places = []
    if venue := date.venue:
        place = {"@type": "Place", "name": venue.name}
        if address := _one_line(venue.address):
            place["address"] = address
        if venue.coordinates:
            latitude, longitude = venue.coordinates
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": float(latitude),
                "longitude": float(longitude),
            }
        places.append(place)
    if date.online_link:
        places.append({"@type": "VirtualLocation", "url": date.online_link})
    return places


def _organization(request, index) -> dict:
    return {
        "@type": "Organization",
        "name": index.community_name,
        "url": index.get_full_url(request),
    }


def _about(request, date: MeetupDate, *, index, hosts, picture) -> dict:
    """What holds of a date as of the series that it is one of."""
    data = {}
    if date.page.summary:
        data["description"] = date.page.summary
    data |= _location(date)
    if picture:
        data["image"] = [picture.url]
    if index:
        data["organizer"] = _organization(request, index)
    if names := [person.name for person in hosts if person.name]:
        data["performer"] = [{"@type": "Person", "name": name} for name in names]
    return data


def _date(request, date: MeetupDate) -> dict:
    """One date: its name, time and address, and how one takes part."""
    url = date.page.get_full_url(request)
    return {
        "@type": "Event",
        "name": date.title,
        **_times(date),
        "eventStatus": f"https://schema.org/{_status(date)}",
        "eventAttendanceMode": (
            f"https://schema.org/{MODES[date.page.attendance_mode]}"
        ),
        "url": address_below(url, date.path),
    }


def event_json(request, date: MeetupDate, **about) -> dict:
    """Return the schema.org ``Event`` of one date of an event page.

    ``about`` is ``index``, ``hosts`` and ``picture``. The organiser is the community;
    hosts appear as ``performer`` only by the name they agreed to show. Times carry the
    offset of the event's own zone; whole days are dates, the last one included. An end
    that its editor did not give is left out. A date of a series names that.
    """
    data = {"@context": "https://schema.org", **_date(request, date)}
    data |= _about(request, date, **about)
    if date.path:
        data["superEvent"] = {
            "@type": "EventSeries",
            "name": date.page.title,
            "url": date.page.get_full_url(request),
        }
    return data


def series_json(request, date: MeetupDate, *, coming, **about) -> dict:
    """Return the schema.org ``EventSeries`` of an event page, with its next dates.

    ``date`` is the one that the page shows, ``coming`` the others; ``about`` is as in
    ``event_json``.
    """
    page = date.page
    shown = sorted([date, *coming], key=lambda one: one.occurrence.start)
    details = _about(request, date, **about)
    place = {key: details[key] for key in ("location", "organizer") if key in details}
    return {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": page.title,
        "url": page.get_full_url(request),
        **_times(shown[0]),
        **details,
        "subEvent": [
            {**_date(request, one), **place, **_location(one)} for one in shown
        ],
    }


def _location(date: MeetupDate) -> dict:
    places = _places(date)
    return {"location": places[0] if len(places) == 1 else places} if places else {}


def recap_json(request, recap, *, url: str, date: MeetupDate | None, index, picture):
    """Return the schema.org ``BlogPosting`` of a recap, about the ``Event`` of its date.

    ``date`` is ``None`` where the reader may not see the event. Nobody who was met is
    named here; the author is, as the page does.
    """
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": recap.title,
        "url": url,
        "mainEntityOfPage": url,
    }
    if recap.first_published_at:
        data["datePublished"] = recap.first_published_at.isoformat()
    if recap.last_published_at:
        data["dateModified"] = recap.last_published_at.isoformat()
    if recap.summary:
        data["description"] = recap.summary
    if recap.author:
        data["author"] = {"@type": "Person", "name": recap.author}
    if picture:
        data["image"] = [picture.url]
    if index:
        data["publisher"] = _organization(request, index)
    if date and date.occurrence:
        about = event_json(request, date, index=index, hosts=[], picture=None)
        data["about"] = {key: about[key] for key in about if key != "@context"}
    return data
