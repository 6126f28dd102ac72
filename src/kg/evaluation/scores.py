"""The measures: precision and recall, accuracy, macro-averaged F1, B³. Plain numbers, no text and no files.

All shares run from 0 to 1; a share of nothing is 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Mention = TypeVar("Mention", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


def share(part: float, whole: float) -> float:
    """``part`` of ``whole``; 0 where there is no whole."""
    return part / whole if whole else 0.0


def score(gold: set[Hashable], predicted: set[Hashable]) -> Score:
    """How the predicted items agree with the gold ones."""
    right = len(gold & predicted)
    return Score(share(right, len(predicted)), share(right, len(gold)))


def accuracy(pairs: Sequence[tuple[Hashable, Hashable | None]]) -> float:
    """Share of (gold, predicted) pairs that are equal; None, for no prediction, never is."""
    return share(sum(gold == predicted for gold, predicted in pairs), len(pairs))


def class_scores(pairs: Sequence[tuple[str, str | None]]) -> dict[str, Score]:
    """Per gold class, in alphabetical order: precision and recall over (gold, predicted) pairs.

    A predicted class that no gold pair has lowers the recall of others but gets no score of its own.
    """
    found: dict[str, Score] = {}
    for name in sorted({gold for gold, _ in pairs}):
        right = sum(gold == predicted == name for gold, predicted in pairs)
        predicted_as = sum(predicted == name for _, predicted in pairs)
        there = sum(gold == name for gold, _ in pairs)
        found[name] = Score(share(right, predicted_as), share(right, there))
    return found


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Mean of the classes' F1, each gold class counting the same."""
    scores = class_scores(pairs)
    return share(sum(one.f1 for one in scores.values()), len(scores))


def b_cubed(gold: Mapping[Mention, Hashable], predicted: Mapping[Mention, Hashable]) -> Score:
    """B³ of two clusterings, each given as mention → cluster.

    A mention that only one side has counts in that side's mean with 0 and shares no cluster with any other, as
    in the CoNLL reference scorer (Pradhan et al., ACL 2014). So what is not found, or found where nothing is,
    lowers the figure: it is never higher than the detection of mentions allows.
    """
    return Score(_b_cubed_side(predicted, gold), _b_cubed_side(gold, predicted))


def _b_cubed_side(own: Mapping[Mention, Hashable], other: Mapping[Mention, Hashable]) -> float:
    clusters: dict[Hashable, list[Mention]] = defaultdict(list)
    for mention, cluster in own.items():
        clusters[cluster].append(mention)
    total = 0.0
    for members in clusters.values():
        together: dict[Hashable, int] = defaultdict(int)
        for mention in members:
            if mention in other:
                together[other[mention]] += 1
        # Each of the n mentions that share both clusters has n / |cluster|.
        total += sum(n * n for n in together.values()) / len(members)
    return share(total, len(own))
