"""Entities that the reference data knows: countries, cities, organisations, governments."""

from __future__ import annotations

from functools import cache

from kg.lexicon.gazetteer import countries, organisations
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention


@cache
def country_names() -> dict[str, str]:
    return {entry.ref: entry.name for entry in countries()}


def referenced(mention: DocMention, by_ref: dict[str, DocEntity], entities: list[DocEntity]) -> DocEntity:
    """The entity of a mention that has a reference; made at its first mention."""
    assert mention.ref is not None
    entity = by_ref.get(mention.ref)
    if entity is None:
        if mention.kind == "metonym":
            entity = reference_entity(mention.ref, mention.country)
        else:
            name = country_names().get(mention.ref) or mention.text
            entity = DocEntity(mention.type, name, mention.ref, mention.country)
            entity.plural = mention.ref.startswith("group:")
        by_ref[mention.ref] = entity
        entities.append(entity)
    if mention.kind == "name":
        entity.names.add(mention.text)
        if mention.type != "Country" and len(mention.text) > len(entity.name):
            entity.name = mention.text
    return entity


def reference_entity(ref: str, country: str | None) -> DocEntity:
    """A country or organisation of the reference data that the article names only by its capital or its seat."""
    name = country_names().get(ref) or next(e.name for e in organisations() if e.ref == ref)
    kind: EntityType = "Country" if ref.startswith("country:") else "InternationalOrganization"
    return DocEntity(kind, name, ref, country)


def government(country: str) -> DocEntity:
    """The government of a country (ISO 3166-1 alpha-3)."""
    name = country_names().get(f"country:{country}", country)
    return DocEntity("Government", f"Government of {name}", f"government:{country}", country)
