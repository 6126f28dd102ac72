"""Article → Doc. The only place that loads spaCy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.lexicon import load as load_lexicon
from kg.model import Article
from kg.models import DEFAULT_MODEL, version
from kg.nlp import attributes, entities, mentions, repairs, run_on  # noqa: F401  (their factories register on import)
from kg.nlp.document import document, register_extensions
from kg.nlp.embedding import remember_words
from kg.nlp.products import exact_products

__all__ = ["documents", "load"]

#: "U.S.-Mexico" is three words, as "Iran-Iraq" is.
_AFTER_ABBREVIATION = r"(?<=[A-Z]\.)-(?=[A-Za-z])"

#: Longest text of one article, in characters.
LONGEST = 2_000_000


@Language.factory("kg_segments", assigns=["token.is_sent_start"])
def make_segments(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Component: every segment of the article starts a sentence, so a headline is never glued to what follows."""
    register_extensions()

    def mark(doc: Doc) -> Doc:
        starts = {start for start, _, _ in doc._.segments}
        # No sentence of a news text begins with a small letter, though the parser may think so.
        marks = [1 if t.idx in starts else -1 if t.text[:1].islower() else 0 for t in doc]
        # All at once: setting Token.is_sent_start looks through the whole Doc each time.
        values: Any = np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1)
        return doc.from_array(["SENT_START"], values)

    return mark


def load(model: str = DEFAULT_MODEL) -> Language:
    """The installed pipeline ``model`` with this project's components among its own.

    Where the pipeline's entity recogniser stands on its own (as in spaCy's small English models) it runs first and
    names are merged before the parser reads them; where it shares its vectors (transformers), names are found last
    and not merged.

    Raises:
        KgError: the model is not installed, or has no parser or no entity recogniser.
    """
    version(model)
    base = spacy.load(model)
    nlp = spacy.blank(base.lang or "en", vocab=base.vocab)
    tokenizer: Any = base.tokenizer
    infixes = [*(base.Defaults.infixes or ()), _AFTER_ABBREVIATION]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for word in load_lexicon("person_names")["honorifics"]["abbreviated"]:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    nlp.tokenizer = tokenizer
    nlp.meta.update({key: base.meta[key] for key in ("name", "version")})
    # Reading lets no longer text through; spaCy's own limit is there to spare memory, which this one does too.
    nlp.max_length = LONGEST
    nlp.add_pipe("kg_segments")
    others = [name for name in base.pipe_names if name != "ner"]
    shared = any(node.name.endswith("-listener") for node in base.get_pipe("ner").model.walk())  # type: ignore[attr-defined]
    if shared:
        for name in base.pipe_names:
            nlp.add_pipe(name, source=base)
        nlp.add_pipe("kg_mentions", config={"merge": False})
    else:
        nlp.add_pipe("ner", source=base)
        nlp.add_pipe("kg_mentions", config={"merge": True})
        for name in others:
            if type(component := base.get_pipe(name)) is AttributeRuler:
                ruler: Any = nlp.add_pipe("kg_attribute_ruler", name=name)
                ruler.add_patterns(component.patterns)
            else:
                nlp.add_pipe(name, source=base)
    nlp.add_pipe("kg_run_on")
    nlp.add_pipe("kg_repairs")
    nlp.add_pipe("kg_entities")
    exact_products(nlp)
    remember_words(nlp)
    return nlp


def documents(nlp: Language, articles: Sequence[Article]) -> Iterator[Doc]:
    """The articles' annotated texts, in their order; all are in memory at a time."""
    # spaCy's parser and recogniser take a quarter of a batch at each step, and the fewer the steps the faster.
    return nlp.pipe((document(nlp, article) for article in articles), batch_size=4 * len(articles))
