"""Whether two spellings may be one person's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.spelling import name_key, same_name, sound
from namesakes import ONE_PERSON, TWO_PERSONS


@pytest.mark.parametrize(("first", "second"), ONE_PERSON)
def test_one_person(first: str, second: str) -> None:
    assert same_name(first, second)
    assert same_name(second, first)


@pytest.mark.parametrize(("first", "second"), TWO_PERSONS)
def test_two_persons(first: str, second: str) -> None:
    assert not same_name(first, second)
    assert not same_name(second, first)


@pytest.mark.parametrize(
    "words",
    [
        ("zelensky", "zelenskyy", "zelenskiy", "Zelenskyi"),
        ("gaddafi", "qaddafi", "gadhafi", "qadhafi", "Kadafi"),
        ("mohammed", "mohamed"),
        ("erdogan", "Erdoğan"),
        ("sergei", "sergey"),
        ("milosevic", "Milošević"),
        ("shara", "Sharaa", "Shar'a"),
        ("yusuf", "yousuf", "yoosuf"),
    ],
)
def test_romanisations_sound_alike(words: tuple[str, ...]) -> None:
    assert len({sound(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kim", "kam"),
        ("li", "lu"),
        ("bush", "bash"),
        ("putin", "patten"),
        ("assad", "essid"),
        ("ruto", "rato"),
    ],
)
def test_other_words_sound_different(first: str, second: str) -> None:
    assert sound(first) != sound(second)


def test_particles_and_honorifics_are_left_out() -> None:
    assert name_key("Sheikh Tamim bin Hamad Al Thani") == name_key("Tamim Hamad Thani")
    assert name_key("Gen. Abdel Fattah al-Burhan") == name_key("Abdel Fattah Burhan")


def test_initials_that_are_there_must_agree() -> None:
    assert same_name("Vladimir V. Putin", "Vladimir Putin")
    assert not same_name("George W. Bush", "George H. W. Bush")


names = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzéğłøß'-. ", min_size=1, max_size=8), min_size=1, max_size=4
)


@given(names, names)
def test_agreement_has_no_direction(first: list[str], second: list[str]) -> None:
    a, b = " ".join(first), " ".join(second)
    assert same_name(a, b) == same_name(b, a)


@given(st.text(min_size=1, max_size=30))
def test_every_text_has_a_key_and_agrees_with_itself(text: str) -> None:
    key = name_key(text)
    assert key
    assert all(isinstance(word, str) and word for word in key)
    assert same_name(text, text)
