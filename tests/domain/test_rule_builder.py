"""The rule builder's script reads and writes the rules that the domain reads."""

import json
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from wagtail_meetups.domain.errors import RuleError
from wagtail_meetups.domain.rules import parse_rule

from .random_schedules import random_rule
from .test_rules import PARTS, VALUES

pytestmark = pytest.mark.node
SCRIPT = Path(__file__).parents[1] / "node" / "build_rules.mjs"
# What the controls cannot hold; a rule that they would write otherwise is lost.
OUT_OF_REACH = [
    "FREQ=HOURLY",
    "FREQ=DAILY;BYDAY=MO,TU",
    "FREQ=DAILY;BYHOUR=9,19",
    "FREQ=WEEKLY;BYDAY=1TU",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=2TU,4TU",
    "FREQ=MONTHLY;BYDAY=-5TU",
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,2",
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "FREQ=MONTHLY;BYMONTHDAY=-3",
    "FREQ=YEARLY;BYDAY=4TU",
    "FREQ=YEARLY;BYMONTHDAY=15",
    "FREQ=YEARLY;BYMONTH=6,12",
    "FREQ=YEARLY;BYWEEKNO=20",
    "FREQ=DAILY;UNTIL=20271231T190000",
    "FREQ=DAILY;UNTIL=20271231T190000Z",
    "FREQ=DAILY;UNTIL=20270229",
    "FREQ=DAILY;COUNT=3;UNTIL=20271231",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;INTERVAL=10000",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;WKST=XX",
    "BYDAY=TU",
    "every Tuesday",
]
WITHIN_REACH = {
    "": "",
    "rrule:freq=weekly; byday=th,tu,tu": "FREQ=WEEKLY;BYDAY=TU,TH",
    "BYDAY=+4TU;FREQ=MONTHLY;INTERVAL=1;WKST=MO": "FREQ=MONTHLY;BYDAY=4TU",
    "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR,MO,TU,WE,TH": (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    ),
    "FREQ=YEARLY;BYMONTH=06": "FREQ=YEARLY;BYMONTH=6",
}


def garbage(random: Random) -> str:
    parts = random.choices(PARTS, k=random.randint(1, 4))
    return ";".join(f"{part}={random.choice(VALUES)}" for part in parts)


@cache
def texts() -> list[str]:
    random = Random(4)
    rules = [random_rule(random, date(2027, 3, 2)) for _number in range(3_000)]
    return rules + [garbage(random) for _number in range(3_000)]


@cache
def answer() -> dict:
    asked = [*OUT_OF_REACH, *WITHIN_REACH, *texts()]
    result = subprocess.run(
        ["node", SCRIPT], input=json.dumps(asked), capture_output=True, text=True
    )
    assert not result.returncode, result.stderr
    found = json.loads(result.stdout)
    return found | {"read": dict(zip(asked, found["read"], strict=True))}


def test_whatever_the_controls_hold_is_read_again_as_it_was():
    assert len(answer()["built"]) > 10_000
    assert answer()["wrong"] == []


def test_whatever_the_controls_write_is_one_rule_as_the_domain_writes_it():
    for text in filter(None, answer()["built"]):
        assert parse_rule(text).text == text


@pytest.mark.parametrize("text", OUT_OF_REACH)
def test_what_the_controls_cannot_hold_is_left_alone(text):
    assert answer()["read"][text] is None


@pytest.mark.parametrize("text", WITHIN_REACH)
def test_however_it_is_written(text):
    assert answer()["read"][text] == WITHIN_REACH[text]


def test_a_rule_that_is_read_stays_the_same_rule():
    """At random: what is not left alone means to the domain what it meant before."""
    kept = 0
    for text in texts():
        written = answer()["read"][text]
        if written is None:
            continue
        kept += 1
        assert parse_rule(written) == parse_rule(text), text
    assert kept > 100


def test_a_rule_that_the_domain_refuses_is_never_taken_for_one():
    for text in texts():
        try:
            parse_rule(text)
        except RuleError:
            assert answer()["read"][text] is None, text
