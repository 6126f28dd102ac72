"""Steps along the edges of a parse: children by label, what is coordinated, what stands after which preposition.

Dependency labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

#: Verbs before a bare participle that tells what has become of somebody.
_SUPPOSING = frozenset({"believe", "fear", "find", "leave", "presume", "report", "suspect"})


def children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def with_conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, without "but not Y"."""
    found = [token]
    for child in token.children:
        # "Kenya's Ruto, Uganda's *Museveni* and Rwanda's Kagame": the second of three is no apposition.
        below = {c.dep_ for c in child.children} if child.pos_ == "PROPN" else set()
        listed = child.dep_ == "appos" and below >= {"poss", "cc", "conj"}
        if listed or (child.dep_ == "conj" and not any(c.dep_ == "neg" for c in child.children)):
            found.extend(with_conjuncts(child))
    return found


def is_passive(verb: Token) -> bool:
    if any(c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in verb.children):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    before = verb.nbor(-1) if verb.tag_ == "VBN" and verb.i else None
    if before is not None and before.pos_ == "VERB" and before.lemma_ in _SUPPOSING:
        return True  # "dozens feared *captured*", "was reported *killed*"
    # "was arrested and charged": the second participle shares the auxiliary.
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not any(c.dep_ in {"aux", "nsubj", "dobj"} for c in verb.children)
        and verb.head.pos_ == "VERB"
        and is_passive(verb.head)
    )


def _prepositions(token: Token, word: str) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ == word:
            yield child
            # "on Monday and on Israel" and stacked "along with".
        elif child.dep_ in {"prep", "prt", "advmod"} and child.lower_ in {"along", "together", "out"}:
            yield from _prepositions(child, word)


def prepositional(token: Token, word: str) -> list[Token]:
    """Objects of the preposition ``word`` below ``token``."""
    return [o for p in _prepositions(token, word) for o in children(p, "pobj")]


def clause_chain(token: Token) -> Iterator[Token]:
    """The token and all that govern it, up to the root of its sentence."""
    yield token
    while token.head != token:
        token = token.head
        yield token
