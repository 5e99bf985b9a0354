"""Serializer fields of our pages, for Wagtail's API v2: what the public may see of them."""

from django.utils.translation import override
from rest_framework.fields import Field, SkipField
from wagtail.images.api.fields import ImageRenditionField

from ..domain.schedule import get_zone
from ..feeds import atom_url, feed_url, subscribe_url
from ..listing import list_dates, upcoming_dates
from ..models import AbstractMeetupIndex
from ..models.chosen import person_for_api
from ..models.dates import MeetupDate, address_below
from ..views.addresses import canonical_url
from ..views.language import page_language
from ..views.subscribe import of_the_public, parts_of
from .telling import IMAGE_FILTER, telling_of

__all__ = [
    "AtomUrlField",
    "CalendarPartsField",
    "CalendarUrlField",
    "CanonicalUrlField",
    "EventReferenceField",
    "FeedUrlField",
    "HostsField",
    "NextDatesField",
    "PictureField",
    "StatusWordsField",
    "SubscribeUrlField",
    "ToldBodyField",
    "TopicsField",
    "VenueField",
    "WhenField",
]

# Dates that an index tells of; the rest is in the listing of its events, and in its feed.
NEXT_DATES = 10


class PageField(Field):
    """A field made from the whole page."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, page):
        return page


def _tell_date(date) -> dict:
    zone = get_zone(date.timezone)
    return {
        "start": date.start.astimezone(zone).isoformat(),
        "end": date.end.astimezone(zone).isoformat(),
        "all_day": date.all_day,
        "timezone": date.timezone,
        "key": date.key,
        "cancelled": date.is_cancelled,
        "postponed": date.is_postponed,
    }


def _words(date: MeetupDate, language: str) -> str:
    with override(language):
        return str(date.status_label)


class WhenField(PageField):
    """The dates of an event: ISO times with the offset of the event's zone, and the zone."""

    def to_representation(self, event):
        return [_tell_date(date) for date in event.get_occurrences()]


class StatusWordsField(PageField):
    """The status in words, in the language of the page."""

    def to_representation(self, event):
        return _words(MeetupDate(None, event), page_language(event))


class VenueField(PageField):
    """Where one meets; ``None`` without a venue, or where one takes part online only."""

    def to_representation(self, event):
        venue = telling_of(self, event).venues[event.pk]
        if venue is None:
            return None
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


class HostsField(PageField):
    """The hosts as far as each agreed; photos are left to the pages."""

    def to_representation(self, event):
        return [
            person_for_api(person) for person in telling_of(self, event).hosts[event.pk]
        ]


class ToldBodyField(PageField):
    """The body of a recap, as Wagtail tells a StreamField, with people as far as agreed."""

    def to_representation(self, recap):
        return [
            {
                "type": child.block_type,
                "value": child.block.get_api_representation(
                    child.value, context=self.context
                ),
                "id": child.id,
            }
            for child in telling_of(self, recap).bodies[recap.pk].blocks
        ]


class TopicsField(PageField):
    """The topics, in the language of the page."""

    def to_representation(self, page):
        return [
            {"name": topic.name, "slug": topic.slug}
            for topic in telling_of(self, page).topics[page.pk]
        ]


class PictureField(ImageRenditionField):
    """The image, in one size; ``None`` without one."""

    def __init__(self, **kwargs):
        super().__init__(IMAGE_FILTER, read_only=True, **kwargs)

    def get_attribute(self, page):
        return telling_of(self, page).images[page.pk]


class CanonicalUrlField(PageField):
    """The one address under which search engines should know the page."""

    def to_representation(self, page):
        telling = telling_of(self, page)
        return canonical_url(telling.request, page, telling.snapshot)


class CalendarUrlField(PageField):
    """The address of an event's own calendar; empty without a date."""

    def to_representation(self, event):
        telling = telling_of(self, event)
        if not telling.snapshot.shows(event) or not event.get_occurrences():
            return ""
        return feed_url(event, telling.request)


class FeedUrlField(PageField):
    """The address of an index's calendar, or of the index above; empty where hidden."""

    def to_representation(self, page):
        telling = telling_of(self, page)
        index = (
            page
            if isinstance(page, AbstractMeetupIndex)
            else telling.indexes.get(page.pk)
        )
        if index is None or not telling.snapshot.shows(index):
            return ""
        return feed_url(index, telling.request)


class SubscribeUrlField(PageField):
    """The address of the page that says how to subscribe to an index's calendar."""

    def to_representation(self, index):
        return subscribe_url(index, telling_of(self, index).request)


class AtomUrlField(PageField):
    """The address of an index's feed of news; empty where hidden."""

    def to_representation(self, index):
        telling = telling_of(self, index)
        return atom_url(index, telling.request) if telling.snapshot.shows(index) else ""


class DetailField(PageField):
    """What costs queries for each page: not in listings of several."""

    def get_attribute(self, index):
        if self.context["view"].action == "listing_view":
            raise SkipField
        return index


class CalendarPartsField(DetailField):
    """The calendars of single topics and venues of an index, as far as the public sees."""

    def to_representation(self, index):
        telling = telling_of(self, index)
        parts = parts_of(telling.request, index, of_the_public(telling.snapshot))
        return {
            kind: [
                {
                    "name": part.name,
                    "feed_url": part.feed_url,
                    "subscribe_url": part.subscribe_url,
                }
                for part in found
            ]
            for kind, found in parts.items()
        }


class NextDatesField(DetailField):
    """The next dates of an index."""

    def to_representation(self, index):
        telling = telling_of(self, index)
        language = page_language(index)
        dates = upcoming_dates(index, telling.snapshot)[:NEXT_DATES]
        return [
            {
                "id": listed.page.pk,
                "title": listed.title,
                "url": address_below(
                    listed.page.get_full_url(telling.request) or "", listed.path
                ),
                **_tell_date(listed.occurrence),
                "status": listed.status,
                "status_words": _words(listed, language),
                "place": listed.venue.name if listed.venue else None,
            }
            for listed in list_dates(index, telling.snapshot, dates)
        ]


class EventReferenceField(PageField):
    """The event that a recap tells of, if the one who asks may see it."""

    def to_representation(self, recap):
        telling = telling_of(self, recap)
        event = telling.events[recap.pk]
        if event is None:
            return None
        return {
            "id": event.pk,
            "title": event.title,
            "url": event.get_full_url(telling.request),
        }
