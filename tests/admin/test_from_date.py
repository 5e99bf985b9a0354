"""Change a series from a date on: a draft first, then one page goes on from the other."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from wagtail_meetups.changing.from_date import continue_from
from wagtail_meetups.domain.errors import NoDatesError
from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import find_differences

from .. import factories
from ..conftest import CommittingClient
from ..expanders import (
    expand_with_ical_js,
    expand_with_recurring_ical_events,
    expand_with_vobject,
)
from ..forms import read_errors, read_form
from ..publishing.acting import below
from ..publishing.conftest import french, french_index  # noqa: F401
from ..publishing.reading import entry_of, get, read_calendar
from .test_calling_off import lock, member, superuser

pytestmark = pytest.mark.django_db
FIRST = date(2090, 3, 7)  # A Tuesday.
CUT = FIRST + timedelta(days=21)
LATER = datetime(2091, 1, 1, tzinfo=UTC)


def days(count, start=FIRST, step=7):
    return [start + timedelta(days=step * number) for number in range(count)]


def url(event):
    return reverse("wagtail_meetups_from_date", args=[event.pk])


def reload(page):
    return type(page).objects.get(pk=page.pk)


def continued(series, day=CUT):
    """The draft that goes on from the series, as its button makes it."""
    return factories.run(continue_from, series.pk, day)


def told(index):
    """The days that the index's calendar tells, as our rows and the feed's rule say."""
    calendar = get(f"{reload(index).full_url}ical/").content
    found = expand_with_recurring_ical_events(calendar, LATER)
    return [start.astimezone(factories.PARIS).date() for start, *_rest in sorted(found)]


def rows_of(page):
    rows = Occurrence.objects.filter(event=page.pk).order_by("start")
    return {row.pk: row.key for row in rows}


@pytest.fixture
def series(index):
    return factories.make_event(
        index,
        title="Tuesdays",
        slug="tuesdays",
        start_date=FIRST,
        recurrence="FREQ=WEEKLY;COUNT=6",
        changes=[
            ("cancel", {"date": FIRST + timedelta(days=7), "reason": "Snow"}),
            ("move", {"date": CUT, "to_date": CUT + timedelta(days=1)}),
        ],
    )


def test_a_draft_of_the_later_dates_is_made_and_nothing_changes_for_anybody(
    editor_client, index, series
):
    before = told(index)
    response = editor_client.get(url(series))
    offered = [key for key, _words in response.context["form"].fields["date"].choices]
    assert offered == ["", *map(str, days(5, FIRST + timedelta(days=7)))]
    response = editor_client.post(url(series), read_form(response) | {"date": CUT})
    later = event_models()[0].objects.exclude(pk=series.pk).get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[later.pk])
    assert (later.live, later.first_published_at, later.title) == (
        False,
        None,
        "Tuesdays",
    )
    assert later.continues_id == series.pk
    draft = later.get_latest_revision_as_object()
    for page in (later, draft):
        assert (page.start_date, page.recurrence) == (CUT, "FREQ=WEEKLY;COUNT=3")
        assert [block.block_type for block in page.changes] == ["move"]
        assert page.continues_id == series.pk
    assert entry_of(later).uid != entry_of(series).uid
    assert told(index) == before
    assert rows_of(later) == {}
    assert reload(series).recurrence == "FREQ=WEEKLY;COUNT=6"
    assert find_differences() == []
    editor = editor_client.get(response["Location"]).content.decode()
    assert (
        "which ends before the first date here as soon as this is published" in editor
    )
    assert "There is such a draft already" in (
        editor_client.get(url(series)).content.decode()
    )


def test_when_it_is_published_the_old_one_ends_and_each_date_is_told_once(
    index, series
):
    before, rows = told(index), rows_of(series)
    uid, sequence = entry_of(series).uid, entry_of(series).sequence
    later = factories.publish(continued(series))
    old = reload(series)
    assert old.recurrence == "FREQ=WEEKLY;COUNT=3"
    assert [block.block_type for block in old.changes] == ["cancel"]
    assert (old.live, old.has_unpublished_changes) == (True, False)
    assert told(index) == before
    # Rows passed over with their keys.
    kept, passed = rows_of(series), rows_of(later)
    assert {**kept, **passed} == rows
    assert list(passed.values()) == [str(day) for day in days(3, CUT)]
    assert entry_of(series).uid == uid
    assert entry_of(series).sequence == sequence + 1
    assert find_differences() == []


@pytest.mark.node
def test_three_calendar_programs_have_each_date_once(index, series):
    factories.publish(continued(series))
    calendar = get(f"{reload(index).full_url}ical/").content
    expected = sorted(
        (row.start, row.end, "CANCELLED" if row.is_cancelled else "CONFIRMED")
        for row in Occurrence.objects.all()
    )
    [by_ical_js] = expand_with_ical_js([(calendar, LATER)])
    for found in (
        by_ical_js,
        expand_with_vobject(calendar, LATER),
        expand_with_recurring_ical_events(calendar, LATER),
    ):
        assert sorted(one[:3] for one in found) == expected


def test_what_differs_from_then_on_is_told_and_rows_are_found_by_their_week(
    index, series
):
    rows = rows_of(series)
    later = continued(series)
    draft = later.get_latest_revision_as_object()
    thursday = CUT + timedelta(days=2)
    factories.publish(
        draft, start_date=thursday, start_time=time(20), end_time=time(23), changes=[]
    )
    assert rows_of(later) == dict(list(rows.items())[3:])
    assert told(index) == [*days(3), *days(3, thursday)]
    assert find_differences() == []


def test_what_hangs_on_a_date_goes_along(index, series):
    row = Occurrence.objects.get(key="2090-04-04")
    early = Occurrence.objects.get(key="2090-03-07")
    recap = factories.make_recap(
        index, event=series, occurrence=row, title="How it was"
    )
    other = factories.make_recap(index, event=series, occurrence=early)
    later = factories.publish(continued(series))
    recap.refresh_from_db()
    other.refresh_from_db()
    row.refresh_from_db()
    assert (recap.occurrence_id, recap.event_id) == (row.pk, later.pk)
    assert row.event_id == later.pk
    assert recap.get_latest_revision_as_object().event_id == later.pk
    assert other.event_id == series.pk
    assert "How it was" in get(f"{later.full_url}dates/2090-04-04/").content.decode()


def test_the_address_of_a_date_leads_on_to_where_it_is_now(index, series):
    later = factories.publish(continued(series))
    for path in ("dates/2090-04-04/", "dates/2090-04-04/ical/"):
        response = get(f"{series.full_url}{path}")
        assert response.status_code == 301
        assert response["Location"] == f"{later.full_url}{path}"
        assert get(response["Location"]).status_code == 200
    assert get(f"{series.full_url}dates/2090-04-05/").status_code == 404
    # And on again.
    last = factories.publish(continued(later, CUT + timedelta(days=14)))
    response = get(f"{series.full_url}dates/2090-04-11/")
    assert response["Location"] == f"{last.full_url}dates/2090-04-11/"


def test_both_pages_name_each_other_where_one_may_see_them(index, series):
    later = continued(series)
    assert "It goes on as" not in get(series.full_url).content.decode()
    later = factories.publish(later)
    html = get(series.full_url).content.decode()
    assert f'It goes on as: <a href="{later.url}">Tuesdays</a>' in html
    assert "It goes on from:" in get(later.full_url).content.decode()
    PageViewRestriction.objects.create(
        page_id=later.pk, restriction_type=PageViewRestriction.LOGIN
    )
    assert "It goes on as" not in get(series.full_url).content.decode()
    assert get(f"{series.full_url}dates/2090-04-04/").status_code == 404


def test_between_publishing_and_handing_over_no_date_is_told_twice(index, series):
    """The moment between the commit that publishes it and what follows after it."""
    before = told(index)
    later = continued(series)
    with factories.after_commit() as callbacks:
        later.save_revision().publish()
    assert reload(later).live
    assert told(index) == before
    assert rows_of(later) == {}
    for callback in callbacks:
        factories.run(callback)
    assert told(index) == before
    assert len(rows_of(later)) == 3
    assert find_differences() == []


def test_a_draft_of_the_old_one_ends_too_and_stays_a_draft(index, series):
    series.title = "Not yet"
    series.save_revision()
    factories.publish(continued(series))
    old = reload(series)
    assert (old.title, old.has_unpublished_changes) == ("Tuesdays", True)
    draft = old.get_latest_revision_as_object()
    assert (draft.title, draft.recurrence) == ("Not yet", "FREQ=WEEKLY;COUNT=3")
    factories.run(old.latest_revision.publish)
    assert len(told(index)) == 6
    assert find_differences() == []


def test_it_goes_on_where_it_begins_and_no_more_is_ended_later(index, series):
    later = continued(series)
    draft = later.get_latest_revision_as_object()
    factories.publish(draft, start_date=CUT + timedelta(days=7), changes=[])
    assert reload(series).recurrence == "FREQ=WEEKLY;COUNT=4"
    # Once it is published, each of the two is edited by itself.
    factories.publish(reload(later), start_date=CUT)
    assert reload(series).recurrence == "FREQ=WEEKLY;COUNT=4"
    # What goes on where the other has ended already ends nothing.
    second = continued(series, FIRST + timedelta(days=7))
    draft = second.get_latest_revision_as_object()
    factories.publish(draft, start_date=date(2090, 12, 5), changes=[])
    assert reload(series).recurrence == "FREQ=WEEKLY;COUNT=4"


@pytest.mark.parametrize("lost", ["unpublished", "once", "deleted", "before it all"])
def test_where_there_is_nothing_to_end_it_is_published_all_the_same(
    index, series, lost
):
    later = continued(series)
    if lost == "unpublished":
        factories.run(series.unpublish)
    elif lost == "once":
        factories.publish(series, recurrence="", changes=[])
    elif lost == "deleted":
        factories.run(series.delete)
    draft = reload(later).get_latest_revision_as_object()
    if lost == "before it all":
        draft.start_date, draft.changes = FIRST - timedelta(days=70), []
    factories.publish(draft)
    assert len(rows_of(later)) == 3
    assert find_differences() == []


def test_it_may_be_scheduled_and_then_ends_the_other_when_it_goes_live(index, series):
    before = told(index)
    later = continued(series)
    draft = later.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=2)
    factories.run(draft.save_revision().publish)
    assert told(index) == before
    assert rows_of(later) == {}
    [revision] = later.revisions.filter(approved_go_live_at__isnull=False)
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    factories.run(revision.publish)
    assert told(index) == before
    assert len(rows_of(later)) == 3


def test_every_language_keeps_all_its_dates(
    index,
    series,
    french,  # noqa: F811
    french_index,  # noqa: F811
):
    page = factories.run(series.copy_for_translation, french)
    page = factories.publish(page, title="Les mardis")
    before = told(french_index)
    assert len(before) == 6
    later = continued(series)
    mirrored = later.get_translations().get()
    assert (mirrored.title, mirrored.live) == ("Les mardis", False)
    assert told(french_index) == before
    factories.publish(later, title="Tuesdays, later")
    mirrored = reload(mirrored.specific)
    assert (mirrored.live, mirrored.title) == (True, "Les mardis")
    assert told(index) == told(french_index) == before
    uids = CalendarEntry.objects.values_list("page", "uid")
    by_page = dict(uids)
    assert by_page[later.pk] == by_page[mirrored.pk] != by_page[series.pk]
    html = get(mirrored.full_url).content.decode()
    assert reload(page).url in html
    assert find_differences() == []


def test_a_translation_made_meanwhile_goes_on_too(
    index,
    series,
    french,  # noqa: F811
    french_index,  # noqa: F811
):
    later = continued(series)
    page = factories.run(series.copy_for_translation, french)
    factories.publish(page, title="Les mardis")
    factories.publish(later)
    assert len(told(french_index)) == 6
    assert find_differences() == []


def test_where_the_old_one_is_mirrored_the_new_one_is_and_no_more_openly(index, series):
    other = factories.make_index(title="Other")
    alias = factories.run(series.create_alias, parent=other, update_slug="mirror")
    assert len(told(other)) == 6
    later = continued(series)
    factories.publish(later)
    assert len(told(other)) == 6
    mirror = later.aliases.get()
    assert mirror.get_parent().pk == other.pk
    assert find_differences() == []
    PageViewRestriction.objects.create(
        page_id=alias.pk, restriction_type=PageViewRestriction.LOGIN
    )
    again = factories.publish(continued(series, FIRST + timedelta(days=14)))
    closed = again.aliases.get()
    assert [one.restriction_type for one in closed.view_restrictions.all()] == ["login"]
    assert [one.restriction_type for one in mirror.view_restrictions.all()] == []


def test_a_private_series_goes_on_in_private(index, series):
    PageViewRestriction.objects.create(
        page_id=series.pk, restriction_type=PageViewRestriction.LOGIN
    )
    later = factories.publish(continued(series))
    assert [one.restriction_type for one in later.view_restrictions.all()] == ["login"]
    assert get(later.full_url).status_code == 302
    assert told(index) == []


def test_an_endless_series_twice_a_day_keeps_what_its_changes_say(index):
    series = factories.make_event(
        index,
        start_date=FIRST,
        recurrence="FREQ=WEEKLY;BYHOUR=15,19;BYMINUTE=0;UNTIL=20900411",
        changes=[
            ("add", {"date": CUT + timedelta(days=1)}),
            ("move", {"date": CUT}),
            ("cancel", {"date": CUT}),
        ],
    )
    rows = [(row.key, row.start, row.end) for row in Occurrence.objects.all()]
    later = factories.publish(continued(series))
    assert later.start_time == time(15)
    after = [(row.key, row.start, row.end) for row in Occurrence.objects.all()]
    assert sorted(after) == sorted(rows)
    assert find_differences() == []


def test_history_tells_of_both(editor_client, editor, series):
    editor_client.post(url(series), {"date": CUT})
    later = event_models()[0].objects.exclude(pk=series.pk).get()
    factories.publish(later, title="Thursdays")
    entries = PageLogEntry.objects.filter(action="wagtail_meetups.continue")
    assert [entry.page_id for entry in entries.order_by("pk")] == [later.pk, series.pk]
    assert entries.order_by("pk").first().user == editor
    shown = [
        editor_client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
        for page in (later, series)
    ]
    assert "Made to go on from “Tuesdays” from March 28, 2090 on" in (
        shown[0].content.decode()
    )
    assert "Ended before March 28, 2090: “Thursdays” goes on" in (
        shown[1].content.decode()
    )


def test_a_copy_goes_on_from_nothing(editor_client, series):
    later = factories.publish(continued(series))
    copy = factories.run(later.copy, update_attrs={"slug": "copy"})
    assert copy.continues_id is None
    assert copy.get_latest_revision_as_object().continues_id is None


@pytest.mark.parametrize("day", [FIRST, FIRST + timedelta(days=1), date(2095, 1, 1)])
def test_a_day_on_which_it_cannot_be_cut_is_refused(editor_client, series, day):
    response = editor_client.post(url(series), {"date": day})
    assert "date" in read_errors(response)
    with pytest.raises(NoDatesError), transaction.atomic():
        continue_from(series.pk, day)
    assert event_models()[0].objects.count() == 1


def test_what_cannot_be_changed_from_a_date_on_is_told(editor_client, index, series):
    once = factories.make_event(index, start_date=FIRST)
    draft = factories.make_event(
        index, live=False, start_date=FIRST, recurrence="FREQ=WEEKLY"
    )
    for page, words in ((once, "takes place once"), (draft, "not published")):
        response = editor_client.get(url(page))
        assert words in response.content.decode()
        assert b'name="date"' not in response.content
        assert editor_client.post(url(page), {"date": CUT}).status_code == 403
    lock(series)
    assert "The page is locked" in editor_client.get(url(series)).content.decode()
    assert editor_client.get(url(below(index, title="x", slug="x"))).status_code == 404


def test_the_button_is_there_for_a_series_alone(editor_client, index, series):
    once = factories.make_event(index, start_date=FIRST)
    viewset = f"meetups_{series._meta.label_lower.replace('.', '_')}"
    for address in (
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse(f"{viewset}:index"),
    ):
        html = editor_client.get(address).content.decode()
        assert url(series) in html
        assert url(once) not in html


WHO = {
    "nobody": (lambda index: CommittingClient(), (302, 302)),
    "who may edit": (lambda index: member(index, "add", "change"), (200, 403)),
    "who may not add": (lambda index: member(index, "change", "publish"), (200, 403)),
    "who publishes elsewhere": (
        lambda index: member(
            factories.make_index(title="Elsewhere"), "add", "change", "publish"
        ),
        (302, 302),
    ),
    "who may publish": (
        lambda index: member(index, "add", "change", "publish"),
        (200, 302),
    ),
    "superuser": (lambda index: superuser(), (200, 302)),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_change_from_a_date_on(index, series, who):
    make, expected = WHO[who]
    client = make(index)
    shown, sent = client.get(url(series)), client.post(url(series), {"date": CUT})
    assert (shown.status_code, sent.status_code) == expected
    made = event_models()[0].objects.exclude(pk=series.pk).count()
    assert made == (who in ("who may publish", "superuser"))


def test_the_calendar_of_each_is_its_own(index, series):
    later = factories.publish(continued(series))
    for page, count in ((series, 3), (later, 3)):
        calendar = get(f"{reload(page).full_url}ical/")
        assert len(expand_with_recurring_ical_events(calendar.content, LATER)) == count
        assert {str(one["UID"]) for one in read_calendar(calendar)} == {
            entry_of(page).uid
        }
