"""Serializer fields of event and recap pages, for Wagtail's API v2."""

from rest_framework.fields import Field

from ..domain.schedule import get_zone
from ..listing import visible_translation
from ..visibility import get_snapshot

__all__ = ["EventReferenceField", "HostsField", "VenueField", "WhenField"]


class WhenField(Field):
    """The dates of an event: ISO times with the offset of the event's zone, and the zone."""

    def to_representation(self, event):
        return [self._tell(date) for date in event.get_occurrences()]

    def _tell(self, date):
        zone = get_zone(date.timezone)
        return {
            "start": date.start.astimezone(zone).isoformat(),
            "end": date.end.astimezone(zone).isoformat(),
            "all_day": date.all_day,
            "timezone": date.timezone,
        }


class VenueField(Field):
    """Where one meets."""

    def to_representation(self, venue):
        coordinates = venue.coordinates
        return {
            "name": venue.name,
            "address": venue.address,
            "directions": venue.directions,
            "access_notes": venue.access_notes,
            "link": venue.link,
            "coordinates": [float(value) for value in coordinates]
            if coordinates
            else None,
        }


class HostsField(Field):
    """The hosts as far as each agreed; photos are left to the pages."""

    def to_representation(self, people):
        return [
            {
                "name": person.name,
                "trade": person.trade,
                "bio": person.bio,
                "link": person.link,
            }
            for person in people
        ]


class EventReferenceField(Field):
    """The event that a recap tells of, if the one who asks may see it."""

    def to_representation(self, recap):
        request = self.context["request"]
        event = visible_translation(recap.event_id, recap, get_snapshot(request))
        if event is None:
            return None
        return {
            "id": event.pk,
            "title": event.title,
            "url": event.get_full_url(request),
        }
