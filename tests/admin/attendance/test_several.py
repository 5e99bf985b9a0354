"""Several people typed at once: looked at line by line before they are added."""

import pytest

from wagtail_meetups.admin.attendance.base import date_url
from wagtail_meetups.models import Attendee

from ... import factories
from ...forms import read_form
from .undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(evening):
    return date_url(evening.pk, "several")


def on_the_list(evening):
    rows = evening.attendances.order_by("attendee__first_name", "attendee__pk")
    return [
        (str(row.attendee), row.role, row.state)
        for row in rows.select_related("attendee")
    ]


def test_known_and_new_people_are_added_together(host, evening, url):
    nadia = factories.make_attendee()
    factories.make_attendee(first_name="Omar", last_name="Aziz", trade="")
    factories.make_attendee(first_name="Omar", last_name="Brun", trade="")
    text = "nadia berthier\nOmar\nIdriss Kone, baker\nOmar Brun\nNadia, florist"
    response = host.post(url, {"people": text})
    assert not evening.attendances.exists()
    lines = response.context["lines"]
    assert [
        (len(line.found), line.likely and str(line.likely.name)) for line in lines
    ] == [
        (1, "Nadia Berthier"),
        (2, None),
        (0, None),
        (1, "Omar Brun"),
        (1, "Nadia Berthier"),
    ]
    form = {name: values[-1] for name, values in read_form(response).items()}
    form |= {"confirm": "1", "role": "speaker", "state": "expected"}
    # Which Omar, one must say; left open he is left out.
    assert "line-1" not in form
    form |= {"line-4": "new"}
    assert host.post(url, form).url == date_url(evening.pk)
    assert on_the_list(evening) == [
        ("Idriss Kone, baker", "speaker", "expected"),
        ("Nadia Berthier, Illustrator", "speaker", "expected"),
        ("Nadia, florist", "speaker", "expected"),
        ("Omar Brun", "speaker", "expected"),
    ]
    assert Attendee.objects.get(last_name="Kone").agreements.count() == 0
    assert nadia.attendances.count() == 1
    undo(host, date_url(evening.pk))
    assert on_the_list(evening) == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "required"),
        (" ,\n-\n", "no name"),
        ("A" * 101, "too long"),
        ("Ada " + "L" * 101, "too long"),
        ("Ada, " + "b" * 151, "too long"),
        ("\n".join(f"P{number}" for number in range(201)), "201 people"),
    ],
)
@pytest.mark.parametrize("confirm", [{}, {"confirm": "1", "line-0": "new"}])
def test_what_cannot_be_read_is_told(host, evening, url, text, mistake, confirm):
    response = host.post(url, {"people": text, **confirm})
    assert mistake in str(response.context["form"].errors)
    assert not Attendee.objects.exists()


def test_what_is_typed_is_text(host, url):
    response = host.post(url, {"people": "<script>alert(1)</script> x"})
    assert "<script>alert" not in response.content.decode()


def test_two_hundred_lines_cost_what_two_do(host, url, django_assert_max_num_queries):
    text = "\n".join(f"Person{number}" for number in range(200))
    with django_assert_max_num_queries(12):
        assert len(host.post(url, {"people": text}).context["lines"]) == 200
