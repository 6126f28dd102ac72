"""Whose office it is where a title does not say so: "President X" in a report about Y.

Precision first: a country is only inferred for one-of-a-kind posts of a state, from the last country named before the
title, or the one country that the sentence before or the article's beginning names, and only if that country has such
a post, nobody else holds it in the article, and all that is said of the person agrees.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extraction.facts.statement import Statements
from kg.extraction.participants import PLACES
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention, Holding, segment_kind
from kg.nlp.offices import GENERIC, roles
from kg.nlp.title_phrases import Title

_STATE: frozenset[EntityType] = frozenset({"Country", "Government", "GovernmentBody", "MilitaryForce"})


def owner(statements: Statements, title: Title, person: DocEntity) -> DocEntity | None:
    """The country or body that "its", "the bloc's" or "the country's" before a title means."""
    if title.owner_at is None:
        return None
    token = statements.token_at(title.owner_at)
    entity = statements.entity(token)
    if entity is not None and entity.type != "Person":
        return entity
    if entity is not None and entity is not person:
        # "Putin told his foreign minister": the minister of his country.
        return statements.country(f"country:{entity.country}", entity.country) if entity.country else None
    if token.lower_ in {"country", "nation", "state", "republic", "kingdom", "island"}:
        if person.country is not None:
            return statements.country(f"country:{person.country}", person.country)
        return scene(statements, token)
    return None


def inferred(statements: Statements, holding: Holding) -> DocEntity | None:
    """The country of a title without one, where the article makes it clear."""
    row = roles()[holding.role]
    if holding.role in GENERIC or holding.former or not row.get("unique", True):
        return None  # a former president may be any country's
    if (row.get("of", "country") != "country" and holding.role != "president") or row.get("style", False):
        return None
    country = _agreed(statements, holding)
    person = holding.person.entity
    if country is not None and country.country in row.get("absent", ()):
        return None
    if country is None or person is None or person.country not in {None, country.country}:
        return None
    for other in statements.doc._.holdings:
        if other.role != holding.role or other.person.entity is person or other.former:
            continue
        there = other.of.country if other.of is not None else _country_code(_agreed(statements, other))
        if there == country.country:
            # Somebody else has that post there, or may have it.
            return None
    return country


def _agreed(statements: Statements, holding: Holding) -> DocEntity | None:
    """The one country that the sentences about this holder suggest, if they do not suggest two."""
    key = id(holding.person.entity), holding.role
    if key not in statements.agreed:
        statements.agreed[key] = _suggested(statements, holding)
    return statements.agreed[key]


def _suggested(statements: Statements, holding: Holding) -> DocEntity | None:
    found = [
        scene(statements, statements.token_at(other.start))
        for other in statements.doc._.holdings
        if other.person.entity is holding.person.entity and other.role == holding.role and other.of is None
    ]
    countries = {entity.country: entity for entity in found if entity is not None}
    return next(iter(countries.values())) if len(countries) == 1 else None


def _country_code(entity: DocEntity | None) -> str | None:
    return entity.country if entity is not None else None


def scene(statements: Statements, token: Token) -> DocEntity | None:
    """The country that a title at ``token`` is likely of: the last one named before it, or the article's own."""
    front = _front(statements)
    sentence = token.sent
    here = [m for m in _countries(statements, sentence) if m.end <= token.idx]
    if here:
        last = here[-1]
        # "He told the Turkish minister that President X": whose president is open; "in Cuba he met President X": not.
        is_place = last.kind != "demonym" and not _owns_title(statements, last)
        if is_place or last.country in front:
            return statements.country(f"country:{last.country}", last.country)
        return None
    towns = {
        m.country for m in _countries(statements, sentence) if m.type != "Country" and m.country is not None
    }
    codes = front
    if sentence.start > 0:
        before = statements.doc[sentence.start - 1].sent
        named = [m.country for m in _countries(statements, before) if m.country is not None]
        if named and segment_kind(statements.doc, before.start_char) == "body":
            # Of several, the one named first is what the sentence is about, if the title's sentence is set there.
            sure = len(set(named)) == 1 or towns == {named[0]}
            codes = {named[0]} & front if sure else set()
    return _only(statements, codes) if not towns or towns == codes else None


def _only(statements: Statements, codes: set[str]) -> DocEntity | None:
    """The country, if it is one."""
    return statements.country(f"country:{min(codes)}", min(codes)) if len(codes) == 1 else None


def _countries(statements: Statements, sentence: Span) -> list[DocMention]:
    """Mentions in the sentence that tell of a country: its name, its people, its cities."""
    return [
        m
        for m in statements.doc._.mentions
        if sentence.start_char <= m.start < sentence.end_char
        and m.country is not None
        and (m.type in PLACES or m.type in _STATE)
    ]


def _owns_title(statements: Statements, mention: DocMention) -> bool:
    return any(h.of is mention for h in statements.doc._.holdings)


def _front(statements: Statements) -> set[str]:
    """The countries that the title and the first sentence of the body name."""
    found: set[str] = set()
    for start, stop, kind in statements.doc._.segments:
        end = stop if kind != "body" else min(stop, statements.token_at(start).sent.end_char)
        found |= {
            m.country
            for m in statements.doc._.mentions
            if start <= m.start < end and m.country is not None and (m.type in PLACES or m.type in _STATE)
        }
        if kind == "body":
            break
    return found
