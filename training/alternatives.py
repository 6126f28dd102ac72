"""Other ways to type a pair, measured like the model that ``kg`` has: the table in ``src/kg/typer/MODEL_CARD.md``.

    python training/alternatives.py PLV.tsv textcat [bow | cnn | ensemble]   # trains spaCy's textcat
    python training/alternatives.py PLV.tsv model [FOLDER]                   # of training/export.py, or kg's own

``textcat`` learns from the same pairs as ``training/train.py``, and a third of the reversed ones: the sentence with
actor and recipient replaced by words of their own, so that no name is read. It has no status: all that it says is taken
as asserted. Printed are the shares of right types of the pairs held out, and on PLV.tsv (``kg eval events``) accuracy
and macro-F1 of the root, alone and with the lexicon, and how often it says that nothing passes. Time is that of one
processor.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import spacy
from spacy.training import Example as Doc2Label
from spacy.util import compounding, fix_random_seed, minibatch

from examples import DATA, TYPES, Example, examples, held_out, with_reversed
from kg.evaluation.gold import EventRow, event_rows
from kg.evaluation.nothing import pairs
from kg.evaluation.reading import sentence_article
from kg.evaluation.scores import accuracy, macro_f1
from kg.evaluation.typed import asking, decided, linking, readings
from kg.extractor import Extractor
from kg.lexicon import load
from kg.model import EventType, Status
from kg.typer import Opinion, Pair, Typer

SEED = 20
EPOCHS = 6
TURNED_SHARE = 0.3
KINDS: tuple[EventType | None, ...] = (None, *get_args(EventType)[:16])

#: Reads pairs, in their order.
Reader = Callable[[Sequence[Pair]], list[Opinion]]

_TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "rows": [5000, 2000, 1000, 1000],
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3,
    },
}  # fmt: skip
_BOW = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "ngram_size": 3, "length": 262144,
        "no_output_layer": False, "nO": None}  # fmt: skip
MODELS = {
    "bow": _BOW,
    "cnn": {
        "@architectures": "spacy.TextCatCNN.v2",
        "exclusive_classes": True,
        "tok2vec": _TOK2VEC,
        "nO": None,
    },
    "ensemble": {
        "@architectures": "spacy.TextCatEnsemble.v2",
        "tok2vec": _TOK2VEC,
        "linear_model": _BOW,
        "nO": None,
    },
}


def marked(text: str, actor: tuple[int, int], recipient: tuple[int, int]) -> str:
    """The sentence with words of their own in the places of actor and recipient."""
    for (start, end), word in sorted([(actor, "xxactor"), (recipient, "xxrecipient")], reverse=True):
        text = f"{text[:start]} {word} {text[end:]}"
    return " ".join(text.split())


def textcat(name: str, given: Sequence[Example]) -> Reader:
    """A trained classifier."""
    fix_random_seed(SEED)
    chance = random.Random(SEED)
    learned = [one for one in given if not held_out(one.text)]
    turned = with_reversed(learned)[len(learned) :]
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe("textcat", config={"model": MODELS[name]})
    for kind in TYPES:
        pipe.add_label(kind)  # type: ignore[attr-defined]

    def labelled(one: Example) -> Doc2Label:
        doc = nlp.make_doc(marked(one.text, one.actor, one.recipient))
        return Doc2Label.from_dict(doc, {"cats": {kind: float(kind == one.type) for kind in TYPES}})

    written, reversed_ = [labelled(one) for one in learned], [labelled(one) for one in turned]
    optimizer = nlp.initialize(lambda: written)
    began = time.process_time()
    for epoch in range(EPOCHS):
        seen = written + [one for one in reversed_ if chance.random() < TURNED_SHARE]
        chance.shuffle(seen)
        losses: dict[str, float] = {}
        for batch in minibatch(seen, size=compounding(16.0, 64.0, 1.001)):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        print(
            f"epoch {epoch + 1}: loss {losses['textcat']:.1f}, {time.process_time() - began:.0f} s",
            file=sys.stderr,
        )
    print(f"trained in {(time.process_time() - began) / 60:.1f} min, {len(nlp.to_bytes()) / 2**20:.1f} MiB")

    def read(asked: Sequence[Pair]) -> list[Opinion]:
        statuses: dict[Status, float] = dict.fromkeys(get_args(Status), 0.0) | {"Asserted": 1.0}
        docs = nlp.pipe([marked(one.sentence, one.actor, one.recipient) for one in asked])
        return [
            Opinion({kind: doc.cats[name] for kind, name in zip(KINDS, TYPES, strict=True)}, statuses, {})
            for doc in docs
        ]

    return read


def measure(read: Reader, held: Sequence[Example], rows: Sequence[EventRow]) -> None:
    """Prints the figures."""
    said = read([Pair(one.text, one.actor, one.recipient) for one in held])
    names = [TYPES[KINDS.index(one.type)] for one in said]
    events = [(one, opinion) for one, opinion in zip(held, said, strict=True) if one.type != "NONE"]
    right = np.mean([name == one.type for name, one in zip(names, held, strict=True)])
    typed = np.mean([TYPES[KINDS.index(opinion.event)] == one.type for one, opinion in events])
    print(f"held out: {right:.3f} right, {typed:.3f} of pairs with an event")
    plain = Extractor(typer=False)
    docs = [doc for doc, _ in plain.read([sentence_article(row.sentence, row.id) for row in rows])]
    directed = [pairs(row, doc) for row, doc in zip(rows, docs, strict=True)]
    asked = [
        asking(row.sentence, one.source, one.target)
        for row, each in zip(rows, directed, strict=True)
        for one in each
    ]
    began = time.process_time()
    opinions = read(asked)
    spent = time.process_time() - began
    found = iter(opinions)
    alone: list[tuple[str, str | None]] = []
    both: list[tuple[str, str | None]] = []
    nothing: dict[str, list[float]] = {"given": [], "reversed": [], "random": []}
    for row, doc, each in zip(rows, docs, directed, strict=True):
        first = None
        for one in each:
            opinion = next(found)
            first = first or opinion
            nothing[one.kind].append(opinion.types[None])
        if row.root is None or not row.source or not row.target:
            continue
        reading = linking(doc, list(readings(doc)), row.source_span, row.target_span)
        alone.append((row.root, decided(doc, None, row.source_span, row.target_span, first)))
        both.append((row.root, decided(doc, reading, row.source_span, row.target_span, first)))
    for name, pairs_of in (("alone", alone), ("with the lexicon", both)):
        print(f"{name}: accuracy {accuracy(pairs_of):.3f}, macro-F1 {macro_f1(pairs_of):.3f}")
    least = load("typer")["nothing"]
    shares = {name: float(np.mean([sure >= least for sure in values])) for name, values in nothing.items()}
    made = np.mean([sure >= least for name in ("reversed", "random") for sure in nothing[name]])
    print(
        f"said to be nothing: {shares}, of pairs made {made:.3f}; {1000 * spent / len(asked):.1f} ms a pair"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure other ways to type a pair.")
    parser.add_argument("rows", type=Path)
    parser.add_argument("way", choices=["textcat", "model"])
    parser.add_argument("which", nargs="?")
    chosen = parser.parse_args()
    given = examples(DATA)
    if chosen.way == "textcat":
        read = textcat(chosen.which or "ensemble", given)
    else:
        read = Typer(Path(chosen.which) if chosen.which else None).opinions
    measure(read, [one for one in given if held_out(one.text)], event_rows(chosen.rows))


if __name__ == "__main__":
    main()
