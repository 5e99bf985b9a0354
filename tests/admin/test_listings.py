"""The lists of events and recaps in the admin menu, for an editor of one index."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail_meetups.models.registry import event_models, recap_models

from .. import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def list_url(model):
    return reverse(f"meetups_{model._meta.label_lower.replace('.', '_')}:index")


def titles(response):
    return [page.title for page in response.context["object_list"]]


def test_the_menu_has_one_group_with_all_of_it(editor_client, index):
    html = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Meet-ups" in html
    for url in (list_url(event_models()[0]), list_url(recap_models()[0])):
        assert url in html
    for name in ("attendee", "venue", "topic"):
        assert reverse(f"wagtailsnippets_wagtail_meetups_{name}:list") in html


def test_events_show_title_date_venue_and_status_latest_first(editor_client, index):
    venue = factories.make_venue(name="Le Phare")
    factories.make_event(
        index, title="Past", start_date=TODAY - timedelta(days=9), status="cancelled"
    )
    factories.make_event(
        index,
        title="To come",
        start_date=date(2027, 5, 4),
        start_time=time(19),
        venue=venue,
    )
    factories.make_event(index, title="Undated draft", live=False, start_date=None)
    response = editor_client.get(list_url(event_models()[0]))
    assert titles(response) == ["Undated draft", "To come", "Past"]
    html = response.content.decode()
    assert "May 4, 2027, 7 p.m." in html
    assert "Le Phare" in html
    assert "<s>cancelled</s>" in html


def test_a_draft_shows_the_date_that_was_drafted_after_its_first_save(
    editor_client, index
):
    draft = factories.make_event(index, title="Draft", live=False, start_date=None)
    draft.start_date = date(2027, 5, 4)
    draft.start_time = time(19)
    draft.save_revision(clean=False)
    assert (
        "May 4, 2027, 7 p.m."
        in editor_client.get(list_url(event_models()[0])).content.decode()
    )


def test_drafts_stand_among_the_others_by_the_first_date_that_they_give(
    editor_client, index
):
    def draft(title, day, **values):
        page = factories.make_event(index, title=title, live=False, start_date=None)
        for name, value in {"start_date": day, **values}.items():
            setattr(page, name, value)
        page.save_revision(clean=False)
        return page

    factories.make_event(index, title="June", start_date=date(2027, 6, 1))
    factories.make_event(index, title="April", start_date=date(2027, 4, 1))
    draft("May", date(2027, 5, 4), status="tentative")
    draft("Undated", None)
    draft("Nonsense", date(2027, 3, 1), recurrence="FREQ=HOURLY")
    series = draft("Series", date(2027, 4, 2), recurrence="FREQ=MONTHLY;BYDAY=4TU")
    # Scheduled: not live yet.
    series.go_live_at = timezone.now() + timedelta(days=1)
    factories.run(lambda: series.save_revision().publish())

    url = list_url(event_models()[0])
    response = editor_client.get(url)
    order = ["Undated", "June", "May", "Series", "April", "Nonsense"]
    assert titles(response) == order
    html = response.content.decode()
    for shown in ("May 4, 2027, 7 p.m.", "April 27, 2027, 7 p.m.", "March 1, 2027"):
        assert shown in html
    assert "tentative" in html
    response = editor_client.get(f"{url}?ordering=start_date")
    assert titles(response) == [*reversed(order[1:]), "Undated"]
    # What the column shows is what the filter finds.
    response = editor_client.get(
        f"{url}?start_date_from=2027-04-02&start_date_to=2027-05-31"
    )
    assert titles(response) == ["May", "Series"]
    assert titles(editor_client.get(f"{url}?start_date_to=2027-03-31")) == ["Nonsense"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("start_date_from=2027-05-01&start_date_to=2027-05-31", ["May"]),
        ("status=tentative", ["June"]),
        ("status=tentative&status=scheduled", ["June", "May"]),
        ("venue={venue}", ["May"]),
        ("topics={topic}", ["June"]),
        ("ordering=start_date", ["May", "June"]),
        ("ordering=-title", ["May", "June"]),
        ("q=june", ["June"]),
    ],
)
def test_events_are_filtered(editor_client, index, query, expected):
    venue, topic = factories.make_venue(), factories.make_topic()
    factories.make_event(index, title="May", start_date=date(2027, 5, 4), venue=venue)
    factories.make_event(
        index,
        title="June",
        start_date=date(2027, 6, 1),
        status="tentative",
        topics=[topic],
    )
    query = query.format(venue=venue.pk, topic=topic.pk)
    response = editor_client.get(f"{list_url(event_models()[0])}?{query}")
    assert titles(response) == expected


def test_recaps_show_their_event(editor_client, index):
    event = factories.make_event(index, title="An evening")
    factories.make_recap(index, title="How it was", event=event, date=date(2026, 5, 5))
    factories.make_recap(index, title="Older", date=date(2025, 5, 5), author="Claire")
    response = editor_client.get(list_url(recap_models()[0]))
    assert titles(response) == ["How it was", "Older"]
    html = response.content.decode()
    assert "An evening" in html and "May 5, 2026" in html and "Claire" in html
    response = editor_client.get(f"{list_url(recap_models()[0])}?date_from=2026-01-01")
    assert titles(response) == ["How it was"]


def test_an_editor_sees_the_events_of_their_own_index_only(editor_client, index):
    factories.make_event(index, title="Mine")
    factories.make_event(factories.make_index(title="Other"), title="Not mine")
    assert titles(editor_client.get(list_url(event_models()[0]))) == ["Mine"]


def test_the_lists_take_the_same_queries_for_20_more_rows(editor_client, index):
    def add(count):
        for _number in range(count):
            event = factories.make_event(index, venue=factories.make_venue())
            factories.make_recap(index, event=event)
            factories.make_event(index, live=False)

    def count(model):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor_client.get(list_url(model))
        return len(queries)

    add(2)
    models = (event_models()[0], recap_models()[0])
    before = [count(model) for model in models for _warm_up in range(2)][1::2]
    add(10)
    assert [count(model) for model in models] == before
