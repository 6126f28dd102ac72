"""Phrases and clauses that tell of another act beside the one that they belong to."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax

#: Conjunctions of clauses that say why, or in spite of what.
_REASONS = frozenset({"although", "because", "though"})
#: Conjunctions of clauses that tell of another act beside the one that they belong to.
_BESIDE = syntax.OTHER_TIMES | _REASONS | {"as", "once", "when", "while"}


def apart(token: Token) -> bool:
    """Whether a phrase or clause tells of another time or act: "agreed *after* talks" is not to agree to talks.

    "Refused to land *after* Y arrested Z" and "refused to land, *calling* on Y": of Y nothing is refused.
    """
    if token.dep_ == "prep":
        return token.lower_ in syntax.OTHER_TIMES
    if token.dep_ != "advcl":
        return token.dep_ == "relcl"
    marks = _marks(token)
    beside = token.tag_ == "VBG" and not marks and token.doc[token.left_edge.i - 1].text == ","
    return beside or bool(marks & _BESIDE)


def is_past(verb: Token) -> bool:
    """Whether the verb of a clause tells what has been: "shelled", "had shelled", "was shelled", "because it has fled".

    What will be done "after they *have been freed*", or would be "after they *were freed*", waits for that.
    """
    auxiliaries = syntax.children(verb, "aux", "auxpass")
    if any(word.tag_ == "MD" for word in auxiliaries):
        return False
    of_time = not _marks(verb) & _REASONS
    if any(word.lower_ in {"has", "have"} for word in auxiliaries):
        return not of_time
    would = any(word.lower_ in {"would", "'d"} for word in syntax.children(verb.head, "aux"))
    return (verb.tag_ == "VBD" or any(w.tag_ == "VBD" for w in auxiliaries)) and not (of_time and would)


def _marks(clause: Token) -> set[str]:
    """The words that may begin a clause, by its verb."""
    return {word.lower_ for word in syntax.children(clause, "mark", "advmod")}
