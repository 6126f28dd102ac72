"""Places by a description: "the capital", "the country", "the North"; the article need not have named them.

Where it does not, the only country that it speaks of, or that it is filed from, says which is meant.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import load
from kg.lexicon.gazetteer import Entry, capitals, lookup, metonyms
from kg.nlp.clauses import Scene, entities
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.references import reference_entity

#: The two states of a divided country, by what each calls the other.
_HALVES = {"North": ("PRK", frozenset({"KOR"})), "South": ("KOR", frozenset({"PRK"}))}


def described_place(scene: Scene, token: Token, words: list[str], country: str | None) -> DocEntity | None:
    """The place that a definite noun means; ``words`` stand before it, ``country`` is that of an adjective."""
    noun = " ".join([*(w for w in words if w not in load("descriptions")["plain"]), token.lower_]).replace(
        " - ", "-"
    )
    if country is not None:
        return None
    if noun in {"capital", "city"}:
        return _city(scene, token, noun)
    if token.text in _HALVES or noun == "mainland":
        return _half(scene, token)
    realms: dict[str, list[str]] = load("descriptions")["realms"]
    if noun not in realms and noun not in load("descriptions")["states"]:
        return None
    number = scene.number(token.idx)
    codes = set(realms.get(noun, ()))
    near = [m for m in scene.before_all(token.idx) if scene.number(m.start) >= number - 1]
    if codes:
        found = [m for m in scene.before_all(token.idx) if m.type == "Country" and m.country in codes]
        return one(found)
    # Any country may be "the country": the only one that these sentences speak of, by whatever word.
    countries = {m.country for m in near if m.country is not None and m.type not in {"Person"}}
    if not countries and (here := home_country(scene, token.idx)) is not None and not words:
        return country_entity(scene, here)
    if len(countries) != 1:
        return None
    return one(
        [m for m in near if m.type == "Country" and m.entity is not None and m.entity.type == "Country"]
    )


def _half(scene: Scene, token: Token) -> DocEntity | None:
    """ "The North", "the mainland", where the article names both that country and the other."""
    named = {m.country: m.entity for m in scene.before_all(token.idx) if m.type == "Country"}
    code, others = _HALVES.get(token.text, ("CHN", frozenset({"TWN", "HKG"})))
    return named.get(code) if others.intersection(named) else None


def _city(scene: Scene, token: Token, noun: str) -> DocEntity | None:
    """ "The capital", "the city": the only one named, unless another country came between."""
    before = [m for m in scene.before_all(token.idx) if m.entity is not None]
    number = scene.number(token.idx)
    near = [m for m in before if scene.number(m.start) >= number - 1]
    cities = [
        m
        for m in before
        if m.entity is not None and m.entity.type == "City" and m.kind in {"name", "metonym"}
    ]
    city = one([m for m in cities if (m.text in metonyms() if noun == "capital" else m in near)])
    if city is None:
        return _capital(scene, token, near) if noun == "capital" and not cities else None
    elsewhere = {
        m.country for m in near if m.type == "Country" and m.country is not None and m.kind == "name"
    } - {city.country}
    return None if elsewhere else city


def _capital(scene: Scene, token: Token, near: list[DocMention]) -> DocEntity | None:
    """The capital, without its name, of the only country that these sentences speak of, or of the dateline's."""
    countries = {m.country for m in near if m.country is not None and m.type != "Person"}
    country = next(iter(countries)) if len(countries) == 1 else None
    if not countries:
        country = home_country(scene, token.idx)
    return capital_entity(scene, country) if country is not None else None


def one(mentions: list[DocMention]) -> DocEntity | None:
    """The entity, if all of the mentions have the same."""
    found = entities(mentions)
    return found[0] if len(found) == 1 else None


def home_country(scene: Scene, position: int) -> str | None:
    """Alpha-3 code of the country that the article is filed from, if it has spoken of no other before ``position``.

    What happens in Somalia is often reported from Nairobi.
    """
    if scene.doc._.dateline is None:
        return None
    places = [lookup(name) for name in scene.doc._.dateline.split(", ")]
    countries = {place.country for place in places if place is not None and place.type in {"City", "Country"}}
    named = {m.country for here in scene.by_sentence for m in here if m.end <= position} - {None}
    return countries.pop() if len(countries) == 1 and named <= countries else None


def country_entity(scene: Scene, country: str) -> DocEntity:
    """The country as the article knows it, or anew."""
    return _known(scene, f"country:{country}") or reference_entity(f"country:{country}", country)


def capital_entity(scene: Scene, country: str) -> DocEntity | None:
    """The capital of a country (alpha-3 code), if it has one only."""
    found: tuple[Entry, ...] = capitals(country)
    if len(found) != 1:
        return None
    city = found[0]
    return _known(scene, city.ref) or DocEntity("City", city.name, city.ref, country)


def _known(scene: Scene, ref: str) -> DocEntity | None:
    mentions = (m for here in scene.by_sentence for m in here)
    return next((m.entity for m in mentions if m.entity is not None and m.entity.ref == ref), None)
