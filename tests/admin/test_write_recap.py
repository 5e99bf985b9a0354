"""Write the recap: a draft of a past date with the people who came, and who is reminded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from wagtail_meetups.models import Occurrence
from wagtail_meetups.models.registry import recap_models

from .. import factories

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")


def write_url(event):
    return reverse("wagtail_meetups_write_recap", args=[event.pk])


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def host():
    return factories.make_attendee(first_name="Inès")


@pytest.fixture
def evening(index, host):
    return factories.make_event(
        index,
        title="The long table",
        start_date=timezone.localdate() - timedelta(days=2),
        hosts=[host],
        topics=[factories.make_topic("Together")],
    )


@pytest.fixture
def occurrence(evening):
    return Occurrence.objects.get(event=evening.pk)


def write(client, event, occurrence):
    return client.post(write_url(event), {"occurrence": occurrence.pk})


def all_recaps():
    return list(recap_models()[0].objects.order_by("pk"))


def test_a_draft_with_all_that_is_known(
    editor_client, index, evening, occurrence, host
):
    came = [
        factories.make_attendance(
            occurrence, factories.make_attendee(first_name=name), state="came"
        ).attendee_id
        for name in ("Ada", "Ben")
    ]
    factories.make_attendance(occurrence, host, state="came", role="host")
    factories.make_attendance(occurrence)  # Expected, and did not come.
    response = write(editor_client, evening, occurrence)
    (recap,) = all_recaps()
    assert response["Location"] == edit_url(recap)
    draft = recap.get_latest_revision_as_object()
    day = timezone.localdate() - timedelta(days=2)
    assert not recap.live
    assert recap.get_parent().pk == index.pk
    assert "The long table" in draft.title
    assert (draft.date, draft.event_id, draft.occurrence) == (
        day,
        evening.pk,
        occurrence,
    )
    assert [topic.name for topic in draft.topics.all()] == ["Together"]
    assert [
        (block["type"], block["value"].get("attendee")) for block in draft.body.raw_data
    ] == [("encounter", came[0]), ("encounter", came[1]), ("thanks", None)]
    thanks = list(draft.body.raw_data)[-1]["value"]
    assert [one["value"] for one in thanks["people"]] == [host.pk]
    # It is ready to fill: the editor opens, and as it stands it could be published.
    assert editor_client.get(edit_url(recap)).status_code == 200
    assert read_page(editor_client, factories.publish(draft))


def read_page(client, recap):
    return client.get(recap.url).status_code == 200


def test_pressed_twice_it_is_the_same_draft(editor_client, evening, occurrence):
    first = write(editor_client, evening, occurrence)
    second = write(editor_client, evening, occurrence)
    assert first["Location"] == second["Location"]
    assert len(all_recaps()) == 1
    assert "Open the recap" in editor_client.get(write_url(evening)).content.decode()


def test_a_recap_written_by_hand_is_found_also_in_its_draft(
    editor_client, index, evening, occurrence
):
    recap = factories.make_recap(index, live=False, date=None)
    recap.event_id = evening.pk
    recap.save_revision(clean=False)
    response = write(editor_client, evening, occurrence)
    assert response["Location"] == edit_url(recap)


def test_of_a_series_each_date_has_its_own(editor_client, index):
    series = factories.make_event(
        index,
        title="Tuesdays",
        start_date=timezone.localdate() - timedelta(weeks=3, days=1),
        recurrence="FREQ=WEEKLY;COUNT=6",
    )
    one, two, *_others = Occurrence.objects.past(timezone.now())
    written = write(editor_client, series, one)["Location"]
    assert write(editor_client, series, two)["Location"] != written
    # A recap that names no date of a series tells of the one on its day.
    day = timezone.localdate() - timedelta(weeks=3, days=1)
    by_hand = factories.make_recap(index, event_id=series.pk, date=day)
    oldest = Occurrence.objects.order_by("start").first()
    assert write(editor_client, series, oldest)["Location"] == edit_url(by_hand)
    listed = editor_client.get(write_url(series)).context["dates"]
    assert [bool(recap) for _date, recap in listed] == [True, True, False, True]
    to_come = Occurrence.objects.upcoming(timezone.now()).first()
    assert write(editor_client, series, to_come).status_code == 404


def test_it_goes_where_the_recaps_of_the_index_stand(editor_client, index, evening):
    occurrence = Occurrence.objects.get(event=evening.pk)
    below = factories.make_index(index, title="Stories", slug="stories")
    factories.make_recap(below)
    write(editor_client, evening, occurrence)
    assert all_recaps()[-1].get_parent().pk == below.pk


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nothing_is_told_of_what_did_not_take_place(editor_client, index, status):
    event = factories.make_event(
        index, start_date=timezone.localdate() - timedelta(days=2), status=status
    )
    page = editor_client.get(write_url(event)).content.decode()
    assert "No date of this event is past yet." in page
    assert "Evenings without a recap" not in editor_client.get(HOME).content.decode()


@pytest.mark.parametrize("wanted", ["", "x", "-1", "999999"])
def test_only_a_date_of_the_event_is_written_of(editor_client, evening, wanted):
    response = editor_client.post(write_url(evening), {"occurrence": wanted})
    assert response.status_code == 404
    assert all_recaps() == []


def test_looking_makes_nothing(editor_client, evening):
    assert editor_client.get(write_url(evening)).status_code == 200
    assert all_recaps() == []


def test_the_button_stands_in_the_editor_and_in_the_lists(
    editor_client, index, evening
):
    viewset = f"meetups_{evening._meta.label_lower.replace('.', '_')}"
    urls = (
        edit_url(evening),
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse(f"{viewset}:index"),
    )
    for url in urls:
        assert write_url(evening) in editor_client.get(url).content.decode(), url
    coming = factories.make_event(index)
    assert write_url(coming) not in editor_client.get(edit_url(coming)).content.decode()


def test_only_those_who_may_add_there_may_write(editor_client, evening, occurrence):
    other = factories.make_event(
        factories.make_index(title="Other"),
        start_date=timezone.localdate() - timedelta(days=2),
    )
    theirs = Occurrence.objects.get(event=other.pk)
    assert editor_client.get(write_url(other)).status_code == 302
    assert write(editor_client, other, theirs).status_code == 302
    GroupPagePermission.objects.filter(permission__codename__startswith="add").delete()
    assert write(editor_client, evening, occurrence).status_code == 302
    assert all_recaps() == []
    html = editor_client.get(HOME).content.decode()
    assert "Evenings without a recap" not in html


def test_another_page_or_an_alias_has_no_recap(editor_client, index, evening):
    alias = factories.run(evening.create_alias, update_slug="alias")
    for page in (index, alias):
        assert editor_client.get(write_url(page)).status_code == 404


def test_who_may_not_edit_what_somebody_wrote_is_told_so(
    editor_client, index, evening, occurrence
):
    recap = factories.make_recap(index, event_id=evening.pk)
    GroupPagePermission.objects.exclude(permission__codename__startswith="add").delete()
    response = editor_client.post(
        write_url(evening), {"occurrence": occurrence.pk}, follow=True
    )
    assert "Somebody else is writing this recap" in response.content.decode()
    assert all_recaps() == [recap]


def test_the_dashboard_reminds_of_evenings_without_a_recap(
    editor_client, index, evening
):
    other = factories.make_event(
        factories.make_index(title="Other"),
        title="Of others",
        start_date=timezone.localdate() - timedelta(days=2),
    )
    told = factories.make_event(
        index, title="Told", start_date=timezone.localdate() - timedelta(days=9)
    )
    factories.make_recap(index, event_id=told.pk)
    long_ago = timezone.localdate() - timedelta(days=400)
    factories.make_event(index, title="Forgotten", start_date=long_ago)
    html = editor_client.get(HOME).content.decode()
    assert "Evenings without a recap" in html
    assert write_url(evening) in html
    for event in (other, told):
        assert write_url(event) not in html
    assert "Forgotten" not in html


def test_the_dashboard_takes_the_same_queries_for_many(editor_client, index, evening):
    def count():
        editor_client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(HOME)
        return len(queries)

    before = count()
    for at in range(20):
        day = timezone.localdate() - timedelta(days=at + 3)
        event = factories.make_event(index, start_date=day)
        if at % 2:
            factories.make_recap(index, event_id=event.pk, live=at % 4 == 1)
    # Wagtail itself lists the pages that somebody edited last; nobody did here.
    assert count() == before
