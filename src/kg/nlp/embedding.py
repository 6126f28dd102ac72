"""Embeddings of words that are worked out once for each kind of word.

The first layers of spaCy's small models make a vector of a word's features (its form, beginning, end, shape) alone,
without looking at its neighbours: a third of all multiplications, and of the words of news nearly all have been
seen before. A row of thinc's products does not depend on the rows beside it, so the vectors are the same to the bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, chain, with_array

from kg.nlp.products import untrainable
from kg.nlp.rows import row_keys

#: Kinds of words that are remembered, of each model: some 15 MB. Names of people have no end.
_REMEMBERED = 30_000


def remember_words(nlp: Language) -> None:
    """Let the models of a pipeline remember the vectors of words; those that are built in another way stay as they
    are. The pipeline cannot be trained afterwards."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if _is_embedding(node):
                features, mixed = (layer.layers[0] for layer in node.layers[2:4])
                node.layers[2:4] = [with_array(_remembering(chain(features, mixed)))]


def _is_embedding(node: Model[Any, Any]) -> bool:
    """Whether a node is what spaCy's ``MultiHashEmbed`` makes, without vectors from a table."""
    names = [layer.name for layer in node.layers]
    return (
        len(names) == 5
        and names[:2] == ["extract_features", "list2ragged"]
        and names[2].startswith("with_array(")
        and names[3].startswith("with_array(")
        and names[4] == "ragged2list"
    )


def _remembering(layer: Model[Any, Any]) -> Model[Any, Any]:
    vectors = _Vectors(layer)
    return Model(
        "remembering", lambda _, features, is_train: (vectors(features), untrainable), layers=[layer]
    )


class _Vectors:
    """What a layer makes of each row of features."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        self._layer = layer
        self._rows: dict[bytes, int] = {}
        self._vectors: Any = None

    def __call__(self, features: Any) -> Any:
        if not isinstance(features, np.ndarray) or not 0 < len(features) <= _REMEMBERED:
            return self._layer.predict(features)  # on a graphics card, or more than there is room for
        if len(self._rows) + len(features) > _REMEMBERED:
            self._rows.clear()
        rows, words = self._rows, row_keys(features)
        new = {word: at for at, word in enumerate(words) if word not in rows}
        if new:
            found = self._layer.predict(features[list(new.values())])
            if self._vectors is None:
                self._vectors = np.empty((_REMEMBERED, found.shape[1]), dtype=found.dtype)
            first = len(rows)
            self._vectors[first : first + len(new)] = found
            # At last and at once: the time that an article may take can be up at any step.
            rows.update(zip(new, range(first, first + len(new)), strict=True))
        return self._vectors[[rows[word] for word in words]]
