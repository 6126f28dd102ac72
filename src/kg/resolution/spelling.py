"""Whether two spellings are one name: transliterations of Arabic, Slavic, Turkic and other names into English."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

from kg.lexicon import load
from kg.nlp.names import family_names, fold, given_names, honorifics, name_suffixes, particles

#: How two full names agree, the surest first: but for accents, hyphens and case; by their sound; one leaves names
#: out between the first and the last; one has an initial; a vowel or a letter differs; one goes on at the end.
Likeness = Literal["spelling", "sound", "shorter", "initial", "near", "longer"]

#: Spellings that stand for one sound in common romanisations, applied in this order to folded words.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ı", "i"),
        (r"ł", "l"),
        (r"(?<=[aeiou])j(?![aeiou])", "i"),  # Sergej: Sergei
        (r"x", "ks"),
        (r"(?:(?<=ahm)|(?<=amm)|(?<=oham)|(?<=uham))ed$", "ad"),  # Ahmed, Mohammed: Ahmad, Mohammad
        (r"ph", "f"),
        (r"(?:kh|gh|q|ck|c(?![eihy])|g(?=[ahu]))", "k"),
        (r"(?:iy|yy|i|y)[ae]h$", "ia"),  # Haniyeh: Haniya
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
def skeleton(word: str) -> str:
    """The consonants of :func:`sound`, "kh" taken for "h": spellings of one surname that sound alike share it."""
    heard = sound(fold(word).replace("kh", "h"))
    return heard[:1].translate(_VOWELS) + re.sub(r"[aiu]", "", heard[1:]) or heard


#: Any vowel at the start may stand for any other: Ibrahim and Ebrahim, Osama and Usama, Essam and Issam.
_VOWELS = str.maketrans("iu", "aa")


@lru_cache(maxsize=100_000)
def name_words(name: str) -> tuple[str, ...]:
    """A name's folded words, without particles ("al", "bin", "van") and without honorifics before it."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in honorifics():  # but "Shah" in "Ahmad Shah Massoud" is a name
        words = words[1:]
    # "Ben" is a particle in "Zine el-Abidine Ben Ali" and a given name in "Ben Johnson".
    first = words[:1] if words and words[0] in _GIVEN else []
    kept = [*first, *(w for w in words[len(first) :] if w not in _folded_particles())]
    return tuple(kept or words) or (name,)


@lru_cache(maxsize=100_000)
def name_key(name: str) -> tuple[str, ...]:
    """The sounds of :func:`name_words`, given names in one of their variants."""
    words = name_words(name)
    return (*(sound(_variants().get(w, w)) for w in words[:-1]), sound(words[-1]))


def likeness(a: str, b: str) -> Likeness | None:
    """How two full names may be one person's, None if they cannot be.

    The surnames must sound alike and so must the given names, or one be the other's initial; further names may be
    left out on one side. "George W. Bush" and "George H. W. Bush" differ: initials that are there must agree.
    """
    if fold(a).replace(" ", "") == fold(b).replace(" ", ""):
        return "spelling"
    if _east_asian(a) and _east_asian(b):
        return None  # one letter is another name: Li Peng and Li Ping, Kim Jong Un and Kim Jong Il
    first, second = name_key(a), name_key(b)
    has_initials = any(len(word) == 1 for word in (*first, *second))
    if first == second or (not has_initials and sound(a) == sound(b)):  # "Abdul Hamid" is "Abdulhamid"
        return "sound"
    short, long = sorted((first, second), key=len)
    suffixed = {name_words(n)[-1] for n in (a, b)} & name_suffixes()
    if 1 < len(short) < len(long) and long[: len(short)] == short and not suffixed:
        return "longer"
    if short[-1] != long[-1] and not _near(short[-1], long[-1]):
        return None
    if len(short) == len(long):
        pairs = list(zip(short[:-1], long[:-1], strict=True))
        if not all(_near_given(x, y) or _initial(x, y) for x, y in pairs):
            return None
        return "near" if all(_near_given(x, y) for x, y in pairs) else "initial"
    initials_left_out = any(len(word) == 1 for word in long[:-1])
    if len(short) < 2 or (initials_left_out and any(len(word) == 1 for word in short[:-1])):
        return None
    positions = iter(long[:-1])
    if not all(any(_near_given(word, other) for other in positions) for word in short[:-1]):
        return None
    return "shorter" if short[-1] == long[-1] and set(short) <= set(long) else "near"


def same_name(a: str, b: str) -> bool:
    """Whether two full names may be one person's: any :func:`likeness` but one that goes on at the end."""
    return likeness(a, b) not in {None, "longer"}


def hides_a_name(a: str, b: str) -> bool:
    """Whether what the shorter of two names leaves out may be what tells its bearer from a relative.

    "Ahmad" is half a given name: Ahmad Shah Massoud and Ahmad Zia Massoud are brothers, Ahmad Massoud a son.
    """
    short = min(name_words(a), name_words(b), key=len)
    left_out = set(name_key(a)) ^ set(name_key(b))
    return short[0] in _compound() and any(len(word) > 1 for word in left_out)


@cache
def _folded_particles() -> frozenset[str]:
    return frozenset(fold(p) for p in particles())


@cache
def _variants() -> dict[str, str]:
    """Folded given name → the first of its variants."""
    return {fold(name): fold(row[0]) for row in load("name_variants")["variants"] for name in row}


@cache
def _compound() -> frozenset[str]:
    return frozenset(fold(name) for name in load("name_variants")["compound"])


@cache
def _given_sounds() -> frozenset[str]:
    return frozenset(sound(_variants().get(name, name)) for name in given_names() if " " not in name)


def _east_asian(name: str) -> bool:
    """Whether a name is a Chinese, Korean or Vietnamese one: the surname first, then one to three syllables."""
    words = name_words(name)
    return words[0] in family_names() and len(words) > 1 and all(len(w) <= 9 for w in words[1:])


def _near(a: str, b: str, shortest: int = 5, most: int = 2) -> bool:
    """Whether two words of ``shortest`` letters or more are a letter apart, or two if they are long."""
    if a == b:
        return True
    longest = max(len(a), len(b))
    if longest < shortest or a[0].translate(_VOWELS) != b[0].translate(_VOWELS):
        return False
    return DamerauLevenshtein.distance(a, b) <= (1 if longest < 9 else most)


def _near_given(a: str, b: str) -> bool:
    """As :func:`_near`, but two names that are both common are two (Daniel and Daniela), and so are two short ones
    (Karim and Karam), where a vowel makes another name."""
    if a == b:
        return True
    if a in _given_sounds() and b in _given_sounds():
        return False
    short, long = sorted((a, b), key=len)
    other_sex = long == short + "a" or (a[:-1] == b[:-1] and {a[-1], b[-1]} == {"a", "u"})
    return not other_sex and _near(a, b, shortest=6, most=1)


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[:1] == b[:1]
