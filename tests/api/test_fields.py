"""What a site without pages of its own is told of ours: all it needs, nothing private."""

from datetime import date, time, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Locale

from .. import factories

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it makes a small image in to the garbage collector.
    pytest.mark.filterwarnings(
        "ignore:Unclosed file <tempfile.Spooled:ResourceWarning"
    ),
]

SECRET = "Xylophone"
SITE = "http://localhost"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def api(client):
    def api(page):
        return client.get(f"/api/pages/{page.pk}/").json()

    return api


@pytest.fixture
def listing(client):
    def listing(model, fields="*"):
        label = model._meta.label
        return client.get(f"/api/pages/?type={label}&fields={fields}&limit=20").json()

    return listing


@pytest.fixture
def event(index):
    nadia = factories.make_attendee(bio="Draws maps", email=f"{SECRET}@example.com")
    factories.agree(nadia, "first_name", "bio")
    return factories.make_event(
        index,
        title="Spring evening",
        slug="spring",
        summary="Come along.",
        start_date=date(2090, 3, 7),
        start_time=time(19),
        end_time=time(22),
        attendance_mode="both",
        online_link="https://join.example/",
        venue=factories.make_venue(latitude="48.85", longitude="2.35"),
        topics=[factories.make_topic("Prices", slug="prices")],
        hosts=[nadia],
        image=factories.make_image("The room"),
        status="tentative",
        status_reason="The key is missing",
        sign_up_link="https://sign-up.example/",
        price_note="free",
        body=[("text", "<p>Bring a chair.</p>")],
    )


def test_an_event_tells_all_that_its_page_does(api, index, event):
    told = api(event)
    image = told.pop("image")
    assert image["alt"] == "The room"
    assert image["full_url"].endswith(image["url"])
    assert image["width"] > 0
    assert told.pop("body")[0]["value"] == "<p>Bring a chair.</p>"
    for name in ("id", "meta"):
        told.pop(name)
    assert told == {
        "title": "Spring evening",
        "summary": "Come along.",
        "topics": [{"name": "Prices", "slug": "prices"}],
        "start_date": "2090-03-07",
        "when": [
            {
                "start": "2090-03-07T19:00:00+01:00",
                "end": "2090-03-07T22:00:00+01:00",
                "all_day": False,
                "timezone": "Europe/Paris",
                "key": "2090-03-07",
                "cancelled": False,
                "postponed": False,
            }
        ],
        "attendance_mode": "both",
        "place": {
            "name": "Café Lumière",
            "address": "12 rue des Lilas\n75011 Paris",
            "directions": "",
            "access_notes": "",
            "link": "",
            "coordinates": [48.85, 2.35],
        },
        "online_link": "https://join.example/",
        "status": "tentative",
        "status_words": "tentative",
        "status_reason": "The key is missing",
        "public_hosts": [
            {"name": "Nadia", "trade": "", "bio": "Draws maps", "link": ""}
        ],
        "sign_up_link": "https://sign-up.example/",
        "price_note": "free",
        "calendar_url": f"{SITE}/meetups/spring/ical/",
        "feed_url": f"{SITE}/meetups/ical/",
        "canonical_url": f"{SITE}/meetups/spring/",
    }


def test_what_is_not_there_is_told_as_such(api, index):
    event = factories.make_event(index, online_link="https://join.example/")
    type(event).objects.filter(pk=event.pk).update(start_date=None)
    told = api(event)
    assert told["image"] is None
    assert told["place"] is None
    assert told["online_link"] == ""
    assert told["calendar_url"] == ""
    assert told["when"] == told["topics"] == told["public_hosts"] == []
    recap = api(factories.make_recap(index))
    assert recap["event"] is None
    assert recap["image"] is None


def test_a_recap_names_its_event(api, index, event):
    recap = factories.make_recap(
        index,
        title="How it went",
        slug="story",
        author="Ilse Maron",
        summary="Rain outside.",
        event_id=event.pk,
        image=factories.make_image("Cups"),
        topics=[factories.make_topic("Coffee", slug="coffee")],
    )
    told = api(recap)
    assert told["event"] == {
        "id": event.pk,
        "title": "Spring evening",
        "url": f"{SITE}/meetups/spring/",
    }
    assert told["date"] == "2026-01-01"
    assert told["author"] == "Ilse Maron"
    assert told["summary"] == "Rain outside."
    assert told["image"]["alt"] == "Cups"
    assert told["topics"] == [{"name": "Coffee", "slug": "coffee"}]
    assert told["canonical_url"] == f"{SITE}/meetups/story/"


def test_an_index_tells_its_next_dates(api, index, event):
    index.contact_email = "hello@community.example"
    factories.publish(index, feed_name="Evenings", feed_color="teal")
    for _number in range(12):
        factories.make_event(index)
    told = api(index)
    assert told["community_name"] == told["feed_name"] == "Evenings"
    assert told["feed_color"] == "teal"
    assert told["contact_email"] == "hello@community.example"
    assert told["feed_url"] == f"{SITE}/meetups/ical/"
    assert told["subscribe_url"] == f"{SITE}/meetups/subscribe/"
    assert told["canonical_url"] == f"{SITE}/meetups/"
    assert len(told["next_dates"]) == 10
    assert "Spring evening" not in [item["title"] for item in told["next_dates"]]


def test_an_index_tells_the_calendars_of_its_parts_and_its_news(api, listing, index):
    topic, venue = factories.make_topic("Law", slug="law"), factories.make_venue()
    factories.make_event(index, topics=[topic], venue=venue)
    secret = factories.make_topic(SECRET)
    factories.make_event(index, topics=[secret], live=False)
    told = api(index)
    assert told["atom_url"] == f"{SITE}/meetups/atom/"
    assert told["calendar_parts"] == {
        kind: [
            {
                "name": name,
                "feed_url": f"{SITE}/meetups/ical/{path}/",
                "subscribe_url": f"{SITE}/meetups/subscribe/{path}/",
            }
        ]
        for kind, name, path in (
            ("topics", "Law", "topic/law"),
            ("venues", "Café Lumière", f"venue/{venue.pk}"),
        )
    }
    (told,) = listing(type(index))["items"]
    assert "calendar_parts" not in told
    assert told["atom_url"] == f"{SITE}/meetups/atom/"


def test_a_next_date_is_told_in_short(api, index, event):
    (told,) = api(index)["next_dates"]
    assert told == {
        "id": event.pk,
        "title": "Spring evening",
        "url": f"{SITE}/meetups/spring/",
        "start": "2090-03-07T19:00:00+01:00",
        "end": "2090-03-07T22:00:00+01:00",
        "all_day": False,
        "timezone": "Europe/Paris",
        "key": "2090-03-07",
        "cancelled": False,
        "postponed": False,
        "status": "tentative",
        "status_words": "tentative",
        "place": "Café Lumière",
    }


def test_a_date_that_is_postponed_is_told_as_such(api, index, event):
    ref = {"date": event.start_date}
    values = {"recurrence": "FREQ=WEEKLY;COUNT=2", "status": "scheduled"}
    factories.publish(
        event, **values, changes=[("cancel", ref | {"is_postponed": True})]
    )
    told = api(event)["when"]
    assert [(one["cancelled"], one["postponed"]) for one in told] == [
        (True, True),
        (False, False),
    ]
    assert api(index)["next_dates"][0]["status"] == "postponed"
    assert api(event)["status"] == "scheduled"


def test_a_listing_of_indexes_leaves_their_dates_out(listing, index, event):
    (told,) = listing(type(index))["items"]
    assert "next_dates" not in told
    assert told["feed_url"] == f"{SITE}/meetups/ical/"


def test_words_are_in_the_language_of_the_page(api, index, event):
    french = Locale.objects.create(language_code="fr")
    home = factories.get_home().copy_for_translation(french)
    home.slug = "accueil"
    factories.run(lambda: home.save_revision().publish())
    factories.run(lambda: index.copy_for_translation(french).save_revision().publish())
    topic = event.topics.get()
    factories.run(topic.copy_for_translation(french).save)
    translation = event.copy_for_translation(french)
    factories.publish(translation, slug="printemps")
    factories.publish(event, status="cancelled")
    assert api(event)["status_words"] == "cancelled"
    assert api(translation)["status_words"] == "annulée"


def test_an_alias_names_the_page_it_mirrors(api, index, event):
    other = factories.make_index(slug="elsewhere")
    alias = factories.run(event.create_alias, parent=other)
    assert api(alias)["canonical_url"] == f"{SITE}/meetups/spring/"
    assert api(alias)["feed_url"] == f"{SITE}/elsewhere/ical/"


@pytest.fixture
def secrets(index, event):
    """What nobody may be told, each with the secret word in it."""
    host = event.hosts.get()
    for name in ("last_name", "trade", "notes"):
        setattr(host, name, SECRET)
    host.link = f"https://{SECRET.lower()}.example/"
    host.save()
    factories.agree(host, "link")
    factories.agree(host, "link", agreed=False)
    factories.agree(host, "trade", use="recaps")

    draft = {"title": SECRET, "summary": SECRET, "status_reason": SECRET}
    for name, value in draft.items():
        setattr(event, name, value)
    event.venue = factories.make_venue(name=SECRET)
    event.save_revision()

    factories.make_event(index, title=f"{SECRET} draft", live=False)
    hidden = factories.make_event(index, title=f"{SECRET} members")
    hidden.view_restrictions.create(restriction_type="login")
    recap = factories.make_recap(index, title=f"{SECRET} recap", event_id=event.pk)
    recap.view_restrictions.create(restriction_type="login")
    factories.make_recap(index, title="Told", event_id=hidden.pk)
    index.introduction = SECRET
    index.save_revision()


def test_nothing_private_is_told(client, listing, index, event, secrets):
    recap = factories.make_recap(index, event_id=event.pk)
    answers = [
        client.get(f"/api/pages/{page.pk}/?fields=*") for page in (index, event, recap)
    ]
    answers += [
        client.get(f"/api/pages/?type={page._meta.label}&fields=*")
        for page in (index, event, recap)
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert SECRET.lower() not in answer.content.decode().lower()
    items = listing(type(recap))["items"]
    assert {item["title"]: item["event"] for item in items}["Told"] is None


@pytest.mark.parametrize("kind", ["events", "recaps"])
def test_a_listing_costs_the_same_for_one_and_for_many(client, index, kind):
    venue = factories.make_venue()

    def make():
        image = factories.make_image()
        topics = [factories.make_topic()]
        host = factories.agree(factories.make_attendee(), "first_name")
        event = factories.make_event(
            index, venue=venue, image=image, topics=topics, hosts=[host]
        )
        if kind == "events":
            return event
        return factories.make_recap(
            index, event_id=event.pk, image=image, topics=topics
        )

    model = type(make())

    def count(number):
        url = f"/api/pages/?type={model._meta.label}&fields=*&limit=20"
        client.get(url)
        cache.clear()  # Wagtail keeps small images there, but for how long?
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert len(response.json()["items"]) == number
        assert all(
            item["image"] and item["topics"] for item in response.json()["items"]
        )
        return len(queries)

    one = count(1)
    for _number in range(20):
        make()
    assert count(20) == one


def test_an_index_costs_the_same_with_many_events(client, index):
    def count():
        client.get(f"/api/pages/{index.pk}/")
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/api/pages/{index.pk}/")
        assert response.json()["next_dates"]
        return len(queries)

    def make():
        factories.make_event(
            index, venue=factories.make_venue(), topics=[factories.make_topic()]
        )

    make()
    one = count()
    for _number in range(20):
        make()
    assert count() == one


def test_wagtails_own_endpoint_tells_the_same(rf, client, index, event):
    router = WagtailAPIRouter("wagtailapi")
    router.register_endpoint("pages", PagesAPIViewSet)
    label = event._meta.label
    factories.make_event(index)
    view = PagesAPIViewSet.as_view({"get": "listing_view"})
    request = rf.get(f"/api/pages/?type={label}&fields=*&order=title")
    request.wagtailapi_router = router
    items = view(request).render().data["items"]
    ours = client.get(f"/api/pages/?type={label}&fields=*&order=title").json()["items"]
    for name in ("feed_url", "public_hosts", "place", "topics", "canonical_url"):
        assert [item[name] for item in items] == [item[name] for item in ours]


def test_a_list_can_be_in_order(client, index):
    today = timezone.localdate()
    days = [today + timedelta(days=number) for number in (5, 3, 4)]
    model = [type(factories.make_event(index, start_date=day)) for day in days][0]
    url = f"/api/pages/?type={model._meta.label}&fields=start_date&order=start_date"
    told = [item["start_date"] for item in client.get(url).json()["items"]]
    assert told == [day.isoformat() for day in sorted(days)]


def test_a_past_event_is_told_as_any(api, index):
    day = timezone.localdate() - timedelta(days=9)
    event = factories.make_event(index, start_date=day)
    assert api(event)["when"][0]["start"].startswith(day.isoformat())
    assert api(index)["next_dates"] == []
