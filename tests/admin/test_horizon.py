"""Who keeps a series is told in time that its dates run out, and what to run."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail_meetups.admin.horizon import filled_until
from wagtail_meetups.models import Occurrence

from .. import factories
from .test_calling_off import member

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")


def make_short(index, months, **kwargs):
    """An endless series whose dates were last filled in so long ago that few are left."""
    kwargs = {
        "title": "Tuesdays",
        "start_date": timezone.localdate() - timedelta(days=14),
        "recurrence": "FREQ=WEEKLY",
    } | kwargs
    series = factories.make_event(index, **kwargs)
    last = timezone.now() + timedelta(days=30 * months)
    Occurrence.objects.filter(event=series.pk, start__gt=last).delete()
    return series


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_series_with_few_dates_left_is_told_in_its_editor_and_on_the_first_page(
    editor_client, index
):
    short = make_short(index, 4)
    last = Occurrence.objects.order_by("start").last().start
    for address in (HOME, edit_url(short)):
        html = editor_client.get(address).content.decode()
        assert "manage.py rebuild_meetups" in html
        assert f"{last:%B} {last.day}, {last.year}" in html
    assert edit_url(short) in editor_client.get(HOME).content.decode()
    call_command("rebuild_meetups", verbosity=0)
    for address in (HOME, edit_url(short)):
        assert b"rebuild_meetups" not in editor_client.get(address).content


def test_publishing_it_again_helps_too(editor_client, index):
    short = make_short(index, 4)
    factories.publish(short)
    assert b"rebuild_meetups" not in editor_client.get(HOME).content


@pytest.mark.parametrize(
    "values",
    [
        {"recurrence": "FREQ=WEEKLY;COUNT=40"},
        {"recurrence": "FREQ=WEEKLY;UNTIL=29990101"},
        {"recurrence": "FREQ=YEARLY;INTERVAL=4"},
        {"live": False},
    ],
)
def test_a_series_that_ends_is_seldom_or_a_draft_does_not_run_out(index, values):
    make_short(index, 4, **values)
    assert filled_until(timezone.now()) == {}


def test_without_any_date_it_says_so(editor_client, index):
    short = make_short(index, -2)
    html = editor_client.get(edit_url(short)).content.decode()
    assert "None of its dates are filled in." in html


def test_a_shorter_horizon_is_no_alarm(settings, index):
    settings.WAGTAIL_MEETUPS = {"HORIZON_MONTHS": 2}
    short = make_short(index, 12)
    assert filled_until(timezone.now()) == {}
    Occurrence.objects.filter(start__gt=timezone.now()).delete()
    assert list(filled_until(timezone.now())) == [short.pk]


def test_only_those_who_may_edit_it_are_told(index):
    make_short(index, 4)
    elsewhere = factories.make_index(title="Elsewhere")
    told = member(index, "change", name="told").get(HOME).content
    other = member(elsewhere, "change", name="other").get(HOME).content
    assert b"rebuild_meetups" in told
    assert b"rebuild_meetups" not in other


def test_the_first_page_costs_the_same_with_more_series(editor_client, index):
    counts = []
    for more in (1, 20):
        for _number in range(more):
            make_short(index, 4, recurrence="FREQ=MONTHLY")
        editor_client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(HOME)
        counts.append(len(queries))
    assert counts[0] == counts[1]
