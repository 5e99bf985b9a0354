"""Finding names in prose."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_meetups.domain.names import Found, excerpt, find_names, normalize

patient = settings(deadline=None)
LETTERS = st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F)
words = st.text(LETTERS, min_size=2, max_size=8)


def found(text, name):
    return [normalize(text)[one.start : one.end] for one in find_names(text, {1: name})]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("We met Nadia Berthier there.", "Nadia Berthier", ["Nadia Berthier"]),
        ("NADIA  BERTHIER came", "Nadia Berthier", ["NADIA  BERTHIER"]),
        ("Nadia’s café", "Nadia", ["Nadia"]),
        ("d’Amélie et Amelie", "Amélie", ["Amélie", "Amelie"]),
        ("Ame\u0301lie, decomposed", "AMÉLIE", ["Amélie"]),
        ("Jean Luc and Jean-Luc", "Jean-Luc", ["Jean Luc", "Jean-Luc"]),
        ("Jean-Lucien", "Jean-Luc", []),
        ("Nadiana, anadia, NADIA2", "Nadia", []),
        ("nadia_berthier", "Nadia Berthier", ["nadia_berthier"]),
        ("Herr Groß, HERR GROSS", "Groß", ["Groß", "GROSS"]),
        ("İlker ve ilker", "İlker", ["İlker", "ilker"]),
        ("Ольга пришла", "Ольга", ["Ольга"]),
        ("جاءت نادية أمس", "نادية", ["نادية"]),
        ("田中さんと話した", "田中", ["田中"]),
        ("สมชายมาแล้ว", "สมชาย", ["สมชาย"]),
        ("A. came", "A", []),
        ("anything", "", []),
        ("anything", "…", []),
        ("", "Nadia", []),
        ("Nadia Nadia", "Nadia", ["Nadia", "Nadia"]),
        ("Anna Anna Berg", "Anna Berg", ["Anna Berg"]),
    ],
)
def test_whole_words_whatever_case_and_accents(text, name, expected):
    assert found(text, name) == expected


def test_each_name_is_told_apart_and_in_order():
    names = {"b": "Berthier", "n": "Nadia", "nb": "Nadia Berthier"}
    assert find_names("Nadia Berthier", names) == [
        Found("n", 0, 5),
        Found("nb", 0, 14),
        Found("b", 6, 14),
    ]


@patient
@given(
    words,
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from([str, str.upper, str.lower, str.swapcase]),
)
def test_a_name_between_spaces_is_always_found(name, before, after, form, case):
    written = unicodedata.normalize(form, case(name))
    text = f"{before} {written} {after}"
    assert find_names(text, {"it": name})


@patient
@given(st.text(max_size=60), st.lists(words, max_size=5))
def test_what_is_found_is_in_the_text(text, names):
    for one in find_names(text, dict(enumerate(names))):
        assert 0 <= one.start < one.end <= len(normalize(text))
        before, name, after = excerpt(text, one)
        assert name
        assert name in normalize(text)
        assert len(before) <= 41
        assert len(after) <= 41


def test_an_excerpt_says_where_it_was_cut():
    text = "x" * 50 + " Nadia " + "y" * 50
    (one,) = find_names(text, {1: "Nadia"})
    assert excerpt(text, one, around=3) == ("…xx ", "Nadia", " yy…")
    (one,) = find_names("Nadia", {1: "Nadia"})
    assert excerpt("Nadia", one) == ("", "Nadia", "")
