"""The attribute ruler that remembers kinds of tokens finds what spaCy's own finds."""

from __future__ import annotations

import pytest
import spacy
from spacy.pipeline import AttributeRuler

from kg.models import DEFAULT_MODEL
from kg.nlp import attributes
from kg.nlp.attributes import RememberingRuler
from kg.nlp.pipeline import load

TEXTS = [
    "Kenya's foreign minister said there is no plan, and that they aren't gonna talk.\n\nIt was he who'd done it.",
    "  The U.S. got what it gets: nothin', y'all. \n I ca n't say what was being done, nor who'll come on.",
    "Has Chad ever been to Chad?  Did it have to, once upon a time, when there were seven sisters there?",
]


@pytest.fixture(scope="module")
def rulers() -> tuple[spacy.Language, AttributeRuler, RememberingRuler]:
    nlp = spacy.load(DEFAULT_MODEL)
    theirs = nlp.get_pipe("attribute_ruler")
    assert isinstance(theirs, AttributeRuler)
    ours = RememberingRuler(nlp.vocab)
    # Operators, several alternatives, and what only the neighbours or the sentence tell.
    for one in (theirs, ours):
        one.add([[{"LOWER": "no", "OP": "+"}], [{"LOWER": "kenya"}]], {"LEMMA": "x"})
        one.add([[{"IS_SENT_START": True}]], {"POS": "X"})
        one.add([[{"LOWER": "chad"}, {"LOWER": "ever"}]], {"TAG": "NNP"}, index=-1)
    ours.clear()
    ours.add_patterns(theirs.patterns)
    return nlp, theirs, ours


def test_it_finds_what_spacy_finds(rulers: tuple[spacy.Language, AttributeRuler, RememberingRuler]) -> None:
    nlp, theirs, ours = rulers
    for text in TEXTS * 2:  # the second time from memory
        doc = nlp(text)
        bare = spacy.tokens.Doc(
            nlp.vocab,
            [t.text for t in doc],
            tags=[t.tag_ for t in doc],
            deps=[t.dep_ for t in doc],
            heads=[t.head.i for t in doc],
        )
        assert ours.match(bare) == theirs.match(bare)
        assert ours.match(bare)
        ours(bare)
        first = [(t.pos_, t.lemma_, str(t.morph), t.tag_, t.dep_) for t in bare]
        theirs(bare)
        assert [(t.pos_, t.lemma_, str(t.morph), t.tag_, t.dep_) for t in bare] == first


def test_it_forgets(
    rulers: tuple[spacy.Language, AttributeRuler, RememberingRuler], monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp, theirs, ours = rulers
    monkeypatch.setattr(attributes, "_REMEMBERED", 3)
    for text in TEXTS:
        doc = nlp(text)
        assert ours.match(doc) == theirs.match(doc)
    ours.match(nlp("Chad"))
    assert len(ours._found) == 1


def test_the_pipeline_has_it() -> None:
    nlp = load()
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, RememberingRuler)
    assert ruler.patterns == spacy.load(DEFAULT_MODEL).get_pipe("attribute_ruler").patterns  # type: ignore[attr-defined]
