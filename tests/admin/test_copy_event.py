"""Copy to the next date: from the editor and the list, a draft with an identity of its own."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from wagtail_meetups.admin.copy_event import next_date
from wagtail_meetups.domain.schedule import same_weekday_next_month
from wagtail_meetups.models import CalendarEntry
from wagtail_meetups.models.registry import event_models

from .. import factories
from ..forms import read_form

pytestmark = pytest.mark.django_db


def copy_url(event):
    return reverse("wagtail_meetups_copy_event", args=[event.pk])


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 24), date(2026, 12, 22)),  # the fourth Tuesday
        (date(2026, 12, 1), date(2027, 1, 5)),  # the first Tuesday
        (date(2026, 12, 31), date(2027, 1, 28)),  # a fifth Thursday, there is none
        (date(2026, 1, 30), date(2026, 2, 27)),  # a fifth Friday, there is none
    ],
)
def test_the_next_date_keeps_its_place_in_the_month(day, following):
    assert same_weekday_next_month(day) == following


def test_the_next_date_offered_is_to_come():
    assert next_date(date(2020, 1, 28), date(2026, 11, 23)) == date(2026, 11, 24)


def test_a_copy_is_a_draft_with_a_new_date_a_new_uid_and_no_history(
    editor_client, index
):
    venue = factories.make_venue()
    host = factories.make_attendee()
    topic = factories.make_topic()
    event = factories.make_event(
        index,
        title="Café evening",
        venue=venue,
        hosts=[host],
        topics=[topic],
        status="cancelled",
        status_reason="Strike",
    )
    form = read_form(editor_client.get(copy_url(event)))
    assert form["title"] == ["Café evening"]
    assert date.fromisoformat(form["start_date"][0]) > timezone.localdate()
    response = editor_client.post(copy_url(event), form | {"start_date": "2027-02-23"})
    copy = event_models()[0].objects.get(start_date=date(2027, 2, 23))
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert not copy.live
    assert copy.first_published_at is None
    assert copy.revisions.count() == 1
    assert copy.slug == "café-evening-2027-02-23"
    assert (copy.status, copy.status_reason) == ("scheduled", "")
    draft = copy.get_latest_revision_as_object()
    assert draft.start_date == date(2027, 2, 23)
    assert (draft.venue, list(draft.hosts.all())) == (venue, [host])
    assert list(draft.topics.all()) == [topic]
    uids = CalendarEntry.objects.values_list("uid", flat=True)
    assert len(set(uids)) == 2
    event.refresh_from_db()
    assert event.status == "cancelled"


def test_a_copy_of_several_days_keeps_its_length(editor_client, index):
    start = timezone.localdate() + timedelta(days=5)
    event = factories.make_event(
        index, start_date=start, end_date=start + timedelta(days=2), all_day=True
    )
    form = read_form(editor_client.get(copy_url(event)))
    editor_client.post(copy_url(event), form | {"start_date": "2027-05-28"})
    copy = event_models()[0].objects.get(start_date=date(2027, 5, 28))
    assert copy.end_date == date(2027, 5, 30)


def test_a_draft_never_published_is_copied_as_it_is_drafted(editor_client, index):
    event = factories.make_event(index, live=False, start_date=None)
    event.price_note = "Free"
    event.save_revision(clean=False)
    form = read_form(editor_client.get(copy_url(event)))
    editor_client.post(copy_url(event), form | {"start_date": "2027-05-28"})
    assert (
        event_models()[0].objects.get(start_date=date(2027, 5, 28)).price_note == "Free"
    )


def test_two_copies_to_one_date_get_addresses_of_their_own(editor_client, index):
    event = factories.make_event(index, title="Evening")
    form = read_form(editor_client.get(copy_url(event))) | {"start_date": "2027-05-28"}
    for _number in range(2):
        editor_client.post(copy_url(event), form)
    copies = event_models()[0].objects.filter(start_date=date(2027, 5, 28))
    slugs = sorted(copies.values_list("slug", flat=True))
    assert slugs == ["evening-2027-05-28", "evening-2027-05-28-2"]


def test_without_a_date_nothing_is_copied_and_the_form_says_so(editor_client, index):
    event = factories.make_event(index)
    response = editor_client.post(
        copy_url(event), {"title": "Evening", "start_date": ""}
    )
    assert response.context["form"].errors["start_date"]
    assert event_models()[0].objects.count() == 1


def test_the_button_stands_in_the_editor_and_in_the_list(editor_client, index):
    event = factories.make_event(index)
    viewset = f"meetups_{event._meta.label_lower.replace('.', '_')}"
    for url in (
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse(f"{viewset}:index"),
    ):
        assert copy_url(event) in editor_client.get(url).content.decode(), url


def test_only_those_who_may_add_there_may_copy(editor_client, index):
    other = factories.make_event(factories.make_index(title="Other"))
    assert editor_client.get(copy_url(other)).status_code == 302
    assert (
        editor_client.post(copy_url(other), {"start_date": "2027-05-28"}).status_code
        == 302
    )
    assert event_models()[0].objects.count() == 1


def test_an_alias_or_another_page_is_not_copied(editor_client, index):
    event = factories.make_event(index)
    alias = factories.run(event.create_alias, update_slug="alias")
    assert editor_client.get(copy_url(alias)).status_code == 302
    assert editor_client.get(copy_url(index)).status_code == 404
    html = editor_client.get(
        reverse("wagtailadmin_explore", args=[index.pk])
    ).content.decode()
    assert copy_url(alias) not in html
