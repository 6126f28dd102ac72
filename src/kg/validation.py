"""Whether quads satisfy the shapes (``ontology/shapes.ttl``), and what to set aside where they do not.

pySHACL validates in rdflib's memory, so a large knowledge base is validated some subjects at a time, with the
classes of what they refer to.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, RDFS, SH, SKOS, XSD, Graph, Literal, URIRef

from kg.model import KnowledgeBase, ResolvedEvent, ResolvedFact
from kg.rdf import article_iri, evidence_iri, graphs
from kg.vocabulary import GP, ONTOLOGY, ontology_file

#: Subjects in one piece: some seconds of pySHACL, some tens of MB of rdflib.
_PIECE = 1000


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node of the graph that violates a shape, or that refers to one, and why it is set aside."""

    node: str
    reason: str
    label: str = ""
    """What the node is called, for people."""


def violations(quads: Iterable[ox.Quad], context: Iterable[ox.Quad] = ()) -> list[Violation]:
    """What the shapes have against the subjects of ``quads``, in order; empty if they conform.

    :param context: classes (``rdf:type``) of the nodes that ``quads`` refer to without stating them.
    """
    data = Graph()
    with _quiet_rdflib():
        for quad in (*_ontology(), *context):
            data.add(_triple(quad))
        checked = set()
        for quad in quads:
            data.add(_triple(quad))
            checked.add(_term(quad.subject))
        _, report, text = pyshacl.validate(
            data, shacl_graph=_shapes(), inplace=True, advanced=False, inference="none", meta_shacl=False
        )
    if not isinstance(report, Graph):
        raise TypeError(f"the shapes cannot be evaluated: {text}")
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        # A constraint on all instances of a class has the class as focus, and the instance as value.
        node = report.value(result, SH.value) if str(focus).startswith(GP._NS) else focus
        if node in checked:
            found.add(Violation(str(node), str(report.value(result, SH.resultMessage))))
    return sorted(found)


def conforming(kb: KnowledgeBase, base: str) -> tuple[KnowledgeBase, list[Violation]]:
    """``kb`` without what violates a shape, or refers to what does; and what was left out, in order.

    An event or a fact is left out whole if one of its sentences, articles or entities violates a shape.

    :raises KgError, ValueError: as :func:`kg.rdf.graphs`.
    """
    described: dict[object, list[ox.Quad]] = defaultdict(list)
    for iri, quads in graphs(kb, base):
        if iri != str(ONTOLOGY):
            for quad in quads:
                described[quad.subject].append(quad)
    found: list[Violation] = []
    subjects = iter(described)
    while piece := list(islice(subjects, _PIECE)):
        quads = [quad for subject in piece for quad in described[subject]]
        referred = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)} - set(piece)
        of_classes = (quad for node in referred for quad in described.get(node, ()) if _states_class(quad))
        found += violations(quads, of_classes)
    clean, reasons = _without(kb, found, base)
    labels = {iri: _label(described[ox.NamedNode(iri)]) for iri in reasons}
    return clean, sorted(Violation(iri, reason, labels[iri]) for iri, reason in reasons.items())


def _without(
    kb: KnowledgeBase, found: Iterable[Violation], base: str
) -> tuple[KnowledgeBase, dict[str, str]]:
    """``kb`` less what is ``found`` and what needs it, and the reason for each that is left out, by IRI."""
    reasons: dict[str, str] = {}
    for violation in found:
        reasons[violation.node] = "; ".join([*filter(None, [reasons.get(violation.node)]), violation.reason])
    needed_by: dict[str, list[str]] = defaultdict(list)
    for iri, needed in sorted(_needs(kb, base)):
        needed_by[needed].append(iri)
    # What needs something that is set aside cannot stay either, and so on along the chain.
    waiting = sorted(reasons, reverse=True)
    while waiting:
        cause = waiting.pop()
        for iri in needed_by[cause]:
            if iri not in reasons:
                reasons[iri] = f"rests on or refers to {cause}, which is set aside"
                waiting.append(iri)
    articles = tuple(article for article in kb.articles if article_iri(base, article.id) not in reasons)
    ids = {article.id for article in articles}
    clean = replace(
        kb,
        articles=articles,
        entities=tuple(entity for entity in kb.entities if entity.iri not in reasons),
        events=tuple(event for event in kb.events if event.iri not in reasons),
        facts=tuple(fact for fact in kb.facts if fact.iri not in reasons),
        mentions=tuple((id_, m) for id_, m in kb.mentions if id_ in ids and m.entity not in reasons),
    )
    return clean, reasons


def _needs(kb: KnowledgeBase, base: str) -> Iterator[tuple[str, str]]:
    """(node, node that it cannot do without), by IRI."""
    for entity in kb.entities:
        if entity.of is not None:
            yield entity.iri, entity.of
    for event in kb.events:
        for iri in (*event.actors, *event.recipients, event.location):
            if iri is not None:
                yield event.iri, iri
    for fact in kb.facts:
        yield fact.iri, fact.subject
        if not fact.literal:
            yield fact.iri, fact.object
    statements: tuple[ResolvedEvent | ResolvedFact, ...] = (*kb.events, *kb.facts)
    for statement in statements:
        for speaker in statement.speakers:
            yield statement.iri, speaker
        for report in statement.reports:
            yield statement.iri, evidence_iri(base, report)
            yield statement.iri, article_iri(base, report.article)


def _label(quads: Iterable[ox.Quad]) -> str:
    naming = {str(name) for name in (RDFS.label, SKOS.prefLabel, GP.title, GP.text)}
    named = (quad.object for quad in quads if quad.predicate.value in naming)
    return next((name.value for name in named if isinstance(name, ox.Literal)), "")


def _states_class(quad: ox.Quad) -> bool:
    return quad.predicate.value == str(RDF.type)


@cache
def _shapes() -> Graph:
    return Graph().parse(ontology_file("shapes.ttl"), format="turtle")


@cache
def _ontology() -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(path=str(ontology_file("geopolitics.ttl")), format=ox.RdfFormat.TURTLE))


def _triple(quad: ox.Quad) -> tuple[URIRef, URIRef, URIRef | Literal]:
    """A quad in rdflib's terms.

    :raises TypeError: for what our graphs do not have: blank nodes and quoted triples.
    """
    subject, predicate, value = _term(quad.subject), _term(quad.predicate), _term(quad.object)
    if not (isinstance(subject, URIRef) and isinstance(predicate, URIRef)):
        raise TypeError(f"not a triple about a named node: {quad}")
    return subject, predicate, value


def _term(term: object) -> URIRef | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        # rdflib holds a plain literal and the same text as xsd:string for two values.
        datatype = term.datatype.value
        return Literal(term.value, datatype=None if datatype == str(XSD.string) else URIRef(datatype))
    raise TypeError(f"neither a named node nor a literal: {term}")


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keeps rdflib from logging a traceback for every literal that its datatype does not allow.

    Such a literal violates a shape and is reported so.
    """
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
