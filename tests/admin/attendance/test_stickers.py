"""Stickers for one date; where they lie on the paper is measured in tests/browser."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from wagtail_meetups.admin.attendance.base import date_url
from wagtail_meetups.domain.stickers import NAME_SIZES, SHEETS, TRADE_SIZES

from ... import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(evening):
    for name, trade, state in (
        ("Zoé", "florist", "expected"),
        ("Émile", "", "came"),
        ("Omar", "<b>baker</b>", "absent"),
    ):
        attendee = factories.make_attendee(
            first_name=name, trade=trade, email="secret@example.com", notes="owes"
        )
        factories.make_attendance(evening, attendee, state=state, note="Vegan")


def printed(client, evening, **query):
    response = client.get(date_url(evening.pk, "print"), query)
    assert response.status_code == 200
    return response


def labels(response):
    return [label.name for sheet in response.context["sheets"] for label in sheet]


def test_the_form_leads_to_the_sheets(host, evening, people):
    url = date_url(evening.pk, "stickers")
    html = host.get(url).content.decode()
    assert "3 people are on the list" in html
    for sheet in SHEETS:
        assert sheet.maker in html
    response = host.get(url, {"sheet": "5160", "who": "came", "first": 2, "blanks": 3})
    assert labels(host.get(response.url)) == ["", "Émile", "", "", ""]


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("", ["Émile", "Zoé"]),
        ("here", ["Émile", "Zoé"]),
        ("expected", ["Zoé"]),
        ("came", ["Émile"]),
        ("all", ["Émile", "Omar", "Zoé"]),
    ],
)
def test_whom_they_are_for(host, evening, people, who, names):
    assert labels(printed(host, evening, who=who)) == names


def test_a_sticker_bears_a_first_name_and_a_trade_and_nothing_else(
    host, evening, people
):
    html = printed(host, evening, who="all").content.decode()
    assert "&lt;b&gt;baker" in html and "florist" in html
    for other in ("Berthier", "secret@", "owes", "Vegan", "<script", "style="):
        assert other not in html


@pytest.mark.parametrize(
    "query",
    [
        {"sheet": "l0000"},
        {"who": "them"},
        {"first": 0},
        {"first": 22},
        {"first": "x"},
        {"blanks": -1},
        {"blanks": 201},
    ],
)
def test_a_mistake_is_told_on_the_form(host, evening, query):
    response = host.get(date_url(evening.pk, "print"), query)
    assert response.status_code == 302
    response = host.get(response.url)
    assert list(response.context["form"].errors) == list(query)


def test_nobody_to_print_for(host, evening):
    html = printed(host, evening).content.decode()
    assert "nobody to print for" in html and "<ol" not in html


def test_every_size_and_sheet_has_its_rule():
    css = Path(finders.find("wagtail_meetups/admin/stickers.css")).read_text()
    for kind, sizes in (("name", NAME_SIZES), ("trade", TRADE_SIZES)):
        for number, size in enumerate(sizes):
            assert f".{kind}--{number} {{ --size: {size}mm; }}" in css
    for sheet in SHEETS:
        assert f".sheet--{sheet.code} {{" in css


def test_a_full_house_costs_what_two_do(
    host, evening, people, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        printed(host, evening)
    for _number in range(30):
        factories.make_attendance(evening)
    with django_assert_num_queries(len(queries)):
        printed(host, evening)
