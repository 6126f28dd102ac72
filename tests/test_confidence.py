"""Confidence is a probability: it rises with what it is made of, and what weakens a reading lowers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracted import extraction
from kg.extraction.confidence import LEAST, MOST, calibrated

FLAGS = st.booleans()


@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0), FLAGS, FLAGS, FLAGS, FLAGS)
def test_surer_parts_make_a_surer_event(
    one: float, other: float, noun: bool, alone: bool, asserted: bool, headline: bool
) -> None:
    low, high = sorted((one, other))
    first, second = (
        calibrated(raw, noun=noun, alone=alone, asserted=asserted, headline=headline) for raw in (low, high)
    )
    assert LEAST <= first <= second <= MOST


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("Kenya accused Somalia of lying.", "Kenya may accuse Somalia of lying."),
        ("Kenya condemned Somalia.", "Kenya condemned the attack."),
    ],
)
def test_what_is_uncertain_in_a_sentence_lowers_it(surer: str, less_sure: str) -> None:
    high, low = (max(e.confidence for e in extraction(text).events) for text in (surer, less_sure))
    assert high > low
