"""Equal values give equal bytes in every process, whatever its hash seed, zone or language."""

import os
import subprocess
import sys

SCRIPT = """
from datetime import UTC, datetime, timedelta
from wagtail_meetups.domain.ical import *
from wagtail_meetups.domain.schedule import Occurrence

start = datetime(2026, 11, 24, 18, tzinfo=UTC)
end = start + timedelta(hours=3)
date = Occurrence("2026-11-24", start, start, end, "Europe/Paris", False)
head = CalendarHead(
    name="Café", source="https://a.example/ical/", url="https://a.example/",
    timezone="Europe/Paris", refresh=timedelta(hours=1), color="teal",
    color_hex="#008080", description="Évenings",
)
event = MeetupEvent(
    uid="1", sequence=2, stamp=start, occurrence=date, summary="A, b; c",
    description="Line\\nline", location="12 rue des Lilas, Paris", geo=("48.8", "2.3"),
    url="https://a.example/1/", categories=("b", "a", "c"),
    conference=Conference("https://meet.example/", "Join: online"),
    organizer=Organizer("Café; Paris", "a@a.example"), created=start,
)
zones = {name: 2025 for name in {"Europe/Paris", "Africa/Casablanca", "America/New_York"}}
text = calendar_head(head, zones) + vevent(event) + CALENDAR_END
import sys
sys.stdout.buffer.write(text.encode())
"""


def run(**environment):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_same_bytes_in_every_process():
    first = run(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert first.startswith(b"BEGIN:VCALENDAR")
    assert first.count(b"BEGIN:VTIMEZONE") == 3
    assert run(PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C") == first
