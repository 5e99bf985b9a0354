"""Methods that a host may override do what they say, and cannot undo what is ours."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from wagtail_meetups.models import CalendarEntry
from wagtail_meetups.models.registry import event_models, index_models, recap_models
from wagtail_meetups.publishing import find_differences

from . import factories

pytestmark = pytest.mark.django_db
INDEX, EVENT, RECAP = index_models()[0], event_models()[0], recap_models()[0]


@pytest.fixture
def override(monkeypatch):
    """Give a page type of ours a method, as a class of a host's would."""

    def override(model, method):
        monkeypatch.setattr(model, method.__name__, method)

    return override


@pytest.fixture
def feed(client):
    """The lines of a calendar that begin with a name."""

    def feed(page, name):
        text = client.get(f"{page.url}ical/").content.decode().replace("\r\n ", "")
        return re.findall(rf"^{name}[:;].*(?=\r$)", text, re.MULTILINE)

    return feed


def titles(client, index):
    response = client.get(index.url)
    context = response.context_data
    listed = [context["next"], *context["upcoming"], *context["past"]]
    return {item.page.title for item in listed if item}, context


def test_lists_counts_and_calendar_have_the_same_meetups(
    client, feed, override, index, settings
):
    settings.WAGTAIL_MEETUPS = {"PAGE_SIZE": 2}
    topics = [factories.make_topic("Prices"), factories.make_topic("Coffee")]
    today = timezone.localdate()
    for number in range(3):
        factories.make_event(index, title=f"Chosen {number}", topics=topics)
        factories.make_event(index, title=f"Other {number}")
    past = today - timedelta(days=5)
    factories.make_event(index, title="Chosen past", start_date=past, topics=topics)
    factories.make_event(index, title="Other past", start_date=past)

    def filter_meetups(self, entries):
        # Each row comes twice: it has two of these topics.
        return entries.filter(topics__in=topics)

    override(INDEX, filter_meetups)
    shown, context = titles(client, index)
    assert shown == {"Chosen 0", "Chosen 1", "Chosen past"}
    assert context["upcoming"].paginator.count == 3
    assert context["past"].paginator.count == 1
    summaries = [f"SUMMARY:Chosen {which}" for which in (0, 1, 2, "past")]
    assert sorted(feed(index, "SUMMARY")) == summaries


def test_choosing_meetups_shows_no_more_than_there_is_to_see(
    client, feed, override, index
):
    other = factories.make_index(title="Elsewhere")
    factories.make_event(index, title="Here")
    factories.make_event(other, title="There")
    factories.make_event(index, title="Draft", live=False)
    hidden = factories.make_event(index, title="Hidden")
    hidden.view_restrictions.create(restriction_type="login")
    closed = factories.make_index(title="Closed")
    factories.make_event(closed, title="Behind a door")
    closed.view_restrictions.create(restriction_type="login")

    def filter_meetups(self, entries):
        return CalendarEntry.objects.all()

    override(INDEX, filter_meetups)
    assert titles(client, index)[0] == {"Here"}
    assert feed(index, "SUMMARY") == ["SUMMARY:Here"]


def test_choosing_recaps_shows_no_more_than_there_is_to_see(client, override, index):
    other = factories.make_index(title="Elsewhere")
    factories.make_recap(index, title="Chosen", author="Ilse")
    factories.make_recap(index, title="Unsigned")
    factories.make_recap(other, title="There", author="Ilse")
    hidden = factories.make_recap(index, title="Hidden", author="Ilse")
    hidden.view_restrictions.create(restriction_type="login")

    def filter_recaps(self, recaps):
        return RECAP.objects.exclude(author="")

    override(INDEX, filter_recaps)
    recaps = client.get(index.url).context_data["recaps"]
    assert [recap.title for recap in recaps] == ["Chosen"]


def test_the_head_of_a_calendar_can_be_changed_and_is_noticed(
    client, feed, override, index
):
    event = factories.make_event(index)
    before = client.get(f"{index.url}ical/")
    etag = {"if-none-match": before["ETag"]}
    assert client.get(f"{index.url}ical/", headers=etag).status_code == 304

    def get_calendar_head(self, head):
        return replace(head, name=f"{head.name}, every month", color="teal")

    override(INDEX, get_calendar_head)
    assert client.get(f"{index.url}ical/", headers=etag).status_code == 200
    assert feed(index, "NAME") == ["NAME:Café evenings\\, every month"]
    assert feed(index, "COLOR") == ["COLOR:teal"]
    # One event's own calendar is not the index's.
    assert feed(event, "NAME") == [f"NAME:{event.title}"]


def test_what_a_calendar_is_told_can_be_changed(feed, override, index):
    def get_calendar_event(self, meetup):
        return replace(
            meetup, summary=f"Come: {meetup.summary}", categories=("Evenings",)
        )

    override(EVENT, get_calendar_event)
    event = factories.make_event(index, title="Spring", venue=factories.make_venue())
    for page in (index, event):
        assert feed(page, "SUMMARY") == ["SUMMARY:Come: Spring"]
        assert feed(page, "CATEGORIES") == ["CATEGORIES:Evenings"]
        assert feed(page, "SEQUENCE") == ["SEQUENCE:0"]
        assert len(feed(page, "LOCATION")) == 1
    assert find_differences() == []


@pytest.mark.parametrize(
    ("change", "rises"),
    [
        ({"summary": "Another title"}, False),
        ({"description": "Another text"}, False),
        ({"location": "At the river"}, True),
        ({"conference": None}, True),
        ({"status": "TENTATIVE"}, True),
    ],
)
def test_the_sequence_follows_from_what_is_told(feed, override, index, change, rises):
    event = factories.make_event(
        index, attendance_mode="both", online_link="https://join.example/"
    )
    assert feed(event, "SEQUENCE") == ["SEQUENCE:0"]

    def get_calendar_event(self, meetup):
        return replace(meetup, **change)

    override(EVENT, get_calendar_event)
    factories.publish(event)
    assert feed(event, "SEQUENCE") == [f"SEQUENCE:{int(rises)}"]
    factories.publish(event)
    assert feed(event, "SEQUENCE") == [f"SEQUENCE:{int(rises)}"]


def test_a_date_told_as_cancelled_leaves_the_feed_as_one(feed, override, index):
    def get_calendar_event(self, meetup):
        return replace(meetup, status="CANCELLED")

    override(EVENT, get_calendar_event)
    day = timezone.localdate() - timedelta(days=40)
    event = factories.make_event(index, start_date=day)
    assert feed(index, "STATUS") == []
    assert feed(event, "STATUS") == ["STATUS:CANCELLED"]


@pytest.mark.parametrize("name", ["uid", "sequence", "stamp", "occurrence"])
def test_what_is_not_the_hosts_to_change_fails_loudly(override, index, name):
    def get_calendar_event(self, meetup):
        return replace(meetup, **{name: None})

    override(EVENT, get_calendar_event)
    with pytest.raises(ImproperlyConfigured, match=f"changes '{name}'.*It may change"):
        factories.make_event(index)


def test_a_schedule_of_the_hosts_is_followed_everywhere(
    client, feed, monkeypatch, index
):
    own = EVENT.schedule.fget

    def later(self):
        schedule = own(self)
        return schedule and replace(schedule, timezone="UTC")

    monkeypatch.setattr(EVENT, "schedule", property(later))
    event = factories.make_event(index)
    assert event.timezone == "Europe/Paris"
    assert feed(event, "DTSTART")[0].endswith("T190000Z")
    assert titles(client, index)[1]["next"].occurrence.start.hour == 19
