"""Names as they are typed: found without accents, read from a list."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_meetups.domain.names import (
    TypedPerson,
    fold,
    read_people,
    starts_words,
    words_of,
)


@pytest.mark.parametrize(
    ("query", "name", "found"),
    [
        ("eme", "Émeline", True),
        ("ÉMELINE", "Emeline", True),
        ("zoe d’aubigne", "Zoé D'Aubigné", True),
        ("anne", "Marie-Anne", True),
        ("nne", "Marie-Anne", False),
        ("marie x", "Marie-Anne", False),
        ("strasse", "Straße", True),
        ("ＡＤＡ", "Ada", True),
        ("عمر", "عُمَر", True),
        ("王", "王小明", True),
        ("", "Anyone", True),
    ],
)
def test_found_by_the_start_of_words(query, name, found):
    assert starts_words(words_of(query), name) is found


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_form_of_an_accent_does_not_matter(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(
        unicodedata.normalize("NFD", text)
    )


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Nadia", [TypedPerson("Nadia")]),
        (
            "Nadia  Berthier,  illustrator, painter ",
            [TypedPerson("Nadia", "Berthier", "illustrator, painter")],
        ),
        ("Jean van der Berg", [TypedPerson("Jean", "van der Berg")]),
        ("Ada\tLovelace", [TypedPerson("Ada", "", "Lovelace")]),
        ("Ada Lovelace;baker;", [TypedPerson("Ada", "Lovelace", "baker")]),
        ("- Ada\n• Omar\n\n   \n,baker", [TypedPerson("Ada"), TypedPerson("Omar")]),
        (
            "Zoé, baker\r\nzoe, Baker\nZoé",
            [TypedPerson("Zoé", "", "baker"), TypedPerson("Zoé")],
        ),
        ("", []),
    ],
)
def test_people_are_read_from_lines(text, people):
    assert read_people(text) == people


@given(st.text())
def test_whatever_is_pasted_gives_people_with_names(text):
    for person in read_people(text):
        assert person.first_name.strip()
        assert "\n" not in person.first_name + person.last_name + person.trade
