"""Which country a report is from and about: its dateline, its outlet, and the countries that it speaks of.

A country that only says where somebody comes from ("Saudi envoy X", "France's Y") or goes to sets no scene.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from kg.extraction.facts.origins import countries
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.lexicon.gazetteer import Entry, capitals, lookup
from kg.lexicon.gazetteer import countries as countries_of_the_world
from kg.nlp.document import DocMention
from kg.nlp.names import fold

_ARRIVED = (" landed in ", " lands in ", " arrived in ", " arrives in ")
#: Places before another: "Astana and ".
_COORDINATED = re.compile(r"(?:[A-Z][\w'-]+(?:, and |, | and ))+$")
#: How often the country that an article is about is named, at the least, and how much oftener than any other.
_OFTEN, _OFTENER = 3, 2
#: Where somebody goes or comes from, what is bought and fought, by the words before a place.
_AWAY = (
    " to ", " from ", " for ", " via ", " against ", " with ", " into ", " through ", " towards ", " toward ",
    " leave ", " left ", " leaving ", " visit ", " visits ", " visited ", " visiting ", " toured ",
    " reach ", " reached ", " exile in ", " exiled in ", " asylum in ",
    " refuge in ", " born in ", " educated in ", " trained in ", " studied in ", " raised in ",
    " jailed in ", " farm in ", " embassy in ",
)  # fmt: skip


@lru_cache(maxsize=1)  # asked again for every title of an article
def home(statements: Statements) -> str | None:
    """Alpha-3 code of the country that an article is at home in, None where that is not clear."""
    every = countries(statements, 0, len(statements.doc._.plain))
    setting = [m for m in every if not away(statements, m) and not belongs(statements, m)]
    named = Counter(m.country for m in setting)
    front = opening(statements, len(statements.doc._.plain), setting)
    dateline = statements.doc._.dateline
    filed = dateline_country(dateline) or _national(statements)
    if filed is None:
        place = place_of_dateline(dateline)
        if place is not None and front[:1] == [place.country]:
            return place.country  # "CAIRO - Egypt and Sudan opened talks"
        if not every and place is not None and place.kind == "capital" and not _international(statements):
            return place.country  # "LONDON - The Chancellor said", with no word of any country
        about = _only(statements, setting) or _spoken_of(statements)
        return about if about is not None and told_of(statements, about) else None
    filed = next(
        (old for old in load("offices")["predecessors"].get(filed, ()) if named[old] and not named[filed]),
        filed,
    )
    if front:
        # "ACCRA - President X of Ghana received the Malian leader": whoever the report begins with is at home there.
        return filed if filed in front or filed in opening(statements, len(statements.doc._.plain)) else None
    abroad = max((count for code, count in named.items() if code != filed), default=0)
    # A report from abroad names the country that it is about again and again.
    return filed if abroad < _OFTEN or named[filed] >= abroad else None


def told_of(statements: Statements, code: str) -> bool:
    """Whether a country is named itself, where a report is from a place that nobody knows: guests come from others."""
    dateline = statements.doc._.dateline
    return (
        dateline is None
        or place_of_dateline(dateline) is not None
        or any(
            m.country == code and m.type == "Country" and m.kind == "name" for m in statements.countries.all
        )
    )


def _international(statements: Statements) -> bool:
    """Whether what countries meet in is named: then a dateline says where they met."""
    return any(m.type == "InternationalOrganization" for m in statements.names())


def _only(statements: Statements, setting: list[DocMention]) -> str | None:
    """The only country that sets a scene anywhere: that of a meeting place's dateline, if there is one."""
    codes = {m.country for m in setting}
    place = place_of_dateline(statements.doc._.dateline)
    if len(codes) != 1 or (place is not None and place.country not in codes):
        return None
    clear = len(setting) > 1 or foremost(statements, setting[0])
    return setting[0].country if clear else None


def _spoken_of(statements: Statements) -> str | None:
    """The country that an article is about and begins with."""
    about = topic(statements)
    front = begins_with(statements)
    if front and statements.doc._.dateline is None:
        return front[0] if about == front[0] or len(front) == 1 else None
    return about


def _national(statements: Statements) -> str | None:
    """The country of a dateline where countries meet, if the outlet is of that country and no agency of the world."""
    place, outlet = place_of_dateline(statements.doc._.dateline), statements.doc._.publisher
    if place is None or outlet is None or outlet in load("offices")["world_agencies"]:
        return None
    found = lookup(outlet)
    return place.country if found is not None and found.country == place.country else None


def place_of_dateline(dateline: str | None) -> Entry | None:
    """The city, region or country that a dateline names."""
    parts = (dateline or "").split(", ")
    return next(
        (
            entry
            for part in reversed(parts)
            if (entry := lookup(part) or _capitals().get(fold(part))) is not None
        ),
        None,
    )


@cache
def _capitals() -> dict[str, Entry]:
    """Capitals by their folded names; some only a dateline names for sure: "Male", "Victoria"."""
    found: dict[str, Entry] = {}
    for country in countries_of_the_world():
        for town in capitals(country.country or ""):
            found.setdefault(fold(town.name), town)
    return found


@cache
def dateline_country(dateline: str | None) -> str | None:
    """The country of "Quito" or "Accra, Ghana"; none for a city where countries meet, unless it is the state's own."""
    place = place_of_dateline(dateline)
    if place is None:
        return None
    meeting = place.type != "Country" and place.name in load("offices")["meeting_places"]
    return None if meeting else place.country


def dateline_region(statements: Statements) -> Entry | None:
    """The province or state of "Calgary, Alberta"."""
    parts = (statements.doc._.dateline or "").split(", ")
    region = lookup(parts[-1]) if len(parts) > 1 else None
    return region if region is not None and region.type == "Region" and region.country is not None else None


@lru_cache(maxsize=1)
def topic(statements: Statements) -> str | None:
    """The country that the article names far more often than any other."""
    counts = Counter(m.country for m in countries(statements, 0, len(statements.doc._.plain)))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _OFTENER * ranked[1][1] else None


def opening(statements: Statements, end: int, setting: list[DocMention] | None = None) -> list[str]:
    """The countries that the title and the first sentence of the body name before ``end``, the body's first.

    ``setting`` are the mentions that count, by default all.
    """
    found: list[str] = []
    counted = None if setting is None else {id(m) for m in setting}
    for start, stop, kind in statements.doc._.segments:
        last = stop if kind != "body" else min(stop, statements.token_at(start).sent.end_char)
        if start <= end < last:
            last = end
        here = [
            m.country for m in countries(statements, start, last)
            if m.country is not None and (counted is None or id(m) in counted)
        ]  # fmt: skip
        if kind == "body":
            return list(dict.fromkeys([*here, *found]))
        found += here
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def begins_with(statements: Statements) -> list[str]:
    """As :func:`opening`, of the whole opening and without places that somebody goes to or comes from."""
    end = len(statements.doc._.plain)
    return opening(statements, end, [m for m in countries(statements, 0, end) if not away(statements, m)])


def foremost(statements: Statements, mention: DocMention) -> bool:
    """Whether a sentence is about a country: its subject, or where it begins."""
    token = statements.doc[mention.token]
    opens = token.i - token.sent.start < 3
    # "The Turkish government", but not "X, the Slovak diplomat"
    described = token.head if mention.kind == "demonym" else token
    described = described.head if described.dep_ == "conj" else described
    return opens or described.dep_ in {"nsubj", "nsubjpass", "poss"}


def away(statements: Statements, mention: DocMention) -> bool:
    """Whether a place is where somebody goes or comes from: "broke off a visit to Abu Dhabi"."""
    before: str = statements.doc._.plain[max(mention.start - 60, 0) : mention.start]
    before = _COORDINATED.sub("", before)  # "who visited Astana and Tashkent"
    if before.removesuffix("the ").endswith(_ARRIVED):
        # Whom the guest met there is of that country, but not in a report from another.
        return dateline_country(statements.doc._.dateline) not in {None, mention.country}
    return before.removesuffix("the ").endswith(_AWAY)


def belongs(statements: Statements, mention: DocMention) -> bool:
    """Whether a country only says whose somebody is: "Saudi envoy X", "France's Y", "Z of Kenya"."""
    return id(mention) in statements.owning
