"""Names of buildings, squares, rivers, islands and the like, by the noun in them: "Tahrir Square", "Lake Chad"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.model import EntityType
from kg.nlp.candidates import Candidate
from kg.nlp.names import CALENDAR, fold, given_names, is_capitalised, particles
from kg.nlp.spelling import spelling


@cache
def _heads() -> dict[str, EntityType]:
    """Noun in lower case → the type of what it names."""
    return {word: kind for kind, words in load("sites")["last"].items() for word in words}


@cache
def _first() -> dict[str, EntityType]:
    return {word: kind for kind, words in load("sites")["first"].items() for word in words}


def sites(
    doc: Doc, known: list[Candidate], title_case: set[int], role_tokens: set[int]
) -> Iterator[Candidate]:
    """Capitalised words with such a noun behind or before them.

    A noun in small letters is part of the name only where it makes one of a word that is no town ("Evin prison", but
    "Kabul" in "Kabul airport"); that of a region never is ("Sentosa island").
    """
    inside = {i: c for c in known for i in range(c.start, c.end)}
    heads, first, words = _heads(), _first(), spelling(doc)
    for i, (text, lower) in enumerate(zip(words.texts, words.lower, strict=True)):
        if i in title_case or (lower not in heads and text not in first):
            continue
        token = doc[i]
        kind = heads.get(lower)
        if kind is not None and token.i > 0 and not token.is_sent_start:
            start = _start(doc, token.i, inside, role_tokens)
            if start == token.i or _surname(doc, start, token.lower_):
                pass
            elif token.text[0].isupper():
                yield Candidate(start, _complement_end(doc, token.i + 1), kind, 4)
            elif any(i in inside for i in range(start, token.i)):
                pass
            elif token.lower_ in load("sites")["small"]["part_of_name"]:
                yield Candidate(start, token.i + 1, kind, 3)
            elif token.lower_ in load("sites")["small"]["outside_name"]:
                yield Candidate(start, token.i, kind, 3)
        kind = first.get(text)
        if kind is not None:
            end = _first_end(doc, token.i + 1)
            if end - token.i > 1:
                yield Candidate(token.i, end, kind, 3)


def _surname(doc: Doc, start: int, word: str) -> bool:
    """Whether the noun is somebody's surname: "Jerry Hall"."""
    return word in load("sites")["surnames"]["words"] and fold(doc[start].text) in given_names()


def _start(doc: Doc, head: int, inside: dict[int, Candidate], role_tokens: set[int]) -> int:
    words = load("sites")["between"]["words"]
    start = head
    while start > 0 and doc[start - 1].text in words and not doc[start].is_sent_start:
        start -= 1  # "Zaatari refugee camp", "Bagram air base"
    named = start
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        if before.text == "-" and start > 1 and is_capitalised(doc[start - 2]) and not before.whitespace_:
            start -= 2
        elif before.text == "'s" and start > 2 and doc[start - 3].text in _SAINTS:
            start -= 3  # "St. Peter's Square"
        elif (
            is_capitalised(before)
            and start - 1 not in role_tokens
            and before.text not in CALENDAR
            and not (before.is_stop and before.text not in {"Front", "Three", "First"})
            and not (start - 1 in inside and inside[start - 1].demonym)
            and not before.text.isupper()
        ):
            start -= 1
        else:
            break
    return start if start < named else head


_SAINTS = frozenset({"St.", "St", "Saint"})


def _complement_end(doc: Doc, end: int) -> int:
    """ "Palace of the Revolution", "Great Hall of the People", "Museum of Islamic Art"."""
    if end < len(doc) and doc[end].text == "of" and not doc[end].is_sent_start:
        after = end + 1
        if after < len(doc) and doc[after].lower_ == "the":
            after += 1
        while after < len(doc) and is_capitalised(doc[after]) and not doc[after].is_sent_start:
            after += 1
            end = after
    return end


def _first_end(doc: Doc, i: int) -> int:
    """ "Mount Hermon", "Lake Chad", "Gulf of Oman", "Strait of Malacca"."""
    end = i
    if i < len(doc) and doc[i].text == "of":
        i += 1
        if i < len(doc) and doc[i].lower_ == "the":
            i += 1
    while i < len(doc) and not doc[i].is_sent_start and doc[i].text not in CALENDAR:
        if is_capitalised(doc[i]):
            end = i + 1
        elif doc[i].lower_ not in particles():
            break
        i += 1
    return end
