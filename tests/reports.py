"""Articles as the resolution sees them: the entities that each names, and what it states of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.model import Article, EntityType, Event, Extraction, Fact, LocalEntity, Mention, Segment, Span


def entity(
    name: str, kind: EntityType = "Person", country: str | None = None, ref: str | None = None
) -> LocalEntity:
    """An entity as an article knows it; its key is its name."""
    return LocalEntity(name, kind, name, (name,), ref, country)


def country(code: str, name: str) -> LocalEntity:
    return entity(name, "Country", code, f"country:{code}")


SYRIA = country("SYR", "Syria")


def report(
    number: int,
    *entities: LocalEntity,
    events: Iterable[Event] = (),
    facts: Iterable[Fact] = (),
    day: date | None = None,
) -> Extraction:
    """An article that names the entities, one after the other."""
    text, mentions = "", []
    for one in entities:
        if one.type != "Office":
            mentions.append(Mention(len(text), len(text) + len(one.name), one.name, one.type, one.key))
            text += one.name + ". "
    text += "." * 40
    article = Article(f"{number:04d}", f"{number}.txt", text, (Segment(0, len(text), "body"),), published=day)
    return Extraction(article, entities, tuple(sorted(mentions)), tuple(events), tuple(facts))


def holding(person: LocalEntity, role: str, of: LocalEntity) -> tuple[LocalEntity, Fact]:
    """An office of ``of``, and that the person has it."""
    office = LocalEntity(
        f"{role} of {of.key}", "Office", f"{role} of {of.name}", (), None, of.country, role, of.key
    )
    return office, Fact(person.key, "holdsOffice", office.key, Span(0, 10), "title")
