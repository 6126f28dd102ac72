"""spaCy's attribute ruler, which looks at each kind of token once.

Nearly all its patterns are about a single token, so what they find in a token depends on that token's attributes alone.
spaCy tries every pattern on every token, a tenth of the time of its small English pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.rows import row_keys

#: What tells kinds of tokens apart: the word, and what was found of it.
_KIND: list[int | str] = ["ORTH", "TAG", "DEP", "POS", "LEMMA", "MORPH", "ENT_TYPE"]

#: What a pattern may ask of a token whose kind is known; for all else (operators, extensions) spaCy is asked each time.
_OF_A_KIND = frozenset(
    {"ORTH", "TEXT", "LOWER", "SHAPE", "LENGTH", "IS_SPACE", "IS_PUNCT", "IS_DIGIT", "LIKE_NUM"}
    | {"TAG", "DEP", "POS", "LEMMA", "MORPH", "ENT_TYPE"}
)

#: Kinds of tokens that are remembered; names of people have no end.
_REMEMBERED = 100_000


class RememberingRuler(AttributeRuler):
    """Sets the same attributes as its base class."""

    def __init__(self, vocab: Vocab, name: str = "attribute_ruler") -> None:
        super().__init__(vocab, name)
        self.clear()

    def clear(self) -> None:
        """Forget all rules."""
        super().clear()
        self._of_one, self._of_more = Matcher(self.vocab), Matcher(self.vocab)
        self._found: dict[bytes, list[tuple[int, int]]] = {}

    def add(self, patterns: Iterable[list[dict[Any, Any]]], attrs: dict[Any, Any], index: int = 0) -> None:
        """One rule; see :meth:`AttributeRuler.add`."""
        patterns = list(patterns)
        key = str(len(self.attrs))
        super().add(patterns, attrs, index)
        for pattern in patterns:
            alone = len(pattern) == 1 and pattern[0].keys() <= _OF_A_KIND
            (self._of_one if alone else self._of_more).add(key, [pattern])
        self._found.clear()

    def match(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Number and key of each rule that matches, with the tokens from and to, in the order of the rules."""
        found = self._rules(self._of_more(doc, allow_missing=True))
        if len(self._found) > _REMEMBERED:
            self._found.clear()
        known = self._found
        for at, kind in enumerate(row_keys(doc.to_array(_KIND))):
            rules = known.get(kind)
            if rules is None:
                matches = self._rules(self._of_one(doc[at : at + 1], allow_missing=True))
                rules = known[kind] = [(number, key) for number, key, _, _ in matches]
            for number, key in rules:
                found.append((number, key, at, at + 1))
        return sorted(found)

    def _rules(self, matches: Any) -> list[tuple[int, int, int, int]]:
        return [(int(self.vocab.strings[key]), key, start, end) for key, start, end in matches]


@Language.factory("kg_attribute_ruler")
def make_ruler(nlp: Language, name: str) -> RememberingRuler:
    """Component: an attribute ruler without rules."""
    return RememberingRuler(nlp.vocab, name)
