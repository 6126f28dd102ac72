"""Names that the parser hangs in the wrong place: rules of the component ``kg_repairs``."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.document import segment_kind
from kg.nlp.predicates import attach, children, is_day

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def adverbial_name(name: Token) -> None:
    """ "X, in a meeting with Y in Z, condemned W": a name is no adverb, but the subject or the object.

    The parser reads "condemned" as a participle then.
    """
    verb = name.head
    if name.dep_ != "npadvmod" or name.pos_ != "PROPN" or name.ent_type_ in {"DATE", "TIME"} or is_day(name):
        return
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    active = verb.tag_ in {"VBD", "VBN", "VBZ", "VBP"} and not children(verb, "aux", "auxpass")
    articles = [t for t in name.doc[name.sent.start : name.left_edge.i] if t.tag_ == "DT" and t.head == verb]
    opens = name.left_edge.i == name.sent.start + len(articles)  # "*The* African Union pressed"
    if verb.dep_ == "ROOT" and not subjects and opens and active and name.i < verb.i:
        name.dep_ = "nsubj"
    elif active and name.left_edge.i == verb.i + 1 and [s.dep_ for s in subjects] == ["nsubj"]:
        if children(verb, "dobj"):
            return
        name.dep_ = "dobj"
    else:
        if len(subjects) == 1 and subjects[0].pos_ == "PROPN" and opens and name.i < verb.i:
            _headline_list(name, subjects[0])
        return
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"


def _headline_list(first: Token, second: Token) -> None:
    """Headlines write "EU, U.S. impose sanctions" for "the EU and the U.S."."""
    between = list(first.doc[first.right_edge.i + 1 : second.left_edge.i])
    if segment_kind(first.doc, first.idx) in {"title", "heading"} and [t.text for t in between] == [","]:
        first.dep_ = second.dep_
        attach(between[0], first, "punct")
        attach(second, first, "conj")


def dangling_name(name: Token) -> None:
    """ "US, UK strike Y": the first of two names at the head of a headline that the parser could not place."""
    subjects = children(name.head, "nsubj")
    if name.i == name.sent.start and len(subjects) == 1 and {name.pos_, subjects[0].pos_} == {"PROPN"}:
        _headline_list(name, subjects[0])


def named_after(name: Token) -> None:
    """ "Received *the head of the council*, X, in Z": a name between commas after an object tells who that is."""
    verb = name.head
    if (
        name.dep_ != "npadvmod"
        or name.ent_type_ in {"DATE", "TIME"}
        or name.pos_ != "PROPN"
        or not name.left_edge.i
    ):
        return
    comma = name.left_edge.nbor(-1)
    for thing in children(verb, "dobj"):
        if comma.text == "," and thing.right_edge.i == comma.i - 1 and thing.pos_ == "NOUN":
            attach(name, thing, "appos")


def two_owners(noun: Token) -> None:
    """ "*Kenya*'s and Tanzania's presidents met": the parser takes the first owner for a subject of its own."""
    verb = noun.head
    if noun.dep_ != "nsubj" or not children(noun, "case") or not children(noun, "cc"):
        return
    last = children(noun, "conj")
    if last and last[0].pos_ == "NOUN" and children(last[0], "poss"):
        attach(last[0], verb, "nsubj")
        attach(children(last[0], "poss")[0], noun, "conj")
        attach(noun, last[0], "poss")
        return
    for owned in children(verb, "nsubj"):
        owners = [o for o in children(owned, "poss") if o.i == noun.right_edge.i + 1]
        if owned != noun and owners:
            attach(noun, owned, "poss")
            attach(owners[0], noun, "conj")
            return
