"""Who acts for whom: the ministers of two states for both, an office for its holder, fighters for their group."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.lexicon import load

_OWNERS = ("poss", "amod", "compound", "nmod")
_PLURAL = frozenset({"NNS", "NNPS"})


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("representation")[kind])


def owners(noun: Token) -> list[Token]:
    """Those whose envoys or forces a plural noun names, where they are coordinated; else none.

    "The foreign ministers of *Georgia* and *Moldova*", "the *Greek* and *Turkish* leaders", "*Chile* and *Peru*'s".
    """
    if not are_envoys(noun):
        return []
    before = syntax.children(noun, *_OWNERS)
    after = [o for word in ("of", "from") for o in syntax.prepositional(noun, word)]
    for owner in (*before, *after):
        joined = syntax.with_conjuncts(owner)
        if len(joined) > 1:
            return joined
    # "UK and EU negotiators": the parser may hang both on the noun, with "and" between them.
    linked = [c.i for c in syntax.children(noun, "cc") if c.i < noun.i]
    return [o for o in before if o.pos_ in {"PROPN", "ADJ"}] if linked else []


def are_envoys(noun: Token) -> bool:
    """Whether a plural noun names people or forces that stand for their states."""
    return noun.tag_ in _PLURAL and noun.lemma_.lower() in _words("envoys")


def is_guest(noun: Token) -> bool:
    """Whether the noun names people whose coming is a visit: a delegation, lawmakers; not tourists or athletes."""
    return noun.lemma_.lower() in _words("envoys") | _words("guests")


def official(noun: Token) -> bool:
    """Whether the noun ends the title of one who speaks for a state or body and is still in office.

    "His Togolese *counterpart*" has the office of another one.
    """
    return noun.idx in _titles(noun.doc) or noun.lemma_.lower() == "counterpart"


def _titles(doc: Doc) -> frozenset[int]:
    """First characters of the last words of such titles."""
    return frozenset(
        t.role_at
        for t in doc._.titles or ()
        if t.role in _words("offices") and not t.former and not t.designate
    )


def is_voice(noun: Token) -> bool:
    """Whether the noun speaks for the one it belongs to."""
    return noun.lemma_.lower() in _words("voices")


def is_other(noun: Token) -> bool:
    """Whether the noun names somebody else than the one it belongs to: "its neighbours", "his counterpart"."""
    return noun.lemma_.lower() in _words("others")


def is_organ(noun: Token) -> bool:
    """Whether the noun names one who acts for the state in whose land he sits: "a *judge* in Madrid"."""
    return noun.lemma_.lower() in _words("organs")


def is_fighter(noun: Token) -> bool:
    """Whether the noun, with the name of an armed group before it, is that group: not one man of it."""
    several = noun.tag_ in _PLURAL or noun.lemma_.lower() in _words("troops")
    return several and noun.lemma_.lower() in _words("fighters")


def holders(noun: Token) -> list[Token]:
    """Who holds, owns or claims a thing: "positions held by *X*", "a *Greek*-owned tanker"."""
    found: list[Token] = []
    for child in syntax.children(noun, "acl", "amod"):
        if child.lower_ not in _words("held"):
            continue
        found += [
            o
            for by in syntax.children(child, "agent", "prep")
            if by.lower_ == "by"
            for o in syntax.children(by, "pobj")
        ]
        found += [o for o in syntax.children(child, "npadvmod") if o.i < child.i]
    return [one for holder in found for one in syntax.with_conjuncts(holder)]


def is_part_of_place(noun: Token) -> bool:
    """Whether what the noun is "of" is where it is: "the north of Syria"."""
    return noun.lemma_.lower() in _words("parts_of_places")


def company(noun: Token, verb: Token) -> list[Token]:
    """Who acts with the subject of a verb: "Israel, *together with* Britain and France, attacked".

    Also whose meeting it is that comes to something: "the summit between *X and Y* failed to".
    """
    found = syntax.prepositional(noun, "between") if noun.lemma_.lower() in _words("meetings") else []
    for holder in (noun, verb):
        for child in syntax.children(holder, "prep", "advmod"):
            if not noun.i < child.i < verb.i:
                continue
            linked = child.lower_ in _words("company")
            for word in (child, *syntax.children(child, "prep")):
                marked = any(a.lower_ in _words("company") for a in syntax.children(word, "advmod"))
                if word.lower_ in {"with", "alongside"} and (linked or marked):
                    found += syntax.children(word, "pobj")
    return found


def are_one_people(adjectives: list[Token]) -> bool:
    """Whether several nationalities in a row name a people of its own: "*Turkish Cypriot* leaders"."""
    return len(adjectives) > 1 and all(b.i == a.i + 1 for a, b in pairwise(adjectives))
