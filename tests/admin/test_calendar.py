"""The calendar of all dates in the admin, for an editor of one index."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from wagtail_meetups.admin import month_dates
from wagtail_meetups.models import Occurrence

from .. import factories

pytestmark = pytest.mark.django_db
MAY = (2027, 5)


def ask(client, month=MAY, **query):
    return client.get(reverse("meetups_calendar:month", args=month), query)


def shown(response) -> dict[str, list[str]]:
    """What stands on each day: the titles, with what is said of them."""
    return {
        cell.day.isoformat(): [
            "; ".join([one.date.title, *one.date.marks]) for one in cell.dates
        ]
        for week in response.context_data["weeks"]
        for cell in week
        if cell.dates
    }


def make(index, title="Evening", day=date(2027, 5, 4), **values):
    return factories.make_event(index, title=title, start_date=day, **values)


def draft(index, title="Draft", day=date(2027, 5, 4), **values):
    """A draft as autosave leaves it: its row knows a title, its revision the rest."""
    page = factories.make_event(index, title=title, live=False, start_date=None)
    for name, value in {"start_date": day, **values}.items():
        setattr(page, name, value)
    page.save_revision(clean=False)
    return page


def test_it_is_in_the_menu_and_opens_at_this_month(editor_client, index):
    today = timezone.localdate()
    url = reverse("meetups_calendar:index")
    assert url in editor_client.get(reverse("wagtailadmin_home")).content.decode()
    response = editor_client.get(url)
    assert response.context_data["first"] == today.replace(day=1)
    [current] = [
        cell.day
        for week in response.context_data["weeks"]
        for cell in week
        if cell.is_today
    ]
    assert current == today
    html = response.content.decode()
    assert html.count('aria-current="date"') == 1
    assert "No date in this month." in html
    # From Sunday on, in English.
    assert [day.strftime("%a") for day in response.context_data["weekdays"]][:2] == [
        "Sun",
        "Mon",
    ]


def test_every_date_stands_on_its_days_in_its_own_zone(editor_client, index):
    make(index, "Weekly", recurrence="FREQ=WEEKLY;COUNT=3")
    make(index, "Early", start_time=time(0, 30), timezone="Pacific/Auckland")
    make(index, "Late", start_time=time(23), end_time=None, timezone="Pacific/Honolulu")
    make(index, "Retreat", date(2027, 4, 30), end_date=date(2027, 5, 2), all_day=True)
    make(index, "Two nights", date(2027, 5, 20), end_date=date(2027, 5, 22))
    # An evening is one day, as it is for the public; so is that of a draft.
    make(index, "Night", date(2027, 5, 24), start_time=time(21), end_time=time(2))
    draft(index, "Idea", date(2027, 5, 26), end_time=time(0))
    response = ask(editor_client)
    assert shown(response) == {
        "2027-04-30": ["Retreat"],
        "2027-05-01": ["Retreat"],
        "2027-05-02": ["Retreat"],
        "2027-05-04": ["Early", "Weekly", "Late"],
        "2027-05-11": ["Weekly"],
        "2027-05-18": ["Weekly"],
        "2027-05-20": ["Two nights"],
        "2027-05-21": ["Two nights"],
        "2027-05-22": ["Two nights"],
        "2027-05-24": ["Night"],
        "2027-05-26": ["Idea; draft"],
    }
    html = response.content.decode()
    assert html.count("until May 2, 2027") == 1
    assert html.count("goes on") == 4
    assert "12:30 a.m." in html


def test_what_does_not_take_place_is_told_in_words_and_struck_through(
    editor_client, index
):
    make(
        index,
        "Weekly",
        recurrence="FREQ=WEEKLY;COUNT=3",
        changes=[
            ("cancel", {"date": date(2027, 5, 11), "reason": "Snow"}),
            ("cancel", {"date": date(2027, 5, 18), "is_postponed": True}),
        ],
    )
    make(index, "Off", status="postponed")
    make(index, "Perhaps", status="tentative")
    gone = make(index, "Gone")
    Occurrence.objects.filter(event=gone.pk).update(is_planned=False)
    hidden = make(index, "Hidden")
    factories.run(hidden.unpublish)
    response = ask(editor_client)
    assert shown(response) == {
        "2027-05-04": [
            "Gone; no longer planned",
            "Hidden; not published",
            "Off; postponed",
            "Perhaps; tentative",
            "Weekly",
        ],
        "2027-05-11": ["Weekly; cancelled"],
        "2027-05-18": ["Weekly; postponed"],
    }
    html = response.content.decode()
    for title, times in {"Weekly": 2, "Off": 1, "Gone": 1}.items():
        assert html.count(f"<s>{title}</s>") == times
    assert "<s>Perhaps</s>" not in html


def test_drafts_and_scheduled_pages_show_their_first_date(editor_client, editor, index):
    profile = UserProfile.get_for_user(editor)
    profile.current_time_zone = "Asia/Tokyo"
    profile.save()
    draft(index, "Idea")
    draft(
        index,
        "Series",
        date(2027, 5, 1),
        recurrence="FREQ=MONTHLY;BYDAY=4TU",
        status="cancelled",
    )
    draft(
        index,
        "Weekend",
        date(2027, 5, 1),
        end_date=date(2027, 5, 2),
        recurrence="FREQ=WEEKLY;BYDAY=FR",
    )
    draft(index, "Nowhen", None)
    draft(index, "Nonsense", recurrence="FREQ=HOURLY")
    planned = draft(index, "Planned", date(2027, 5, 6))
    planned.go_live_at = datetime(2027, 1, 1, 12, tzinfo=UTC)
    factories.run(lambda: planned.save_revision().publish())
    assert shown(ask(editor_client)) == {
        "2027-05-04": ["Idea; draft"],
        "2027-05-06": ["Planned; scheduled, goes live on Jan. 1, 2027, 9 p.m."],
        "2027-05-07": ["Weekend; draft; first of a series"],
        "2027-05-08": ["Weekend; draft; first of a series"],
        "2027-05-25": ["Series; draft; first of a series; cancelled"],
    }
    assert shown(ask(editor_client, (2027, 7))) == {}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"index": "index"}, ["Draft", "Elsewhere", "Evening"]),
        ({"index": "empty"}, []),
        ({"topic": "topic"}, ["Draft", "Evening"]),
        ({"venue": "venue"}, ["Elsewhere", "Draft", "Evening"]),
        ({"venue": "other"}, []),
        ({"topic": "topic", "venue": "venue"}, ["Draft", "Evening"]),
        ({"index": "strange", "topic": "0", "venue": "x"}, "all"),
    ],
)
def test_it_is_narrowed(editor_client, index, query, titles):
    venue, topic = factories.make_venue(), factories.make_topic()
    objects = {
        "index": index,
        "empty": factories.make_index(index, title="Below"),
        "topic": topic,
        "venue": venue,
        "other": factories.make_venue(),
    }
    make(index, venue=venue, topics=[topic])
    # A single date of the series is at the venue, the other one is not.
    make(
        index,
        "Elsewhere",
        recurrence="FREQ=WEEKLY;COUNT=2",
        changes=[("alter", {"date": date(2027, 5, 4), "venue": venue})],
    )
    page = draft(index, venue=venue)
    page.topics.set([topic])
    page.save_revision(clean=False)
    query = {
        name: getattr(objects.get(value), "pk", value) for name, value in query.items()
    }
    response = ask(editor_client, **query)
    found = sorted(
        text.split(";")[0] for day in shown(response).values() for text in day
    )
    expected = ["Draft", "Elsewhere", "Elsewhere", "Evening"]
    if titles != "all":
        expected = sorted(
            titles + (["Elsewhere"] if query == {"index": index.pk} else [])
        )
    assert found == expected
    if titles == "all":
        # What was asked for is not there, and said so.
        assert response.content.decode().count("Select a valid choice") == 3
    if not titles:
        assert "No date of this choice" in response.content.decode()
    # The months beside it keep the choice.
    assert response.context_data["next_url"].endswith(
        f"/2027/6/?{response.wsgi_request.GET.urlencode()}"
    )


def test_translations_and_aliases_are_no_dates_of_their_own(editor_client, index):
    event = make(index)
    factories.run(event.create_alias, parent=index, update_slug="alias")
    assert shown(ask(editor_client)) == {"2027-05-04": ["Evening"]}


def test_an_editor_sees_their_own_pages_only(editor_client, index, admin_client):
    other = factories.make_index(title="Other")
    make(other, "Not mine")
    draft(other, "Not mine either")
    make(index, "Mine")
    assert shown(ask(editor_client)) == {"2027-05-04": ["Mine"]}
    assert "Other" not in ask(editor_client).content.decode()
    found = ask(editor_client, index=other.pk)
    assert "Select a valid choice" in found.content.decode()
    assert len(shown(ask(admin_client))["2027-05-04"]) == 3


def test_who_may_not_see_pages_is_turned_away(client, index, editor, editors):
    assert ask(client).status_code == 302
    GroupPagePermission.objects.filter(group=editors).delete()
    client.force_login(editor)
    response = ask(client)
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_who_may_only_lock_pages_gets_no_links_to_editors(
    editor_client, index, editors
):
    make(index)
    rows = GroupPagePermission.objects.filter(group=editors)
    [kept] = rows.filter(permission__codename__startswith="add_")
    rows.exclude(pk=kept.pk).delete()
    kept.permission = Permission.objects.get(
        codename=kept.permission.codename.replace("add_", "lock_"),
        content_type=kept.permission.content_type,
    )
    kept.save()
    response = ask(editor_client)
    assert shown(response) == {"2027-05-04": ["Evening"]}
    assert "/edit/" not in response.content.decode().split("<table")[1]


@pytest.mark.parametrize(
    "month", [(2027, 0), (2027, 13), (1969, 12), (3000, 1), (0, 1), (10**9, 1)]
)
def test_months_that_are_none_are_not_found(editor_client, index, month):
    assert ask(editor_client, month).status_code == 404


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [((1970, 1), "", "/1970/2/"), ((2999, 12), "/2999/11/", "")],
)
def test_the_first_and_the_last_month_lead_no_further(
    editor_client, index, month, before, after
):
    context = ask(editor_client, month).context_data
    for url, end in ((context["previous_url"], before), (context["next_url"], after)):
        assert url.endswith(end) if end else url == ""


def test_more_dates_than_anybody_reads_are_told(editor_client, index, monkeypatch):
    monkeypatch.setattr(month_dates, "MOST", 2)
    make(index, recurrence="FREQ=DAILY;COUNT=3")
    response = ask(editor_client)
    assert len(shown(response)) == 2
    assert "There are more dates" in response.content.decode()


def test_20_more_rows_take_the_same_queries(editor_client, index):
    def add(count):
        for number in range(count):
            day = date(2027, 5, 1) + timedelta(days=number)
            make(index, day=day, venue=factories.make_venue())
            draft(index, day=day)

    def count():
        with CaptureQueriesContext(connection) as queries:
            ask(editor_client)
        return len(queries)

    add(1)
    count()
    before = count()
    add(20)
    assert count() == before
