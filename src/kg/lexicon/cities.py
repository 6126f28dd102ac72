"""Cities of GeoNames that news name: which of them, in which forms, and which has a name that many share."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from kg import geonames
from kg.lexicon import load
from kg.lexicon.entries import Entry
from kg.lexicon.surface import fold, normalise

#: Inhabitants from which a city that is no capital stands in the gazetteer.
MIN_POPULATION = 100_000
#: How many times larger than its namesakes abroad a city must be to own the name.
DOMINANCE = 5
#: Letters of scholarly transliteration, which news do not print ("Al Qāmishlī"). Latvian spells with them.
_SCHOLARLY = re.compile("[āīūḩḥẕẓĀĪŪḨḤ‘]")


def _loose(name: str) -> str:
    """For names of GeoNames written by hand: apostrophes of transliteration do not matter."""
    return fold(name).replace("'", "")


def city_entries() -> list[Entry]:
    """Capitals first, then by population: the order in which they claim names."""
    lexicon = load("places")["cities"]
    alpha_3 = {code: record["iso3"] for code, record in geonames.countries().items()}
    capitals = _capital_names()
    notable = {(code, _loose(name)) for code, names in lexicon["notable"].items() for name in names}
    renamed = {
        (code, _loose(name)): forms
        for code, table in lexicon["renamed"].items()
        for name, forms in table.items()
    }
    usable = _UsableForm(lexicon)
    named = notable | capitals
    found: list[tuple[int, Entry]] = []
    for place in geonames.cities():
        given, code = place.name, alpha_3.get(place.country, "")
        key = (code, _loose(given))
        if place.population < MIN_POPULATION and key not in named:
            continue
        capital = key in capitals
        given = fold(given) if _SCHOLARLY.search(given) and code != "LVA" else normalise(given)
        forms = [*renamed.get(key, ()), given]
        names = tuple(form for form in forms if usable(form, capital))
        if names:
            ref = f"city:{place.id}"
            entry = Entry(ref, "City", names[0], code, names, "capital" if capital else None)
            found.append((place.population, entry))
    for number, record in lexicon["small"].items():
        names = (record["name"], *record.get("names", ()))
        found.append((0, Entry(f"city:{number}", "City", record["name"], record["country"], names, None)))
    return _without_rivals(found, {code: set(names) for code, names in lexicon["prefer"].items()})


@cache
def town_names() -> frozenset[str]:
    """Folded names of all towns of GeoNames' list."""
    return frozenset(fold(place.name) for place in geonames.cities())


def _capital_names() -> set[tuple[str, str]]:
    """(alpha-3, loose name) of the capitals of states that depend on no other."""
    lexicon = load("countries")
    found = set()
    for record in geonames.countries().values():
        listed = lexicon["countries"].get(record["iso3"])
        if listed is not None and record["iso3"] not in lexicon["dependent"]:
            found |= {
                (record["iso3"], _loose(name)) for name in listed.get("capitals", [record["capital"].strip()])
            }
    return found


class _UsableForm:
    """Whether a form of a city's name may be looked for: it is no given name, no word, and long enough."""

    def __init__(self, lexicon: dict[str, Any]) -> None:
        given = load("person_names")["given"]
        self._kept = {fold(name) for name in lexicon["kept"]}
        self._names = {fold(name) for name in (*given["male"], *given["female"])} - self._kept
        self._dropped = {fold(name) for name in lexicon["dropped"]}
        self._short = set(lexicon["short"])
        self._accented = set(lexicon["accented"])

    def __call__(self, form: str, capital: bool) -> bool:
        key = fold(form)
        if form in self._accented:
            return True
        if key in self._dropped or any(letter.isdigit() for letter in key):
            return False
        return capital or (key not in self._names and (len(key) > 3 or key in self._short))


def _without_rivals(found: list[tuple[int, Entry]], prefer: dict[str, set[str]]) -> list[Entry]:
    """Settle names that several cities share: the preferred one has it; within one country the largest; the
    largest if it is DOMINANCE times the next abroad; the capital; else none of them."""
    claims: dict[str, list[tuple[int, Entry]]] = {}
    for population, entry in found:
        for key in {fold(name) for name in entry.names}:
            claims.setdefault(key, []).append((population, entry))

    def owner(key: str) -> str | None:
        rivals = sorted(claims[key], key=lambda claim: (-claim[0], claim[1].ref))
        population, largest = rivals[0]
        abroad = [size for size, entry in rivals if entry.country != largest.country]
        preferred = [entry.ref for _, entry in rivals if key in prefer.get(entry.country or "", ())]
        capitals = [entry.ref for _, entry in rivals if entry.kind == "capital"]
        if preferred:
            return preferred[0]
        if not abroad or population >= DOMINANCE * max(abroad):
            return largest.ref
        return capitals[0] if capitals else None

    owners = {key: owner(key) for key in claims}
    settled = []
    for population, entry in found:
        names = tuple(name for name in entry.names if owners[fold(name)] == entry.ref)
        if names:
            settled.append((population, replace(entry, name=names[0], names=names)))
    settled.sort(key=lambda claim: (claim[1].kind != "capital", -claim[0], claim[1].ref))
    return [entry for _, entry in settled]
