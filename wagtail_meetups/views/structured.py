"""Structured data (JSON-LD, https://schema.org/Event) of an event page."""

from ..domain.schedule import get_zone
from ..models import AbstractEvent

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


def _last_moment(occurrence):
    # An all-day end is the midnight after the last day; schema.org wants that last day.
    if not occurrence.all_day:
        return occurrence.end
    local = occurrence.end.astimezone(get_zone(occurrence.timezone))
    return max(occurrence.start, local - local.resolution)


def _places(event) -> list[dict]:
    places = []
    if venue := event.shown_venue:
        place = {"@type": "Place", "name": venue.name}
        if venue.address:
            place["address"] = ", ".join(venue.address.split("\n"))
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


def event_json(request, event, occurrence, *, index, hosts) -> dict:
    """Return the schema.org ``Event`` of one date of an event page.

    The organiser is the community; hosts appear as ``performer`` only by the name they
    agreed to show. Times carry the offset of the event's own zone.
    """
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": _time(occurrence.start, occurrence),
        "endDate": _time(_last_moment(occurrence), occurrence),
        "eventStatus": f"https://schema.org/{_status(event, occurrence)}",
        "eventAttendanceMode": f"https://schema.org/{MODES[event.attendance_mode]}",
        "url": event.get_full_url(request),
    }
    if previous := getattr(occurrence, "previous_start", None):
        data["previousStartDate"] = _time(previous, occurrence)
    if event.summary:
        data["description"] = event.summary
    places = _places(event)
    if places:
        data["location"] = places[0] if len(places) == 1 else places
    if event.image:
        url = event.image.get_rendition("width-1200").full_url
        data["image"] = [url]
    if index:
        data["organizer"] = {
            "@type": "Organization",
            "name": index.community_name,
            "url": index.get_full_url(request),
        }
    if names := [person.name for person in hosts if person.name]:
        data["performer"] = [{"@type": "Person", "name": name} for name in names]
    return data
