"""What moves ETag and Last-Modified: changes, ageing out of the window, status."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date, parse_http_date
from wagtail.models import PageViewRestriction, Site

from wagtail_meetups.models import FeedState

from .. import factories
from .asking import get, validators


def change_title(index, event):
    factories.publish(event, title="Changed")


def cancel(index, event):
    factories.publish(event, status="cancelled")


def change_venue(index, event):
    factories.publish(event, venue=factories.make_venue())


def add(index, event):
    factories.make_event(index)


def delete(index, event):
    factories.run(event.delete)


def unpublish(index, event):
    factories.run(event.unpublish)


def move_away(index, event):
    factories.run(event.move, factories.make_index(), "last-child")


def restrict(index, event):
    PageViewRestriction.objects.create(page_id=event.pk, restriction_type="login")


def expire(index, event):
    type(event).objects.filter(pk=event.pk).update(expire_at=timezone.now())


def rename_index(index, event):
    factories.publish(index, title="Salon")


def name_feed(index, event):
    factories.publish(index, feed_name="Salon")


def colour_feed(index, event):
    factories.publish(index, feed_color="teal")


def contact(index, event):
    factories.publish(index, contact_email="salon@example.com")


def hostname(index, event):
    site = Site.objects.get()
    site.hostname = "cafe.example"
    factories.run(site.save)


CHANGES = [
    change_title,
    cancel,
    change_venue,
    add,
    delete,
    unpublish,
    move_away,
    restrict,
    expire,
    rename_index,
    name_feed,
    colour_feed,
    contact,
    hostname,
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seconds", [0, 3600])
def test_what_moves_the_validators(index, event, clock, change, seconds):
    """Even where the clock has not moved since the feed was read."""
    factories.make_event(index, title="Other")
    etag, modified = validators()
    clock.forward(seconds=seconds)
    change(index, event)
    response = get(if_modified_since=http_date(modified))
    assert response.status_code == 200
    assert response["ETag"] != etag
    now_modified = parse_http_date(response["Last-Modified"])
    assert now_modified >= modified + max(1, seconds)
    assert get(if_none_match=etag).status_code == 200
    assert get(if_modified_since=response["Last-Modified"]).status_code == 304


def test_what_moves_nothing(index, event, clock):
    hidden = factories.make_event(index, live=False)
    other = factories.make_index()
    elsewhere = factories.make_event(other)
    before = validators()
    clock.forward(hours=1)
    factories.publish(elsewhere, title="Changed")
    PageViewRestriction.objects.create(page_id=other.pk, restriction_type="login")
    event.title = "Secret"
    event.save_revision()
    hidden.title = "Secret"
    factories.run(hidden.save)
    factories.publish(index, introduction="<p>Welcome</p>")
    assert validators() == before


def test_last_modified_never_goes_back(index, event, clock):
    """Not when an old state comes back, and not when the clock does."""
    etag, last = validators()
    for number in range(3):
        restriction = PageViewRestriction.objects.create(page_id=event.pk)
        clock.forward(seconds=-30)
        _etag, modified = validators()
        assert modified > last
        restriction.delete()
        again, last = validators()
        assert again == etag
        assert last > modified, number


def test_two_readers_notice_at_once(index, event, monkeypatch):
    """The second one reads what the first wrote, though it had read the old state before."""
    validators()
    stale = FeedState.objects.get()
    factories.publish(event, title="Changed")
    _etag, modified = validators()
    state = FeedState.objects.values().get()
    monkeypatch.setattr(
        FeedState.objects, "get_or_create", lambda **kwargs: (stale, False)
    )
    assert validators()[1] == modified
    assert FeedState.objects.values().get() == state


def test_a_deleted_index_leaves_no_state(index, event):
    get()
    index.refresh_from_db()
    factories.run(index.delete)
    assert not FeedState.objects.exists()


# Ageing.


def names():
    lines = get().content.decode().split("\r\n")
    return sorted(line[8:] for line in lines if line.startswith("SUMMARY:"))


def start_in(days):
    return timezone.localdate() + timedelta(days=days)


def test_past_meetups_stay_for_a_year(index, clock, settings):
    factories.make_event(index, title="Old", start_date=start_in(-364))
    factories.make_event(index, title="Older", start_date=start_in(-367))
    assert names() == ["Old"]
    etag, modified = validators()
    clock.forward(days=3)
    response = get(if_modified_since=http_date(modified))
    assert response.status_code == 200
    assert response["ETag"] != etag
    assert parse_http_date(response["Last-Modified"]) > modified
    assert names() == []
    settings.WAGTAIL_MEETUPS = {"FEED_PAST_DAYS": 1000}
    assert names() == ["Old", "Older"]


@pytest.mark.parametrize(
    ("status", "prefix"), [("cancelled", "Cancelled"), ("postponed", "Postponed")]
)
def test_called_off_meetups_stay_for_thirty_days(
    index, clock, settings, status, prefix
):
    factories.make_event(index, title="Evening", start_date=start_in(1), status=status)
    assert names() == [f"{prefix}: Evening"]
    assert "STATUS:CANCELLED" in get().content.decode()
    clock.forward(days=30)
    assert names() == [f"{prefix}: Evening"]
    etag, modified = validators()
    clock.forward(days=3)
    response = get(if_modified_since=http_date(modified))
    assert response.status_code == 200
    assert response["ETag"] != etag
    assert names() == []
    settings.WAGTAIL_MEETUPS = {"FEED_CANCELLED_DAYS": 60}
    assert names() == [f"{prefix}: Evening"]


# Status.


def lines():
    return get().content.decode().split("\r\n")


def test_tentative(index):
    factories.make_event(index, title="Evening", status="tentative")
    assert {"STATUS:TENTATIVE", "SUMMARY:Evening", "SEQUENCE:0"} <= set(lines())


def test_postponed_then_a_new_time(index, event):
    factories.publish(event, status="postponed")
    wanted = {"STATUS:CANCELLED", "SUMMARY:Postponed: Evening", "SEQUENCE:1"}
    assert wanted | {"TRANSP:TRANSPARENT"} <= set(lines())
    day = event.start_date + timedelta(days=7)
    factories.publish(event, status="scheduled", start_date=day)
    wanted = {"STATUS:CONFIRMED", "SUMMARY:Evening", "SEQUENCE:2", "TRANSP:OPAQUE"}
    assert wanted | {f"DTSTART;TZID=Europe/Paris:{day:%Y%m%d}T190000"} <= set(lines())
