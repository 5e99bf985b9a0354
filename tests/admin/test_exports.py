"""Attendees as spreadsheets: no formula, and nothing private without the permission."""

import csv
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from wagtail_meetups.admin.attendance.base import date_url
from wagtail_meetups.admin.consent.access import PRIVATE
from wagtail_meetups.admin.spreadsheets import for_csv, printable
from wagtail_meetups.models import Occurrence

from .. import factories

LIST = "wagtailsnippets_wagtail_meetups_attendee:list"
EVIL = '=HYPERLINK("https://evil.example/","Nadia")'


def read(response):
    """The rows of a sheet, the first its headings; formulas are told as such."""
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if response["Content-Type"] == "text/csv":
        return list(csv.reader(io.StringIO(content.decode())))
    sheet = load_workbook(io.BytesIO(content)).active
    return [
        [
            f"FORMULA {cell.value}" if cell.data_type == "f" else cell.value or ""
            for cell in row
        ]
        for row in sheet.iter_rows()
    ]


@pytest.fixture
def nadia(db):
    return factories.make_attendee(
        first_name=EVIL,
        last_name="+33 1",
        trade=" @SUM(A1)\x00\x0b",
        bio="-1\nDraws",
        email="nadia@example.com",
        notes="=Vegan",
    )


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_people_as_a_sheet(log_in, nadia, file_format):
    url = reverse(LIST)
    safe = "'" if file_format == "csv" else ""
    public = [
        f"{safe}{EVIL}",
        f"{safe}+33 1",
        f"{safe} @SUM(A1)",
        f"{safe}-1\nDraws",
        "",
    ]
    client = log_in("view_attendee")
    assert f"export={file_format}" in client.get(url).content.decode()
    headings, row = read(client.get(url, {"export": file_format}))
    assert headings == ["First name", "Last name", "Trade", "Words about them", "Link"]
    assert row == public
    client = log_in("view_attendee", PRIVATE)
    headings, row = read(client.get(url, {"export": file_format}))
    assert headings[-2:] == ["E-mail", "Notes for the hosts"]
    assert row == [*public, "nadia@example.com", f"{safe}=Vegan"]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_list_of_a_date_as_a_sheet(log_in, index, nadia, file_format):
    evening = Occurrence.objects.get(event=factories.make_event(index).pk)
    factories.make_attendance(evening, nadia, role="host", state="came", note="=Late")
    url = date_url(evening.pk, "export", file_format)
    safe = "'" if file_format == "csv" else ""
    names = [f"{safe}{EVIL}", f"{safe}+33 1", f"{safe} @SUM(A1)"]
    client = log_in("view_attendance")
    assert url in client.get(date_url(evening.pk)).content.decode()
    headings, row = read(client.get(url))
    assert headings == ["First name", "Last name", "Trade", "Role", "State"]
    assert row == [*names, "host", "came"]
    headings, row = read(log_in("view_attendance", PRIVATE).get(url))
    assert headings[3:5] == ["E-mail", "Notes for the hosts"]
    assert headings[-1] == "Note for the hosts"
    private = ["nadia@example.com", f"{safe}=Vegan"]
    assert row == [*names, *private, "host", "came", f"{safe}=Late"]


def test_who_may_not_see_people_gets_no_sheet(log_in, index, nadia):
    evening = Occurrence.objects.get(event=factories.make_event(index).pk)
    client = log_in("view_attendee")
    assert client.get(date_url(evening.pk, "export", "csv")).status_code == 302
    client = log_in("view_attendance")
    assert client.get(reverse(LIST), {"export": "csv"}).status_code == 302
    assert client.get(date_url(evening.pk, "export", "ods")).status_code == 404


@given(
    st.text(), st.sampled_from(["", " ", "\t", "\ufeff"]), st.sampled_from("=+-@\t＝")
)
def test_nothing_typed_begins_a_formula(text, before, sign):
    cell = for_csv(before + sign + text)
    assert cell.startswith("'")
    assert cell[1:] == printable(before + sign + text)
    assert for_csv("Nadia" + sign) == printable("Nadia" + sign)
