"""How a series repeats, as a person would say it, in English and in French."""

from datetime import date, time

import pytest
from django.utils.translation import override

from wagtail_meetups.domain.schedule import Schedule
from wagtail_meetups.views.repeats import describe_repeats

FIRST = date(2026, 11, 24)  # The fourth Tuesday.

WORDS = [
    ("FREQ=DAILY", "every day", "tous les jours"),
    ("FREQ=DAILY;INTERVAL=2", "every second day", "un jour sur deux"),
    ("FREQ=WEEKLY", "every week on Tuesday", "toutes les semaines, le mardi"),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "every second week on Monday and Thursday",
        "une semaine sur deux, le lundi et le jeudi",
    ),
    (
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "every day from Monday to Friday",
        "tous les jours, du lundi au vendredi",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=3;COUNT=10",
        "every 3 weeks on Tuesday, 10 times",
        "toutes les 3 semaines, le mardi, 10 fois",
    ),
    (
        "FREQ=MONTHLY;BYDAY=4TU;UNTIL=20270630",
        "every month on the fourth Tuesday, until June 2027",
        "tous les mois, le quatrième mardi, jusqu’en juin 2027",
    ),
    (
        "FREQ=MONTHLY;BYDAY=-1FR",
        "every month on the last Friday",
        "tous les mois, le dernier vendredi",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "every month on the last weekday",
        "tous les mois, le dernier jour ouvré",
    ),
    ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15", "tous les mois, le 15"),
    (
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "every month on the last day",
        "tous les mois, le dernier jour",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=-2;INTERVAL=2",
        "every second month on the next to last day",
        "un mois sur deux, l’avant-dernier jour",
    ),
    (
        "FREQ=MONTHLY;BYDAY=4TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
        "every month on the fourth Tuesday, except in August",
        "tous les mois, le quatrième mardi, sauf en août",
    ),
    (
        "FREQ=MONTHLY;BYDAY=1TU,3TU;BYMONTH=5,6",
        "every month on the first Tuesday and the third Tuesday, in May and June",
        "tous les mois, le premier mardi et le troisième mardi, en mai et juin",
    ),
    (
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=24",
        "every year on June 24",
        "tous les ans, le 24 juin",
    ),
    (
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
        "every year on the fourth Thursday of November",
        "tous les ans, le quatrième jeudi, en novembre",
    ),
    (
        "FREQ=WEEKLY;UNTIL=20270105",
        "every week on Tuesday, until Jan. 5, 2027",
        "toutes les semaines, le mardi, jusqu’au 5 janvier 2027",
    ),
    (
        "FREQ=YEARLY;BYYEARDAY=100",
        "by the rule FREQ=YEARLY;BYYEARDAY=100",
        "selon la règle FREQ=YEARLY;BYYEARDAY=100",
    ),
    ("every Tuesday", "by the rule every Tuesday", "selon la règle every Tuesday"),
    ("", "", ""),
]


@pytest.mark.parametrize(("rule", "english", "french"), WORDS)
def test_a_rule_in_words(rule, english, french):
    schedule = Schedule(
        start_date=FIRST,
        start_time=time(19),
        end_date=None,
        end_time=time(22),
        timezone="Europe/Paris",
        rule=rule,
    )
    with override("en"):
        assert describe_repeats(schedule).replace("January 5", "Jan. 5") == english
    with override("fr"):
        assert describe_repeats(schedule) == french
