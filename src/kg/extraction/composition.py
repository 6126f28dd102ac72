"""Triggers that govern one another: "agreed to lift the blockade", "called for talks", "denied attacking".

The outer one speaks for the inner one, and what is agreed, demanded, refused or threatened decides on its type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Span, Token

from kg.extraction import asides, syntax
from kg.extraction.status import Assessment
from kg.extraction.triggers import Match, match
from kg.lexicon import load
from kg.model import EventType, Status

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
            if outer.trigger.complement == "absorb" and compose(outer, inner(outer, found))[0] is None:
                return False
            return below.head == token and below.dep_ in _GOVERNED and not asides.apart(below)
        if token.pos_ in {"VERB", "AUX"} and below.dep_ not in _PART_OF:
            return False
        if token.pos_ in {"NOUN", "PROPN"} and below.dep_ in {"relcl", "poss", "appos"}:
            return False
        below = token
    return False


def inner(one: Match, found: dict[int, Match]) -> list[Match]:
    """Triggers in the complement of a governing one, without what a relative clause says beside it."""
    governed = [
        t for c in one.token.children if c.dep_ in _GOVERNED and not asides.apart(c) for t in _complement(c)
    ]
    if one.light is not None:
        governed += list(_complement(one.light))
    return list({t.i: found[t.i] for t in governed if t.i in found and t != one.token}.values())


def _complement(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if not asides.apart(child):
            yield from _complement(child)


def compose(one: Match, governed: list[Match]) -> tuple[EventType | None, str | None]:
    """Type and mode of a trigger with what it governs: "agreed to withdraw" is a Concession, "vowed to hit" a Threat.

    The type is None where the two together are no event: "agreed to criticise".
    """
    kind, mode = one.trigger.type, one.trigger.mode
    if one.trigger.complement != "absorb" or not governed:
        return kind, mode
    nearest = min(governed, key=lambda m: abs(m.token.i - one.token.i))
    below = nearest.trigger.type
    table = load("composition")
    if kind == "Agreement":
        promised = _promised(one, nearest)
        return promised, _threatened(nearest) if promised == "Threat" else None
    if one.trigger.lemma in table["failing"] and below not in table["cooperative"]:
        return None, None
    if one.trigger.lemma in table["ordering"] and below == "Coercion" and nearest.token.tag_ == "VBN":
        # "Ordered nine men jailed": who may order it does it; who is ordered to jail them is asked.
        return below, nearest.trigger.mode
    if one.trigger.lemma in table["ordering"] and nearest.trigger.mode == "censor":
        return below, "censor"  # "ordered the newspaper to suspend publication"
    if kind == "Threat":
        return kind, mode or _threatened(nearest)
    return kind, mode or table["modes"].get(kind, {}).get(below)


def _promised(one: Match, nearest: Match) -> EventType | None:
    """What a promise, offer or plan is by what is promised, and by whether to do it or not to."""
    table = load("composition")
    below = nearest.trigger.type
    if below == "LeadershipChange":
        change = nearest.trigger.lemma
        below = next((kind for kind, lemmas in table["change"].items() if change in lemmas), below)
    name = "promised"
    if _denied(one.token, nearest.token):
        name = "forsworn"
    elif one.trigger.lemma in table["offering"] and below in table["offered_as"]:
        name = "offered_as"
    return cast("EventType | None", table[name].get(below))


def _denied(outer: Token, act: Token) -> bool:
    """Whether it is promised not to do it, or "*not* to let others use the land to attack X"."""
    between = [act, *(t for t in act.ancestors if outer.is_ancestor(t))]
    return any(c.dep_ == "neg" for t in between for c in t.children)


def _threatened(act: Match) -> str | None:
    """The mode of a threat by the act that is threatened."""
    modes = load("composition")["modes"]["Threat"]
    exact = f"{act.trigger.type}/{act.trigger.mode}"
    return cast("str | None", modes.get(exact, modes.get(act.trigger.type)))


def settle(
    one: Match, kind: EventType, mode: str | None, assessment: Assessment, *, own: bool | None
) -> tuple[EventType, str | None, Status]:
    """Type, mode and status of an act that is still to come, or that its actor will not do.

    PLOVER: cooperation that is announced is an Agreement, a coming retreat a Concession, coming force a Threat; who
    will not cooperate refuses. ``own`` says whether it is the actor's side that announces it, None that this is not
    known: what others foretell of it is neither a threat nor a refusal.
    """
    table = load("composition")
    status = assessment.status
    if status == "Planned" and not assessment.attempted:
        if kind in table["to_come"]:
            return "Agreement", None, status
        if assessment.announced and own:
            if kind == "Retreat":
                return "Concession", mode if mode == "ceasefire" else None, status
            if kind in table["hostile"]:
                return "Threat", _threatened(one), status
    if status == "Negated" and assessment.refused and one.token.dep_ not in {"nsubj", "nsubjpass"}:
        if "refused" in one.trigger.needs:
            return kind, mode, "Asserted"
        if own is not False and kind in table["cooperative"]:
            return "Rejection", table["modes"]["Rejection"].get(kind), "Asserted"
    return kind, mode, status


def lender(one: Match) -> tuple[Token, bool] | None:
    """The verb that lends its subject to a nominal trigger, and whether that subject undergoes the event."""
    verb = one.token.head
    if one.token.dep_ == "pobj" and verb.lower_ == "under":
        # "came *under attack* from Y", "Z, *under pressure* from Y, resigned"
        above = verb.head
        return (above, True) if above.pos_ in {"VERB", "AUX", "NOUN", "PROPN"} else None
    if one.token.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ != "VERB":
        return None
    if verb.lemma_ in load("composition")["undergoing_verbs"]:
        return verb, True
    return (verb, False) if verb.lemma_ in load("composition")["light_verbs"] else None
