"""A wall clock in a named zone, and the instants it gives: by tables and by properties."""

import zoneinfo
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_meetups.domain.errors import (
    DateOutOfRangeError,
    EndBeforeStartError,
    MeetupError,
    MissingTimeError,
    NonexistentTimeError,
    UnknownTimeZoneError,
)
from wagtail_meetups.domain.schedule import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_NIGHT,
    Schedule,
    check,
    expand,
    get_zone,
    is_repeated,
)

ZONES = sorted(zoneinfo.available_timezones() - {"Factory", "localtime", "posixrules"})
ONE_DAY, ONE_SECOND = timedelta(days=1), timedelta(seconds=1)
FIELDS = {"start_date", "start_time", "end_date", "end_time", "timezone"}
PARIS = "Europe/Paris"
# No deadline: a busy machine is no mistake of ours.
patient = settings(deadline=None)


def make(day, start, end=None, zone=PARIS, **kwargs) -> Schedule:
    """A schedule from ``2026-03-29`` and ``19:00``; an end may be ``2026-03-30 01:00``."""
    end_date, _, end_time = (end or "").rpartition(" ")
    return Schedule(
        start_date=date.fromisoformat(day),
        start_time=time.fromisoformat(start) if start else None,
        end_date=date.fromisoformat(end_date) if end_date else None,
        end_time=time.fromisoformat(end_time) if end_time else None,
        timezone=zone,
        **kwargs,
    )


def all_day(day, last=None, zone=PARIS) -> Schedule:
    last = date.fromisoformat(last) if last else None
    return Schedule(date.fromisoformat(day), None, last, None, zone, all_day=True)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def only(schedule: Schedule):
    [occurrence] = expand(schedule)
    return occurrence


def wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def gap_before(zone: ZoneInfo, typed: datetime) -> timedelta:
    """What the clocks skip at ``typed``; nothing where it exists, by either reading."""
    before = typed.replace(tzinfo=zone, fold=0).utcoffset()
    after = typed.replace(tzinfo=zone, fold=1).utcoffset()
    return max(timedelta(), after - before)


schedules = st.builds(
    Schedule,
    start_date=st.dates(date(2012, 1, 1), date(2037, 12, 31)),
    start_time=st.times(),
    end_date=st.none(),
    end_time=st.none() | st.times(),
    timezone=st.sampled_from(ZONES),
    open_length=st.timedeltas(timedelta(minutes=1), timedelta(days=2)),
)


@st.composite
def near_a_change(draw) -> Schedule:
    """A start within two hours of a change of offset, so that gaps are really met."""
    name = draw(st.sampled_from(ZONES))
    zone = ZoneInfo(name)
    instant = draw(st.datetimes(datetime(2012, 1, 1), datetime(2036, 1, 1))).replace(
        tzinfo=UTC
    )
    high = next(
        (
            later
            for days in range(0, 400, 7)
            if (later := instant + timedelta(days=days)).astimezone(zone).utcoffset()
            != instant.astimezone(zone).utcoffset()
        ),
        instant,
    )
    low = instant
    while high - low > ONE_SECOND:
        middle = low + (high - low) / 2
        same = (
            middle.astimezone(zone).utcoffset() == instant.astimezone(zone).utcoffset()
        )
        low, high = (middle, high) if same else (low, middle)
    minutes = draw(st.integers(-120, 120))
    start = (low.astimezone(zone) + timedelta(minutes=minutes)).replace(tzinfo=None)
    end_time = draw(st.none() | st.times())
    return Schedule(start.date(), start.time(), None, end_time, name)


anything = st.builds(
    Schedule,
    start_date=st.dates(),
    start_time=st.none() | st.times(),
    end_date=st.none() | st.dates(),
    end_time=st.none() | st.times(),
    timezone=st.sampled_from(ZONES) | st.text(max_size=40),
    all_day=st.booleans(),
    open_length=st.timedeltas(timedelta(minutes=1), timedelta(days=400)),
)


@pytest.mark.parametrize(
    ("schedule", "start", "end"),
    [
        (make("2026-01-15", "19:00", "22:00"), "2026-01-15T18:00", "2026-01-15T21:00"),
        (make("2026-07-15", "19:00", "22:00"), "2026-07-15T17:00", "2026-07-15T20:00"),
        # The end is not known.
        (make("2026-01-15", "19:00"), "2026-01-15T18:00", "2026-01-15T20:00"),
        (
            make("2026-01-15", "19:00", open_length=timedelta(minutes=45)),
            "2026-01-15T18:00",
            "2026-01-15T18:45",
        ),
        # Over midnight, and into another month and year.
        (make("2026-01-15", "19:00", "00:00"), "2026-01-15T18:00", "2026-01-15T23:00"),
        (make("2026-12-31", "21:00", "03:00"), "2026-12-31T20:00", "2027-01-01T02:00"),
        (make("2026-01-15", "19:00", "07:00"), "2026-01-15T18:00", "2026-01-16T06:00"),
        (
            make("2026-01-15", "19:00", "2026-01-15 22:00"),
            "2026-01-15T18:00",
            "2026-01-15T21:00",
        ),
        (
            make("2026-01-15", "19:00", "2026-01-17 12:00"),
            "2026-01-15T18:00",
            "2026-01-17T11:00",
        ),
        # Seconds are not used.
        (
            make("2026-01-15", "19:00:59", "22:00"),
            "2026-01-15T18:00",
            "2026-01-15T21:00",
        ),
        (
            make("2026-01-15", "19:00", "22:00", "Asia/Kathmandu"),
            "2026-01-15T13:15",
            "2026-01-15T16:15",
        ),
        (
            make("2026-01-15", "19:00", "22:00", "UTC"),
            "2026-01-15T19:00",
            "2026-01-15T22:00",
        ),
        # Missing: read with the offset before the gap. 02:30 is 03:30 that night.
        (make("2026-03-29", "02:30", "05:00"), "2026-03-29T01:30", "2026-03-29T03:00"),
        (make("2026-03-29", "01:30", "02:30"), "2026-03-29T00:30", "2026-03-29T01:30"),
        (
            make("2026-10-04", "02:15", "04:00", "Australia/Lord_Howe"),
            "2026-10-03T15:45",
            "2026-10-03T17:00",
        ),
        # Repeated: the first one.
        (make("2026-10-25", "02:30", "04:00"), "2026-10-25T00:30", "2026-10-25T03:00"),
        (make("2026-10-25", "01:00", "02:30"), "2026-10-24T23:00", "2026-10-25T00:30"),
        # The night in which the clocks change is longer or shorter than it looks.
        (make("2026-03-28", "22:00", "06:00"), "2026-03-28T21:00", "2026-03-29T04:00"),
        (make("2026-10-24", "22:00", "06:00"), "2026-10-24T20:00", "2026-10-25T05:00"),
        # Twelve hours by the clock, thirteen of them.
        (make("2026-10-24", "18:30", "06:30"), "2026-10-24T16:30", "2026-10-25T05:30"),
        # A day that Samoa did not have.
        (
            make("2011-12-30", "19:00", "22:00", "Pacific/Apia"),
            "2011-12-31T05:00",
            "2011-12-31T08:00",
        ),
    ],
)
def test_times(schedule, start, end):
    occurrence = only(schedule)
    assert (occurrence.start, occurrence.end) == (utc(start), utc(end))
    assert occurrence.planned == occurrence.start
    assert occurrence.key == schedule.start_date.isoformat()
    assert occurrence.timezone == schedule.timezone
    assert not occurrence.all_day


@pytest.mark.parametrize(
    ("schedule", "start", "end"),
    [
        (all_day("2026-01-15"), "2026-01-14T23:00", "2026-01-15T23:00"),
        (all_day("2026-01-15", "2026-01-17"), "2026-01-14T23:00", "2026-01-17T23:00"),
        (all_day("2026-03-29"), "2026-03-28T23:00", "2026-03-29T22:00"),
        (all_day("2026-10-25"), "2026-10-24T22:00", "2026-10-25T23:00"),
        # Midnight is skipped: the day starts at 01:00, or ends there.
        (
            all_day("2017-10-15", zone="America/Sao_Paulo"),
            "2017-10-15T03:00",
            "2017-10-16T02:00",
        ),
        (
            all_day("2017-10-14", zone="America/Sao_Paulo"),
            "2017-10-14T03:00",
            "2017-10-15T03:00",
        ),
        (
            all_day("2024-04-26", zone="Africa/Cairo"),
            "2024-04-25T22:00",
            "2024-04-26T21:00",
        ),
        (
            all_day("2024-03-31", zone="Asia/Beirut"),
            "2024-03-30T22:00",
            "2024-03-31T21:00",
        ),
        # Midnight is repeated, after the day (Cuba) or within it (Brazil).
        (
            all_day("2026-11-01", zone="America/Havana"),
            "2026-11-01T04:00",
            "2026-11-02T05:00",
        ),
        (
            all_day("2018-02-17", zone="America/Sao_Paulo"),
            "2018-02-17T02:00",
            "2018-02-18T03:00",
        ),
        # Samoa went from the 29th to the 31st of December 2011.
        (
            all_day("2011-12-29", zone="Pacific/Apia"),
            "2011-12-29T10:00",
            "2011-12-30T10:00",
        ),
        (
            all_day("2011-12-30", zone="Pacific/Apia"),
            "2011-12-30T10:00",
            "2011-12-31T10:00",
        ),
        (
            all_day("2011-12-29", "2011-12-31", "Pacific/Apia"),
            "2011-12-29T10:00",
            "2011-12-31T10:00",
        ),
    ],
)
def test_whole_days(schedule, start, end):
    occurrence = only(schedule)
    assert (occurrence.start, occurrence.end) == (utc(start), utc(end))
    assert occurrence.all_day
    assert list(check(schedule)) == []


def test_all_day_ignores_the_times():
    schedule = all_day("2026-03-29")
    with_times = replace(schedule, start_time=time(2, 30), end_time=time(1))
    assert expand(with_times) == expand(schedule)
    assert list(check(with_times)) == []


@pytest.mark.parametrize(
    ("schedule", "error", "field", "words"),
    [
        (make("2026-01-15", ""), MissingTimeError, "start_time", "start_time is empty"),
        (
            make("2026-01-15", "19:00", "2026-01-16 "),
            MissingTimeError,
            "end_time",
            "end_time is empty",
        ),
        (
            make("2026-01-15", "19:00", "2026-01-15 18:00"),
            EndBeforeStartError,
            "end_time",
            "later end",
        ),
        (
            make("2026-01-15", "19:00", "2026-01-15 19:00"),
            EndBeforeStartError,
            "end_time",
            "later end",
        ),
        (
            make("2026-01-15", "19:00", "19:00"),
            EndBeforeStartError,
            "end_time",
            "later end",
        ),
        # Thirteen hours over midnight, by the clock, are taken for a slip.
        (
            make("2026-01-15", "19:00", "08:00"),
            EndBeforeStartError,
            "end_time",
            "later end",
        ),
        (
            make("2026-03-28", "18:00", "06:30"),
            EndBeforeStartError,
            "end_time",
            "later end",
        ),
        (
            make("2026-01-15", "19:00", "2026-01-14 22:00"),
            EndBeforeStartError,
            "end_date",
            "later end",
        ),
        (
            make("2026-01-15", "19:00", "2026-01-14 "),
            EndBeforeStartError,
            "end_date",
            "later end",
        ),
        (
            all_day("2026-01-15", "2026-01-14"),
            EndBeforeStartError,
            "end_date",
            "later end",
        ),
        (
            make("2026-01-15", "19:00", zone="Europe/Pari"),
            UnknownTimeZoneError,
            "timezone",
            "'Europe/Pari' is not a known time zone. Use an IANA name",
        ),
        (
            make("0026-01-15", "19:00"),
            DateOutOfRangeError,
            "start_date",
            "0026-01-15 is out of range. Choose a year from 1970 to 2999",
        ),
        (all_day("9999-12-31"), DateOutOfRangeError, "start_date", "9999-12-31"),
        (
            make("2026-01-15", "19:00", "9999-12-31 01:00"),
            DateOutOfRangeError,
            "end_date",
            "9999-12-31",
        ),
    ],
)
def test_mistakes(schedule, error, field, words):
    with pytest.raises(error, match=words) as caught:
        expand(schedule)
    assert caught.value.field == field
    [told] = check(schedule)
    assert (type(told), told.field, str(told)) == (error, field, str(caught.value))


def test_a_start_moved_a_whole_day_is_not_before_an_end():
    schedule = make("2011-12-30", "19:00", "18:00", "Pacific/Apia")
    with pytest.raises(EndBeforeStartError) as caught:
        expand(schedule)
    assert caught.value.field == "end_time"
    assert [error.field for error in check(schedule)] == ["start_time"]


def test_the_first_and_the_last_year():
    for year in (FIRST_YEAR, LAST_YEAR):
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            for day in (date(year, 1, 1), date(year, 12, 31)):
                assert len(expand(Schedule(day, time(23), None, time(4), zone))) == 1
                assert len(expand(Schedule(day, None, None, None, zone, True))) == 1


@pytest.mark.parametrize(
    ("schedule", "field", "typed", "following"),
    [
        (
            make("2026-03-29", "02:30", "05:00"),
            "start_time",
            "2026-03-29T02:30",
            "2026-03-29T03:00",
        ),
        (
            make("2026-03-29", "02:00", "05:00"),
            "start_time",
            "2026-03-29T02:00",
            "2026-03-29T03:00",
        ),
        (
            make("2026-03-29", "02:59", "05:00"),
            "start_time",
            "2026-03-29T02:59",
            "2026-03-29T03:00",
        ),
        (
            make("2026-03-28", "22:00", "02:30"),
            "end_time",
            "2026-03-29T02:30",
            "2026-03-29T03:00",
        ),
        # The start was moved past the end: still the start is to change.
        (
            make("2026-03-29", "02:30", "03:15"),
            "start_time",
            "2026-03-29T02:30",
            "2026-03-29T03:00",
        ),
        (
            make("2026-10-04", "02:15", "04:00", "Australia/Lord_Howe"),
            "start_time",
            "2026-10-04T02:15",
            "2026-10-04T02:30",
        ),
        (
            make("2017-10-15", "00:30", "04:00", "America/Sao_Paulo"),
            "start_time",
            "2017-10-15T00:30",
            "2017-10-15T01:00",
        ),
        (
            make("2011-12-30", "19:00", "22:00", "Pacific/Apia"),
            "start_time",
            "2011-12-30T19:00",
            "2011-12-31T00:00",
        ),
    ],
)
def test_a_time_that_the_clocks_skip(schedule, field, typed, following):
    error = next(check(schedule))
    assert isinstance(error, NonexistentTimeError)
    assert error.field == field
    assert error.wall.replace(tzinfo=None) == datetime.fromisoformat(typed)
    assert error.following.replace(tzinfo=None) == datetime.fromisoformat(following)
    assert following.replace("T", " ") in str(error)


def test_both_times_are_skipped():
    errors = list(check(make("2026-03-29", "02:10", "02:50")))
    assert [error.field for error in errors] == ["start_time", "end_time"]


@pytest.mark.parametrize(
    "schedule",
    [
        make("2026-03-29", "01:59", "03:00"),
        make("2026-10-25", "02:30", "04:00"),
        make("2026-01-15", "19:00"),
        make("2026-03-29", "01:00", open_length=timedelta(minutes=90)),
    ],
)
def test_nothing_to_change(schedule):
    assert list(check(schedule)) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        "../etc",
        "/etc/localtime",
        "/usr/share/zoneinfo/Europe/Paris",
        "Europe/../Europe/Paris",
        "Europe//Paris",
        "a\0b",
        "Europe",
        "Europe/",
        "Europe/Pari",
        "Europe/Paris\n",
        "Europe/Pàris",
        "a.b/c",
        "tzdata.zi",
        "zone.tab",
        "\ud800",
        "x" * 5000,
    ],
)
def test_a_name_that_is_no_zone(name):
    with pytest.raises(UnknownTimeZoneError) as caught:
        get_zone(name)
    assert caught.value.name == name
    assert caught.value.field == "timezone"


@patient
@given(st.text(max_size=40))
def test_any_name_is_a_zone_or_unknown(name):
    try:
        assert get_zone(name).key == name
    except UnknownTimeZoneError as error:
        assert error.name == name


@pytest.mark.parametrize(
    ("moment", "zone", "repeated"),
    [
        ("2026-10-25T01:59", PARIS, False),
        ("2026-10-25T02:00", PARIS, True),
        ("2026-10-25T02:59", PARIS, True),
        ("2026-10-25T03:00", PARIS, False),
        ("2026-03-29T02:30", PARIS, False),
        ("2026-04-05T01:45", "Australia/Lord_Howe", True),
        ("2026-04-05T01:15", "Australia/Lord_Howe", False),
        ("2026-10-25T02:30", "UTC", False),
    ],
)
@pytest.mark.parametrize("fold", [0, 1])
def test_is_repeated(moment, zone, repeated, fold):
    local = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone), fold=fold)
    assert is_repeated(local) is repeated


@patient
@given(schedules | near_a_change())
def test_the_start_is_what_was_typed_unless_the_clocks_skip_it(schedule):
    try:
        occurrence = only(schedule)
    except EndBeforeStartError:
        return
    typed = datetime.combine(schedule.start_date, schedule.start_time)
    typed = typed.replace(second=0, microsecond=0)
    zone = ZoneInfo(schedule.timezone)
    assert occurrence.start < occurrence.end
    read = wall(occurrence.start, schedule.timezone)
    # RFC 5545 3.3.5: a missing wall clock takes the offset before the gap, so that it
    # comes as much later as the clocks skip.
    assert read == typed + gap_before(zone, typed)
    skipped = read != typed
    fields = [error.field for error in check(schedule)]
    assert ("start_time" in fields) == skipped
    # Of two the first: a fold is nowhere in what we hold.
    earlier = occurrence.start.astimezone(zone)
    assert earlier.fold == 0


@patient
@given(schedules | near_a_change())
def test_an_end_time_alone_is_within_a_day_and_a_night(schedule):
    if schedule.end_time is None:
        return
    try:
        occurrence = only(schedule)
    except EndBeforeStartError:
        start_time = schedule.start_time.replace(second=0, microsecond=0)
        end_time = schedule.end_time.replace(second=0, microsecond=0)
        assert end_time <= max(start_time, time(3))
        return
    zone = ZoneInfo(schedule.timezone)
    typed = schedule.end_time.replace(second=0, microsecond=0)
    read = wall(occurrence.end, schedule.timezone)
    days = {
        datetime.combine(schedule.start_date + days * ONE_DAY, typed) for days in (0, 1)
    }
    [meant] = {day for day in days if read == day + gap_before(zone, day)}
    start = schedule.start_time.replace(second=0, microsecond=0)
    if meant.date() > schedule.start_date:
        # By the clock: the one in which the clocks go back is longer.
        assert meant - datetime.combine(schedule.start_date, start) <= LONGEST_NIGHT


@patient
@given(
    st.dates(date(2012, 1, 1), date(2037, 12, 31)),
    st.integers(0, 9),
    st.sampled_from(ZONES),
)
def test_all_day_is_whole_local_days(day, more, zone):
    last = day + more * ONE_DAY
    occurrence = only(Schedule(day, None, last, None, zone, all_day=True))
    assert occurrence.start < occurrence.end
    assert wall(occurrence.start, zone).date() == day
    assert wall(occurrence.start - ONE_SECOND, zone).date() == day - ONE_DAY
    assert wall(occurrence.end - ONE_SECOND, zone).date() == last
    assert wall(occurrence.end, zone).date() == last + ONE_DAY


@patient
@given(anything)
def test_any_schedule_gives_a_value_or_says_what_to_change(schedule):
    told = list(check(schedule))
    try:
        found = expand(schedule)
    except MeetupError as error:
        assert told
        assert error.field in FIELDS
        assert str(error)
    else:
        [occurrence] = found
        assert occurrence.start < occurrence.end
        assert occurrence.start.tzinfo is occurrence.end.tzinfo is UTC
        assert all(isinstance(error, NonexistentTimeError) for error in told)
    for error in told:
        assert error.field in FIELDS
        assert str(error)


@patient
@given(anything)
def test_the_same_values_give_the_same_dates(schedule):
    again = replace(schedule)
    try:
        assert expand(schedule) == expand(again)
    except MeetupError as error:
        with pytest.raises(type(error)) as caught:
            expand(again)
        assert str(caught.value) == str(error)
