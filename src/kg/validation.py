"""Whether quads satisfy the shapes (``ontology/shapes.ttl``), and what to set aside where they do not.

Nearly everything does, and :mod:`kg.shapes` sees that at once. SHACL itself (pySHACL), which takes thousands of times
as long, is asked only of the rest: it decides, and gives the reasons.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, URIRef

from kg.shapes import Shapes
from kg.shapes.ontology import iri_of
from kg.store import Store
from kg.triples import Triple, Value, plain
from kg.vocabulary import GP, ONTOLOGY, ontology_file

_TYPE = ox.NamedNode(str(RDF.type))
_ONTOLOGY_GRAPH = ox.NamedNode(str(ONTOLOGY))
_NAMING = {str(name) for name in (RDFS.label, SKOS.prefLabel, GP.title, GP.text)}

#: The characters of decimals.
_DECIMAL = frozenset("+-.0123456789")

#: Quads of a store that are in memory at a time: some tens of MB.
_QUADS = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node of the graph that violates a shape, or that refers to one, and why it is set aside."""

    node: str
    reason: str
    label: str = ""
    """What the node is called, for people."""


def violations(triples: Iterable[Triple], context: Iterable[Triple] = ()) -> list[Violation]:
    """What the shapes have against the subjects of ``triples``, in order; empty if they conform.

    :param context: classes (``rdf:type``) of the nodes that ``triples`` refer to without stating them.
    """
    triples, context = list(triples), list(context)
    doubtful = _checker().doubtful(triples, context)
    if not doubtful:
        return []
    asked = [triple for triple in triples if triple[0] in doubtful]
    referred = {iri_of(value) for _, _, value in asked}
    types = (triple for triple in triples if triple[1] == _TYPE and triple[0] in referred)
    labels: dict[str, str] = {}
    for node, predicate, value in asked:
        if predicate.value in _NAMING and isinstance(value, ox.Literal):
            labels.setdefault(node, value.value)
    found = _judged(asked, (*types, *context))
    return sorted(Violation(node, reason, labels.get(node, "")) for node, reason in found)


def violations_in(store: Store) -> Iterator[Violation]:
    """What the shapes have against a whole graph, some subjects at a time, in no particular order.

    Memory holds some thousand quads, and those of the subject with the most.

    :raises TypeError: for what our graphs do not have: blank nodes and quoted triples.
    """
    waiting: list[ox.Quad] = []
    for quads in _subjects(store):
        waiting += quads
        if len(waiting) >= _QUADS:
            yield from violations(plain(waiting), plain(_classes(store, waiting)))
            waiting = []
    yield from violations(plain(waiting), plain(_classes(store, waiting)))


def _subjects(store: Store) -> Iterator[list[ox.Quad]]:
    """All that is said of each subject; what the ontology says of its own terms is left out."""
    last = None
    for quad in store.quads():
        # A store gives its quads by graph and subject.
        if (quad.graph_name, quad.subject) == last or quad.graph_name == _ONTOLOGY_GRAPH:
            continue
        last = quad.graph_name, quad.subject
        if not isinstance(quad.subject, ox.NamedNode):
            raise TypeError(f"not a triple about a named node: {quad}")
        quads = [one for one in store.match(quad.subject) if one.graph_name != _ONTOLOGY_GRAPH]
        # Several graphs may speak of a subject: it is its turn with the first of them.
        if str(quad.graph_name) == min(str(one.graph_name) for one in quads):
            yield quads


def _classes(store: Store, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The classes of the nodes that ``quads`` refer to without stating them."""
    stated = {quad.subject for quad in quads}
    referred = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}
    for node in referred - stated:
        yield from (quad for quad in store.match(node, _TYPE) if quad.graph_name != _ONTOLOGY_GRAPH)


def _judged(triples: Iterable[Triple], context: Iterable[Triple]) -> set[tuple[str, str]]:
    """What SHACL has against the subjects of ``triples``: node and reason."""
    import pyshacl  # takes half a second, and is hardly ever needed

    data = Graph()
    with _quiet_rdflib():
        for subject, predicate, value in (*plain(_ontology()), *context):
            data.add((URIRef(subject), URIRef(predicate.value), _term(value)))
        checked = set()
        for subject, predicate, value in triples:
            data.add((URIRef(subject), URIRef(predicate.value), _term(value)))
            checked.add(URIRef(subject))
        _, report, text = pyshacl.validate(
            data, shacl_graph=_shapes(), inplace=True, advanced=False, inference="none", meta_shacl=False
        )
    if not isinstance(report, Graph):
        raise TypeError(f"the shapes cannot be evaluated: {text}")
    found = set()
    # Not all results that it holds: some explain others, and are about values that have done nothing wrong.
    for result in report.objects(None, SH.result):
        focus = report.value(result, SH.focusNode)
        # A constraint on all instances of a class has the class as focus, and the instance as value.
        node = report.value(result, SH.value) if str(focus).startswith(GP._NS) else focus
        if node in checked:
            found.add((str(node), str(report.value(result, SH.resultMessage))))
    return found


@cache
def _checker() -> Shapes:
    return Shapes(_read("shapes.ttl"), _ontology())


@cache
def _shapes() -> Graph:
    return Graph().parse(ontology_file("shapes.ttl"), format="turtle")


@cache
def _ontology() -> tuple[ox.Quad, ...]:
    return tuple(_read("geopolitics.ttl"))


def _read(name: str) -> Iterable[ox.Quad]:
    return ox.parse(path=str(ontology_file(name)), format=ox.RdfFormat.TURTLE)


def _term(term: Value) -> URIRef | Literal:
    """A value in rdflib's terms."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    # rdflib holds a plain literal and the same text as xsd:string for two values.
    datatype = term.datatype.value
    if datatype == str(XSD.decimal) and not set(term.value) <= _DECIMAL:
        # rdflib takes "NaN" for a decimal, and cannot compare it. No shape demands this datatype.
        return Literal(term.value, datatype=OWL.Nothing)
    return Literal(term.value, datatype=None if datatype == str(XSD.string) else URIRef(datatype))


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
