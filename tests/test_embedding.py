"""Words whose vectors are remembered have the vectors that are worked out each time, to the bit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from kg.models import DEFAULT_MODEL
from kg.nlp import embedding
from kg.nlp.embedding import remember_words
from kg.nlp.pipeline import load
from kg.nlp.products import exact_products
from kg.nlp.rows import row_keys

TEXTS = [
    "Kenya's foreign minister met the president of Peru in Lima on Monday.",
    "",
    "The president said, the minister said, and the U.S. said: no!",
    "Jīn Zhèngēn — 金正恩 — arrived at 10:15.\n\nIt was 1,234 km from the minister's house in Kenya.",
    "Nguyễn Thị Kim Ngân spoke to Abu Bakr al-Baghdadi's brother",
]


@pytest.fixture(scope="module", params=["thinc's products", "exact products"])
def exactly(request: pytest.FixtureRequest) -> bool:
    return request.param == "exact products"


@pytest.fixture(scope="module")
def theirs(exactly: bool) -> Language:
    found = spacy.load(DEFAULT_MODEL)
    if exactly:
        exact_products(found)
    return found


@pytest.fixture
def ours(exactly: bool) -> Language:
    found = spacy.load(DEFAULT_MODEL)
    if exactly:
        exact_products(found)
    remember_words(found)
    return found


def vectors(nlp: Language, component: str, docs: Iterable[Doc]) -> list[bytes]:
    model: Model[Any, Any] = nlp.get_pipe(component).model  # type: ignore[attr-defined]
    model = model if component == "tok2vec" else model.get_ref("tok2vec").layers[0]
    return [rows.tobytes() for rows in model.predict(list(docs))]


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
@pytest.mark.parametrize("room", [30_000, 40, 12, 1])
def test_vectors_are_the_same(
    theirs: Language, ours: Language, component: str, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_REMEMBERED", room)
    docs = [theirs.make_doc(text) for text in TEXTS]
    expected = vectors(theirs, component, docs)
    assert len(set(expected)) == len(TEXTS)
    assert vectors(ours, component, docs) == expected
    assert vectors(ours, component, docs) == expected  # now from memory
    one_by_one = [found for doc in docs for found in vectors(ours, component, [doc])]
    assert one_by_one == expected
    assert vectors(ours, component, docs[::-1]) == expected[::-1]


def test_a_word_is_worked_out_once(ours: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[int] = []
    predict = Model.predict

    def counted(self: Model[Any, Any], rows: Any) -> Any:
        if self.name.startswith("ints-getitem>>hashembed|") and ">>" in self.name:
            worked_out.append(len(rows))
        return predict(self, rows)

    monkeypatch.setattr(Model, "predict", counted)
    vectors(ours, "ner", [ours.make_doc("the minister met the minister")])
    assert worked_out == [3]
    vectors(ours, "ner", [ours.make_doc("the other minister")])
    assert worked_out == [3, 1]


def test_the_pipeline_remembers_words() -> None:
    for name in ("tok2vec", "ner"):
        model = load().get_pipe(name).model  # type: ignore[attr-defined]
        assert [node.name for node in model.walk()].count("remembering") == 1


def test_a_pipeline_that_remembers_is_not_trained(ours: Language) -> None:
    model = ours.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    _, back = model.begin_update([ours.make_doc("Kenya met Peru.")])
    with pytest.raises(NotImplementedError, match="cannot be trained"):
        back([model.ops.alloc2f(4, 96)])


def test_models_of_another_make_are_left_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("textcat_multilabel").add_label("A")  # type: ignore[attr-defined]
    nlp.initialize()
    before = nlp("Kenya met Peru.").cats
    remember_words(nlp)
    assert nlp("Kenya met Peru.").cats == before


def test_rows_are_keys() -> None:
    import numpy as np

    rows = np.array([[0, 1], [256, 0], [0, 1]], dtype=np.uint64)
    keys = row_keys(rows)
    assert keys[0] == keys[2] != keys[1]
    assert len(keys[0]) == 16
    assert row_keys(rows.T[::-1].T) == row_keys(np.array([[1, 0], [0, 256], [1, 0]], dtype=np.uint64))
    assert row_keys(rows[:0]) == []
