"""A second opinion on events: a small model that reads the whole sentence with actor and recipient marked.

It says of which of PLOVER's types it is what passes from one to the other, if anything does, and in which status. The
lexicon finds and explains; this weighs. ``MODEL_CARD.md`` beside this module says how the model was made and what it is
worth. It needs ``onnxruntime`` and ``tokenizers``, which the extra ``typer`` brings along.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from kg.model import EventType, Status
from kg.typer.marking import Marker

__all__ = ["NEEDED", "Opinion", "Pair", "Typer", "missing", "typer"]

#: Packages that the model runs on.
NEEDED = ("onnxruntime", "tokenizers")

#: Pairs that go through the model together.
_BATCH = 16

#: Types in the order of the model's outputs, after that of no event.
_TYPES: tuple[EventType, ...] = get_args(EventType)[:16]
_STATUSES: tuple[Status, ...] = get_args(Status)

#: Whether the one marked as actor acts, the one marked as recipient, both, or neither on the other.
Direction = Literal["none", "forward", "backward", "mutual"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spans of a sentence, half-open ranges of its characters: who may act, and on whom."""

    sentence: str
    actor: tuple[int, int]
    recipient: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of a pair; probabilities are calibrated and rounded to hundredths.

    ``types`` has the probability of each type, that of None being that nothing passes from the actor to the recipient.
    ``statuses`` are under the condition that something does. ``directions`` say whether it goes the other way.
    """

    types: dict[EventType | None, float]
    statuses: dict[Status, float]
    directions: dict[Direction, float]

    @property
    def type(self) -> EventType | None:
        """The most probable type."""
        return max(self.types, key=lambda kind: self.types[kind])

    @property
    def event(self) -> EventType:
        """The most probable type of an event, if there is one."""
        return max(_TYPES, key=lambda kind: self.types[kind])

    @property
    def status(self) -> Status:
        """The most probable status."""
        return max(self.statuses, key=lambda status: self.statuses[status])

    def __str__(self) -> str:
        return f"{self.type or 'none'} {self.types[self.type]:.2f}"


def missing() -> tuple[str, ...]:
    """The packages that the model needs and that are not installed."""
    return tuple(name for name in NEEDED if find_spec(name) is None)


@cache
def typer() -> Typer | None:
    """The model, loaded once a process; None where a package that it needs is missing."""
    return None if missing() else Typer()


class Typer:
    """The model, ready to read. It works in one thread, so that the same processor gives the same answer.

    :param folder: where another model lies that ``training/export.py`` has written.
    """

    def __init__(self, folder: Path | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        room = folder or files(__name__)
        settings = tomllib.loads((room / "model.toml").read_text(encoding="utf-8"))
        self._temperatures: dict[str, float] = settings["temperature"]
        self._marker = Marker(Tokenizer.from_str((room / "tokenizer.json").read_text(encoding="utf-8")))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        with as_file(room / "model.onnx") as path:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )

    def opinions(self, pairs: Sequence[Pair]) -> list[Opinion]:
        """What the model makes of each pair, in their order; an answer does not depend on the other pairs.

        :raises ValueError: a span has no letters, or the spans of a pair overlap.
        """
        sentences = list(dict.fromkeys(pair.sentence for pair in pairs))
        encoded = dict(zip(sentences, self._marker.encode(sentences), strict=True))
        marked = [self._marker.marked(encoded[p.sentence], p.actor, p.recipient) for p in pairs]
        # Pairs of about the same length together: what fills up a row costs time.
        order = sorted(range(len(pairs)), key=lambda n: (len(marked[n]), n))
        found: dict[int, Opinion] = {}
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            found.update(zip(chosen, self._read([marked[n] for n in chosen]), strict=True))
        return [found[n] for n in range(len(pairs))]

    def _read(self, marked: Sequence[Sequence[int]]) -> Iterator[Opinion]:
        longest = max(map(len, marked))
        ids = np.zeros((len(marked), longest), dtype=np.int64)
        for row, pieces in zip(ids, marked, strict=True):
            row[: len(pieces)] = pieces
        outputs = self._session.run(
            ["type", "status", "direction"], {"ids": ids, "mask": (ids != 0).astype(np.float32)}
        )
        heads = ("type", "status", "direction")
        shares = [
            _shares(output, self._temperatures[head]) for head, output in zip(heads, outputs, strict=True)
        ]
        for kinds, statuses, directions in zip(*shares, strict=True):
            yield Opinion(
                dict(zip((None, *_TYPES), kinds, strict=True)),
                dict(zip(_STATUSES, statuses, strict=True)),
                dict(zip(get_args(Direction), directions, strict=True)),
            )


def _shares(odds: Any, temperature: float) -> list[list[float]]:
    """Probabilities of rows of log-odds, in hundredths: what processors round differently mostly disappears."""
    scaled = odds.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    shares: list[list[float]] = np.round(powers / powers.sum(axis=1, keepdims=True), 2).tolist()
    return shares
