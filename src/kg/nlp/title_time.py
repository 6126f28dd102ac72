"""What words before a title say of its time: "until now", or what was done to somebody."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.titles import prefixes


def until(doc: Doc, i: int) -> int:
    """Where "until now" or "until this week" before token ``i`` begins; ``i`` if nothing like it stands there."""
    for size in (2, 3):
        words = doc[max(0, i - size) : i].text.lower().split()
        if len(words) == size and words[0] in {"until", "till"} and words[-1] in prefixes("until"):
            return i - size
    return i


def is_deed(doc: Doc, i: int) -> bool:
    """ "Soldiers *ousted* President X" against "the *ousted* President X": whether those who did it stand before."""
    word = doc[i].lower_
    if not (word.endswith("ed") or word == "slain") or word not in prefixes("former") or i == 0:
        return False
    before = doc[i - 1]
    doers = load("offices")["prefixes"]["doers"]
    plural = before.is_alpha and before.lower_.endswith("s") and len(before) > 4
    return plural or before.lower_ in doers
