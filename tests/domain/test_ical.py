"""Calendar texts: golden files, the rules of a content line, and what readers find in them.

``UPDATE_GOLDEN=1 pytest tests/domain/test_ical.py`` writes the golden files again; look
at what `git diff` then says before you keep it.
"""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.parsers import (
    assert_read_the_same,
    assert_well_formed,
    differences,
    expected,
    lines_of,
    read_with_ical_js,
    read_with_vobject,
)
from wagtail_meetups.domain.contentlines import (
    content_line,
    escape,
    one_line,
    plain,
    uri,
)
from wagtail_meetups.domain.ical import Conference, Organizer, named_zone, vevent

from .calendar_samples import BASE, HEAD, SAMPLES, Sample, build, when

GOLDEN = Path(__file__).parent / "golden"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
ONCE = {"VERSION", "PRODID", "CALSCALE", "NAME", "REFRESH-INTERVAL", "SOURCE"}
NEVER = {"METHOD", "ATTENDEE", "VALARM", "RDATE", "RRULE", "EXDATE", "DURATION"}

# No deadline: a busy machine is no mistake of ours.
patient = settings(deadline=None)
every_sample = pytest.mark.parametrize("name", SAMPLES)
unicode_text = st.text(st.characters(exclude_categories=()), max_size=120)
# What escaping and folding may trip over, more often than at random.
awkward_text = st.lists(
    st.sampled_from(
        [
            *"\\;,:\"^'\n\r\t\0\x0b N=",
            "\\n",
            "\\N",
            "^n",
            "\r\n",
            "\u2028",
            "é",
            "🎉",
            "م",
        ]
    ),
    max_size=200,
).map("".join)
any_text = unicode_text | awkward_text


def name_of(line: str) -> str:
    return re.split("[:;]", line, maxsplit=1)[0]


def own_lines(calendar: bytes) -> list[str]:
    """The lines that are not part of a VTIMEZONE."""
    text = "\n".join(lines_of(calendar))
    return re.sub(r"(?s)BEGIN:VTIMEZONE\n.*?END:VTIMEZONE\n", "", text).split("\n")


@every_sample
def test_golden(name):
    text = SAMPLES[name].text()
    path = GOLDEN / f"{name}.ics"
    if UPDATE:
        path.write_bytes(text)
    assert path.read_bytes() == text


def test_every_golden_file_is_tested():
    assert {path.stem for path in GOLDEN.glob("*.ics")} == set(SAMPLES)


@every_sample
def test_lines(name):
    assert_well_formed(SAMPLES[name].text())


@every_sample
def test_structure(name):
    lines = lines_of(SAMPLES[name].text())
    assert lines[:3] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//wagtail-meetups//wagtail-meetups//EN",
    ]
    assert lines[-1] == "END:VCALENDAR"
    own = own_lines(SAMPLES[name].text())
    assert [line for line in own if line.startswith("BEGIN:")] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
    ]
    names = [name_of(line) for line in own]
    assert not NEVER & set(names)
    assert {own_name: names.count(own_name) for own_name in ONCE} == dict.fromkeys(
        ONCE, 1
    )
    event = names[names.index("BEGIN", 1) + 1 : names.index("END")]
    assert len(event) == len(set(event))
    required = {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"}
    assert required | {"SUMMARY", "STATUS", "TRANSP"} <= set(event)


@every_sample
def test_types_are_stated(name):
    lines = own_lines(SAMPLES[name].text())
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines
    assert f"SOURCE;VALUE=URI:{HEAD.source}" in lines
    assert "X-WR-TIMEZONE:Europe/Paris" in lines
    for line in lines:
        if name_of(line) == "CONFERENCE":
            assert line.startswith("CONFERENCE;VALUE=URI")


@every_sample
def test_the_end_has_the_form_of_the_start(name):
    own = own_lines(SAMPLES[name].text())
    forms = {
        re.sub(r"\d+", "9", line.partition(word)[2])
        for word in ("DTSTART", "DTEND")
        for line in own
        if name_of(line) == word
    }
    assert len(forms) == 1
    text = SAMPLES[name].text().decode()
    zones = re.findall(r"DTSTART;TZID=([^:]+):", text)
    assert re.findall(r"BEGIN:VTIMEZONE\r\nTZID:(.*)\r\n", text) == zones


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        (
            "timed",
            "DTSTART;TZID=Europe/Paris:20260415T190000",
            "DTEND;TZID=Europe/Paris:20260415T220000",
        ),
        (
            "over_midnight",
            "DTSTART;TZID=Europe/Paris:20261231T210000",
            "DTEND;TZID=Europe/Paris:20270101T030000",
        ),
        ("all_day", "DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260502"),
        ("several_days", "DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260504"),
        (
            "midnight_skipped",
            "DTSTART;VALUE=DATE:20240426",
            "DTEND;VALUE=DATE:20240428",
        ),
        ("repeated_hour", "DTSTART:20261025T003000Z", "DTEND:20261025T040000Z"),
        (
            "missing_hour",
            "DTSTART;TZID=Europe/Paris:20260329T033000",
            "DTEND;TZID=Europe/Paris:20260329T050000",
        ),
        ("utc_zone", "DTSTART:20260415T190000Z", "DTEND:20260415T220000Z"),
    ],
)
def test_times(name, start, end):
    lines = own_lines(SAMPLES[name].text())
    assert [line for line in lines if line.startswith("DT")][1:] == [start, end]


@pytest.mark.parametrize(
    ("occurrence", "zone"),
    [
        (when("2026-04-15", "19:00", "22:00"), "Europe/Paris"),
        (when("2026-10-25", "01:00", "02:30"), ""),
        (when("2026-10-25", "02:30", "05:00"), ""),
        (when("2026-10-25", "02:15", "02:45"), ""),
        (when("2026-10-25", "01:00", "05:00"), "Europe/Paris"),
        (when("2026-10-25", "01:00", "05:00", zone="UTC"), ""),
        (when("2026-05-01"), ""),
    ],
)
def test_named_zone(occurrence, zone):
    assert named_zone(occurrence) == zone
    named = "TZID=" in vevent(replace(BASE, occurrence=occurrence))
    assert named == bool(zone)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "organizer",
            "ORGANIZER;CN=\"The ^'Freelances^', Paris; 11^^th: us\":"
            "mailto:hello@meetups.example",
        ),
        (
            "online",
            'CONFERENCE;VALUE=URI;LABEL="Join: online, now":'
            "https://talk.example/room?a=1;b=2,3",
        ),
        ("geo", "GEO:48.856600;-0.000001"),
        ("cancelled", "STATUS:CANCELLED"),
        ("cancelled", "TRANSP:TRANSPARENT"),
        ("cancelled", "SEQUENCE:1"),
        ("tentative", "STATUS:TENTATIVE"),
        ("tentative", "TRANSP:OPAQUE"),
        ("commas_semicolons_newlines", r"SUMMARY:Bread\, butter\; and C:\\New names"),
        (
            "commas_semicolons_newlines",
            r"CATEGORIES:Design\, web,Law\; tax,C:\\New",
        ),
        ("control_characters", "SUMMARY:Nul bell tab verticaltab"),
        (
            "control_characters",
            r"DESCRIPTION:One\ntwo\nthree\nfour\nfive  lone",
        ),
        ("control_characters", "CATEGORIES:Words"),
        (
            "address_not_ascii",
            "URL:https://meetups.example/soir%C3%A9e/%C3%A9t%C3%A9/?q=ab",
        ),
        ("calendar_name_with_newline", r"NAME:Café\, evenings\; Paris"),
        ("calendar_name_with_newline", r"X-WR-CALNAME:Café\, evenings\; Paris"),
        ("calendar_name_with_newline", r"DESCRIPTION:Once\,\na month"),
        ("calendar_name_with_newline", r"X-WR-CALDESC:Once\,\na month"),
        ("timed", "COLOR:tomato"),
        ("timed", "X-APPLE-CALENDAR-COLOR:#FF6347"),
    ],
)
def test_a_line(name, line):
    assert line in own_lines(SAMPLES[name].text())


def test_what_is_not_known_is_left_out():
    lines = vevent(SAMPLES["little_known"].meetup).splitlines()
    assert [name_of(line) for line in lines] == [
        "BEGIN",
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "LAST-MODIFIED",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "STATUS",
        "TRANSP",
        "END",
    ]


@every_sample
def test_vobject_reads_what_was_meant(name):
    sample = SAMPLES[name]
    [found] = read_with_vobject(sample.text())
    assert differences(found, expected(sample.meetup, calendar=sample.head.name)) == {}


@pytest.mark.node
def test_both_readers_read_what_was_meant():
    readings = assert_read_the_same(*(sample.text() for sample in SAMPLES.values()))
    for sample, [found] in zip(SAMPLES.values(), readings, strict=True):
        assert (
            differences(found, expected(sample.meetup, calendar=sample.head.name)) == {}
        )


def samples(labels=any_text):
    """Calendars of any texts; ``labels`` are those in parameters and lists."""
    meetups = st.builds(
        replace,
        st.just(BASE),
        summary=any_text,
        description=any_text,
        location=any_text,
        categories=st.lists(labels, max_size=3).map(tuple),
        organizer=st.none()
        | st.builds(Organizer, labels, st.just("us@meetups.example")),
        conference=st.none()
        | st.builds(Conference, st.just("https://talk.example/room"), labels),
    )
    heads = st.builds(replace, st.just(HEAD), name=any_text, description=any_text)
    return st.builds(Sample, meetups, heads)


@patient
@given(samples())
def test_any_text_comes_back(sample):
    text = sample.text()
    assert_well_formed(text)
    [found] = read_with_vobject(text)
    assert differences(found, expected(sample.meetup, calendar=sample.head.name)) == {}


@pytest.mark.node
# Each example is a process of its own: many calendars in few of them, and no shrinking.
@settings(max_examples=10, deadline=None, phases=set(Phase) - {Phase.shrink})
# ical.js takes backslashes off parameters, as if they were TEXT (RFC 6868 says no), and
# does not see the end of a category whose last character is one.
@given(
    st.lists(
        samples(any_text.map(lambda text: text.replace("\\", ""))),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_comes_back_from_ical_js(many):
    readings = read_with_ical_js([sample.text() for sample in many])
    for sample, [found] in zip(many, readings, strict=True):
        assert (
            differences(found, expected(sample.meetup, calendar=sample.head.name)) == {}
        )


@patient
@given(any_text)
def test_plain_is_settled(text):
    settled = plain(text)
    assert plain(settled) == settled
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
    settled.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", settled)


@patient
@given(any_text)
def test_an_address_stays_on_its_line_and_in_ascii(text):
    address = uri(f"https://meetups.example/{text}")
    assert re.fullmatch(r"https://meetups\.example/[\x21-\x7e]*", address)
    assert uri(address) == address


def assert_folded(line: str, content: str) -> list[str]:
    """The rows of ``line``, which lose nothing of ``content``."""
    rows = line.removesuffix("\r\n").split("\r\n")
    assert rows[0] + "".join(row.removeprefix(" ") for row in rows[1:]) == content
    assert all(row.startswith(" ") for row in rows[1:])
    for row in rows:
        assert len(row.encode()) <= 75
        # A backslash stands on the same row as what it escapes.
        assert (len(row) - len(row.rstrip("\\"))) % 2 == 0
    return rows


@patient
@given(any_text, st.integers(1, 9))
def test_a_fold_loses_nothing(text, times):
    value = escape(plain(text * times))
    assert_folded(content_line("X-TEST", value), f"X-TEST:{value}")


@pytest.mark.parametrize("piece", ["a", "é", "\\", ";", "é\\;🎉", "\n", " "])
@pytest.mark.parametrize("length", range(60, 75))
def test_a_fold_at_every_place(length, piece):
    value = escape("a" * length + piece * 100)
    rows = assert_folded(content_line("SUMMARY", value), f"SUMMARY:{value}")
    # As full as can be: at most three octets of a character and a backslash go over.
    assert all(len(row.encode()) >= 71 for row in rows[:-1])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words", "Plain words"),
        ("One, two", '"One, two"'),
        ("One; two", '"One; two"'),
        ("One: two", '"One: two"'),
        ('"Quoted"', "^'Quoted^'"),
        ("^n is none", "^^n is none"),
        ("C:\\New", '"C:\\New"'),
        ("l’été", "l’été"),
    ],
)
def test_a_parameter(text, written):
    line = content_line("ORGANIZER", "mailto:us@meetups.example", CN=text)
    assert line == f"ORGANIZER;CN={written}:mailto:us@meetups.example\r\n"


def test_two_zones_and_many_events_are_one_calendar():
    meetups = [
        replace(BASE, uid=f"{zone}-{day}", occurrence=when(day, "19:00", zone=zone))
        for zone in ("Europe/Paris", "Europe/London", "America/New_York")
        for day in ("2025-07-01", "2026-01-01", "2027-03-28")
    ]
    calendar = build(HEAD, meetups)
    text = calendar.decode()
    assert re.findall("TZID:(.*)\r\n", text) == [
        "America/New_York",
        "Europe/London",
        "Europe/Paris",
    ]
    assert text.index("BEGIN:VEVENT") > text.rindex("END:VTIMEZONE")
    assert read_with_vobject(calendar) == [
        expected(meetup, calendar=HEAD.name) for meetup in meetups
    ]


def test_stamps_are_written_in_utc():
    elsewhere = datetime(2026, 1, 2, 12, 4, 5, 678, ZoneInfo("Asia/Tokyo"))
    moved = replace(BASE, stamp=elsewhere, created=elsewhere + timedelta(days=1))
    assert "DTSTAMP:20260102T030405Z\r\n" in vevent(moved)
    assert "CREATED:20260103T030405Z\r\n" in vevent(moved)


PRINT_DIGESTS = """
import hashlib
from tests.domain.calendar_samples import SAMPLES
for name, sample in SAMPLES.items():
    print(name, hashlib.sha256(sample.text()).hexdigest())
"""


@pytest.mark.parametrize(
    ("seed", "zone"), [("1", "America/New_York"), ("4711", "Pacific/Apia")]
)
def test_the_same_bytes_in_another_process(seed, zone):
    answer = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert dict(line.split() for line in answer.stdout.splitlines()) == {
        name: hashlib.sha256(sample.text()).hexdigest()
        for name, sample in SAMPLES.items()
    }
