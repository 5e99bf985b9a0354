"""The proof of our VTIMEZONEs: every zone, each change of offset, several readers.

The readers are ``vtimezone_reader`` (ours, by the RFC), dateutil's ``tzical``, vobject
and ical.js. None of the others may know the zone by its name, so they get it under another
one. What they are compared with is ``zoneinfo``.
"""

import io
import json
import subprocess
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import vobject
from dateutil import rrule
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_meetups.domain.errors import UnknownTimeZoneError
from wagtail_meetups.domain.vtimezone import vtimezone

from .vtimezone_reader import Reading, instants_of, lines_of

NODE = Path(__file__).parent.parent / "node"
# Not zones of the IANA database: the machine's own zone, zic's stand-in for "not set
# up yet", and the file that POSIX TZ strings without rules borrow from.
NOT_ZONES = {"localtime", "Factory", "posixrules"}
ZONES = sorted(zoneinfo.available_timezones() - NOT_ZONES)
AREAS = sorted({name.split("/")[0] if "/" in name else "" for name in ZONES})
# Rules that changed between 2015 and 2022, written out or of several runs.
CHANGED = (
    "Africa/Casablanca",
    "Africa/Windhoek",
    "America/Mexico_City",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Amman",
    "Asia/Gaza",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Europe/Istanbul",
    "Europe/Paris",
    "Pacific/Apia",
    "Pacific/Fiji",
)
SAMPLE = (
    "Africa/Cairo",
    "America/New_York",
    "America/Nuuk",
    "Antarctica/Troll",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/London",
    "Pacific/Chatham",
)
UNRULY = ("Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron")
START, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
OFTEN, SELDOM = timedelta(days=9, hours=7), timedelta(days=61, hours=7)


def instants(name: str, since: int = 2024, every: timedelta = OFTEN):
    start = datetime(since, 1, 1, tzinfo=UTC)
    return instants_of(zoneinfo.ZoneInfo(name), start, END, every)


def zones_in(area: str) -> list[str]:
    return [
        name for name in ZONES if (name.split("/")[0] if "/" in name else "") == area
    ]


@cache
def texts(since: int) -> dict[str, str]:
    return {name: vtimezone(name, since) for name in ZONES}


def disguised(since: int) -> dict[str, str]:
    """One zone for each text that differs in more than its TZID, under another name."""
    found: dict[str, str] = {}
    for name, text in texts(since).items():
        found.setdefault(text.replace(f"TZID:{name}\r\n", "TZID:Judged\r\n"), name)
    return {name: text for text, name in found.items()}


def offsets(wall: datetime) -> set[timedelta]:
    """What a client may take a wall clock for: two offsets in the repeated hour."""
    return {wall.replace(fold=0).utcoffset(), wall.replace(fold=1).utcoffset()}


# The proof


@pytest.mark.parametrize("area", AREAS)
def test_every_zone_has_the_offsets_of_tzdata_around_every_change(area):
    wrong = []
    for name in zones_in(area):
        zone = zoneinfo.ZoneInfo(name)
        reading = Reading(texts(2023)[name], END)
        for instant in instants(name):
            if reading.at(instant).after != instant.astimezone(zone).utcoffset():
                wrong.append((name, instant))
    assert wrong == []


@pytest.mark.parametrize("name", CHANGED)
def test_a_zone_is_right_from_an_earlier_year_on(name):
    zone = zoneinfo.ZoneInfo(name)
    reading = Reading(texts(2015)[name], END)
    wrong = [
        instant
        for instant in instants(name, 2015)
        if reading.at(instant).after != instant.astimezone(zone).utcoffset()
    ]
    assert wrong == []


def test_the_last_rule_of_every_zone_has_no_end():
    """Without the moon's zones, which are right to the end of 2040 (below)."""
    wrong, end = [], datetime(2101, 1, 1, tzinfo=UTC)
    for name in set(disguised(2023)) - set(UNRULY):
        zone = zoneinfo.ZoneInfo(name)
        reading = Reading(vtimezone(name, 2023), end)
        for instant in instants_of(zone, datetime(2087, 1, 1, tzinfo=UTC), end, SELDOM):
            if reading.at(instant).after != instant.astimezone(zone).utcoffset():
                wrong.append((name, instant))
    assert wrong == []


@pytest.mark.parametrize("name", UNRULY)
def test_onsets_of_no_rule_are_written_out_to_2040_and_then_follow_the_last_rule(name):
    zone, end = zoneinfo.ZoneInfo(name), datetime(2087, 1, 1, tzinfo=UTC)
    reading = Reading(vtimezone(name, 2023), end)
    turn = datetime(2041, 1, 1, tzinfo=UTC)
    for instant in instants_of(zone, START, turn, OFTEN):
        assert reading.at(instant).after == instant.astimezone(zone).utcoffset()
    while turn < end:
        ruled = turn.replace(year=turn.year + 400).astimezone(zone)
        assert reading.at(turn).after == ruled.utcoffset()
        turn += timedelta(days=1)


@pytest.mark.parametrize("since", range(2044, 2052))
def test_the_last_rule_does_not_take_over_during_a_ramadan(since):
    """Those of 2062 to 2065 last over New Year, by the tables of tzdata up to 2025."""
    reading = Reading(
        vtimezone("Africa/Casablanca", since), datetime(2100, 1, 1, tzinfo=UTC)
    )
    ruled = datetime(2500, 1, 1, tzinfo=zoneinfo.ZoneInfo("Africa/Casablanca"))
    assert reading.changes[-1].after == ruled.utcoffset()


def test_names_and_offsets_follow_those_of_tzdata():
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        reading = Reading(texts(2023)[name], END)
        for change in reading.changes:
            assert change.name
            if START <= change.at < END:
                local = change.at.astimezone(zone)
                earlier = (change.at - timedelta(seconds=1)).astimezone(zone)
                assert (change.name, change.after) == (
                    local.tzname(),
                    local.utcoffset(),
                )
                assert change.before == earlier.utcoffset()


# The other readers


@pytest.mark.parametrize("since", [2015, 2023])
def test_dateutil_reads_every_zone(since):
    wrong = []
    for name, text in disguised(since).items():
        zone, judge = zoneinfo.ZoneInfo(name), tzical(io.StringIO(text)).get()
        for instant in instants(name, since, every=SELDOM):
            wall = instant.astimezone(zone)
            if wall.replace(tzinfo=judge).utcoffset() not in offsets(wall):
                wrong.append((name, instant))
    assert wrong == []


def test_vobject_reads_a_sample():
    """From 2015: vobject takes a zone for UTC if it is so in every year to 2020.

    A sample, since it reads a zone with dateutil, value by value.
    """
    wrong = []
    for name in (*SAMPLE, *CHANGED):
        zone = zoneinfo.ZoneInfo(name)
        # Of another name than in the tests above: it keeps zones by name for good.
        tzid = f"Judged {name}"
        text = texts(2015)[name].replace(f"TZID:{name}", f"TZID:{tzid}")
        walls = [moment.astimezone(zone) for moment in instants(name, 2015, SELDOM)]
        rows = "".join(
            f"BEGIN:VEVENT\r\nDTSTART;TZID={tzid}:{wall:%Y%m%dT%H%M%S}\r\nEND:VEVENT\r\n"
            for wall in walls
        )
        calendar = vobject.readOne(
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}{rows}END:VCALENDAR\r\n"
        )
        for wall, event in zip(walls, calendar.vevent_list, strict=True):
            if event.dtstart.value.utcoffset() not in offsets(wall):
                wrong.append((name, wall))
    assert wrong == []


@pytest.mark.node
@pytest.mark.parametrize("since", [2015, 2023])
def test_ical_js_reads_every_zone(since):
    walls = {
        name: [at.astimezone(zoneinfo.ZoneInfo(name)) for at in instants(name, since)]
        for name in disguised(since)
    }
    asked = [
        {"text": text, "walls": [f"{wall:%Y-%m-%dT%H:%M:%S}" for wall in walls[name]]}
        for name, text in disguised(since).items()
    ]
    answer = subprocess.run(
        ["node", NODE / "expand_timezones.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        text=True,
    )
    wrong = [
        (name, wall)
        for name, found in zip(walls, json.loads(answer.stdout), strict=True)
        for wall, seconds in zip(walls[name], found, strict=True)
        if timedelta(seconds=seconds) not in offsets(wall)
    ]
    assert wrong == []


# The text


def observances(name: str, since: int = 2023) -> Iterator[list[str]]:
    for part in "\n".join(lines_of(texts(since)[name])).split("\nBEGIN:")[1:]:
        yield part.split("\n")


def joined(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in lines)


def test_paris_is_two_open_rules():
    assert vtimezone("Europe/Paris", 2023) == joined(
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Paris",
        "BEGIN:STANDARD",
        "DTSTART:20221030T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20230326T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    )


def test_new_york_counts_sundays():
    assert vtimezone("America/New_York", 2023) == joined(
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:STANDARD",
        "DTSTART:20221106T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "TZNAME:EST",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20230312T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "TZNAME:EDT",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    )


def test_kolkata_never_changes():
    assert vtimezone("Asia/Kolkata", 2023) == joined(
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Kolkata",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0530",
        "TZOFFSETTO:+0530",
        "TZNAME:IST",
        "END:STANDARD",
        "END:VTIMEZONE",
    )


def test_jerusalem_takes_the_friday_before_the_last_sunday():
    assert vtimezone("Asia/Jerusalem", 2023) == joined(
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Jerusalem",
        "BEGIN:STANDARD",
        "DTSTART:20221030T020000",
        "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0200",
        "TZNAME:IST",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20230324T020000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0300",
        "TZNAME:IDT",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    )


def test_casablanca_has_one_onset_a_line_and_the_first_twice():
    summer, ramadan = observances("Africa/Casablanca")
    for observance, kind, start in (
        (summer, "DAYLIGHT", "20220508T020000"),
        (ramadan, "STANDARD", "20230319T030000"),
    ):
        assert observance[0] == kind
        assert observance[1] == f"DTSTART:{start}"
        dates = [line for line in observance if line.startswith("RDATE")]
        assert dates[0] == f"RDATE:{start}"
        assert len(dates) > 3
        assert not any(line.startswith("RRULE") for line in observance)


def test_a_change_that_24_hours_push_into_november_has_a_rule_in_each_month():
    rules = [
        line for part in observances("Africa/Cairo") for line in part if "YEAR" in line
    ]
    assert rules == [
        "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1FR",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=FR;BYMONTHDAY=26,27,28,29,30,31",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=FR;BYMONTHDAY=1",
    ]


def test_dublins_summer_is_daylight_time_whatever_tzdata_calls_it():
    winter, summer = observances("Europe/Dublin")
    assert winter[0] == "STANDARD" and "TZNAME:GMT" in winter
    assert summer[0] == "DAYLIGHT" and "TZNAME:IST" in summer


@pytest.mark.parametrize(
    ("name", "offset", "tzname"),
    [
        ("UTC", "+0000", "UTC"),
        ("Etc/GMT+5", "-0500", "-05"),
        ("Asia/Calcutta", "+0530", "IST"),
    ],
)
def test_an_alias_or_a_fixed_offset_keeps_its_name(name, offset, tzname):
    text = vtimezone(name, 2023)
    assert f"\r\nTZID:{name}\r\n" in text
    assert f"TZOFFSETTO:{offset}\r\nTZNAME:{tzname}\r\n" in text
    assert text.count("DTSTART") == 1


@pytest.mark.parametrize("since", [2015, 2023])
def test_the_text_is_made_as_clients_need_it(since):
    for name, text in texts(since).items():
        assert text.startswith("BEGIN:VTIMEZONE\r\n") and text.endswith(
            "END:VTIMEZONE\r\n"
        )
        assert text.count("\n") == text.count("\r\n")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
        for lines in observances(name, since):
            fields = dict(line.split(":", 1) for line in lines if ":" in line)
            assert fields["TZNAME"].strip()
            assert "," not in fields.get("RDATE", "")
            assert ("RRULE" in fields) + ("RDATE" in fields) <= 1
            if "RDATE" in fields:
                assert f"RDATE:{fields['DTSTART']}" in lines
            if "RRULE" in fields:
                # DTSTART is the first onset of its own rule, UNTIL the last.
                before, until = (
                    fields["TZOFFSETFROM"],
                    fields["RRULE"].partition("UNTIL=")[2],
                )
                start = datetime.strptime(fields["DTSTART"] + before, "%Y%m%dT%H%M%S%z")
                rule = rrule.rrulestr(fields["RRULE"], dtstart=start)
                assert rule[0] == start
                if until:
                    assert f"{rule[-1].astimezone(UTC):%Y%m%dT%H%M%SZ}" == until


def test_the_same_arguments_give_the_same_bytes():
    for name in ("Africa/Casablanca", "America/Santiago", "Asia/Gaza", "Europe/Paris"):
        assert vtimezone.__wrapped__(name, 2015) == vtimezone.__wrapped__(name, 2015)


@pytest.mark.parametrize(
    "name", ["Europe/Atlantis", "", "Europe", "../etc/passwd", "a\0b"]
)
def test_an_unknown_zone_says_so(name):
    with pytest.raises(UnknownTimeZoneError) as caught:
        vtimezone(name, 2023)
    assert caught.value.name == name


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from([*CHANGED, *SAMPLE, "UTC"]),
    since=st.integers(1990, 2030),
    days=st.floats(0, 15 * 365),
)
def test_any_year_may_be_the_first(name, since, days):
    zone, start = zoneinfo.ZoneInfo(name), datetime(since, 1, 1, tzinfo=UTC)
    reading = Reading(vtimezone(name, since), start + timedelta(days=16 * 365))
    for instant in (
        start,
        datetime(since, 1, 1, tzinfo=zone).astimezone(UTC),
        start + timedelta(days=days),
    ):
        assert reading.at(instant).after == instant.astimezone(zone).utcoffset()
