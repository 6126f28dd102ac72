"""Letters that a wrong decoding took apart: the parse has them whole, the article keeps what it had."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracted import extraction
from kg.nlp.garbled import mended, repaired


@pytest.mark.parametrize(
    ("garbled", "whole"),
    [
        ("Raúl Alfonsín", "Raúl Alfonsín"),
        ("RaÃºl AlfonsÃ\xadn", "Raúl Alfonsín"),
        ("Ã\x81lvaro Uribe", "Álvaro Uribe"),
        ("Å\x81ukasz PiÅ\x82at", "Łukasz Piłat"),
        ("Ukraineâ€™s grain", "Ukraine’s grain"),
        ("weeks â€“ and days", "weeks – and days"),
        ("SÃ£o TomÃ© on Monday", "São Tomé on Monday"),
        ("1911Â\xa0- 1979", "1911\xa0- 1979"),
        ("«CAFÉ» and «ÉTÉ»", "«CAFÉ» and «ÉTÉ»"),
        ("São Paulo, Île-de-France, Ålesund", "São Paulo, Île-de-France, Ålesund"),
        ("Ã and Â alone", "Ã and Â alone"),
    ],
)
def test_mended(garbled: str, whole: str) -> None:
    assert mended(garbled) == whole


@given(st.text(st.characters(min_codepoint=0xA1, max_codepoint=0x17F), min_size=1, max_size=12))
def test_what_latin_1_took_apart_is_put_together(words: str) -> None:
    garbled = words.encode("utf-8").decode("latin-1")
    places = list(repaired(garbled))
    assert all(0 <= start < end <= len(garbled) for start, end, _ in places)
    assert all(len(letter) == 1 for _, _, letter in places)


def test_offsets_are_those_of_the_text_as_it_came() -> None:
    text = "President RaÃºl CerdÃ¡ visited BogotÃ¡. CerdÃ¡ met traders."
    found = extraction(text)
    assert {e.name for e in found.entities if e.type == "Person"} == {"Raúl Cerdá"}
    assert [text[m.start : m.end] for m in found.mentions if m.type == "Person"] == ["RaÃºl CerdÃ¡", "CerdÃ¡"]
    assert found.article.text.rstrip() == text
