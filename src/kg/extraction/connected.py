"""Mentions of a sentence that may stand on the two sides of one act, by the parse alone."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extraction.participants import Found, Participants, certainty_of
from kg.lexicon import load

#: Edges of the parse between the trigger and each side, at most.
_NEAR = 4
#: Dependencies between a trigger and its arguments.
_ARGUMENTS = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "dobj",
        "dative",
        "agent",
        "pobj",
        "prep",
        "poss",
        "compound",
        "amod",
        "nmod",
        "xcomp",
        "pcomp",
        "attr",
    ]
)
#: Dependencies of an owner, who does not do what the owned does: "*Turkey*'s parliament".
_OWNING = frozenset(["poss", "compound", "amod", "nmod"])
#: Prepositions of places.
_LOCAL = frozenset(
    ["in", "at", "near", "along", "across", "around", "inside", "through", "within", "outside"]
)


def acting(sentence: Span, participants: Participants) -> Iterator[Found]:
    """Mentions of the sentence that may act or suffer on their own account."""
    for token in sentence:
        mention = participants.by_token.get(token.i)
        if mention is None or mention.kind in {"title", "demonym"} or mention.others:
            continue
        entity = participants.acting(mention)
        owns = token.dep_ in _OWNING and token.head.i in participants.by_token
        local = token.dep_ == "pobj" and (token.head.lower_ in _LOCAL or _is_neighbour(token))
        if entity is not None and not owns and not local and not _is_stood_for(token, participants):
            yield Found(entity, mention, certainty_of(mention))


def _is_neighbour(token: Token) -> bool:
    """Whether the name only tells on which border: "attacked a camp near the border with *Mauritania*"."""
    return token.head.head.lemma_.lower() in {"border", "frontier"} and token.head.head.dep_ == "pobj"


def _is_stood_for(token: Token, participants: Participants) -> bool:
    """Whether somebody stands for what is named: "Wang Yi for *China*", "Ana Díaz for *the Andean Community*"."""
    before = token.i - 1
    if before > 1 and token.doc[before].lower_ == "the":
        before -= 1
    if before < 1 or token.doc[before].lower_ != "for":
        return False
    stands = participants.by_token.get(before - 1)
    # The recogniser takes rare names of people for those of organisations.
    return stands is not None and stands.type in {"Person", "Organization"}


def connecting(one: Token, other: Token) -> Token | None:
    """The verb or noun that governs both in its own clause, near enough; None where there is none."""
    above = [one, *one.ancestors]
    for steps, token in enumerate([other, *other.ancestors]):
        if token not in above:
            continue
        ways = [*above[: above.index(token)], *[other, *other.ancestors][:steps]]
        if token in (one, other) or steps > _NEAR or above.index(token) > _NEAR:
            return None
        if token.pos_ not in {"VERB", "NOUN"} or token.lemma_.lower() in load("descriptions")["people"]:
            return None
        return token if all(_inside(word) for word in ways) else None
    return None


def _inside(word: Token) -> bool:
    """Whether a word belongs to the clause of the one above it."""
    return word.dep_ in _ARGUMENTS or (word.dep_ == "conj" and word.head.pos_ in {"NOUN", "PROPN"})
