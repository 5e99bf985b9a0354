"""Structured data (JSON-LD, https://schema.org/Event) of an event page."""

from ..domain.schedule import get_zone
from ..models import AbstractEvent
from .when import last_day

__all__ = ["event_json"]

MODES = {
    AbstractEvent.Mode.IN_PERSON: "OfflineEventAttendanceMode",
    AbstractEvent.Mode.ONLINE: "OnlineEventAttendanceMode",
    AbstractEvent.Mode.BOTH: "MixedEventAttendanceMode",
}


def _status(event, occurrence) -> str:
    if event.status == event.Status.CANCELLED:
        return "EventCancelled"
    if event.status == event.Status.POSTPONED:
        return "EventPostponed"
    if getattr(occurrence, "previous_start", None):
        return "EventRescheduled"
    return "EventScheduled"


def _time(moment, occurrence) -> str:
    local = moment.astimezone(get_zone(occurrence.timezone))
    return local.date().isoformat() if occurrence.all_day else local.isoformat()


def _times(event, occurrence) -> dict:
    times = {"startDate": _time(occurrence.start, occurrence)}
    if occurrence.all_day:
        times["endDate"] = last_day(occurrence).isoformat()
    elif event.end_time is not None:  # Else the end is only our guess.
        times["endDate"] = _time(occurrence.end, occurrence)
    if previous := getattr(occurrence, "previous_start", None):
        times["previousStartDate"] = _time(previous, occurrence)
    return times


def _one_line(text: str) -> str:
    return ", ".join(line.strip(" ,") for line in text.splitlines() if line.strip(" ,"))


def _places(event) -> list[dict]:
    places = []
    if venue := event.shown_venue:
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
    if event.shown_online_link:
        places.append({"@type": "VirtualLocation", "url": event.shown_online_link})
    return places


def event_json(request, event, occurrence, *, index, hosts, picture) -> dict:
    """Return the schema.org ``Event`` of one date of an event page.

    The organiser is the community; hosts appear as ``performer`` only by the name they
    agreed to show. Times carry the offset of the event's own zone; whole days are dates,
    the last one included. An end that its editor did not give is left out.
    """
    url = event.get_full_url(request)
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        **_times(event, occurrence),
        "eventStatus": f"https://schema.org/{_status(event, occurrence)}",
        "eventAttendanceMode": f"https://schema.org/{MODES[event.attendance_mode]}",
        "url": url,
    }
    if event.summary:
        data["description"] = event.summary
    places = _places(event)
    if places:
        data["location"] = places[0] if len(places) == 1 else places
    if picture:
        data["image"] = [picture.url]
    if index:
        data["organizer"] = {
            "@type": "Organization",
            "name": index.community_name,
            "url": index.get_full_url(request),
        }
    if names := [person.name for person in hosts if person.name]:
        data["performer"] = [{"@type": "Person", "name": name} for name in names]
    return data
