"""Marking stretches of a text: from ranges of characters, which may overlap, to pieces that a page puts in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.marking import named_in
from kg.serve.reading import Ref


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """``text[start:end]`` is of a kind: "mention", "trigger", "sentence", "actor", "recipient"."""

    start: int
    end: int
    kind: str
    target: Ref = field(default_factory=lambda: Ref(""))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with all marks that cover it, by kind; ``starts`` are the kinds of marks that begin here."""

    text: str
    marks: dict[str, Mark]
    starts: frozenset[str]


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """``text[start:end]`` cut at every border of a mark. Of two marks of one kind that overlap, the first counts."""
    inside = _apart([mark for mark in sorted(marks) if mark.start < end and start < mark.end])
    borders = sorted(
        {start, end, *(min(max(at, start), end) for mark in inside for at in (mark.start, mark.end))}
    )
    found = []
    for begin, stop in pairwise(borders):
        over = {mark.kind: mark for mark in inside if mark.start <= begin and stop <= mark.end}
        starts = frozenset(kind for kind, mark in over.items() if max(mark.start, start) == begin)
        found.append(Piece(text[begin:stop], over, starts))
    return found


def name_marks(text: str, names: Sequence[tuple[str, str]], taken: Iterable[Mark] = ()) -> list[Mark]:
    """Where the ``names``, each with its kind, stand in ``text``, outside what is ``taken``, in order."""
    return sorted(Mark(*one) for one in named_in(text, names, [(mark.start, mark.end) for mark in taken]))


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    last: dict[str, int] = {}
    kept = []
    for mark in marks:
        if mark.start >= last.get(mark.kind, 0) and mark.start < mark.end:
            kept.append(mark)
            last[mark.kind] = mark.end
    return kept
