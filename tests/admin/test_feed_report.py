"""What a feed holds and what it leaves out, each page with its reason."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from wagtail_meetups.admin.feed_report import (
    LISTED,
    report_feed,
    report_left_out,
)
from wagtail_meetups.admin.left_out import why_hidden
from wagtail_meetups.listing import feed_entries
from wagtail_meetups.models import CalendarEntry
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.publishing import publish
from wagtail_meetups.visibility import take_snapshot

from .. import factories
from ..publishing.acting import below

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def left_out(index, user):
    """The pages left out, by title, and that the feed holds none of them."""
    index = type(index).objects.get(pk=index.pk)
    snapshot = take_snapshot()
    found, more = report_left_out(index, snapshot, user)
    shown = feed_entries(index, snapshot).values_list("page_id", flat=True)
    assert not {item.page.pk for item in found} & set(shown)
    assert not more
    return {item.page.get_admin_display_title(): item for item in found}


def restrict(page):
    PageViewRestriction.objects.create(
        page_id=page.pk, restriction_type=PageViewRestriction.LOGIN
    )


@pytest.fixture
def reason(index, editor):
    """Why the one event below the index is left out, and what to do."""

    def reason():
        [item] = left_out(index, editor).values()
        return item.reason

    return reason


def test_the_feed_is_counted(index):
    factories.make_event(index)
    factories.make_event(index, timezone="America/Montreal")
    factories.make_event(index, status="cancelled")
    factories.make_event(index, status="postponed", timezone="UTC")
    factories.make_event(index, start_date=TODAY - timedelta(days=9), all_day=True)
    factories.make_event(index, live=False)
    report = report_feed(index, take_snapshot())
    assert report.count == 5
    assert (report.to_come, report.past, report.called_off) == (2, 1, 2)
    assert dict(report.zones) == {"Europe/Paris": 2, "America/Montreal": 1, "": 2}
    assert report.modified == dict(
        CalendarEntry.objects.filter(page__live=True).values_list(
            "uid", "last_modified"
        )
    )


def test_of_a_full_feed_nothing_is_left_out(index, editor):
    factories.make_event(index)
    assert left_out(index, editor) == {}


def test_a_draft_with_the_date_of_its_draft(index, editor):
    event = factories.make_event(index, title="Draft", live=False, start_date=None)
    event.start_date = date(2027, 5, 4)
    event.save_revision(clean=False)
    item = left_out(index, editor)["Draft"]
    assert item.reason == ("It is a draft.", "Publish it.")
    assert item.day == date(2027, 5, 4)
    assert item.can_edit


def test_one_that_goes_live_later(index, reason):
    event = factories.make_event(index, live=False)
    factories.publish(event, go_live_at=timezone.now() + timedelta(days=3))
    assert reason().why.startswith("It is scheduled and goes live on ")


def test_a_draft_with_a_date_to_go_live_that_nobody_scheduled(index, reason):
    factories.make_event(
        index, live=False, go_live_at=timezone.now() + timedelta(days=3)
    )
    assert reason().why == "It is a draft."


def test_one_that_expired(index, reason):
    event = factories.make_event(index)
    factories.publish(event, expire_at=timezone.now() + timedelta(days=1))
    type(event).objects.filter(pk=event.pk).update(
        expire_at=timezone.now() - timedelta(hours=1)
    )
    assert reason().why.startswith("It expired on ")


@pytest.mark.parametrize("how", ["unpublished", "expired"])
def test_one_below_a_page_that_is_not_there(index, editor, how):
    folder = below(index, title="Autumn", slug="autumn")
    inner = factories.make_index(parent=folder)
    factories.make_event(inner, title="Hidden")
    pages = get_page_model().objects.filter(pk=folder.pk)
    if how == "unpublished":
        pages.update(live=False)
        words = "The page “Autumn” above it is not published."
    else:
        pages.update(expire_at=timezone.now() - timedelta(hours=1))
        words = "The page “Autumn” above it has expired."
    assert left_out(index, editor)["Hidden"].reason.why == words


def test_one_for_members(index, editor, reason):
    restrict(factories.make_event(index))
    assert reason().why == "It is for members only, and a calendar cannot log in."
    assert "privacy setting" in reason().todo


def test_one_below_a_page_for_members(index, reason):
    factories.make_event(index)
    restrict(index)
    assert reason().why.startswith("“Café evenings” is for members only")


def test_one_outside_every_site(index, reason):
    factories.make_event(index)
    home = factories.get_home()
    other = below(home, title="Other", slug="other-home")
    site = home.sites_rooted_here.get()
    site.root_page_id = other.pk
    factories.run(site.save)
    assert reason() == (
        "It belongs to no site.",
        "Under Settings → Sites, choose a root page that is above it.",
    )


def test_one_in_another_language(index, reason):
    french = Locale.objects.create(language_code="fr")
    factories.make_event(index, locale=french)
    assert reason().why == "Its language is Français, which is not that of this feed."


def test_a_mirror_of_a_hidden_page(index, editor):
    other = factories.make_index(title="Members")
    event = factories.make_event(other, title="Mirrored")
    factories.run(event.create_alias, parent=index, update_slug="mirror")
    restrict(event)
    assert "It is an alias of a page" in left_out(index, editor)["Mirrored"].reason.why


def test_a_mirror_of_one_that_is_in_the_feed(index, reason):
    event = factories.make_event(index)
    factories.run(event.create_alias, update_slug="mirror")
    assert reason().why == "The meet-up that it is an alias of is in this feed already."


def test_one_without_a_date(index, reason):
    event = factories.make_event(index)
    type(event).objects.filter(pk=event.pk).update(start_date=None)
    publish([event.pk])
    assert reason() == ("It has no date.", "Give it a date and publish it.")


def test_one_without_its_calendar_text(index, reason):
    event = factories.make_event(index)
    CalendarEntry.objects.filter(page=event.pk).delete()
    assert "rebuild_meetups" in reason().todo


@override_settings(WAGTAIL_MEETUPS={"FEED_PAST_DAYS": 90, "FEED_CANCELLED_DAYS": 7})
def test_those_that_are_too_old(index, editor):
    factories.make_event(index, title="Over", start_date=TODAY - timedelta(days=95))
    factories.make_event(
        index,
        title="Off",
        status="cancelled",
        start_date=TODAY - timedelta(days=10),
    )
    found = left_out(index, editor)
    assert found["Over"].reason.why == "It ended more than 90 days ago."
    assert "FEED_PAST_DAYS" in found["Over"].reason.todo
    assert found["Off"].reason.why == (
        "It was called off, and would have ended more than 7 days ago."
    )
    assert "FEED_CANCELLED_DAYS" in found["Off"].reason.todo


def test_the_list_is_bounded_and_says_how_many_more(index, editor, monkeypatch):
    monkeypatch.setattr("wagtail_meetups.admin.feed_report.LISTED", 3)
    assert LISTED == 50
    for number in range(5):
        factories.make_event(
            index, title=f"{number}", live=False, start_date=date(2090, 1, 1 + number)
        )
    factories.make_event(index, title="undated", live=False, start_date=None)
    found, more = report_left_out(index, take_snapshot(), editor)
    assert [item.page.title for item in found] == ["undated", "4", "3"]
    assert more == 3
    monkeypatch.setattr("wagtail_meetups.admin.feed_report.LISTED", 6)
    found, more = report_left_out(index, take_snapshot(), editor)
    assert (len(found), more) == (6, 0)


def test_only_those_may_be_edited_that_this_user_may_edit(index, editor):
    factories.make_event(index, title="Mine", live=False)
    assert left_out(index, editor)["Mine"].can_edit
    stranger = get_user_model().objects.create_user(
        username="lou", email="lou@example.com", password="lou"
    )
    assert not left_out(index, stranger)["Mine"].can_edit


def test_why_an_index_itself_is_hidden(index):
    assert why_hidden([index], take_snapshot()) == {}
    restrict(factories.get_home())
    [reason] = why_hidden([index], take_snapshot()).values()
    assert "is for members only" in reason.why


def test_the_queries_do_not_grow_with_the_pages(index, editor):
    def add(number):
        folder = below(index, title="Folder", slug=f"folder-{number}")
        inner = factories.make_index(parent=folder)
        for _number in range(number):
            restrict(factories.make_event(index))
            factories.make_event(index, live=False)
            factories.make_event(inner)
            factories.make_event(index)
        get_page_model().objects.filter(pk=folder.pk).update(live=False)

    def count():
        with CaptureQueriesContext(connection) as queries:
            snapshot = take_snapshot()
            report_feed(index, snapshot)
            report_left_out(index, snapshot, editor)
        return len(queries)

    add(2)
    count()
    before = count()
    add(10)
    assert count() == before
