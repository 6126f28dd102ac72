"""Pairs between which nothing passes: is it seen?

Benchmarks of events have no such rows, so they are made of those there are: the same two spans the other way round,
if the root is not one of acts among equals, and two other mentions of the sentence, drawn by a hash. Of the latter a
few do something to each other all the same, so that not all can be recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import permutations
from typing import Literal, get_args

from spacy.tokens import Doc

from kg.evaluation.gold import EventRow
from kg.evaluation.scores import share
from kg.evaluation.tables import tables
from kg.model import Span
from kg.nlp.document import original_span

#: The pair of the row itself, which is no such pair; the same reversed; another one of the sentence.
Kind = Literal["given", "reversed", "random"]


@dataclass(frozen=True, slots=True)
class Directed:
    """Two spans of a row's sentence, in the direction that is asked about."""

    kind: Kind
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Recognised:
    """Whether a pair was said to be one between which nothing passes."""

    kind: Kind
    nothing: bool


def pairs(row: EventRow, doc: Doc) -> list[Directed]:
    """The pairs of a row that has both spans and a root, apart from each other."""
    source, target = row.source_span, row.target_span
    if source is None or target is None or row.root is None or overlap(source, target):
        return []
    found = [Directed("given", source, target)]
    if row.root not in tables("roots")["equals"]["roots"]:
        found.append(Directed("reversed", target, source))
    spans = {original_span(doc, m.start, m.end) for m in doc._.mentions if m.entity is not None}
    others = [
        (one, other)
        for one, other in permutations(sorted(spans), 2)
        if not overlap(one, other) and not (_touches(one, source, target) and _touches(other, source, target))
    ]
    if others:
        drawn = int.from_bytes(sha256(row.id.encode()).digest()[:4]) % len(others)
        found.append(Directed("random", *others[drawn]))
    return found


def recognition(found: Sequence[Recognised]) -> dict[str, tuple[int, float]]:
    """By kind of pair: how many there are, and the share of which it is said that nothing passes."""
    said: dict[str, list[bool]] = {kind: [] for kind in get_args(Kind)}
    for one in found:
        said[one.kind].append(one.nothing)
    return {kind: (len(values), share(sum(values), len(values))) for kind, values in said.items()}


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _touches(one: Span, *others: Span) -> bool:
    return any(overlap(one, other) for other in others)
