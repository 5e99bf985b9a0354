"""A site that replaces what the reference says can be replaced."""

import re
from dataclasses import fields
from pathlib import Path

import wagtail_meetups
from wagtail_meetups.domain.ical import CalendarHead, MeetupEvent
from wagtail_meetups.publishing.text import CHANGEABLE

from . import samples
from .sites import run_site

PAGE = samples.read("reference/replace.md")

SCRIPT = """
from datetime import timedelta
from django.utils import timezone

index = factories.make_index(title="Gatherings", slug="gatherings")
event = factories.make_event(
    index, title="First gathering", dress_code="No ties", summary="Come.",
    body=[("recipe", "Two cups of coffee")],
)
factories.make_event(index, title="Among us", internal=True)
factories.make_recap(index, title="Signed", author="Ilse")
factories.make_recap(index, title="Unsigned", author="")
html = client.get(index.url).content.decode()
calendar = client.get(index.url + "ical/").content.decode().replace("\\r\\n ", "")
print([title for title in ("First gathering", "Among us", "Signed", "Unsigned") if title in html])
print([line for line in calendar.splitlines() if line.startswith("SUMMARY")])
print([line for line in calendar.splitlines() if line.startswith("X-WR-CALDESC")])
print("DESCRIPTION:Dress code: No ties" in calendar)
page = client.get(event.url)
print("Two cups of coffee" in page.content.decode(), page.context_data["dress_code"])
"""


def test_the_sample_is_a_site(tmp_path):
    (models,) = samples.code(
        samples.section(PAGE, "## A site that replaces some of it"), "python"
    )
    assert run_site(tmp_path, models, SCRIPT) == [
        "['First gathering', 'Signed']",
        "['SUMMARY:First gathering']",
        "['X-WR-CALDESC:Every evening of ours']",
        "True",
        "True No ties",
    ]


def test_what_may_be_changed_is_told():
    text = samples.section(PAGE, "## What calendars are told")
    (row,) = re.findall(r"^\| `summary`.*", text, re.MULTILINE)
    _start, may, stays, _end = row.split("|")
    assert samples.named(may) == CHANGEABLE
    assert samples.named(stays) <= {field.name for field in fields(MeetupEvent)}
    (head,) = re.findall(r"`CalendarHead` \((.*?)\)", text, re.DOTALL)
    assert samples.named(head) == {field.name for field in fields(CalendarHead)}


def test_every_block_of_a_body_is_named():
    text = samples.section(PAGE, "## Blocks of a body")
    folder = Path(wagtail_meetups.__file__).parent / "templates/wagtail_meetups/blocks"
    files = {path.name for path in folder.glob("*.html")}
    assert {name for name in samples.named(text) if name.endswith(".html")} == files
