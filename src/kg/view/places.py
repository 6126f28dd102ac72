"""Where countries are: their number on the outline map, and their capital."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TypedDict

from kg import geonames

#: Where Natural Earth names a country that ISO 3166-1 has no number for.
_UNNUMBERED = {"XKX": "Kosovo"}


class Place(TypedDict):
    """``shape`` is the id of the country's outline (its ISO number of three digits, else its name); ``at`` is
    longitude and latitude of its capital, else of its largest city, in degrees."""

    shape: str
    at: tuple[float, float]


def place(iso3: str) -> Place | None:
    """Where the country with this ISO 3166-1 alpha-3 code is; None if GeoNames has no city of it."""
    return _places().get(iso3)


@cache
def _places() -> dict[str, Place]:
    cities: dict[str, list[geonames.City]] = defaultdict(list)
    for city in geonames.cities():
        cities[city.country].append(city)
    found: dict[str, Place] = {}
    for country in geonames.countries().values():
        if cities[country["iso"]]:
            # GeoNames does not list the smallest capitals; then the largest city will do.
            city = max(cities[country["iso"]], key=_fit)
            shape = _UNNUMBERED.get(country["iso3"]) or f"{country['isonumeric']:03}"
            at = (round(city.at[0], 2), round(city.at[1], 2))
            found[country["iso3"]] = Place(shape=shape, at=at)
    return found


def _fit(city: geonames.City) -> tuple[bool, bool, int, int]:
    """How well a city stands for its country's capital."""
    first = city.name == geonames.capital(city.country)
    return first, city.named_as_capital, city.population, int(city.id)
