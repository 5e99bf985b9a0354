"""The calendars of single topics and venues: what is in them, and who may know of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from wagtail_meetups.feeds import feed_url, find_scope, scope_paths
from wagtail_meetups.models import FeedState

from .. import factories
from ..expanders import expand_with_recurring_ical_events
from .asking import TOPIC, get, validators


@pytest.fixture
def cafe(db):
    return factories.make_venue()


def lines(url):
    text = get(url).content.decode().replace("\r\n ", "")
    return text.split("\r\n")


def names(url):
    return sorted(line[8:] for line in lines(url) if line.startswith("SUMMARY:"))


def status(url):
    return get(url).status_code


def venue_feed(venue):
    return f"/meetups/ical/venue/{venue.pk}/"


def restrict(page):
    return PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")


def test_each_holds_its_own_part_and_says_which(index, event, design, cafe):
    factories.make_event(index, title="At the café", venue=cafe)
    factories.make_event(index, title="Both", venue=cafe, topics=[design])
    elsewhere = factories.make_index()
    factories.make_event(elsewhere, title="Elsewhere", venue=cafe, topics=[design])
    assert names(TOPIC) == ["Both", "Evening"]
    assert names(venue_feed(cafe)) == ["At the café", "Both"]
    assert f"NAME:{index.title} · Design" in lines(TOPIC)
    assert f"X-WR-CALNAME:{index.title} · Café Lumière" in lines(venue_feed(cafe))
    assert f"SOURCE;VALUE=URI:{index.full_url}ical/topic/design/" in lines(TOPIC)
    assert f"URL:{index.full_url}" in lines(TOPIC)
    assert get(TOPIC)["Content-Disposition"] == 'inline; filename="meetups-design.ics"'
    # The texts are those of the whole calendar, byte for byte.
    [event_text] = get("/meetups/evening/ical/").content.split(b"BEGIN:VEVENT")[1:]
    assert event_text.removesuffix(b"END:VCALENDAR\r\n") in get(TOPIC).content


def test_the_address_may_end_in_ics(event, design, cafe):
    factories.publish(event, venue=cafe)
    for address in (TOPIC, venue_feed(cafe)):
        named = get(f"{address.removesuffix('/')}.ics")
        assert named.content == get(address).content


def test_states_of_parts_do_not_mix(index, event, design, cafe):
    factories.publish(event, venue=cafe)
    other = factories.make_topic("Law", slug="law")
    factories.make_event(index, topics=[other])
    urls = ["/meetups/ical/", "/meetups/atom/", TOPIC, venue_feed(cafe)]
    before = {url: validators(url) for url in urls}
    assert len({etag for etag, _modified in before.values()}) == 4
    assert FeedState.objects.count() == 4
    # What is about something else moves the whole alone.
    factories.make_event(index, title="Contracts", topics=[other])
    after = {url: validators(url) for url in urls}
    assert [url for url in urls if after[url] != before[url]] == urls[:2]
    factories.publish(event, title="Late evening")
    assert all(validators(url)[0] != after[url][0] for url in urls)


def test_translations_of_a_topic_are_one_calendar(index, event, design):
    french, _made = Locale.objects.get_or_create(language_code="fr")
    conception = design.copy_for_translation(french)
    conception.slug, conception.name = "conception", "Conception"
    conception.save()
    translated = get("/meetups/ical/topic/conception/")
    assert translated.content == get(TOPIC).content
    assert FeedState.objects.count() == 1


def test_a_slug_may_hold_any_letters(index, event):
    topic = factories.make_topic("Été", slug="été")
    factories.publish(event, topics=[topic])
    address = feed_url(index, scope=find_scope(index, topic="été"))
    assert address == f"{index.full_url}ical/topic/%C3%A9t%C3%A9/"
    assert names("/meetups/ical/topic/été/") == ["Evening"]


@pytest.mark.parametrize(
    "path",
    [
        "topic/nothing/",
        "topic/../",
        "topic/",
        "topic/a%20b/",
        "venue/0/",
        f"venue/{'9' * 18}/",
        f"venue/{'9' * 5000}/",
        "venue/-1/",
        "venue/x/",
        "mode/online/",
    ],
)
def test_what_there_is_not(event, path):
    for route in ("ical", "subscribe"):
        assert status(f"/meetups/{route}/{path}") == 404
    assert not FeedState.objects.exclude(scope="").exists()


# Who may know of a part.


def test_a_topic_of_hidden_meetups_is_as_unknown_as_one_that_is_not(
    index, admin_user, design, cafe
):
    hidden = factories.make_event(index, topics=[design], venue=cafe)
    restrict(hidden)
    draft = factories.make_topic("Secret", slug="secret")
    factories.make_event(index, topics=[draft], live=False)
    unknown = get("/meetups/ical/topic/nothing/")
    for address in (TOPIC, "/meetups/ical/topic/secret/", venue_feed(cafe)):
        for url in (address, address.replace("/ical/", "/subscribe/")):
            answer = get(url, if_none_match='"x"')
            assert answer.status_code == 404
            same = {"Content-Type", "X-Robots-Tag", "Cache-Control", "ETag"}
            assert {k: answer.get(k) for k in same} == {k: unknown.get(k) for k in same}
    # Nobody is turned into somebody who may by having asked.
    assert not FeedState.objects.exists()

    member = Client()
    member.force_login(admin_user)
    answer = member.get(TOPIC)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    page = member.get("/meetups/subscribe/topic/design/")
    assert "a calendar on a phone cannot log in" in page.content.decode()
    assert status(TOPIC) == 404


def test_who_subscribed_is_not_turned_away_when_all_is_over(index, event, clock):
    """Known by a meet-up of any time, asked for before or not."""
    clock.forward(days=800)
    assert names(TOPIC) == []
    assert lines(TOPIC)[0] == "BEGIN:VCALENDAR"


@pytest.mark.parametrize("ending", ["delete", "restrict", "unpublish", "other topic"])
def test_who_subscribed_is_not_turned_away_when_the_last_one_goes(
    index, event, design, ending
):
    """It gets an empty calendar, so that the date goes from the phone."""
    etag, modified = validators(TOPIC)
    if ending == "delete":
        factories.run(event.delete)
    elif ending == "restrict":
        restrict(event)
    elif ending == "unpublish":
        factories.run(event.unpublish)
    else:
        factories.publish(event, topics=[])
    assert names(TOPIC) == []
    assert f"NAME:{index.title}" in lines(TOPIC)
    assert not [line for line in lines(TOPIC) if "Design" in line]
    assert status("/meetups/subscribe/topic/design/") == 404
    now_etag, now_modified = validators(TOPIC)
    assert (now_etag != etag) and now_modified > modified
    # The topic itself can go too: then there is no such address.
    factories.run(design.delete)
    assert status(TOPIC) == 404


def test_a_hidden_index_has_no_parts(index, event):
    assert status(TOPIC) == 200
    factories.run(index.unpublish)
    assert status(TOPIC) == 404


def test_a_series_goes_with_its_own_venue(index, design, cafe):
    library = factories.make_venue(name="Library")
    day = timezone.localdate() + timedelta(days=7)
    factories.make_event(
        index,
        title="Weekly",
        start_date=day,
        recurrence="FREQ=WEEKLY;COUNT=3",
        venue=cafe,
        topics=[design],
        changes=[("alter", {"date": day, "venue": library})],
    )
    assert names(venue_feed(cafe)) == ["Weekly", "Weekly"]
    assert status(venue_feed(library)) == 404
    until = timezone.now() + timedelta(days=90)
    dates = expand_with_recurring_ical_events(get(TOPIC).content, until)
    assert len(dates) == 3


# What a cache must forget.


def test_paths_of_parts(index, event, design, cafe, client):
    factories.publish(event, venue=cafe)
    law = factories.make_topic("Law", slug="law")
    other = factories.make_event(index, topics=[law])
    elsewhere = factories.make_topic("Elsewhere", slug="elsewhere")
    factories.make_event(factories.make_index(), topics=[elsewhere])
    assert status("/meetups/ical/topic/law/") == 200
    # Nothing has it any more, but its calendar may still be kept somewhere.
    factories.publish(other, topics=[])
    assert set(scope_paths(index)) == {
        f"/{route}/{part}/"
        for route in ("ical", "subscribe")
        for part in ("topic/design", "topic/law", f"venue/{cafe.pk}")
    }
    for path in scope_paths(index):
        wanted = 404 if path == "/subscribe/topic/law/" else 200
        assert client.get(f"/meetups{path}").status_code == wanted
    assert scope_paths(type(index)(title="Unsaved")) == []
