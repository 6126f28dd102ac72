"""Capitals and seats of power: "Moscow rejected the plan" is Russia, "in Moscow" is a city.

Which it is shows in the grammar of the sentence, so this runs after the parser.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.lexicon.gazetteer import metonyms
from kg.nlp.document import DocMention

#: After these a capital is a party: "talks with Beijing", "ties between Ankara and Baghdad".
_PARTY = frozenset({"with", "between", "by", "against", "from", "for", "of", "on"})


def acting_seats(doc: Doc, mentions: list[DocMention]) -> None:
    """Turn every mention of a capital or seat that acts into one of its country (or organisation)."""
    for mention in mentions:
        seat = (
            metonyms().get(mention.text)
            if mention.type in {"City", "Place"} and mention.kind == "name"
            else None
        )
        if seat is None or not _acts(doc[mention.token]):
            continue
        mention.kind = "metonym"
        mention.type = "Country" if seat.ref.startswith("country:") else "InternationalOrganization"
        mention.ref = seat.ref
        mention.country = seat.country


def _acts(token: Token) -> bool:
    head = token.head
    if any(c.dep_ == "appos" and c.lemma_.lower() in {"capital", "city"} for c in token.children):
        return False  # "Mogadishu, the capital of Somalia, was calm"
    match token.dep_:
        case "conj":
            return _acts(head)
        case "nsubj":
            # "Kyiv is the capital": what is said of a city with "be" is said of the city.
            if head.lemma_ == "be":
                return any(c.dep_ == "acomp" for c in head.children)  # "Moscow is ready"
            return head.lemma_ not in {"lie", "remain", "become", "fall", "host"}
        case "nsubjpass":
            # "Astana was renamed", "Kyiv was bombed"
            return head.lemma_ not in {*load("metonyms")["moves"]["verbs"], "rename", "build", "rebuild"}
        case "dative":
            return True
        case "dobj":
            return head.lemma_ not in load("metonyms")["moves"]["verbs"]
        case "poss":
            return head.lemma_.lower() not in load("metonyms")["moves"]["places"]
        case "pobj" if head.lower_ in _PARTY:
            # "The mayor of Moscow", "strikes on Kyiv" and "a train for Warsaw" are about the city.
            if head.lower_ in {"with", "between"} or head.dep_ == "agent":
                return True
            if head.lower_ == "by":
                return head.head.pos_ == "NOUN"  # "the expulsion of diplomats by Prague"
            if head.lower_ == "on":
                return head.head.lemma_.lower() in load("metonyms")["moves"]["pressure"]
            return (
                head.lower_ in {"against", "from"}
                and head.head.pos_ in {"NOUN", "VERB"}
                and not _moves(head.head)
            )
        case _:
            return False


def _moves(word: Token) -> bool:
    """Whether something comes or goes: "flew from Kyiv" against "a request from Kyiv"."""
    return word.pos_ == "VERB" or word.lemma_.lower() in {
        "flight",
        "train",
        "road",
        "trip",
        "mile",
        "kilometre",
        "kilometer",
        "km",
    }
