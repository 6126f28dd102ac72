"""Which words are English ones: a capital letter on "Hope" says less than one on "Zourabichvili"."""

from __future__ import annotations

from spacy.language import Language

#: Endings of inflected nouns and verbs, and what stands for them in the dictionary.
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


class EnglishWords:
    """The dictionary of the pipeline's lemmatizer (WordNet's words); empty where the pipeline has none.

    WordNet holds some well-known names too, so that "is a word" does not mean "is no name".
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._words: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        lower = word.lower()
        words = self._known()
        return lower in words or any(
            lower.endswith(ending) and lower[: -len(ending)] + stem in words for ending, stem in _ENDINGS
        )

    def _known(self) -> frozenset[str]:
        # Not at once: the lemmatizer joins the pipeline after the components that ask.
        if self._words is None:
            found: set[str] = set()
            if "lemmatizer" in self._nlp.pipe_names:
                lookups = self._nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
                if lookups.has_table("lemma_index"):
                    for listed in lookups.get_table("lemma_index").values():
                        found.update(listed)
            self._words = frozenset(found)
        return self._words
