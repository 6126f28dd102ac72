"""Heads of state and government whose name is a part of another's: Idriss Déby and his son Mahamat Idriss Déby."""

from __future__ import annotations

from functools import cache

from kg.lexicon import load
from kg.lexicon.surface import fold


def two_leaders(one: str, other: str) -> bool:
    """Whether two full names are those of two leaders, of whom one has the other's name and a word more."""
    here, there = _leader(one), _leader(other)
    if here is None or there is None or len(here) == len(there):
        return False
    short, long = sorted((here, there), key=len)
    left_out = [word for word in long if word not in short]
    return _within(short, long) and any(len(word) > 1 for word in left_out)


@cache
def _leader(name: str) -> tuple[str, ...] | None:
    """The words of the leader's name that a name has all of, in order; the longest such name."""
    words = _words(name)
    fitting = [
        known for word in dict.fromkeys(words) for known in _by_word().get(word, ()) if _within(known, words)
    ]
    return max(fitting, key=len, default=None)


@cache
def _by_word() -> dict[str, list[tuple[str, ...]]]:
    """Leaders' names by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for names in load("leaders")["leaders"].values():
        for name in names:
            found.setdefault(_words(name)[0], []).append(_words(name))
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).casefold().replace(".", " ").replace("-", " ").split())


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
