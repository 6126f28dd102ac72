"""Triggers that govern one another: "agreed to lift the blockade", "called for talks", "denied attacking".

The outer one speaks for the inner one, and what is agreed, demanded, refused or threatened decides on its type.
"""

from __future__ import annotations

from typing import cast

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.triggers import Match, match
from kg.lexicon import load
from kg.model import EventType

#: Dependencies through which a trigger governs another.
_GOVERNED = frozenset({"xcomp", "ccomp", "prep", "dobj", "pcomp", "advcl", "oprd", "acl"})
#: Dependencies through which a clause stays part of the one above it.
_PART_OF = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "pobj", "prep", "conj"})


def matches(sentence: Span) -> dict[int, Match]:
    """Token index → match. A noun that already makes a light verb a trigger is no trigger of its own."""
    found = {token.i: one for token in sentence if (one := match(token)) is not None}
    for one in list(found.values()):
        if one.light is not None:
            found.pop(one.light.i, None)
    return found


def absorbed(one: Match, found: dict[int, Match]) -> bool:
    """Whether a governing trigger already speaks for this one."""
    below = one.token
    for token in syntax.clause_chain(one.token):
        if token == one.token:
            continue
        outer = found.get(token.i)
        if outer is not None and outer.trigger.complement in {"absorb", "alleged", "negated"}:
            return below.head == token and below.dep_ in _GOVERNED and not _apart(below)
        if token.pos_ in {"VERB", "AUX"} and below.dep_ not in _PART_OF:
            return False
        if token.pos_ in {"NOUN", "PROPN"} and below.dep_ in {"relcl", "poss", "appos"}:
            return False
        below = token
    return False


def inner(one: Match, found: dict[int, Match]) -> list[Match]:
    """Triggers in the complement of a governing one."""
    governed = [t for c in one.token.children if c.dep_ in _GOVERNED and not _apart(c) for t in c.subtree]
    if one.light is not None:
        governed += list(one.light.subtree)
    return list({t.i: found[t.i] for t in governed if t.i in found and t != one.token}.values())


def _apart(token: Token) -> bool:
    """Whether a preposition tells of another time: "agreed *after* talks" is not to agree to talks."""
    return token.dep_ == "prep" and token.lower_ in syntax.OTHER_TIMES


def compose(one: Match, governed: list[Match]) -> tuple[EventType | None, str | None]:
    """Type and mode of a trigger with what it governs: "agreed to withdraw" is a Concession, "vowed to hit" a Threat.

    The type is None where the two together are no event: "agreed to criticise".
    """
    kind, mode = one.trigger.type, one.trigger.mode
    if one.trigger.complement != "absorb" or not governed:
        return kind, mode
    nearest = min(governed, key=lambda m: abs(m.token.i - one.token.i)).trigger.type
    modes: dict[str, dict[str, str]] = load("composition")["modes"]
    if kind == "Agreement":
        promised = cast("EventType | None", load("composition")["promised"].get(nearest))
        return promised, modes["Threat"].get(nearest) if promised == "Threat" else None
    return kind, mode or modes.get(kind, {}).get(nearest)


def lender(one: Match) -> tuple[Token, bool] | None:
    """The verb that lends its subject to a nominal trigger, and whether that subject undergoes the event."""
    verb = one.token.head
    if one.token.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ != "VERB":
        return None
    if verb.lemma_ in load("composition")["undergoing_verbs"]:
        return verb, True
    return (verb, False) if verb.lemma_ in load("composition")["light_verbs"] else None
