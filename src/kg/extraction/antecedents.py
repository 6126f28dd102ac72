"""Whose act a later clause speaks of: "X closed the border; Y denounced *the move*" is about X."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.participants import Found, Participants
from kg.extraction.simultaneity import is_speech
from kg.extraction.triggers import Match
from kg.lexicon import load
from kg.model import EventType

#: What is said of an act of others.
_JUDGING: frozenset[EventType] = frozenset({"Accusation", "Rejection", "Support", "Protest"})
#: How far back the act may be told, in tokens.
_BACK = 60


class Told(Protocol):
    """An event of the text so far."""

    @property
    def match(self) -> Match: ...
    @property
    def type(self) -> EventType: ...
    @property
    def actors(self) -> list[Found]: ...
    @property
    def recipients(self) -> list[Found]: ...


def doers(
    one: Match, kind: EventType, actors: list[Found], told: Sequence[Told], participants: Participants
) -> list[Found]:
    """Whose act is judged, where a definite noun stands for what was told right before.

    What was itself refused, blamed or praised is the act of those who were.
    """
    noun = _act(one) if kind in _JUDGING and one.trigger.part == "verb" and actors else None
    if noun is None:
        return []
    types = load("representation")["acts"][noun.lemma_.lower()]
    found: list[Found] = []
    for event in reversed(told):
        at = event.match.token
        near = at.i < one.token.i and one.token.i - at.i <= _BACK and not one.token.is_ancestor(at)
        if near and (not types or event.type in types):
            judged = event.type in _JUDGING and not types
            found = event.recipients if judged else event.actors
            if noun.lemma_.lower() in load("representation")["judgments"]:
                # "The court dissolved the party … criticised that ruling": not what the Senate did in between.
                found = [f for f in found if "court" in f.mention.text.lower().split()]
                if not found:
                    continue
            break
    else:
        if not types:
            found = _subject_before(one.token, participants)
    own = {a.entity.country for a in actors if a.entity.country} | {id(a.entity) for a in actors}
    strangers = [f for f in found if f.entity.country not in own and id(f.entity) not in own]
    if len(strangers) != len(found) or any(f.entity.generic for f in found):
        return []  # "the killing" that a drone or "security forces" were told of may be another's
    return [Found(f.entity, f.mention, f.certainty * 0.85) for f in strangers]


def _act(one: Match) -> Token | None:
    """ "The move", "this decision", without anything that says whose or which."""
    for name in one.trigger.recipient:
        for noun in syntax.slot(one.token, name, one.light) if name != "comp" else ():
            definite = any(c.lower_ in {"the", "this", "that"} for c in syntax.children(noun, "det"))
            described = any(
                c.dep_ in {"poss", "compound", "relcl", "acl", "appos", "nmod"}
                or (c.dep_ == "prep" and c.lower_ in {"of", "by", "to", "on", "against"})
                for c in noun.children
            )
            if definite and not described and noun.lemma_.lower() in load("representation")["acts"]:
                return noun
    return None


def _subject_before(verb: Token, participants: Participants) -> list[Found]:
    """Who acts in the clause before: the one that the verb is coordinated with, or the sentence before."""
    before = verb.head if verb.dep_ == "conj" and verb.head.i < verb.i else None
    joined = [
        c
        for c in syntax.children(verb, "ccomp", "conj", "parataxis")
        if c.i < verb.i and syntax.children(c, "nsubj")
    ]
    if joined and syntax.children(verb, "nsubj") and joined[-1].i < syntax.children(verb, "nsubj")[0].i:
        before = joined[-1]
    if before is None and verb.sent.root == verb and verb.sent.start > 0:
        before = verb.doc[verb.sent.start - 1].sent.root
    if before is None or before.pos_ != "VERB" or is_speech(before):
        return []
    subjects = syntax.children(before, "nsubj")
    return participants.actors(subjects, represented=True)
