"""An editor writes how a meet-up repeats, and what differs on single dates."""

from datetime import date
from itertools import count

import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.registry import event_models

from .. import factories
from ..forms import read_errors, read_form
from .test_event_editor import add_url, edit_url, write

pytestmark = pytest.mark.django_db

FOURTH_TUESDAY = {
    "title": "Fourth Tuesday",
    "slug": "fourth",
    "start_date": date(2030, 1, 1),
    "start_time": "19:00",
    "end_time": "22:00",
    "timezone": "Europe/Paris",
    "recurrence": "FREQ=MONTHLY;BYDAY=4TU;UNTIL=20300630",
}
_numbers = count(1)


def changes(*blocks):
    """The form data of the blocks, each a kind and what is typed into it."""
    empty = {
        "cancel": ("date", "time", "reason"),
        "move": (
            "date",
            "time",
            "to_date",
            "to_start",
            "to_end",
            "to_end_date",
            "reason",
        ),
        "alter": ("date", "time", "title", "venue", "online_link", "note"),
        "add": (
            "date",
            "start",
            "end",
            "end_date",
            "title",
            "venue",
            "online_link",
            "note",
        ),
        "skip": ("date", "time"),
    }
    filled = [
        (kind, dict.fromkeys(empty[kind], "") | values) for kind, values in blocks
    ]
    return nested_form_data({"changes": streamfield(filled)})


def keys(event):
    return list(Occurrence.objects.filter(event=event.pk).values_list("key", flat=True))


def post(client, index, **values):
    return write(client, add_url(index), **(FOURTH_TUESDAY | values))


def test_a_rule_gives_its_dates(editor_client, index):
    assert post(editor_client, index).status_code == 302
    event = event_models()[0].objects.get()
    assert keys(event) == [
        "2030-01-22",
        "2030-02-26",
        "2030-03-26",
        "2030-04-23",
        "2030-05-28",
        "2030-06-25",
    ]
    assert "RRULE:FREQ=MONTHLY;BYDAY=4TU;UNTIL=20300630T215959Z" in (
        CalendarEntry.objects.get().text
    )


def test_every_kind_of_change_is_kept_as_it_was_typed(editor_client, index):
    venue = factories.make_venue(name="The other place")
    typed = changes(
        ("cancel", {"date": "2030-01-22", "reason": "Snow"}),
        ("move", {"date": "2030-02-26", "to_date": "2030-02-27", "to_start": "20:00"}),
        ("alter", {"date": "2030-03-26", "venue": venue.pk, "note": "Upstairs"}),
        ("add", {"date": "2030-06-11", "title": "One more"}),
        ("skip", {"date": "2030-05-28"}),
    )
    assert post(editor_client, index, **typed).status_code == 302
    event = event_models()[0].objects.get()
    rows = {row.key: row for row in Occurrence.objects.filter(event=event.pk)}
    assert set(rows) == {
        "2030-01-22",
        "2030-02-26",
        "2030-03-26",
        "2030-04-23",
        "2030-06-11",
        "2030-06-25",
    }
    assert (rows["2030-01-22"].status, rows["2030-01-22"].reason) == (
        "cancelled",
        "Snow",
    )
    assert rows["2030-02-26"].start.isoformat() == "2030-02-27T19:00:00+00:00"
    assert rows["2030-02-26"].end.isoformat() == "2030-02-27T22:00:00+00:00"
    assert (rows["2030-03-26"].venue, rows["2030-03-26"].note) == (venue, "Upstairs")
    assert rows["2030-06-11"].title == "One more"
    # A draft keeps them, and publishing it again changes nothing.
    before = list(Occurrence.objects.values())
    event.save_revision()
    event.refresh_from_db()
    draft = event.get_latest_revision_as_object()
    assert [child.block_type for child in draft.changes] == [
        "cancel",
        "move",
        "alter",
        "add",
        "skip",
    ]
    factories.run(event.latest_revision.publish)
    assert list(Occurrence.objects.values()) == before


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=HOURLY", "A meet-up cannot repeat HOURLY"),
        ("FREQ=MONTHLY;BYDAY=6TU", "BYDAY cannot be “6”"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "The rule gives no date"),
        ("every Tuesday", "is not a part of a rule"),
        ("BYDAY=TU", "FREQ is missing"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20300101", "cannot be used with"),
        ("FREQ=DAILY;COUNT=999999", "more than 5000 dates"),
        ("FREQ=DAILY;FREQ=DAILY", "is there twice"),
        ("FREQ=DAILY;BYSETPOS=1", "needs BYDAY beside it"),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_beside_it(
    editor_client, index, rule, words
):
    response = post(editor_client, index, recurrence=rule)
    errors = read_errors(response)
    assert list(errors) == ["recurrence"]
    assert words in errors["recurrence"][0]
    # Nothing is lost, and a draft may hold it.
    assert read_form(response, "page-edit-form")["recurrence"] == [rule]
    draft = write(
        editor_client,
        add_url(index),
        publish=False,
        **(FOURTH_TUESDAY | {"recurrence": rule}),
    )
    assert draft.status_code == 302
    assert not Occurrence.objects.exists()


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (
            ("cancel", {"date": "2030-01-23"}),
            "The series has no date on Jan. 23, 2030. Its dates near it: "
            "Jan. 22, 2030, Feb. 26, 2030.",
        ),
        (
            ("skip", {"date": "2030-01-22", "time": "18:00"}),
            "The series has no date on Jan. 22, 2030.",
        ),
        (("add", {"date": "2030-01-22"}), "There is a date at that time already."),
        (
            ("move", {"date": "2030-01-22", "to_date": "1900-01-22"}),
            "Choose a year from 1970 to 2999.",
        ),
        (
            ("add", {"date": "2030-03-01", "end": "19:00", "start": "19:00"}),
            "The end is before the start.",
        ),
    ],
)
def test_a_change_that_makes_no_sense_is_told_beside_its_date(
    editor_client, index, block, words
):
    typed = changes(("cancel", {"date": "2030-04-23"}), block)
    response = post(editor_client, index, **typed)
    assert response.status_code == 200
    [error] = response.context["form"].errors["changes"].as_data()
    assert list(error.block_errors) == [1]
    [message] = error.block_errors[1].block_errors["date"].messages
    assert words in message.replace("January", "Jan.").replace("February", "Feb.")
    assert not event_models()[0].objects.exists()


def test_two_changes_of_one_date_that_contradict(editor_client, index):
    typed = changes(
        ("cancel", {"date": "2030-04-23"}),
        ("move", {"date": "2030-04-23", "to_date": "2030-04-24"}),
    )
    response = post(editor_client, index, **typed)
    [error] = response.context["form"].errors["changes"].as_data()
    [message] = error.block_errors[1].block_errors["date"].messages
    assert "overrules" in message


def test_a_rule_edited_under_a_change_is_told_and_nothing_is_dropped(
    editor_client, index
):
    post(editor_client, index, **changes(("cancel", {"date": "2030-04-23"})))
    event = event_models()[0].objects.get()
    response = write(
        editor_client,
        edit_url(event),
        **changes(("cancel", {"date": "2030-04-23"})),
        recurrence="FREQ=MONTHLY;BYDAY=4WE;UNTIL=20300630",
    )
    assert "changes" in response.context["form"].errors
    assert "2030-04-23" in keys(event)
