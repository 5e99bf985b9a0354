"""A real client subscribes to the running sandbox, and stays right.

vdirsyncer's ``http`` storage fetches the whole feed each time: it sends neither
If-None-Match nor If-Modified-Since (0.21). So the questions "has it changed?" that
other clients ask are asked here by hand, with the validators of the last answer.
"""

import re
from datetime import date, datetime, time
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.client

EDITED = "the-voice-on-the-phone"
CANCELLED = "a-day-at-the-same-table"
DELETED = "weekend-at-the-farm"
ONLINE = "a-call-with-montreal"
HIDDEN = ["the-kitchen-table", "new-years-soup"]  # For members, and a draft.
DAYS = 120


def fetch(url, **headers):
    """Status, ETag, Last-Modified and body of an answer."""
    request = Request(  # noqa: S310 (an address of the sandbox)
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urlopen(request, timeout=30) as response:  # noqa: S310
            return (
                response.status,
                response.headers["ETag"],
                response.headers["Last-Modified"],
                response.read(),
            )
    except HTTPError as error:
        with error:
            return (
                error.code,
                error.headers["ETag"],
                error.headers["Last-Modified"],
                b"",
            )


def read_events(sandbox) -> dict:
    """Titles and starts of the events that are edited, from the sandbox itself."""
    lines = sandbox.edit(
        f"for slug in {[EDITED, CANCELLED, DELETED, ONLINE, *HIDDEN]}:\n"
        "    page = get(slug)\n"
        "    print('page', slug, page.start_date, page.start_time, page.timezone,"
        " page.title, sep='|')"
    ).splitlines()
    rows = [line.split("|")[1:] for line in lines if line.startswith("page|")]
    return {
        slug: {
            "title": title,
            "day": date.fromisoformat(day),
            "clock": None if clock == "None" else time.fromisoformat(clock),
            "zone": zone,
        }
        for slug, day, clock, zone, title in rows
    }


def still_the_same(url, etag, modified) -> list[int]:
    """What both kinds of conditional request are answered."""
    return [
        fetch(url, If_None_Match=etag)[0],
        fetch(url, If_Modified_Since=modified)[0],
    ]


def test_an_edit_a_cancellation_and_a_deletion_reach_the_client(sandbox, computer):
    pages = read_events(sandbox)
    hidden = {pages.pop(slug)["title"] for slug in HIDDEN}
    titles = {slug: page["title"] for slug, page in pages.items()}
    today = date.today()

    status, etag, modified, body = fetch(sandbox.feed_url)
    assert status == 200
    computer.sync()
    before = computer.events()
    assert set(titles.values()) <= set(before)
    assert not hidden & set(before)
    # A series is one event with its changed dates.
    assert len(before) == len(set(re.findall(rb"\r\nUID:(.*)\r", body))) >= 15
    agenda = computer.agenda(today, DAYS, "Europe/Paris")
    for page in pages.values():
        assert page["title"] in agenda

    # The same moment, on two clocks: it is at half past twelve in Montréal.
    online = pages[ONLINE]
    start = datetime.combine(online["day"], online["clock"], ZoneInfo(online["zone"]))
    for zone in ("Europe/Paris", "America/Montreal", "Asia/Tokyo"):
        there = start.astimezone(ZoneInfo(zone))
        line = f"{there:%Y-%m-%d %H:%M}-"
        shown = [
            row
            for row in computer.agenda(today, DAYS, zone).splitlines()
            if online["title"] in row
        ]
        assert len(shown) == 1 and shown[0].startswith(line), (zone, shown)

    # Nothing happened: nothing is sent, and a second sync changes no file.
    assert still_the_same(sandbox.feed_url, etag, modified) == [304, 304]
    files = sorted(path.name for path in computer.calendar.iterdir())
    computer.sync()
    assert sorted(path.name for path in computer.calendar.iterdir()) == files

    # A new title and a new time.
    new_start = datetime.combine(pages[EDITED]["day"], time(9, 15))
    sandbox.edit(
        f"publish({EDITED!r}, title='Portfolio breakfast', start_time=time(9, 15),"
        " end_time=time(11))"
    )
    etag, modified = expect_change(sandbox.feed_url, etag, modified)
    computer.sync()
    events = computer.events()
    assert titles[EDITED] not in events
    moved = events["Portfolio breakfast"]
    assert moved.dtstart.value.replace(tzinfo=None) == new_start
    assert int(moved.sequence.value) > int(before[titles[EDITED]].sequence.value)
    agenda = computer.agenda(today, DAYS, "Europe/Paris")
    assert f"{new_start:%Y-%m-%d %H:%M}-11:00 Portfolio breakfast" in agenda
    assert titles[EDITED] not in agenda
    assert still_the_same(sandbox.feed_url, etag, modified) == [304, 304]

    # A cancellation: struck through where clients can, in words where they cannot.
    sandbox.edit(f"publish({CANCELLED!r}, status='cancelled')")
    etag, modified = expect_change(sandbox.feed_url, etag, modified)
    computer.sync()
    title = f"Cancelled: {titles[CANCELLED]}"
    cancelled = computer.events()[title]
    assert cancelled.status.value == "CANCELLED"
    assert titles[CANCELLED] not in computer.events()
    row = next(
        row
        for row in computer.agenda(today, DAYS, "Europe/Paris").splitlines()
        if title in row
    )
    assert "CANCELLED" in row.removeprefix(title)
    assert still_the_same(sandbox.feed_url, etag, modified) == [304, 304]

    # A deletion: gone.
    sandbox.edit(f"get({DELETED!r}).delete()")
    etag, modified = expect_change(sandbox.feed_url, etag, modified)
    computer.sync()
    assert titles[DELETED] not in computer.events()
    assert len(computer.events()) == len(before) - 1
    assert titles[DELETED] not in computer.agenda(today, DAYS, "Europe/Paris")
    assert still_the_same(sandbox.feed_url, etag, modified) == [304, 304]


def expect_change(url, etag, modified) -> tuple[str, str]:
    """Both conditional requests get the new body; return its validators."""
    status, new_etag, new_modified, body = fetch(url, If_None_Match=etag)
    assert (status, body[:15]) == (200, b"BEGIN:VCALENDAR")
    assert new_etag != etag
    assert fetch(url, If_Modified_Since=modified)[0] == 200
    assert http_date(new_modified) > http_date(modified)
    return new_etag, new_modified


def http_date(text) -> datetime:
    return datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT")


def test_a_list_of_calendars_has_this_one(computer):
    computer.sync()
    config = computer.folder / "khal-Europe-Paris.conf"
    computer.agenda(date.today(), 1, "Europe/Paris")
    printed = computer.run(computer.khal, "--config", config, "printcalendars")
    assert printed.split() == ["meetups"]
