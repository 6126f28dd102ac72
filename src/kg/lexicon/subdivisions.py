"""Subdivisions of countries: the provinces, states and regions of ISO 3166-2, as pycountry has them.

Many are common words, people's names or towns as well ("Victoria", "Rivers", "Bay"), so they are no part of the
gazetteer: only beside the title of somebody who may govern one is such a name a region's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

import pycountry

from kg.lexicon import load
from kg.lexicon.surface import fold

#: "Vinnytska oblast", "Krasnodarskiy kray": adjectives of the towns that they are named after.
_SLAVIC = re.compile(r"(?P<stem>\w+?)(?P<sk>sk)(?:a|aya|iy) (?:oblast'?|kray)$")
#: "Guangdong Sheng", "Gyeonggi-do": what the kind of subdivision is called there, or an English name of the kind.
_KIND = re.compile(r"(?: Sheng| Shi|-do| Province| Governorate| County| oblast'?| avtonomnyy okrug)$")


def _forms(name: str) -> Iterator[str]:
    plain = re.sub(r"\s*[\[(].*", "", name)
    first, _, rest = plain.partition(", ")
    plain = first if rest else plain
    adjective = _SLAVIC.fullmatch(plain)
    if adjective is not None:
        yield adjective["stem"]
        yield f"{adjective['stem']}sk"
        return
    yield _KIND.sub("", plain)
    if " Respublika" in f" {rest}":
        yield first


@cache
def subdivisions() -> Mapping[str, frozenset[str]]:
    """Folded name of a subdivision of the first level → alpha-3 codes of the countries that have one of that name."""
    rules = load("subdivisions")
    found: dict[str, set[str]] = {}
    for one in pycountry.subdivisions:
        if one.parent_code is not None or one.type in rules["municipal"]:
            continue
        country = pycountry.countries.get(alpha_2=one.country_code)
        if country is None:
            continue
        for form in _forms(one.name):
            found.setdefault(fold(form), set()).add(country.alpha_3)
    for code, names in rules["names"].items():
        for name in names:
            found.setdefault(fold(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items() if len(name) > 2}
