"""Knowledge base → quads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import cast, get_args
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, RDFS, SDO, SKOS, XSD
from rdflib.namespace import DefinedNamespace

from kg.model import (
    Article,
    DateBasis,
    Entity,
    EntityType,
    KnowledgeBase,
    Report,
    ResolvedEvent,
    ResolvedFact,
    Span,
    Status,
)
from kg.rdf.reference import capital_of, country_of, geonames_iri, ontology_triples
from kg.triples import Triple, quads_in
from kg.vocabulary import (
    EVENT_TYPES,
    GP,
    ONTOLOGY,
    check_base,
    context_iri,
    intensity_of,
    mode_iri,
    superclasses,
)

#: Predicates that a fact may have.
RELATIONS = frozenset(
    {
        "holdsOffice", "formerlyHeldOffice", "officeOf", "headOfState", "headOfGovernment",
        "memberOf", "leads", "citizenOf", "affiliatedWith", "ideology",
        "basedIn", "locatedIn", "capitalOf", "candidateIn", "electedIn",
    }
)  # fmt: skip

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Terms:
    """The terms of a vocabulary as nodes of Oxigraph, each made once: rdflib's makes them at every use."""

    def __init__(self, vocabulary: type[DefinedNamespace]) -> None:
        self._vocabulary = vocabulary

    def __getattr__(self, name: str) -> ox.NamedNode:
        # Python asks this only for what is not in the dictionary of the instance yet.
        node = ox.NamedNode(self._vocabulary[name])
        setattr(self, name, node)
        return node

    def __getitem__(self, name: str) -> ox.NamedNode:
        return cast(ox.NamedNode, getattr(self, name))


_DCTERMS, _GP, _RDF, _RDFS, _SDO, _SKOS, _XSD = map(_Terms, (DCTERMS, GP, RDF, RDFS, SDO, SKOS, XSD))
_DATATYPES = {10: _XSD.date, 7: _XSD.gYearMonth, 4: _XSD.gYear}
_Statement = ResolvedEvent | ResolvedFact


def article_iri(base: str, article_id: str) -> str:
    """The IRI of an article and of the graph that holds what it states."""
    return f"{base}article/{quote(article_id, safe='')}"


def evidence_iri(base: str, report: Report) -> str:
    """The IRI of a sentence of an article."""
    return f"{base}evidence/{quote(report.article, safe='')}/{report.evidence.start}-{report.evidence.end}"


def trigger_iri(base: str, article_id: str, trigger: Span) -> str:
    """The IRI of the words of an article that name an event or a fact."""
    return f"{base}trigger/{quote(article_id, safe='')}/{trigger.start}-{trigger.end}"


def graphs(kb: KnowledgeBase, base: str) -> Iterator[tuple[str, list[ox.Quad]]]:
    """Each named graph, in order of its IRI, with its quads, in order. The same ``kb`` gives the same quads.

    A build makes the same graphs piece by piece (:mod:`kg.consolidation.pieces`).

    :raises KgError: if ``base`` is no base IRI, or there is no such event type, mode of the type, or context.
    :raises ValueError: if a value is unknown otherwise, or something refers to what is not in ``kb``.
    """
    check_base(base)
    articles = {article.id: article for article in kb.articles}
    labels = {entity.iri: entity.name for entity in kb.entities}
    for event in kb.events:
        labels[event.iri] = event_label(event, labels)
    triples: dict[str, set[Triple]] = defaultdict(set)
    mentioned: dict[str, set[str]] = defaultdict(set)
    for article_id, mention in kb.mentions:
        mentioned[_of(article_id, articles).id].add(mention.entity)
    for article in kb.articles:
        triples[article_iri(base, article.id)].update(
            article_triples(article, mentioned[article.id], labels, base)
        )
    statements: tuple[_Statement, ...] = (*kb.events, *kb.facts)
    for statement in statements:
        reporting = {_of(report.article, articles).id for report in statement.reports}
        home = article_iri(base, min(reporting)) if len(reporting) == 1 else merged_graph(base)
        triples[home].update(statement_triples(statement, labels, base))
        if isinstance(statement, ResolvedFact):
            triples[home].update(direct_triples(statement, labels))
        for report in statement.reports:
            article = articles[report.article]
            triples[article_iri(base, article.id)].update(passage_triples(article, report, base))
            triples[home].update(trigger_triples(statement.iri, report, trigger_words(article, report), base))
    for entity in kb.entities:
        triples[entity_graph(base)].update(entity_triples(entity, labels))
    by_ref: dict[str, str] = {}
    for entity in kb.entities:
        if entity.ref is not None:
            by_ref[entity.ref] = min(entity.iri, by_ref.get(entity.ref, entity.iri))
    for entity in kb.entities:
        triples[reference_graph(base)].update(reference_triples(entity, by_ref))
    for iri in sorted({iri for iri in triples if triples[iri]} | {str(ONTOLOGY)}):
        found = ontology_triples() if iri == str(ONTOLOGY) else triples[iri]
        yield iri, sorted(quads_in(iri, found), key=str)


def _of(article_id: str, articles: Mapping[str, Article]) -> Article:
    if article_id not in articles:
        raise ValueError(f"{article_id} is not the id of an article of the knowledge base")
    return articles[article_id]


def entity_graph(base: str) -> str:
    """The IRI of the graph of all entities."""
    return f"{base}graph/entities"


def merged_graph(base: str) -> str:
    """The IRI of the graph of what several articles report."""
    return f"{base}graph/merged"


def reference_graph(base: str) -> str:
    """The IRI of the graph of reference data on entities."""
    return f"{base}graph/reference"


def article_triples(
    article: Article, mentioned: Iterable[str], labels: Mapping[str, str], base: str
) -> Iterator[Triple]:
    """An article's metadata, and the entities (IRIs) that it mentions."""
    iri = article_iri(base, article.id)
    yield (iri, _RDF.type, _GP.Article)
    yield (iri, _RDF.type, _SDO.NewsArticle)
    if article.title is not None:
        yield (iri, _GP.title, _text(article.title))
    if article.published is not None:
        yield (iri, _GP.published, _text(article.published.isoformat(), _XSD.date))
    if article.publisher is not None:
        yield (iri, _GP.publisher, _text(article.publisher))
    if article.url is not None:
        yield (iri, _GP.url, _text(article.url, _XSD.anyURI))
    for entity in mentioned:
        yield (iri, _SDO.mentions, _known(entity, labels))


def passage_triples(article: Article, report: Report, base: str) -> Iterator[Triple]:
    """The sentence of a report, and the words in it that name what is reported."""
    yield from _evidence(article, report, base)
    if report.trigger is not None:
        yield from _trigger(article, report.trigger, base)


def trigger_words(article: Article, report: Report) -> str | None:
    """The words that name what is reported, on one line."""
    if report.trigger is None:
        return None
    return " ".join(article.text[report.trigger.start : report.trigger.end].split())


def trigger_triples(statement: str, report: Report, words: str | None, base: str) -> Iterator[Triple]:
    """Where an event or a fact is named, and by what words; for the graph that the statement is in."""
    if report.trigger is not None and words is not None:
        yield (statement, _GP.triggerAt, ox.NamedNode(trigger_iri(base, report.article, report.trigger)))
        yield (statement, _GP.trigger, _text(words))


def _evidence(article: Article, report: Report, base: str) -> Iterator[Triple]:
    iri = evidence_iri(base, report)
    yield (iri, _RDF.type, _GP.Evidence)
    yield from _passage(iri, article, report.evidence, base)


def _trigger(article: Article, trigger: Span, base: str) -> Iterator[Triple]:
    iri = trigger_iri(base, article.id, trigger)
    yield (iri, _RDF.type, _GP.Passage)
    yield from _passage(iri, article, trigger, base)


def _passage(iri: str, article: Article, span: Span, base: str) -> Iterator[Triple]:
    yield (iri, _GP.text, _text(article.text[span.start : span.end]))
    yield (iri, _GP.start, _text(str(span.start), _XSD.integer))
    yield (iri, _GP.end, _text(str(span.end), _XSD.integer))
    yield (iri, _GP.article, ox.NamedNode(article_iri(base, article.id)))


def entity_triples(entity: Entity, labels: Mapping[str, str]) -> Iterator[Triple]:
    """What the graph of entities says of one."""
    if entity.type not in get_args(EntityType):
        raise ValueError(f"{entity.iri} has the unknown type {entity.type}")
    yield (entity.iri, _RDF.type, _GP[entity.type])
    for top in {"Actor", "Place"} & superclasses(entity.type):
        yield (entity.iri, _RDF.type, _GP[top])
    yield (entity.iri, _SKOS.prefLabel, _text(entity.name))
    for name in entity.names:
        if name != entity.name:
            yield (entity.iri, _SKOS.altLabel, _text(name))
    if entity.role is not None:
        yield (entity.iri, _GP.role, _text(entity.role))
    if entity.of is not None:
        yield (entity.iri, _GP.officeOf, _known(entity.of, labels))
    if entity.country is not None:
        yield (entity.iri, _GP.countryCode, _text(entity.country))


def reference_triples(entity: Entity, by_ref: Mapping[str, str]) -> Iterator[Triple]:
    """What reference data say of an entity.

    :param by_ref: IRIs of the graph's countries, by their reference-data identities.
    """
    if entity.ref is None:
        return
    yield (entity.iri, _DCTERMS.identifier, _text(entity.ref))
    geonames = geonames_iri(entity.ref)
    if geonames is not None:
        yield (entity.iri, _SKOS.exactMatch, ox.NamedNode(geonames))
    if entity.ref.startswith("country:"):
        yield (entity.iri, _GP.iso3, _text(entity.ref.removeprefix("country:")))
    if entity.ref.startswith("city:"):
        country = country_of(entity.ref)
        if country is not None and country in by_ref:
            yield (entity.iri, _GP.locatedIn, ox.NamedNode(by_ref[country]))
            if capital_of(country) == entity.ref:
                yield (entity.iri, _GP.capitalOf, ox.NamedNode(by_ref[country]))


def statement_triples(
    statement: ResolvedEvent | ResolvedFact, labels: Mapping[str, str], base: str
) -> Iterator[Triple]:
    """The node of an event or a fact: what the two have in common, then the rest."""
    iri = statement.iri
    if statement.status not in get_args(Status):
        raise ValueError(f"{iri} has the unknown status {statement.status}")
    yield (iri, _GP.status, _GP[statement.status])
    yield (iri, _GP.confidence, _decimal(Decimal(str(statement.confidence))))
    for speaker in statement.speakers:
        yield (iri, _GP.claimedBy, _known(speaker, labels))
    for rule in statement.rules:
        yield (iri, _GP.rule, _text(rule))
    for report in statement.reports:
        yield (iri, _GP.evidence, ox.NamedNode(evidence_iri(base, report)))
    if isinstance(statement, ResolvedEvent):
        yield from _event(statement, labels)
    else:
        yield from _fact(statement, labels)


def _event(event: ResolvedEvent, labels: Mapping[str, str]) -> Iterator[Triple]:
    iri = event.iri
    score = intensity_of(event.type, event.mode)
    yield (iri, _RDF.type, _GP.Event)
    yield (iri, _RDF.type, _GP[event.type])
    yield (iri, _RDFS.label, _text(event_label(event, labels)))
    for actor in event.actors:
        yield (iri, _GP.actor, _known(actor, labels))
    for recipient in event.recipients:
        yield (iri, _GP.recipient, _known(recipient, labels))
    if event.location is not None:
        yield (iri, _GP.location, _known(event.location, labels))
    if event.mode is not None:
        yield (iri, _GP.mode, ox.NamedNode(mode_iri(event.type, event.mode)))
    if event.mutual:
        yield (iri, _GP.mutual, _text("true", _XSD.boolean))
    for context in event.contexts:
        yield (iri, _GP.context, ox.NamedNode(context_iri(context)))
    quad = EVENT_TYPES[event.type].quad
    if quad is not None:
        yield (iri, _GP.quad, _GP[quad])
    if score is not None:
        yield (iri, _GP.intensity, _decimal(score))
    for trigger in event.triggers:
        yield (iri, _GP.trigger, _text(trigger))
    for words in event.about:
        yield (iri, _GP.about, _text(words))
    for opinion in event.opinions:
        yield (iri, _GP.opinion, _text(opinion))
    if event.time is not None:
        if event.time.basis not in get_args(DateBasis):
            raise ValueError(f"{iri} has the unknown basis of its date {event.time.basis}")
        yield (iri, _GP.dateBasis, _text(event.time.basis))
        yield from _times(iri, _GP.date, event.time.value, event.time.earliest, event.time.latest)


def _fact(fact: ResolvedFact, labels: Mapping[str, str]) -> Iterator[Triple]:
    if fact.predicate not in RELATIONS:
        raise ValueError(f"{fact.iri} has the unknown predicate {fact.predicate}")
    iri, predicate = fact.iri, _GP[fact.predicate]
    value = _text(fact.object) if fact.literal else _known(fact.object, labels)
    shown = fact.object if fact.literal else labels[fact.object]
    yield (iri, _RDF.type, _GP.Fact)
    yield (iri, _RDFS.label, _text(f"{_name(fact.subject, labels)}: {_words(fact.predicate)}: {shown}"))
    yield (iri, _RDF.subject, _known(fact.subject, labels))
    yield (iri, _RDF.predicate, predicate)
    yield (iri, _RDF.object, value)
    if fact.valid_from is not None:
        yield from _times(iri, _GP.validFrom, fact.valid_from.value, fact.valid_from.earliest, None)
    if fact.valid_until is not None:
        yield from _times(iri, _GP.validUntil, fact.valid_until.value, None, fact.valid_until.latest)


def direct_triples(fact: ResolvedFact, labels: Mapping[str, str]) -> Iterator[Triple]:
    """What an asserted fact says, beside its node."""
    if fact.status == "Asserted":
        value = _text(fact.object) if fact.literal else _known(fact.object, labels)
        yield (_known(fact.subject, labels).value, _GP[fact.predicate], value)


def _times(
    iri: str, predicate: ox.NamedNode, value: str | None, earliest: str | None, latest: str | None
) -> Iterator[Triple]:
    if value is not None:
        if len(value) not in _DATATYPES:
            raise ValueError(f"{iri} has the date {value}, which is neither a day, a month nor a year")
        yield (iri, predicate, _text(value, _DATATYPES[len(value)]))
    if earliest is not None:
        yield (iri, _GP.earliest, _text(earliest, _XSD.date))
    if latest is not None:
        yield (iri, _GP.latest, _text(latest, _XSD.date))


def event_label(event: ResolvedEvent, labels: Mapping[str, str]) -> str:
    """What an event is called: its type, its sides and its date."""
    sides = [
        ", ".join(sorted(_name(iri, labels) for iri in side)) for side in (event.actors, event.recipients)
    ]
    label = f"{_words(event.type).capitalize()}: {' – '.join(side for side in sides if side)}"
    return f"{label}, {event.time.value}" if event.time and event.time.value else label


def _words(name: str) -> str:
    """``holdsOffice`` → "holds office"."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _known(iri: str, labels: Mapping[str, str]) -> ox.NamedNode:
    # Whatever is not an entity or event of ours stays text: this is where text would turn into an IRI.
    _name(iri, labels)
    return ox.NamedNode(iri)


def _name(iri: str, labels: Mapping[str, str]) -> str:
    try:
        return labels[iri]
    except KeyError:
        raise ValueError(f"{iri} is neither an entity nor an event of the knowledge base") from None


def _text(value: str, datatype: ox.NamedNode = _XSD.string) -> ox.Literal:
    return ox.Literal(_NOT_XML.sub("\ufffd", value), datatype=datatype)


def _decimal(value: Decimal) -> ox.Literal:
    """The canonical form of XSD 1.1, rounded to two digits: "0.5", "1"."""
    if not value.is_finite():
        raise ValueError(f"{value} is no decimal number")
    rounded = value.quantize(Decimal("0.01"))
    plain = f"{rounded:f}".rstrip("0").rstrip(".")
    return _text("0" if plain in ("", "-0") else plain, _XSD.decimal)
