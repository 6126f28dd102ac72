"""How sure is sure? Fits the curve that turns raw confidence into the share of right events.

    python benchmarks/calibration.py [--write] [--json]

The events of two sets of labelled text are compared with what a reader says: those of the half "tune" of
``data/gold/events.jsonl`` (dense and hard), and those of the sample articles that have been read by hand
(``docs/events-read.tsv``). Each set weighs the same. A logistic curve over the raw confidence and four circumstances is
fitted to them by maximum likelihood, with a ridge of 1 that keeps circumstances of few events small; the raw confidence
never counts against an event. Prints the coefficients; ``--write`` puts them into ``src/kg/lexicon/confidence.toml``.

Then the curve is tried on the half "test", which it was not fitted to: in each range of confidence, the share of right
events should be near the mean confidence.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from spacy.tokens import Doc

from kg.evaluation.sentences import judged, read_statements, statements
from kg.extraction import confidence
from kg.extractor import Extractor
from kg.model import Article, Event, Extraction
from kg.reading import read

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src" / "kg" / "lexicon" / "confidence.toml"
CIRCUMSTANCES = ("noun", "alone", "not_asserted", "headline")
RANGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """An event that was found: what its confidence is made of, and whether it is right."""

    raw: float
    circumstances: tuple[bool, ...]
    right: bool
    opinion: float | None = None
    """Probability that the model of events gives its type, where it was asked."""
    weight: float = 1.0


class Recorder:
    """Stands in for the calibration and keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[float, tuple[bool, ...], float | None]] = []

    def __call__(
        self,
        raw: float,
        *,
        noun: bool,
        alone: bool,
        asserted: bool,
        headline: bool,
        opinion: float | None = None,
    ) -> float:
        self.given.append((raw, (noun, alone, not asserted, headline), opinion))
        # The number of the record, as a confidence that the event then carries.
        return 1e-6 * len(self.given)

    def case(self, event: Event, right: bool) -> Case:
        raw, circumstances, opinion = self.given[round(event.confidence * 1e6) - 1]
        return Case(raw, circumstances, right, opinion)


def texts(half: str, recorder: Recorder, extractor: Extractor) -> Iterator[Case]:
    """Events of one half of the labelled texts."""
    gold = [one for one in statements(ROOT / "data" / "gold" / "events.jsonl") if one.half == half]
    found = read_statements(gold, extractor)
    for one, extraction in zip(gold, found, strict=True):
        for event, right in judged(one, extraction):
            yield recorder.case(event, right)


def articles(recorder: Recorder, extractor: Extractor) -> Iterator[Case]:
    """Events of the sample articles that somebody has read against their sentence."""
    for _, _, event, verdict in read_by_hand(extractor):
        yield recorder.case(event, verdict == "right")


def read_by_hand(extractor: Extractor) -> Iterator[tuple[Doc, Extraction, Event, str]]:
    """Events of the sample articles, and what is wrong with each in the eyes of a reader ("right": nothing)."""
    with (ROOT / "docs" / "events-read.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        verdicts = {(r["type"], r["status"], r["sentence"]): r["verdict"] for r in rows}
    sample = [one for one in read(ROOT / "data" / "articles") if isinstance(one, Article)]
    for doc, extraction in extractor.read(sample):
        for event in extraction.events:
            verdict = verdicts.get((event.type, event.status, _sentence(extraction, event)))
            if verdict is not None:
                yield doc, extraction, event, verdict


def _sentence(extraction: Extraction, event: Event) -> str:
    return " ".join(extraction.article.text[event.evidence.start : event.evidence.end].split())


def weighted(cases: Sequence[Case], total: float) -> list[Case]:
    return [replace(c, weight=total / len(cases)) for c in cases]


def features(cases: Sequence[Case]) -> np.ndarray:
    """One row a case: 1, log-odds of the raw confidence, the circumstances as 0 and 1, log-odds of the opinion."""
    return np.array(
        [
            [
                1.0,
                confidence.logit(c.raw),
                *map(float, c.circumstances),
                confidence.logit(c.opinion) if c.opinion is not None else 0.0,
            ]
            for c in cases
        ]
    )


def fit(cases: Sequence[Case]) -> np.ndarray:
    """Coefficients in the order of :func:`features`."""
    rows = features(cases)
    right = np.array([float(c.right) for c in cases])
    weights = np.array([c.weight for c in cases])

    def loss(terms: np.ndarray) -> float:
        scores = rows @ terms
        likelihood = weights * (right * scores - np.logaddexp(0, scores))
        return float(0.5 * np.sum(terms[2:] ** 2) - np.sum(likelihood))

    bounds = [(None, None), (0, None), *[(None, None)] * len(CIRCUMSTANCES), (0, None)]
    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), method="L-BFGS-B", bounds=bounds).x)


def shares(cases: Sequence[Case], terms: np.ndarray) -> Iterator[tuple[str, int, float, float]]:
    """Range of confidence, events in it, their mean confidence, the share that is right."""
    sure = 1 / (1 + np.exp(-(features(cases) @ terms)))
    sure = np.clip(sure, confidence.LEAST, confidence.MOST)
    for low, high in pairwise(RANGES):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            right = [c.right for c, chosen in zip(cases, inside, strict=True) if chosen]
            yield f"{low:.1f} to {high:.1f}", len(right), float(sure[inside].mean()), sum(right) / len(right)


def expected_error(cases: Sequence[Case], terms: np.ndarray) -> float:
    """Expected calibration error: how far confidence is from the share that is right, in the mean over all events."""
    return sum(number * abs(mean - right) for _, number, mean, right in shares(cases, terms)) / len(cases)


def fitted(extractor: Extractor, *, asked: bool) -> tuple[dict[str, float], dict[str, object]]:
    """Coefficients, and how they do; of the events that the model was ``asked`` about, or of those that it was not."""
    recorder = Recorder()
    record: Callable[..., float] = recorder
    with patch.dict(vars(sys.modules["kg.extraction.drafts"]), calibrated=record):
        sets = (
            texts("tune", recorder, extractor),
            articles(recorder, extractor),
            texts("test", recorder, extractor),
        )
        hard, sample, held_out = ([c for c in each if (c.opinion is not None) == asked] for each in sets)
    total = (len(hard) + len(sample)) / 2
    terms = fit([*weighted(hard, total), *weighted(sample, total)])
    names = ("base", "raw", *CIRCUMSTANCES, "opinion")
    named = dict(zip(names, (round(float(t), 3) for t in terms), strict=True))
    tables: dict[str, object] = {
        name: {
            "expected calibration error": expected_error(cases, terms),
            "ranges": list(shares(cases, terms)),
        }
        for name, cases in (
            ("fitted to", [*hard, *sample]),
            ("texts not fitted to", held_out),
            ("sample articles", sample),
        )
    }
    return named, tables


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the curves of confidence.")
    parser.add_argument("--write", action="store_true", help="put the coefficients into the lexicon")
    parser.add_argument("--json", action="store_true", help="for machines")
    chosen = parser.parse_args()
    found = {
        "event": fitted(Extractor(typer=False), asked=False),
        "weighed": fitted(Extractor(), asked=True),
    }
    if chosen.write:
        text = TABLE.read_text(encoding="utf-8").partition("[event]")[0]
        for name, (terms, _) in found.items():
            asked = {term: value for term, value in terms.items() if name == "weighed" or term != "opinion"}
            text += f"[{name}]\n" + "".join(f"{term} = {value}\n" for term, value in asked.items()) + "\n"
        TABLE.write_text(text.rstrip() + "\n", encoding="utf-8")
    if chosen.json:
        json.dump(
            {name: {"coefficients": terms, **tables} for name, (terms, tables) in found.items()},
            sys.stdout,
            indent=1,
        )
        return
    for name, (terms, tables) in found.items():
        print(name, terms)
        for where, figures in tables.items():
            assert isinstance(figures, dict)
            print(f"{where}: expected calibration error {figures['expected calibration error']:.3f}")
            for low_high, number, mean, right in figures["ranges"]:
                print(f"  {low_high}  {number:4d} events  confidence {mean:.2f}  right {right:.2f}")


if __name__ == "__main__":
    main()
