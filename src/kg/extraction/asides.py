"""Phrases and clauses that tell of another act beside the one that they belong to."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax

#: Conjunctions of clauses that tell of another act beside the one that they belong to.
_BESIDE = syntax.OTHER_TIMES | {"although", "as", "because", "once", "though", "when", "while"}


def apart(token: Token) -> bool:
    """Whether a phrase or clause tells of another time or act: "agreed *after* talks" is not to agree to talks.

    "Refused to land *after* Y arrested Z" and "refused to land, *calling* on Y": of Y nothing is refused.
    """
    if token.dep_ == "prep":
        return token.lower_ in syntax.OTHER_TIMES
    if token.dep_ != "advcl":
        return token.dep_ == "relcl"
    marks = {child.lower_ for child in token.children if child.dep_ in {"mark", "advmod"}}
    beside = token.tag_ == "VBG" and not marks and token.doc[token.left_edge.i - 1].text == ","
    return beside or bool(marks & _BESIDE)


def is_past(verb: Token) -> bool:
    """Whether a finite verb tells what has been: "shelled", "had shelled", "was shelled", "has been shelled"."""
    auxiliaries = syntax.children(verb, "aux", "auxpass")
    if any(word.tag_ == "MD" for word in auxiliaries):
        return False
    return verb.tag_ == "VBD" or any(w.tag_ == "VBD" or w.lower_ in {"has", "have"} for w in auxiliaries)
