"""Whether two spellings are one name: transliterations of Arabic, Slavic, Turkic and other names into English."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from kg.nlp.names import fold, honorifics, particles

#: Spellings that stand for one sound in common romanisations, applied in this order to folded words.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ı", "i"),
        (r"ł", "l"),
        (r"x", "ks"),
        (r"(?:(?<=ahm)|(?<=amm)|(?<=oham)|(?<=uham))ed$", "ad"),  # Ahmed, Mohammed: Ahmad, Mohammad
        (r"ph", "f"),
        (r"(?:kh|gh|q|ck|c(?![eihy])|g(?=[ahu]))", "k"),
        (r"(?:dh|dd)", "d"),
        (r"(?:sch|sh|ş|sz)", "s"),
        (r"(?:tch|ch|cz|tsch)", "c"),
        (r"(?:th)", "t"),
        (r"(?:ts|tz|cz|z)", "s"),
        (r"w", "v"),
        (r"(?:iy|yy|ij|ii|y|ie|ee)", "i"),
        (r"j", "g"),
        (r"(?:ou|oo|u)", "u"),
        (r"o", "u"),
        (r"e", "i"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    )
)


#: Particles that are given names besides.
_GIVEN = frozenset({"ben", "abu", "van"})


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """A key that common romanisations of one name share: "zelensky", "zelenskyy" and "zelenskiy" give one."""
    key = fold(word).replace(" ", "")
    for pattern, replacement in _SOUNDS:
        key = pattern.sub(replacement, key)
    return key or word


@lru_cache(maxsize=100_000)
def name_key(name: str) -> tuple[str, ...]:
    """The sounds of a name's words, without particles ("al", "bin", "van") and honorifics."""
    skip = {fold(p) for p in particles()}
    every = fold(name).split()
    # "Ben" is a particle in "Zine el-Abidine Ben Ali" and a given name in "Ben Johnson".
    first = every[:1] if every and every[0] in _GIVEN else []
    words = [*first, *(w for w in every[len(first) :] if w not in skip and w not in honorifics())] or every
    return tuple(sound(w) for w in words) or (name,)


def same_name(a: str, b: str) -> bool:
    """Whether two full names may be one person's.

    The surnames must sound alike and so must the given names, or one be the other's initial; further names may be
    left out on one side. "George W. Bush" and "George H. W. Bush" differ: initials that are there must agree.
    """
    first, second = name_key(a), name_key(b)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if short[-1] != long[-1] and not _near(short[-1], long[-1]):
        return False
    if len(short) == len(long):
        return all(_near(x, y) or _initial(x, y) for x, y in zip(short[:-1], long[:-1], strict=True))
    initials = {w for w in long[:-1] if len(w) == 1}
    if initials and any(len(w) == 1 for w in short[:-1]):
        return False
    positions = iter(long[:-1])
    return all(any(_near(word, other) for other in positions) for word in short[:-1]) and len(short) > 1


def _near(a: str, b: str) -> bool:
    if a == b:
        return True
    longest = max(len(a), len(b))
    return longest >= 5 and a[0] == b[0] and DamerauLevenshtein.distance(a, b) <= (1 if longest < 9 else 2)


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[:1] == b[:1]
