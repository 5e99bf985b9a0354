"""A community's rows as the first released tables hold them; made with historical models.

Nothing of the live code makes them: they are what stood in a database on the day when
``0001_initial`` of both apps was frozen, and are no more edited than these.
"""

import json
import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal

__all__ = ["UIDS", "fill"]

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PAGES = "wagtail_meetups_pages"
# Each meet-up's UID and SEQUENCE in the feed, by the title of its page.
UIDS = {
    "Spring evening": ("0b8e6c1e-5d0a-4e55-9c54-0f6a3e1c7a01", 0),
    "Autumn evening": ("4e2f9a77-1c39-4b3c-8a5e-6d1b2c3d4e02", 1),
}
# Digests of time, place and status, as they were worked out then.
SIGNIFICANT = {
    "Spring evening": "36824eff9bb2fac5206129557e94392c2e9a6d60569e401a349586583d2b788b",
    "Autumn evening": "07c6395b30c012da267f14370ff8f6e8975daa7216479168866b4c658a9d8968",
}
TEXT = {
    "Spring evening": r"""BEGIN:VEVENT
UID:0b8e6c1e-5d0a-4e55-9c54-0f6a3e1c7a01
SEQUENCE:0
DTSTAMP:20260102T030405Z
LAST-MODIFIED:20260102T030405Z
CREATED:20260102T030405Z
DTSTART;TZID=Europe/Paris:20350514T193000
DTEND;TZID=Europe/Paris:20350514T220000
SUMMARY:Spring evening
STATUS:CONFIRMED
TRANSP:OPAQUE
DESCRIPTION:Come along\n\nGetting there: Exit 2\n\nPrice: free\n\nhttp://lo
 calhost/evenings/spring-evening/
LOCATION:Le Phare\, 12 rue des Lilas\, 75011 Paris
GEO:48.860000;2.370000
URL:http://localhost/evenings/spring-evening/
CATEGORIES:Rates
ORGANIZER;CN=Café evenings:mailto:hello@community.example
END:VEVENT
""",
    "Autumn evening": r"""BEGIN:VEVENT
UID:4e2f9a77-1c39-4b3c-8a5e-6d1b2c3d4e02
SEQUENCE:1
DTSTAMP:20260102T030405Z
LAST-MODIFIED:20260102T030405Z
CREATED:20260102T030405Z
DTSTART;TZID=Europe/Paris:20351001T190000
DTEND;TZID=Europe/Paris:20351001T220000
SUMMARY:Cancelled: Autumn evening
STATUS:CANCELLED
TRANSP:TRANSPARENT
DESCRIPTION:Cancelled: The café is flooded\n\nJoin online: https://join.ex
 ample/\n\nhttp://localhost/evenings/autumn-evening/
URL:http://localhost/evenings/autumn-evening/
CONFERENCE;VALUE=URI;LABEL=Join online:https://join.example/
ORGANIZER;CN=Café evenings:mailto:hello@community.example
END:VEVENT
""",
}
TAGS = {"Spring evening": 678152744137, "Autumn evening": 215608969202}


class Tree:
    """Adds pages below the site's home page as Wagtail's own tables want them."""

    def __init__(self, apps):
        self.apps = apps
        site = apps.get_model("wagtailcore", "Site").objects.get(is_default_site=True)
        self.home = site.root_page

    def add(self, parent, model, title, **fields):
        slug = title.lower().replace(" ", "-").replace("é", "e")
        content_types = self.apps.get_model("contenttypes", "ContentType").objects
        page = self.apps.get_model(PAGES, model)(
            path=f"{parent.path}{parent.numchild + 1:04}",
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            slug=slug,
            title=title,
            draft_title=title,
            locale_id=self.home.locale_id,
            translation_key=uuid.uuid5(uuid.NAMESPACE_URL, slug),
            content_type=content_types.get_or_create(
                app_label=PAGES, model=model.lower()
            )[0],
            live=True,
            first_published_at=NOW,
            last_published_at=NOW,
            **fields,
        )
        page.save()
        parent.numchild += 1
        parent.save()
        return page


def relate(page, name, other) -> None:
    """Add to a many-to-many field; a historical page does not commit its cluster."""
    field = page._meta.get_field(name)
    ids = {
        field.m2m_column_name(): page.pk,
        field.m2m_reverse_name(): other.pk,
    }
    field.remote_field.through.objects.create(**ids)


def fill(apps) -> None:
    """Fill the tables of these historical models."""

    def create(model, **values):
        return apps.get_model("wagtail_meetups", model).objects.create(**values)

    tree = Tree(apps)
    locale_id = tree.home.locale_id
    venue = create(
        "Venue",
        name="Le Phare",
        address="12 rue des Lilas\n75011 Paris",
        directions="Exit 2",
        latitude=Decimal("48.86"),
        longitude=Decimal("2.37"),
        link="https://phare.example/",
        access_notes="Two steps",
        locale_id=locale_id,
    )
    topic = create("Topic", name="Rates", slug="rates", locale_id=locale_id)
    nadia = create(
        "Attendee",
        first_name="Nadia",
        last_name="Berthier",
        trade="Illustrator",
        bio="Draws",
        link="https://nadia.example/",
        email="nadia@example.com",
        notes="Sits by the door",
    )
    for agreed in (True, False):
        create(
            "Agreement",
            attendee=nadia,
            field="first_name",
            use="events",
            agreed=agreed,
            how="paper",
        )
    create(
        "Agreement",
        attendee=nadia,
        field="trade",
        use="events",
        agreed=True,
        how="door",
    )

    index = tree.add(
        tree.home,
        "MeetupIndexPage",
        "Evenings",
        introduction="<p>Hello</p>",
        feed_name="Café evenings",
        feed_color="teal",
        contact_email="hello@community.example",
    )
    spring = tree.add(
        index,
        "EventPage",
        "Spring evening",
        summary="Come along",
        body=json.dumps(
            [
                {"type": "text", "value": "<p>Bring a friend.</p>", "id": "a"},
                {
                    "type": "quote",
                    "value": {"text": "Lovely", "source": "Aude"},
                    "id": "b",
                },
            ]
        ),
        start_date=date(2035, 5, 14),
        start_time=time(19, 30),
        end_time=time(22),
        timezone="Europe/Paris",
        venue=venue,
        price_note="free",
        sign_up_link="https://sign.example/",
    )
    relate(spring, "topics", topic)
    relate(spring, "hosts", nadia)
    autumn = tree.add(
        index,
        "EventPage",
        "Autumn evening",
        start_date=date(2035, 10, 1),
        start_time=time(19),
        end_time=time(22),
        timezone="Europe/Paris",
        attendance_mode="online",
        online_link="https://join.example/",
        status="cancelled",
        status_reason="The café is flooded",
    )
    draft(apps, spring, title="Spring evening, renamed", start_time="20:00:00")

    dates = {}
    for event, start, end, previous in (
        (
            spring,
            datetime(2035, 5, 14, 17, 30, tzinfo=UTC),
            datetime(2035, 5, 14, 20, tzinfo=UTC),
            datetime(2035, 5, 13, 17, 30, tzinfo=UTC),
        ),
        (
            autumn,
            datetime(2035, 10, 1, 17, tzinfo=UTC),
            datetime(2035, 10, 1, 20, tzinfo=UTC),
            None,
        ),
    ):
        dates[event.pk] = create(
            "Occurrence",
            event_id=event.pk,
            key=str(start.date()),
            planned=start,
            start=start,
            end=end,
            timezone="Europe/Paris",
            all_day=False,
            status=event.status,
            announced=True,
            previous_start=previous,
        )
        uid, sequence = UIDS[event.title]
        entry = create(
            "CalendarEntry",
            page_id=event.pk,
            source_id=event.pk,
            uid=uid,
            sequence=sequence,
            significant=SIGNIFICANT[event.title],
            text=TEXT[event.title].replace("\n", "\r\n"),
            tag=TAGS[event.title],
            last_modified=NOW,
            zone="Europe/Paris",
            since=2035,
            first_start=start,
            last_end=end,
            called_off=event.status == "cancelled",
            venue=event.venue,
        )
        if event is spring:
            entry.topics.add(topic)
    create("FeedState", index_id=index.pk, scope="", tag="0" * 32, modified=NOW)

    recap = tree.add(
        index,
        "RecapPage",
        "How it was",
        event_id=spring.pk,
        occurrence=dates[spring.pk],
        date=date(2035, 5, 14),
        author="Inès",
        summary="A full house",
        body=json.dumps([{"type": "text", "value": "<p>It rained.</p>", "id": "c"}]),
    )
    relate(recap, "topics", topic)


def draft(apps, page, **changes) -> None:
    """Give a published page a later draft, as its editor left it."""
    content = {
        "pk": page.pk,
        "title": page.title,
        "draft_title": page.title,
        "slug": page.slug,
        "path": page.path,
        "depth": page.depth,
        "numchild": 0,
        "url_path": page.url_path,
        "locale": page.locale_id,
        "translation_key": str(page.translation_key),
        "content_type": page.content_type_id,
        "live": True,
        "summary": page.summary,
        "body": json.dumps(page.body.get_prep_value()),
        "start_date": "2035-05-14",
        "start_time": "19:30:00",
        "end_date": None,
        "end_time": "22:00:00",
        "all_day": False,
        "timezone": "Europe/Paris",
        "attendance_mode": "in_person",
        "venue": page.venue_id,
        "online_link": "",
        "sign_up_link": page.sign_up_link,
        "price_note": page.price_note,
        "status": "scheduled",
        "status_reason": "",
        "image": None,
        "topics": [],
        "hosts": [],
    }
    content_types = apps.get_model("contenttypes", "ContentType").objects
    revision = apps.get_model("wagtailcore", "Revision").objects.create(
        content_type_id=page.content_type_id,
        base_content_type=content_types.get(app_label="wagtailcore", model="page"),
        object_id=str(page.pk),
        created_at=NOW,
        content=content | changes,
    )
    page.latest_revision = revision
    page.has_unpublished_changes = True
    page.save()
