"""RRULE text to a value and back; what is refused says which part to change."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_meetups.domain.errors import (
    BadPartError,
    MissingPartError,
    PartConflictError,
    RepeatedPartError,
    RuleError,
    TooFrequentError,
    UnknownPartError,
)
from wagtail_meetups.domain.rules import FREQUENCIES, parse_rule

PARTS = (
    *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY"),
    *(
        "BYYEARDAY",
        "BYWEEKNO",
        "BYSETPOS",
        "BYHOUR",
        "BYMINUTE",
        "BYSECOND",
        "BYEASTER",
    ),
)
VALUES = (
    *FREQUENCIES,
    *("1", "-1", "0", "5", "31", "366", "10000", "9" * 30, "1,15,-1", "MO", "-1FR"),
    *(
        "4TU",
        "53SU",
        "MO,TU",
        "20270630",
        "20270630T170000Z",
        "120260101",
        "HOURLY",
        "",
    ),
)
garbage = st.text(max_size=60) | st.lists(
    st.tuples(st.sampled_from(PARTS), st.sampled_from(VALUES) | st.text(max_size=5)),
    max_size=6,
).map(lambda pairs: ";".join(f"{part}={value}" for part, value in pairs))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("FREQ=MONTHLY;BYDAY=4TU", "FREQ=MONTHLY;BYDAY=4TU"),
        ("rrule:freq=monthly;byday=+4tu", "FREQ=MONTHLY;BYDAY=4TU"),
        (" FREQ = WEEKLY ;\n BYDAY = MO , TH ;", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("BYDAY=TH,MO,MO;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=DAILY;INTERVAL=1;WKST=MO;BYSECOND=0", "FREQ=DAILY"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15,1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
        ("FREQ=MONTHLY;BYDAY=-1FR,FR,2MO", "FREQ=MONTHLY;BYDAY=FR,2MO,-1FR"),
        (
            "COUNT=10;WKST=SU;INTERVAL=2;FREQ=YEARLY;BYMONTH=12,6",
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=6,12;WKST=SU;COUNT=10",
        ),
        ("FREQ=DAILY;BYHOUR=19,9;BYMINUTE=0", "FREQ=DAILY;BYHOUR=9,19;BYMINUTE=0"),
        ("FREQ=DAILY;UNTIL=20271231", "FREQ=DAILY;UNTIL=20271231"),
        ("FREQ=DAILY;UNTIL=20271231T190000", "FREQ=DAILY;UNTIL=20271231T190000"),
        ("FREQ=DAILY;UNTIL=20271231T190060Z", "FREQ=DAILY;UNTIL=20271231T190059Z"),
        (
            "FREQ=YEARLY;BYWEEKNO=-1,1;BYYEARDAY=366;BYDAY=MO;BYSETPOS=-1",
            "FREQ=YEARLY;BYWEEKNO=1,-1;BYYEARDAY=366;BYDAY=MO;BYSETPOS=-1",
        ),
    ],
)
def test_a_rule_has_one_text(text, canonical):
    rule = parse_rule(text)
    assert rule.text == canonical
    assert parse_rule(canonical) == rule
    assert hash(parse_rule(canonical)) == hash(rule)


@pytest.mark.parametrize(
    ("until", "value"),
    [
        ("20271231", date(2027, 12, 31)),
        ("20271231T190000", datetime(2027, 12, 31, 19)),
        ("20271231T190000Z", datetime(2027, 12, 31, 19, tzinfo=UTC)),
    ],
)
def test_until_is_a_day_a_wall_clock_or_an_instant(until, value):
    found = parse_rule(f"FREQ=DAILY;UNTIL={until}").until
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "error", "part", "words"),
    [
        ("", MissingPartError, "FREQ", "FREQ is missing"),
        ("BYDAY=MO", MissingPartError, "FREQ", "FREQ is missing"),
        ("FREQ=MONTHLY;BYSETPOS=1", MissingPartError, "BYDAY", "because of BYSETPOS"),
        ("FREQ=SECONDLY", TooFrequentError, "FREQ", "cannot repeat SECONDLY"),
        ("FREQ=MINUTELY", TooFrequentError, "FREQ", "Use DAILY"),
        ("FREQ=HOURLY", TooFrequentError, "FREQ", "DAILY with BYHOUR"),
        (
            "FREQ=FORTNIGHTLY",
            BadPartError,
            "FREQ",
            "Use YEARLY, MONTHLY, WEEKLY, DAILY",
        ),
        ("FREQ=YEARLY;BYEASTER=0", UnknownPartError, "BYEASTER", "Remove it"),
        ("FREQ=YEARLY;RSCALE=HEBREW", UnknownPartError, "RSCALE", "Remove it"),
        ("weekly", UnknownPartError, "WEEKLY", "Remove it"),
        ("FREQ=DAILY;FREQ=DAILY", RepeatedPartError, "FREQ", "there twice"),
        (
            "FREQ=DAILY;COUNT=2;UNTIL=20270101",
            PartConflictError,
            "UNTIL",
            "cannot be used with COUNT",
        ),
        ("FREQ=MONTHLY;BYWEEKNO=1", PartConflictError, "BYWEEKNO", "FREQ=MONTHLY"),
        ("FREQ=DAILY;BYYEARDAY=1", PartConflictError, "BYYEARDAY", "FREQ=DAILY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", PartConflictError, "BYMONTHDAY", "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=1MO", PartConflictError, "BYDAY", "FREQ=WEEKLY"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", PartConflictError, "BYDAY", "BYWEEKNO"),
        ("FREQ=MONTHLY;BYDAY=6MO", BadPartError, "BYDAY", "1 … 5, -5 … -1"),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=-6MO", BadPartError, "BYDAY", "1 … 5"),
        ("FREQ=YEARLY;BYDAY=54MO", BadPartError, "BYDAY", "4TU, -1FR"),
        ("FREQ=MONTHLY;BYDAY=0MO", BadPartError, "BYDAY", "4TU, -1FR"),
        ("FREQ=WEEKLY;BYDAY=MONDAY", BadPartError, "BYDAY", "MO, TU"),
        ("FREQ=WEEKLY;BYDAY=", BadPartError, "BYDAY", "MO, TU"),
        ("FREQ=WEEKLY;WKST=1", BadPartError, "WKST", "MO, TU"),
        ("FREQ=DAILY;INTERVAL=0", BadPartError, "INTERVAL", "1 … 9999"),
        ("FREQ=DAILY;INTERVAL=1000000000", BadPartError, "INTERVAL", "1 … 9999"),
        ("FREQ=DAILY;INTERVAL=-1", BadPartError, "INTERVAL", "1 … 9999"),
        ("FREQ=DAILY;COUNT=1000000000", BadPartError, "COUNT", "1 … 999999"),
        ("FREQ=DAILY;COUNT=ten", BadPartError, "COUNT", "1 … 999999"),
        ("FREQ=DAILY;COUNT=٣", BadPartError, "COUNT", "1 … 999999"),
        ("FREQ=DAILY;BYMONTH=13", BadPartError, "BYMONTH", "1 … 12"),
        ("FREQ=DAILY;BYMONTH=-1", BadPartError, "BYMONTH", "1 … 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", BadPartError, "BYMONTHDAY", "-31 … -1"),
        ("FREQ=DAILY;BYHOUR=24", BadPartError, "BYHOUR", "0 … 23"),
        ("FREQ=DAILY;BYSECOND=30", BadPartError, "BYSECOND", "0 … 0"),
        ("FREQ=DAILY;UNTIL=120260101", BadPartError, "UNTIL", "20271231"),
        ("FREQ=DAILY;UNTIL=99991231", BadPartError, "UNTIL", "1970 … 2999"),
        ("FREQ=DAILY;UNTIL=20270230", BadPartError, "UNTIL", "20271231"),
        ("FREQ=DAILY;UNTIL=tomorrow", BadPartError, "UNTIL", "20271231"),
        ("FREQ=DAILY;BYMONTH=" + "1," * 600 + "1", BadPartError, "RRULE", "1000"),
    ],
)
def test_a_mistake_names_its_part(text, error, part, words):
    with pytest.raises(error) as caught:
        parse_rule(text)
    assert caught.value.field == "recurrence"
    assert caught.value.part == part
    assert words in str(caught.value)


@settings(deadline=None)
@given(garbage)
def test_any_text_is_a_rule_or_refused(text):
    try:
        rule = parse_rule(text)
    except RuleError as error:
        assert str(error)
    else:
        assert parse_rule(rule.text) == rule
