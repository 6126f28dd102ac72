"""The training sentences: reading them, checking them, dividing them into those to learn from and those to choose by.

``data/training/README.md`` explains the file. ``python training/examples.py`` checks it and counts.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "training" / "events.jsonl"

#: PLOVER's types and their modes, in the order of the model's outputs; NONE is the first.
MODES: dict[str, str] = {
    "NONE": "",
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
TYPES = tuple(MODES)
STATUSES = ("asserted", "negated", "planned", "hypothetical", "alleged")
#: Who does it: the first of the two marked, the second, both, or neither (nothing passes between them).
DIRECTIONS = ("none", "forward", "backward", "mutual")

_FIELDS = {"text", "actor", "recipient", "type", "status", "mode", "mutual"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with two marked spans (half-open ranges of characters) and what passes from one to the other."""

    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]
    type: str
    status: str | None = None
    mode: str | None = None
    direction: str = "none"

    @property
    def reversed(self) -> Example:
        """The same two the other way round: of a one-sided act nothing, of a two-sided one the same."""
        turned = replace(self, actor=self.recipient, recipient=self.actor)
        if self.direction == "forward":
            return replace(turned, type="NONE", status=None, mode=None, direction="backward")
        return turned


def examples(path: Path = DATA) -> list[Example]:
    """All examples of the file.

    :raises ValueError: a line is not what ``data/training/README.md`` says; the message names it.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(_example(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: line {number}: {error}") from error
    forward = {(one.text, one.actor, one.recipient) for one in found if one.direction == "forward"}
    return [
        replace(one, direction="backward")
        if one.type == "NONE" and (one.text, one.recipient, one.actor) in forward
        else one
        for one in found
    ]


def _example(row: dict[str, object]) -> Example:
    if set(row) - _FIELDS:
        raise ValueError(f"unknown fields {sorted(set(row) - _FIELDS)}")
    text, kind, status, mode = str(row["text"]), str(row["type"]), row.get("status"), row.get("mode")
    spans = [tuple(row[name]) for name in ("actor", "recipient")]  # type: ignore[arg-type]
    if not all(0 <= start < end <= len(text) for start, end in spans):
        raise ValueError("a span lies outside the sentence")
    if spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
        raise ValueError("the spans overlap")
    if kind not in MODES:
        raise ValueError(f"unknown type {kind!r}")
    if (kind == "NONE") != (status is None) or (status is not None and status not in STATUSES):
        raise ValueError(f"{kind} with status {status!r}")
    if mode is not None and mode not in MODES[kind].split():
        raise ValueError(f"{kind} has no mode {mode!r}")
    direction = "none" if kind == "NONE" else "mutual" if row.get("mutual") else "forward"
    return Example(text, *spans, kind, status, mode, direction)  # type: ignore[arg-type]


def held_out(text: str) -> bool:
    """Whether a sentence, with all its pairs, is one to choose by: one in ten, by its hash."""
    return int.from_bytes(sha256(text.encode()).digest()[:4]) % 10 == 0


def with_reversed(given: Iterable[Example]) -> list[Example]:
    """The examples, and each pair the other way round where nothing is labelled for it."""
    given = list(given)
    labelled = {(one.text, one.actor, one.recipient) for one in given}
    turned = [one.reversed for one in given if one.type != "NONE"]
    return given + [one for one in turned if (one.text, one.actor, one.recipient) not in labelled]


def overview(found: Iterable[Example]) -> Iterator[str]:
    """Lines of counts: by type and status, and of modes."""
    found = list(found)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    modes: Counter[str] = Counter()
    for one in found:
        counts[one.type][one.status or "-"] += 1
        modes[f"{one.type}:{one.mode}"] += one.mode is not None
    yield f"{len(found)} examples, {len({one.text for one in found})} sentences"
    for kind in TYPES:
        each = "  ".join(f"{status} {counts[kind][status]}" for status in STATUSES if counts[kind][status])
        yield f"{kind:<10}{counts[kind].total():>5}  {each}"
    yield "modes: " + ", ".join(f"{name} {number}" for name, number in sorted(modes.items()) if number)


if __name__ == "__main__":
    print("\n".join(overview(examples())))
