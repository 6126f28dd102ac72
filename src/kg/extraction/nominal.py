"""Who stands around a noun that tells an act: before "-led", after those who undergo it, behind the doer."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction.edges import children, prepositional
from kg.lexicon import load


def leaders(noun: Token) -> list[Token]:
    """Who leads or ordered it: "*Saudi*-led raids", "*US*-imposed sanctions"."""
    led = [c for c in children(noun, "amod") if c.lower_ in {"led", "imposed", "ordered"}]
    return [t for c in led for t in children(c, "npadvmod", "nsubj", "compound", "amod", "dep") if t.i < c.i]


def after_undergoers(noun: Token, word: str) -> list[Token]:
    """ "The release of ten sailors *by Iran*": the parser hangs the doer on those who undergo it.

    "The expulsion of two *Cuban* envoys *from Lima*": who has a nation before the noun does not come from the place
    after it.
    """
    if word not in {"by", "from"}:
        return []
    undergoers = [o for name in ("of", "on", "against") for o in prepositional(noun, name)]
    if word == "from":
        undergoers = [
            o
            for o in undergoers
            if any(c.text[:1].isupper() for c in children(o, "amod", "compound", "nmod", "poss"))
        ]
    return [o for one in undergoers for o in prepositional(one, word)]


def after_doer(noun: Token, word: str) -> list[Token]:
    """ "The release by Iran *of ten sailors*": the parser hangs those who undergo it on the doer."""
    doers = prepositional(noun, "by") if word in {"of", "on", "against"} else []
    return [o for doer in doers if doer.pos_ == "PROPN" for o in prepositional(doer, word)]


def received_from(noun: Token, word: str) -> list[Token]:
    """ "Won concessions *from Berlin*": the parser may hang the giver on the verb of who receives."""
    undergoing = load("composition")["undergoing_verbs"]
    received = word == "from" and noun.dep_ == "dobj" and noun.head.lemma_ in undergoing
    return prepositional(noun.head, word) if received else []
