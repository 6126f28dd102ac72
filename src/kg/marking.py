"""Where in a sentence the words stand that name an event, its actors and its recipients."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

Role = Literal["actor", "trigger", "recipient"]
K = TypeVar("K", bound=str)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters ``[start, end)`` of a sentence."""

    start: int
    end: int
    role: Role


def marks(
    text: str,
    triggers: Iterable[tuple[int, int]],
    actors: Iterable[str],
    recipients: Iterable[str],
) -> tuple[Mark, ...]:
    """The marks of one sentence, in order; they do not overlap.

    :param triggers: where the words stand that name the event.
    :param actors: every name of the actors; a pronoun that means them is not marked.
    """
    found = [Mark(start, end, "trigger") for start, end in triggers if 0 <= start < end <= len(text)]
    names: list[tuple[str, Role]] = [(name, "actor") for name in actors]
    names += [(name, "recipient") for name in recipients]
    found += [Mark(*one) for one in named_in(text, names, [(mark.start, mark.end) for mark in found])]
    return tuple(sorted(_apart(found)))


def named_in(
    text: str, names: Iterable[tuple[str, K]], taken: Iterable[tuple[int, int]]
) -> list[tuple[int, int, K]]:
    """Where the ``names``, each with its kind, stand in ``text`` as whole words, outside what is ``taken``.

    Longer names come first: "Ahmet Davutoğlu" before "Davutoğlu".
    """
    found: list[tuple[int, int, K]] = []
    used = list(taken)
    for name, kind in sorted(names, key=lambda one: (-len(one[0]), one)):
        words = name.split()
        if not words or len(name) < 2 or any(word not in text for word in words):
            continue
        pattern = r"\s+".join(map(re.escape, words))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
            if all(match.end() <= start or end <= match.start() for start, end in used):
                found.append((*match.span(), kind))
                used.append(match.span())
    return found


def _apart(found: Iterable[Mark]) -> Iterable[Mark]:
    """Without marks that lie in an earlier one, as two triggers may."""
    end = 0
    for mark in sorted(found):
        if mark.start >= end:
            yield mark
            end = mark.end
