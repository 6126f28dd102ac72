"""The words of a Doc as plain strings.

A Doc makes its tokens, and a token its text, anew whenever it is asked. Rules that only look for a word among all of
an article's ask this instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from kg.nlp.names import has_capital


# Without slots: only the rules that find names ask for capitals.
@dataclass(frozen=True)
class Spelling:
    """By token: its text, the same in lower case, and whether it is a word that begins with a capital letter."""

    texts: list[str]
    lower: list[str]

    @cached_property
    def capitalised(self) -> list[bool]:
        return [has_capital(text) for text in self.texts]


def spelling(doc: Doc) -> Spelling:
    """The words of the Doc as it is now: where names have been merged, they are read anew."""
    known: Spelling | None = doc._.spelling
    if known is None or len(known.texts) != len(doc):
        texts = [token.text for token in doc]
        known = Spelling(texts, [text.lower() for text in texts])
        doc._.spelling = known
    return known
