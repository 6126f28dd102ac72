"""Products are exact: the same to the bit however many rows, threads or summands come first, and near spaCy's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import Maxout, Model
from threadpoolctl import threadpool_limits

from kg.models import DEFAULT_MODEL
from kg.nlp.pipeline import load
from kg.nlp.products import _ROWS, _STEPS, _WEIGHT_STEPS, exact_products

TEXTS = [
    "Kenya's foreign minister met the president of Peru in Lima on Monday.",
    "",
    "Jīn Zhèngēn — 金正恩 — arrived at 10:15.\n\nIt was 1,234 km from the minister's house in Kenya. " * 20,
]


def layer(outputs: int = 96, inputs: int = 288, pieces: int = 3) -> Model[Any, Any]:
    """A layer as those of spaCy's small models, with weights and values as large as theirs."""
    found = Maxout(outputs, inputs, pieces)
    draw = np.random.default_rng(7)
    found.initialize()
    found.set_param("W", draw.normal(scale=0.3, size=(outputs, pieces, inputs)).astype(np.float32))
    found.set_param("b", draw.normal(size=(outputs, pieces)).astype(np.float32))
    return found


def exact(found: Model[Any, Any]) -> Model[Any, Any]:
    """The layer that takes its place in a pipeline."""
    nlp = spacy.blank("en")

    class Component:
        model = Model("outer", lambda *_: None, layers=[found])

    nlp._components.append(("layer", Component()))  # type: ignore[arg-type]
    exact_products(nlp)
    return Component.model.layers[0]


def values(rows: int, inputs: int = 288) -> Any:
    return np.random.default_rng(11).normal(scale=2, size=(rows, inputs)).astype(np.float32)


def test_sums_are_those_of_whole_numbers() -> None:
    given, own = values(50), layer()
    rows = np.rint(given.astype(np.float64) * _STEPS).astype(np.int64)
    weights = np.rint(own.get_param("W").astype(np.float64) * _WEIGHT_STEPS).astype(np.int64)
    sums = np.einsum("ri,opi->rop", rows, weights)
    assert 2**45 < np.abs(sums).max() < 2**53
    bias = own.get_param("b").astype(np.float64) * (_STEPS * _WEIGHT_STEPS)
    expected = ((sums + bias).max(axis=2) / (_STEPS * _WEIGHT_STEPS)).astype(np.float32)
    assert exact(own).predict(given).tobytes() == expected.tobytes()


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_a_row_does_not_depend_on_others(threads: int) -> None:
    given, own = values(2 * _ROWS + 5), exact(layer())
    with threadpool_limits(threads):
        together = own.predict(given)
        assert [own.predict(row[None]).tobytes() for row in given] == [row.tobytes() for row in together]
        assert own.predict(given[::-1])[::-1].tobytes() == together.tobytes()
    assert own.predict(given[:0]).shape == (0, 96)


@pytest.mark.parametrize(("outputs", "inputs", "pieces"), [(96, 288, 3), (8, 5, 1), (3, 7, 2)])
def test_values_are_near_those_of_thinc(outputs: int, inputs: int, pieces: int) -> None:
    own = layer(outputs, inputs, pieces)
    theirs = own.predict(values(300, inputs))
    ours = exact(own).predict(values(300, inputs))
    assert ours.dtype == theirs.dtype
    assert np.abs(ours - theirs).max() < 2e-4
    assert np.abs(theirs).max() > 1


def test_the_pipeline_reads_as_spacy_does() -> None:
    theirs, ours = spacy.load(DEFAULT_MODEL), spacy.load(DEFAULT_MODEL)
    exact_products(ours)
    for name in ("tok2vec", "ner"):
        names = [node.name for node in ours.get_pipe(name).model.walk()]  # type: ignore[attr-defined]
        assert names.count("exact-maxout") == 5
        assert "maxout" not in names

    def read(nlp: Language) -> list[Any]:
        return [[(t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc] for doc in nlp.pipe(TEXTS)]

    assert read(ours) == read(theirs)


def test_our_pipeline_multiplies_exactly() -> None:
    for name in ("tok2vec", "ner"):
        names = [node.name for node in load().get_pipe(name).model.walk()]  # type: ignore[attr-defined]
        assert "exact-maxout" in names
        assert "maxout" not in names


def test_it_is_not_trained() -> None:
    _, back = exact(layer()).begin_update(values(3))
    with pytest.raises(NotImplementedError, match="cannot be trained"):
        back(values(3, 96))
