"""Whom a pronoun stands for in what somebody says: "the *prime minister* said *he* would visit Y"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.lexicon import load

_PERSONAL = frozenset({"he", "she"})
_PLURAL = frozenset({"NNS", "NNPS"})


def sayer(pronoun: Token) -> Token | None:
    """The subject of the verb of saying whose content has the pronoun as its subject; None where it may be another.

    "It" may be a country or a body, "he" one who holds an office, "they" several.
    """
    word = pronoun.lower_
    if word not in _PERSONAL | {"it", "they"} or pronoun.dep_ != "nsubj":
        return None
    # "A prosecutor said he had killed two": only what "he" would do is the speaker's own.
    if word in _PERSONAL and not any(c.tag_ == "MD" for c in pronoun.head.children):
        return None
    subject = _subject_of_saying(pronoun)
    if subject is None:
        return None
    several = subject.tag_ in _PLURAL or len(syntax.with_conjuncts(subject)) > 1
    return subject if several == (word == "they") else None


def compatriot(noun: Token) -> Token | None:
    """Whose "his country" or "our nation" is, where somebody says what it would do."""
    owners = [o for o in syntax.children(noun, "poss") if o.lower_ in {"his", "her", "their", "our"}]
    home = noun.lemma_.lower() in load("descriptions")["states"] and noun.dep_ == "nsubj"
    return _subject_of_saying(noun) if owners and home else None


def _subject_of_saying(word: Token) -> Token | None:
    """The subject of the verb of saying whose content has the word as its subject."""
    clause = word.head
    while clause.dep_ == "conj" and clause.head.pos_ in {"VERB", "AUX"}:
        clause = clause.head
    verb = clause.head
    if clause.dep_ != "ccomp" or verb.lemma_ not in load("status")["speech_verbs"]:
        return None
    subjects = syntax.children(verb, "nsubj")
    if len(subjects) != 1 or subjects[0].i > word.i or subjects[0].pos_ not in {"NOUN", "PROPN"}:
        return None
    return subjects[0]


def may_be(pronoun: Token, kind: str) -> bool:
    """Whether a pronoun may stand for an entity of this type."""
    return (kind in {"Person", "Group"}) if pronoun.lower_ in _PERSONAL else kind != "Person"
