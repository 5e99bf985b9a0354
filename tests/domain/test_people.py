"""What of a person is shown: as far as they agreed, for the use they agreed to."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_meetups.domain.people import (
    FIELDS,
    PICTURED,
    USE_EVENTS,
    USE_RECAPS,
    USES,
    Answer,
    PublicPerson,
    agreed_fields,
    askable_fields,
    present,
)

PHOTO = object()
VALUES = {
    "first_name": "Nadia",
    "last_name": "Berthier",
    "trade": "Illustrator",
    "bio": "Draws cities.",
    "link": "https://nadia.example/",
    "photo": PHOTO,
}
NOBODY = PublicPerson()
# No deadline: a busy machine is no mistake of ours.
patient = settings(deadline=None)
EVERY_SET = [chosen for size in range(7) for chosen in combinations(FIELDS, size)]

answers = st.lists(
    st.builds(
        Answer,
        field=st.sampled_from((*FIELDS, PICTURED, "email", "notes")),
        use=st.sampled_from((*USES, "newsletter")),
        agreed=st.booleans(),
    ),
    max_size=40,
)


def shown(person: PublicPerson) -> dict:
    """The fields that are not empty."""
    values = {field: getattr(person, field) for field in FIELDS}
    return {field: value for field, value in values.items() if value}


def test_every_field_is_listed_once():
    assert len(EVERY_SET) == 64
    assert set(FIELDS) == set(VALUES)
    assert set(PublicPerson.__dataclass_fields__) == {*FIELDS, PICTURED}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("chosen", EVERY_SET, ids="+".join)
def test_only_what_was_agreed(chosen, use):
    given_answers = [Answer(field, use, True) for field in chosen]
    person = present(VALUES, given_answers, use)
    assert shown(person) == {field: VALUES[field] for field in chosen}
    for other in set(USES) - {use}:
        assert present(VALUES, given_answers, other) == NOBODY


@pytest.mark.parametrize("use", USES)
def test_nothing_by_default(use):
    assert agreed_fields([], use) == frozenset()
    person = present(VALUES, [], use)
    assert person == NOBODY
    assert person.name == ""
    assert not person.is_shown


def test_a_refusal_is_not_an_agreement():
    refusals = [Answer(field, use, False) for field in FIELDS for use in USES]
    assert present(VALUES, refusals, USE_EVENTS) == NOBODY


def test_the_latest_answer_counts():
    yes, no = Answer("trade", USE_EVENTS, True), Answer("trade", USE_EVENTS, False)
    assert agreed_fields([yes, no], USE_EVENTS) == frozenset()
    assert agreed_fields([no, yes], USE_EVENTS) == {"trade"}
    assert agreed_fields([yes, no, yes], USE_EVENTS) == {"trade"}


def test_taking_one_field_back_leaves_the_others():
    before = [Answer(field, USE_EVENTS, True) for field in FIELDS]
    after = [*before, Answer("last_name", USE_EVENTS, False)]
    assert agreed_fields(after, USE_EVENTS) == set(FIELDS) - {"last_name"}


def test_an_answer_for_one_use_changes_no_other():
    both = [Answer("bio", use, True) for use in USES]
    taken_back = [*both, Answer("bio", USE_RECAPS, False)]
    assert agreed_fields(taken_back, USE_EVENTS) == {"bio"}
    assert agreed_fields(taken_back, USE_RECAPS) == frozenset()


@patient
@given(answers, st.sampled_from(USES))
def test_each_field_follows_its_own_last_answer(given_answers, use):
    agreed = agreed_fields(given_answers, use)
    person = present(VALUES, given_answers, use)
    for field in FIELDS:
        own = [a.agreed for a in given_answers if (a.field, a.use) == (field, use)]
        allowed = bool(own) and own[-1]
        assert (field in agreed) == allowed
        assert (shown(person).get(field) is VALUES[field]) == allowed
    assert person.pictured == (PICTURED in agreed)


@patient
@given(answers, st.sampled_from(USES))
def test_what_is_not_known_stays_empty(given_answers, use):
    empty = dict.fromkeys(FIELDS, "") | {"photo": None}
    assert shown(present(empty, given_answers, use)) == {}


@pytest.mark.parametrize(
    ("chosen", "name", "is_shown"),
    [
        ((), "", False),
        (("first_name",), "Nadia", True),
        (("last_name",), "Berthier", True),
        (("first_name", "last_name"), "Nadia Berthier", True),
        (("trade",), "", True),
        (("bio", "link", "photo"), "", False),
    ],
)
def test_name(chosen, name, is_shown):
    person = present(
        VALUES, [Answer(field, USE_EVENTS, True) for field in chosen], USE_EVENTS
    )
    assert (person.name, person.is_shown) == (name, is_shown)


def test_a_public_person_cannot_be_filled_later():
    with pytest.raises(AttributeError):
        NOBODY.last_name = "Berthier"
    with pytest.raises((AttributeError, TypeError)):
        NOBODY.email = "nadia@example.org"


def test_photographs_of_an_evening_are_asked_about_where_they_are():
    assert askable_fields(USE_EVENTS) == FIELDS
    assert askable_fields(USE_RECAPS) == (*FIELDS, PICTURED)
    asked = [Answer(PICTURED, USE_RECAPS, True)]
    assert present(VALUES, asked, USE_RECAPS) == PublicPerson(pictured=True)
    assert present(VALUES, asked, USE_EVENTS) == NOBODY
