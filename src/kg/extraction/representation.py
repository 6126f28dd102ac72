"""Who acts for whom: the ministers of two states for both, an office for its holder, fighters for their group."""

from __future__ import annotations

from functools import cache

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
    if noun.tag_ not in _PLURAL or noun.lemma_.lower() not in _words("envoys"):
        return []
    before = [o for child in syntax.children(noun, *_OWNERS) for o in syntax.with_conjuncts(child)]
    after = [
        o
        for word in ("of", "from")
        for child in syntax.prepositional(noun, word)
        for o in syntax.with_conjuncts(child)
    ]
    return next((found for found in (before, after) if len(found) > 1), [])


def official(noun: Token) -> bool:
    """Whether the noun ends the title of one who speaks for a state or body and is still in office."""
    return noun.idx in _titles(noun.doc)


def _titles(doc: Doc) -> frozenset[int]:
    """First characters of the last words of such titles."""
    return frozenset(
        t.role_at for t in doc._.titles or () if t.role in _words("offices") and not t.former and not t.designate
    )


def is_voice(noun: Token) -> bool:
    """Whether the noun speaks for the one it belongs to."""
    return noun.lemma_.lower() in _words("voices")


def is_fighter(noun: Token) -> bool:
    """Whether the noun, with the name of an armed group before it, is that group."""
    return noun.lemma_.lower() in _words("fighters")


def company(noun: Token, verb: Token) -> list[Token]:
    """Who acts with the subject of a verb: "Israel, *together with* Britain and France, attacked"."""
    found: list[Token] = []
    for holder in (noun, verb):
        for child in syntax.children(holder, "prep", "advmod"):
            if child.lower_ not in _words("company") or not noun.i < child.i < verb.i:
                continue
            found += syntax.children(child, "pobj")
            found += [o for p in syntax.children(child, "prep") if p.lower_ == "with" for o in syntax.children(p, "pobj")]
    return found
