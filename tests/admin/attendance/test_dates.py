"""The list of dates, and the ways to it."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from wagtail_meetups.admin.attendance.base import date_url, dates_url
from wagtail_meetups.models import Occurrence

from ... import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def titles(response):
    return [row.event.title for row in response.context["object_list"]]


def ways_to(page):
    return f"{dates_url()}of/{page.pk}/"


def test_the_nearest_date_comes_first_with_its_people(host, index):
    for title, days in (("Next", 2), ("Last", -1), ("Far", 60), ("Old", -90)):
        factories.make_event(index, title=title, start_date=TODAY + timedelta(days))
    last = Occurrence.objects.get(event__title="Last")
    for state in ("came", "came", "absent", "expected"):
        factories.make_attendance(last, state=state)
    response = host.get(dates_url())
    assert titles(response) == ["Last", "Next", "Far", "Old"]
    html = response.content.decode()
    assert "2 of 4" in html
    assert date_url(last.pk) in html
    assert titles(host.get(dates_url(), {"when": "past"})) == ["Last", "Old"]
    assert titles(host.get(dates_url(), {"when": "to_come"})) == ["Next", "Far"]
    assert titles(host.get(dates_url(), {"q": "ol"})) == ["Old"]
    assert titles(host.get(dates_url(), {"ordering": "-start"}))[0] == "Far"
    assert titles(host.get(f"{dates_url()}results/", {"q": "fa"})) == ["Far"]


def test_twenty_more_dates_cost_nothing(host, index):
    event = factories.make_event(index, recurrence="FREQ=WEEKLY;COUNT=2")

    def cost():
        for row in Occurrence.objects.filter(attendances=None):
            factories.make_attendance(row)
        host.get(dates_url())
        with CaptureQueriesContext(connection) as queries:
            host.get(dates_url())
        return len(queries)

    few = cost()
    factories.publish(event, recurrence="FREQ=WEEKLY;COUNT=15")
    factories.make_event(index, recurrence="FREQ=WEEKLY;COUNT=5")
    assert cost() == few


def test_a_date_that_is_not_planned_stays_while_people_are_on_it(host, index):
    event = factories.make_event(
        index, start_date=date(2030, 1, 1), recurrence="FREQ=WEEKLY;COUNT=3"
    )
    row = Occurrence.objects.filter(event=event.pk).last()
    factories.make_attendance(row)
    factories.publish(event, recurrence="FREQ=WEEKLY;COUNT=2")
    assert len(titles(host.get(dates_url()))) == 3
    row.attendances.all().delete()
    assert len(titles(host.get(dates_url()))) == 2


def test_from_an_event_one_comes_to_its_date_or_to_its_dates(host, index):
    once = factories.make_event(index, title="Once")
    series = factories.make_event(
        index, title="Series", recurrence="FREQ=WEEKLY;COUNT=3"
    )
    assert host.get(ways_to(once)).url == date_url(
        Occurrence.objects.get(event=once).pk
    )
    response = host.get(ways_to(series), follow=True)
    assert titles(response) == ["Series"] * 3
    # One that has no dates, or is none at all.
    draft = factories.make_event(index, live=False, start_date=None)
    for page in (draft, index):
        assert titles(host.get(ways_to(page), follow=True)) == []
    assert titles(host.get(dates_url(), {"event": "nonsense"}))


def test_a_translation_leads_to_the_dates_it_shares(host, index):
    event = factories.make_event(index)
    french = Locale.objects.create(language_code="fr")
    factories.run(factories.get_home().copy_for_translation, french)
    factories.run(index.copy_for_translation, french)
    page = factories.run(event.copy_for_translation, french)
    assert host.get(ways_to(page)).url == date_url(Occurrence.objects.get().pk)


def test_the_editor_and_the_menu_lead_there(
    editor, editors, log_in, editor_client, index
):
    event = factories.make_event(index)
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    explore = reverse("wagtailadmin_explore", args=[index.pk])
    home = reverse("wagtailadmin_home")
    for url in (edit, explore):
        assert ways_to(event) not in editor_client.get(url).content.decode()
    assert dates_url() not in editor_client.get(home).content.decode()
    editors.permissions.add(
        apps.get_model("auth", "Permission").objects.get(codename="view_attendance")
    )
    for url in (edit, explore):
        assert ways_to(event) in editor_client.get(url).content.decode()
        html = editor_client.get(url).content.decode()
        assert ways_to(index) not in html
    assert dates_url() in editor_client.get(home).content.decode()


def test_the_first_page_of_the_admin_leads_to_the_nearest_dates(
    host, log_in, index, django_assert_num_queries
):
    home = reverse("wagtailadmin_home")
    assert "meetups-dates" not in host.get(home).content.decode()
    event = factories.make_event(
        index, title="Tuesdays", start_date=TODAY, recurrence="FREQ=WEEKLY;COUNT=3"
    )
    row = Occurrence.objects.filter(event=event.pk).earliest("start")
    factories.make_attendance(row, state="came")
    factories.make_attendance(row)
    with CaptureQueriesContext(connection) as queries:
        html = host.get(home).content.decode()
    count = len(queries)
    assert date_url(row.pk) in html and "1 came, of 2 on the list" in html
    assert "Tuesdays" not in log_in("view_attendee").get(home).content.decode()
    factories.publish(event, recurrence="FREQ=WEEKLY;COUNT=20")
    with django_assert_num_queries(count):
        html = host.get(home).content.decode()
    assert html.count("Tuesdays") == 4
