""" "It" that stands for nobody: "it is clear that", "considers it necessary", the treaty that "enters into force"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.lexicon import load
from kg.nlp.clauses import SUBJECTS


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``pronouns.toml``."""
    return frozenset(load("pronouns")[name])


def expletive(token: Token) -> bool:
    """ "It is important that", "it was raining", "it took three years"."""
    if token.dep_ == "expl":
        return True
    if token.lower_ != "it" or token.dep_ not in SUBJECTS:
        return False
    verb = token.head
    lasts = verb.lemma_ == "take" and any(c.lemma_ in words("lasting") for c in verb.children)
    return lasts or verb.lemma_ in words("expletive")


def announces(token: Token) -> bool:
    """ "Japan considers it necessary to respond"."""
    if token.lower_ != "it":
        return False
    if token.dep_ in SUBJECTS:
        return token.dep_ == "nsubj" and token.head.dep_ == "ccomp" and token.head.pos_ == "ADJ"
    return token.head.lemma_ in words("announcing")


def of_thing(token: Token, before: Token) -> bool:
    """Whether "it" is rather a thing of the sentence before, whose main verb is ``before``, than a state or a body."""
    if token.dep_ not in SUBJECTS:
        return False
    verb = token.head
    if token.dep_ == "nsubjpass":
        return verb.lemma_ not in words("to_actors")
    if verb.lemma_ in words("of_things"):
        return True
    written = [
        c for c in before.children if c.dep_ in {"dobj", "nsubjpass", "pobj"} and c.lemma_ in words("texts")
    ]
    return bool(written) and before.lemma_ in words("issuing")
