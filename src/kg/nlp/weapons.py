"""Names of arms: "Patriot missiles", and later "the Patriots". They act for nobody and hold no office."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.candidates import Candidate

#: Words between the name and the arms, at most: "Patriot *air defence* systems".
_BETWEEN = 2


def without_weapons(doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates but for one-word names before a noun for arms, wherever else the article has them.

    Whoever reference data know keeps the name: "Hezbollah rockets" are Hezbollah's.
    """
    named = {_stem(doc[c.start].text) for c in candidates if _may_be(c) and _before_arms(doc, c.end)}
    return [c for c in candidates if not (_may_be(c) and _stem(doc[c.start].text) in named)]


def _may_be(candidate: Candidate) -> bool:
    return candidate.length == 1 and candidate.ref is None and not candidate.demonym


def _before_arms(doc: Doc, end: int) -> bool:
    arms = load("groups")["arms"]
    for token in doc[end : end + _BETWEEN + 1]:
        if token.lower_ in arms["kinds"] or (token.i > end and token.lower_ in arms["wide"]):
            return True
        if token.lower_ not in arms["between"]:
            return False
    return False


def _stem(name: str) -> str:
    return name.casefold().removesuffix("s")
