"""Products of matrices in spaCy's models by numpy's BLAS, which takes half the time of thinc's own, and exactly.

A fast BLAS adds in another order on another processor or with another number of rows or threads, and each order
rounds in its own way, so that the same article might be parsed in two ways. Here numbers are put on a grid first: what
is added are whole numbers whose sums stay below 2**53, which doubles add without rounding, in any order. The grid is
about as fine as the single precision of the models.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

#: Steps of the grids in 1. Sums of values times weights are exact up to 2**53 / (_STEPS * _WEIGHT_STEPS) = 2048;
#: those of ``en_core_web_sm`` stay below 120 on the benchmark's articles.
_STEPS = 2.0**20
_WEIGHT_STEPS = 2.0**22

#: Rows that are multiplied at a time: what belongs to them stays in the processor's cache.
_ROWS = 256


def exact_products(nlp: Language) -> None:
    """Let the layers of a pipeline's models that take most of its time multiply exactly.

    Others, and models on a graphics card, stay as they are. The pipeline cannot be trained afterwards.
    """
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in list(model.walk()) if isinstance(model, Model) else ():
            node.layers[:] = [_exact(layer) if _is_maxout(layer) else layer for layer in node.layers]


def _is_maxout(layer: Model[Any, Any]) -> bool:
    return (
        layer.name == "maxout"
        and isinstance(layer.ops, NumpyOps)
        and bool(layer.has_param("W"))
        and bool(layer.has_param("b"))
    )


def _exact(layer: Model[Any, Any]) -> Model[Any, Any]:
    largest = _Maxout(layer.get_param("W"), layer.get_param("b"))
    return Model("exact-maxout", lambda _, values, is_train: (largest(values), untrainable))


def untrainable(_: Any) -> Any:
    """What goes back through a layer that was made for reading only.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("a pipeline that was made faster for reading cannot be trained")


class _Maxout:
    """Of several linear functions of a row, the largest value.

    :param weights: (outputs, pieces, inputs).
    :param bias: (outputs, pieces).
    """

    def __init__(self, weights: Any, bias: Any) -> None:
        self._outputs, self._pieces, inputs = weights.shape
        # The first pieces of all outputs stand first, then the second ones: they are compared block by block.
        ordered = np.rint(weights.transpose(1, 0, 2).astype(np.float64) * _WEIGHT_STEPS)
        self._weights = np.ascontiguousarray(ordered.reshape(-1, inputs).T)
        self._bias = bias.T.astype(np.float64).reshape(-1) * (_STEPS * _WEIGHT_STEPS)
        self._blas = ThreadpoolController().select(user_api="blas")

    def __call__(self, values: Any) -> Any:
        """The largest values (rows, outputs) for ``values`` (rows, inputs), both in single precision."""
        found = np.empty((len(values), self._outputs), dtype=np.float32)
        # In threads these small products take more of the processors for hardly less time by the clock.
        with self._blas.limit(limits=1):
            for first in range(0, len(values), _ROWS):
                found[first : first + _ROWS] = self._of_block(values[first : first + _ROWS])
        return found

    def _of_block(self, values: Any) -> Any:
        sums = np.rint(values * np.float32(_STEPS)).astype(np.float64) @ self._weights
        sums += self._bias
        largest = sums[:, : self._outputs]
        for piece in range(1, self._pieces):
            first = piece * self._outputs
            np.maximum(largest, sums[:, first : first + self._outputs], out=largest)
        return largest * (1 / (_STEPS * _WEIGHT_STEPS))
