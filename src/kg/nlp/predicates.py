"""Predicates that the parser hides in a noun phrase: rules of the component ``kg_repairs``."""

from __future__ import annotations

import calendar

from spacy.tokens import Token

from kg.lexicon import load

_CALENDAR = frozenset({*calendar.day_name, *calendar.month_name}) - {""}
#: Verbs whose "of" names what the object loses or is charged with.
_OF_VERBS = frozenset(
    {"strip", "deprive", "rob", "relieve", "accuse", "convict", "acquit", "clear", "suspect"}
)


def children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def attach(token: Token, head: Token, label: str) -> None:
    token.head = head
    token.dep_ = label


def day_between(verb: Token) -> None:
    """ "X on Friday *hosted* Y": the parser takes the verb for an adjective of Y, and all for a phrase after "on"."""
    thing = verb.head
    preposition = thing.head
    if verb.dep_ not in {"amod", "acl", "compound"} or thing.i < verb.i or thing.dep_ != "pobj":
        return
    if preposition.lower_ not in {"on", "in"} or preposition.i == preposition.sent.start:
        return
    days = list(verb.doc[preposition.i + 1 : verb.i])
    who = preposition.nbor(-1)
    if not days or not all(is_day(d) for d in days) or who.pos_ not in {"PROPN", "NOUN"}:
        return
    if who.head != who and who.dep_ not in {"npadvmod", "dep", "ccomp", "parataxis"}:
        return
    verb.tag_ = "VBD"
    if who.head == who:
        attach(verb, verb, "ROOT")
    else:
        attach(verb, who.head, "ccomp")
    attach(who, verb, "nsubj")
    attach(preposition, verb, "prep")
    attach(days[-1], preposition, "pobj")
    for day in days[:-1]:
        attach(day, days[-1], "compound")
    attach(thing, verb, "dobj")
    for end in [c for c in who.children if c.is_punct and c.i > verb.i]:
        end.head = verb


def aim_of_noun(verb: Token) -> None:
    """ "Challenged a plan *to deport* migrants": an infinitive behind a noun says what that noun is about."""
    marked = any(c.tag_ == "TO" for c in verb.children)
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.pos_ == "NOUN" and marked:
        verb.dep_ = "acl"


def shared_object(preposition: Token) -> None:
    """ "Solidarity *with* and support for Y": what stands behind the second preposition is the first's as well.

    The parser takes the second noun for a verb.
    """
    doc, last = preposition.doc, preposition.sent.end - 1
    if preposition.i + 3 > last or children(preposition, "pobj", "pcomp", "prep"):
        return
    thing, link, other, second = (doc[preposition.i + n] for n in (-1, 1, 2, 3))
    if (
        link.lower_ not in {"and", "or"}
        or second.tag_ != "IN"
        or second.head != other
        or thing.pos_ != "NOUN"
    ):
        return
    if other.pos_ not in {"NOUN", "VERB"} or other.tag_ in {"VBD", "VBZ", "VBG", "VBN"}:
        return
    attach(preposition, thing, "prep")
    attach(link, thing, "cc")
    attach(other, thing, "conj")
    other.pos_, other.tag_ = "NOUN", "NN"


def shared_state(preposition: Token) -> None:
    """ "The government and people *of* Y": what the parser hangs on the people belongs to the government."""
    people = preposition.head
    next_to = people.dep_ == "conj" and preposition.i == people.i + 1
    if next_to and shares_state(preposition, people.head):
        preposition.head = people.head


def shares_state(preposition: Token, rulers: Token) -> bool:
    """Whether a state's rulers are named together with its people before this "of"."""
    together = [t.lower_ for t in rulers.doc[rulers.i + 1 : preposition.i]]
    return (
        preposition.lower_ == "of"
        and together in (["and", "people"], ["and", "the", "people"], ["and", "nation"])
        and rulers.lemma_.lower() in load("composition")["rulers"]
    )


def is_day(token: Token) -> bool:
    known = token.text in _CALENDAR or token.lower_ in load("time")["parts_of_days"]
    return known or token.like_num


def participle_for_verb(verb: Token) -> None:
    """ "UNICEF *distributed* blankets": the parser takes the only verb for an adjective of its object."""
    thing = verb.head
    if verb.dep_ != "amod" or verb.tag_ not in {"VBN", "VBD"} or thing.dep_ != "ROOT" or thing.pos_ != "NOUN":
        return
    doers = children(verb, "nsubj", "npadvmod")
    if (
        len(doers) != 1
        or doers[0].right_edge.i + 1 != verb.i
        or children(thing, "cop", "aux", "acl", "relcl")
    ):
        return
    doer = doers[0]
    before = [c for c in thing.children if c.i < doer.i]
    # Nothing but the doer's own article and owner may stand before it.
    if doer.pos_ not in {"NOUN", "PROPN"} or not all(
        c.dep_ in {"det", "poss", "amod", "compound"} for c in before
    ):
        return
    if min([doer.left_edge.i, *(c.left_edge.i for c in before)]) != verb.sent.start:
        return
    verb.tag_ = "VBD"
    attach(verb, verb, "ROOT")
    attach(thing, verb, "dobj")
    attach(doer, verb, "nsubj")
    for word in before:
        word.head = doer
    for end in [c for c in thing.children if c.is_punct and c.i > thing.i]:
        end.head = verb


def deprived_of(verb: Token) -> None:
    """ "Stripped 94 critics *of* X", "accused by its neighbours *of* Y": the parser hangs the "of" on the noun."""
    if verb.lemma_.lower() not in _OF_VERBS or (
        children(verb, "prep") and any(p.lower_ == "of" for p in children(verb, "prep"))
    ):
        return
    doers = [noun for agent in children(verb, "agent") for noun in children(agent, "pobj")]
    for whom in (*children(verb, "dobj", "nsubjpass"), *doers):
        for preposition in children(whom, "prep"):
            if preposition.lower_ == "of" and preposition.i == whom.i + 1:
                preposition.head = verb


def off_a_coast(particle: Token) -> None:
    """ "Held drills *off* Phuket": before a place "off" is no particle of the verb."""
    doc, after = particle.doc, particle.i + 1
    if particle.dep_ != "prt" or particle.lower_ != "off" or after >= len(doc):
        return
    place = doc[after]
    if place.ent_type_ in {"Country", "City", "Region", "Place"} and children(particle.head, "dobj"):
        attach(particle, particle.head, "prep")
        attach(place, particle, "pobj")
