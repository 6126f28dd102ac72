"""Quads → knowledge base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast, get_args
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, SKOS, URIRef

from kg.model import (
    Article,
    DateBasis,
    Entity,
    EntityType,
    EventType,
    KnowledgeBase,
    Report,
    ResolvedEvent,
    ResolvedFact,
    Span,
    Status,
    TimeValue,
)
from kg.rdf.writing import article_iri
from kg.vocabulary import GP, MODES, mode_iri, superclasses


class _Node:
    """What is said of one subject."""

    def __init__(self, iri: str, terms: Mapping[str, list[Any]]) -> None:
        self.iri = iri
        self.terms = terms

    def all(self, predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(term.value for term in self.terms.get(str(predicate), ())))

    def any(self, predicate: URIRef) -> str | None:
        return next(iter(self.all(predicate)), None)

    def one(self, predicate: URIRef) -> str:
        value = self.any(predicate)
        if value is None:
            raise ValueError(f"{self.iri} has no {predicate}")
        return value

    def names(self, predicate: URIRef) -> set[str]:
        """Local names of terms of the ontology."""
        return {value.removeprefix(GP._NS) for value in self.all(predicate)}


def to_knowledge_base(quads: Iterable[ox.Quad], base: str) -> KnowledgeBase:
    """The knowledge base that :func:`graphs` wrote, less what RDF does not carry; all of it in order.

    :raises ValueError: if a value that must be there is missing.
    """
    terms: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in {quad.triple for quad in quads}:
        if isinstance(triple.subject, ox.NamedNode):
            terms[triple.subject.value][triple.predicate.value].append(triple.object)
    nodes = {iri: _Node(iri, terms[iri]) for iri in sorted(terms)}
    articles, entities, events, facts = [], [], [], []
    for node in nodes.values():
        types = node.names(RDF.type)
        if "Article" in types:
            articles.append(_to_article(node, base))
        elif "Event" in types:
            events.append(_to_event(node, nodes, base))
        elif "Fact" in types:
            facts.append(_to_fact(node, nodes, base))
        elif types & set(get_args(EntityType)):
            entities.append(_to_entity(node, types))
    return KnowledgeBase(tuple(articles), tuple(entities), tuple(events), tuple(facts))


def _to_article(node: _Node, base: str) -> Article:
    published = node.any(GP.published)
    return Article(
        id=_article_id(node.iri, base),
        key="",
        text="",
        segments=(),
        title=node.any(GP.title),
        published=None if published is None else date.fromisoformat(published),
        publisher=node.any(GP.publisher),
        url=node.any(GP.url),
    )


def _to_entity(node: _Node, types: set[str]) -> Entity:
    # A country is a place and an actor too: its own class is the one that lies above no other.
    (own,) = types - {above for name in types for above in superclasses(name)}
    return Entity(
        iri=node.iri,
        type=cast(EntityType, own),
        name=node.one(SKOS.prefLabel),
        names=node.all(SKOS.altLabel),
        ref=node.any(DCTERMS.identifier),
        country=node.any(GP.countryCode),
        role=node.any(GP.role),
        of=node.any(GP.officeOf),
    )


def _to_event(node: _Node, nodes: Mapping[str, _Node], base: str) -> ResolvedEvent:
    (event_type,) = node.names(RDF.type) - {"Event"}
    basis = cast(DateBasis | None, node.any(GP.dateBasis))
    when = node.any(GP.date), node.any(GP.earliest), node.any(GP.latest)
    mode = node.any(GP.mode)
    contexts = (context.removeprefix("context-") for context in node.names(GP.context))
    return ResolvedEvent(
        iri=node.iri,
        type=cast(EventType, event_type),
        actors=node.all(GP.actor),
        recipients=node.all(GP.recipient),
        reports=_reports(node, nodes, base),
        status=_status(node),
        location=node.any(GP.location),
        time=None if basis is None else TimeValue(*when, basis),
        speakers=node.all(GP.claimedBy),
        mode=None if mode is None else _mode_name(event_type, mode),
        mutual=node.any(GP.mutual) == "true",
        contexts=tuple(sorted(contexts)),
        triggers=node.all(GP.trigger),
        about=node.all(GP.about),
        rules=node.all(GP.rule),
        opinions=node.all(GP.opinion),
        confidence=float(node.one(GP.confidence)),
    )


def _to_fact(node: _Node, nodes: Mapping[str, _Node], base: str) -> ResolvedFact:
    valid_from = TimeValue(node.any(GP.validFrom), node.any(GP.earliest), None, "explicit")
    valid_until = TimeValue(node.any(GP.validUntil), None, node.any(GP.latest), "explicit")
    return ResolvedFact(
        iri=node.iri,
        subject=node.one(RDF.subject),
        predicate=node.one(RDF.predicate).removeprefix(GP._NS),
        object=node.one(RDF.object),
        reports=_reports(node, nodes, base),
        literal=isinstance(node.terms[str(RDF.object)][0], ox.Literal),
        status=_status(node),
        speakers=node.all(GP.claimedBy),
        valid_from=valid_from if valid_from.value or valid_from.earliest else None,
        valid_until=valid_until if valid_until.value or valid_until.latest else None,
        rules=node.all(GP.rule),
        confidence=float(node.one(GP.confidence)),
    )


def _reports(node: _Node, nodes: Mapping[str, _Node], base: str) -> tuple[Report, ...]:
    sentences = (nodes[iri] for iri in node.all(GP.evidence))
    found = (
        (_article_id(s.one(GP.article), base), int(s.one(GP.start)), int(s.one(GP.end))) for s in sentences
    )
    return tuple(Report(article, Span(start, end)) for article, start, end in sorted(found))


def _mode_name(event_type: str, iri: str) -> str:
    return next(mode for owner, mode in MODES if owner == event_type and str(mode_iri(owner, mode)) == iri)


def _status(node: _Node) -> Status:
    return cast(Status, node.one(GP.status).removeprefix(GP._NS))


def _article_id(iri: str, base: str) -> str:
    return unquote(iri.removeprefix(article_iri(base, "")))
