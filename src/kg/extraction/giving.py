"""Who does what somebody is given the means for: "*Y* was supplied with missiles to strike Z"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction.edges import children, is_passive, prepositional
from kg.lexicon import load


def giving_verb(verb: Token) -> Token | None:
    """The verb by which somebody gets what it takes to do this: "*supplied* missiles to Y to strike Z".

    It is Y who strikes, or nobody that is named. Who gives a promise keeps it, and who gives an order to nobody
    that is named is behind it.
    """
    if verb.tag_ != "VB" or verb.dep_ not in {"advcl", "xcomp", "acl"}:
        return None
    thing = verb.head if verb.dep_ == "acl" else None
    above = verb.head if thing is None else thing.head
    table, objects = load("composition"), children(above, "dobj")
    if above.lemma_ not in table["giving_verbs"] or is_passive(above) or not objects:
        return None
    if any(o.lemma_.lower() in table["no_means"] for o in objects):
        return None
    ordered = thing is not None and thing.lemma_.lower() in {"order", "command", "instruction"}
    return None if ordered and receiver(above) is None else above


def user(verb: Token, giving: Token) -> Token | None:
    """Who uses what is given to do this; nobody where it only says what the gift is good for: "to aid its recovery"."""
    return None if verb.lemma_.lower() in load("composition")["helping_verbs"] else receiver(giving)


def taker(given: Token) -> list[Token]:
    """Who got what somebody gave: "*Y* received doses donated by X"."""
    thing = given.head
    if given.dep_ != "acl" or not is_passive(given) or thing.dep_ != "dobj":
        return []
    taken = thing.head.lemma_ in load("composition")["taking_verbs"] and not is_passive(thing.head)
    return children(thing.head, "nsubj") if taken else []


def receiver(giving: Token) -> Token | None:
    """Who gets what is given: the first of those that the sentence names."""
    found = [*children(giving, "dative"), *prepositional(giving, "to")]
    found = [p for d in found for p in (children(d, "pobj") or [d])]
    # "gave *Ukraine* tanks": the parser takes the name for a part of the object.
    found += [c for o in children(giving, "dobj") for c in children(o, "compound") if c.pos_ == "PROPN"]
    return found[0] if found else None
