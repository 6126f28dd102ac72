"""How much is the lexicon's word worth beside the model's? Fits the weights of ``kg.extraction.pooling``.

    python benchmarks/pooling.py [--write]

Pairs of a given actor and recipient, of two sets of labelled text: those of the half "tune" of
``data/gold/events.jsonl`` (dense and hard, where both often err), and the events of the sample articles that were read
by hand and whose type is right (``docs/events-read.tsv``: plain news). Each set weighs the same, as in
``benchmarks/calibration.py``. The roots that a reader gives them are made the most likely: the log of the model's
probability, and what the lexicon's reading adds to its root. ``--write`` puts the weights into
``src/kg/lexicon/typer.toml``. Prints them, the share of right roots with each opinion alone and with both, and the same
in the half "test", to which nothing is fitted.

The sentences that the model learned from are left out: they were written to tell acts without their usual words, and
the lexicon has a reading of half as many as of news.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from calibration import ROOT, read_by_hand
from kg.evaluation.gold import json_lines
from kg.evaluation.participants import Wording
from kg.evaluation.reading import sentence_article
from kg.evaluation.roots import root
from kg.evaluation.sentences import Half
from kg.evaluation.typed import asking, chances, linking, readings, tokens_of
from kg.extraction.pooling import LEAST, fit
from kg.extractor import Extractor
from kg.model import Span
from kg.typer import typer

TABLE = ROOT / "src" / "kg" / "lexicon" / "typer.toml"
NAMES = ("opinion", "slots", "specific")


@dataclass(frozen=True, slots=True)
class Given:
    """A sentence, two spans of it, and the root that a reader gives them."""

    text: str
    source: Span
    target: Span
    root: str


@dataclass(frozen=True, slots=True)
class Case:
    """What both say of a given pair: logs of the model's probabilities by root, and what speaks for the lexicon's."""

    right: str
    logs: dict[str, float]
    said: str | None
    slots: float
    specific: bool
    weight: float = 1.0


def texts(half: Half, extractor: Extractor) -> Iterator[Given]:
    """Events of one half of the labelled texts whose first two sides stand in the sentence of their trigger."""
    lines = json_lines(ROOT / "data" / "gold" / "events.jsonl", "id", "half", "text", "events")
    rows = [row for _, row in lines if row["half"] == half]
    articles = [sentence_article(row["text"], row["id"]) for row in rows]
    for row, (doc, _) in zip(rows, extractor.read(articles), strict=True):
        for event in row["events"]:
            name = root(event["type"], event["status"], "")
            sides = [*event["actors"][:1], *(event["recipients"][:1] or event["actors"][1:2])]
            for sentence in doc.sents:
                text = sentence.text.rstrip()
                if name is None or len(sides) < 2 or event["trigger"].split()[0] not in text:
                    continue
                spans = apart(text, *sides)
                if spans is not None:
                    yield Given(text, *spans, name)
                    break


def apart(text: str, one: str, other: str) -> tuple[Span, Span] | None:
    """Where two names stand, the first time that they do so apart from each other."""
    for here in re.finditer(re.escape(one), text):
        for there in re.finditer(re.escape(other), text):
            if here.end() <= there.start() or there.end() <= here.start():
                return Span(*here.span()), Span(*there.span())
    return None


def articles(extractor: Extractor) -> Iterator[Given]:
    """Events of the sample articles with two sides and, as somebody has read, the right type."""
    for doc, extraction, event, verdict in read_by_hand(extractor):
        name = root(event.type, event.status, "")
        others = event.recipients or event.actors[1:]
        if verdict == "type" or name is None or not event.actors or not others:
            continue
        wording = Wording(doc, extraction)
        sides = [wording.participant(key, event.trigger) for key in (event.actors[0], others[0])]
        first = event.evidence.start
        spans = [Span(side.span.start - first, side.span.end - first) for side in sides if side is not None]
        text = extraction.article.text[first : event.evidence.end]
        inside = all(span.start >= 0 and span.end <= len(text) for span in spans)
        if len(spans) == 2 and inside and max(s.start for s in spans) >= min(s.end for s in spans):
            yield Given(text, spans[0], spans[1], name)


def cases(given: Sequence[Given], extractor: Extractor) -> list[Case]:
    """What both say of them."""
    model = typer()
    assert model is not None, "pip install 'kg[typer]'"
    opinions = model.opinions([asking(one.text, one.source, one.target) for one in given])
    docs = extractor.read([sentence_article(one.text, str(n)) for n, one in enumerate(given)])
    found = []
    for one, opinion, (doc, _) in zip(given, opinions, docs, strict=True):
        reading = linking(doc, list(readings(doc)), one.source, one.target)
        logs = {name: float(np.log(max(sure, LEAST))) for name, sure in chances(opinion, reading).items()}
        if reading is None:
            found.append(Case(one.root, logs, None, 0.0, False))
            continue
        slots = fit(reading.match, tokens_of(doc, one.source), tokens_of(doc, one.target))
        found.append(Case(one.root, logs, reading.root, slots, bool(reading.match.trigger.objects)))
    return found


def matrix(given: Sequence[Case]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is multiplied by the weights (case, root, weight), which roots are right, and what each case weighs."""
    names = sorted({name for one in given for name in one.logs})
    rows = np.zeros((len(given), len(names), len(NAMES)))
    for row, one in zip(rows, given, strict=True):
        row[:, 0] = [one.logs.get(name, np.log(LEAST)) for name in names]
        if one.said is not None:
            row[names.index(one.said), 1:] = one.slots, one.specific
    right = np.array([names.index(one.right) if one.right in names else 0 for one in given])
    return rows, right, np.array([one.weight for one in given])


def fitted(given: Sequence[Case]) -> np.ndarray:
    """The weights, with a ridge of 1 on those of the lexicon."""
    rows, right, weights = matrix(given)

    def loss(terms: np.ndarray) -> float:
        scores = rows @ terms
        likelihood = scores[np.arange(len(right)), right] - logsumexp(scores, axis=1)
        return float(0.5 * np.sum(terms[1:] ** 2) - np.sum(weights * likelihood))

    return np.asarray(minimize(loss, np.array([1.0, 0.0, 0.0]), method="L-BFGS-B", bounds=[(0, None)] * 3).x)


def shares(given: Sequence[Case], terms: np.ndarray) -> dict[str, float]:
    """Shares of right roots."""
    rows, right, _ = matrix(given)
    by = {
        "lexicon": [one.said == one.right for one in given],
        "model": (rows[:, :, 0].argmax(axis=1) == right).tolist(),
        "both": ((rows @ terms).argmax(axis=1) == right).tolist(),
    }
    return {name: round(sum(hits) / len(hits), 3) for name, hits in by.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit what the lexicon's word is worth beside the model's.")
    parser.add_argument("--write", action="store_true", help="put the weights into the lexicon")
    chosen = parser.parse_args()
    plain = Extractor(typer=False)
    sets = {
        "texts": cases(list(texts("tune", plain)), plain),
        "sample articles": cases(list(articles(plain)), plain),
        "texts not fitted to": cases(list(texts("test", plain)), plain),
    }
    chosen_sets = [sets["texts"], sets["sample articles"]]
    total = sum(map(len, chosen_sets)) / 2
    terms = fitted([replace(one, weight=total / len(each)) for each in chosen_sets for one in each])
    named = dict(zip(NAMES, (round(float(term), 2) for term in terms), strict=True))
    print(named)
    for name, each in sets.items():
        print(f"{name}: {len(each)} pairs, right {shares(each, terms)}")
    if chosen.write:
        text = TABLE.read_text(encoding="utf-8")
        for name, value in named.items():
            text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value}", text)
        TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
