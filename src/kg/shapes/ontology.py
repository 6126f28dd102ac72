"""What is said of nodes, and which classes they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox
from rdflib import RDF, RDFS

from kg.vocabulary import GP

Value = ox.NamedNode | ox.Literal
Said = Mapping[str, Sequence[Value]]
"""What is said of a node: IRI of the predicate → values, one of them several times if several graphs state it."""

TYPE, SUBCLASS, DOMAIN, RANGE = (str(term) for term in (RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range))

#: Predicates that the ontology alone may use: data that use them are left to SHACL.
OF_ONTOLOGY = frozenset({SUBCLASS, DOMAIN, RANGE, str(GP.modeOf), str(GP.typeQuad)})


class Ontology:
    """What the ontology says of classes and other terms."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._said = by_subject(quad for quad in quads if quad.predicate.value in {TYPE, *OF_ONTOLOGY})
        self._above: dict[str, frozenset[str]] = {}

    def __contains__(self, node: object) -> bool:
        return node in self._said

    def values(self, node: Value, predicate: str) -> Sequence[Value]:
        """What the ontology says of a term."""
        said = self._said.get(node)
        return () if said is None else said.get(predicate, ())

    def nodes(self, predicate: str, value: Value) -> frozenset[Value]:
        """The terms of which it says so."""
        return frozenset(node for node in self._said if value in self.values(node, predicate))

    def above(self, iri: str) -> frozenset[str]:
        """A class and all above it; nothing if it is no class but a literal ("")."""
        if not iri:
            return frozenset()
        if iri not in self._above:
            found, waiting = {iri}, [iri]
            while waiting:
                higher = {iri_of(v) for v in self.values(ox.NamedNode(waiting.pop()), SUBCLASS)} - found
                found |= higher
                waiting += higher
            if ox.NamedNode(iri) not in self:
                return frozenset(found)
            self._above[iri] = frozenset(found)
        return self._above[iri]


class Classes(dict[Value, frozenset[str]]):
    """Node → its classes and all above them; none for a literal."""

    def __init__(self, ontology: Ontology, stated: Iterable[Mapping[Value, Said]]) -> None:
        self.ontology = ontology
        self._stated = tuple(stated)

    def __missing__(self, node: Value) -> frozenset[str]:
        types = {*self.ontology.values(node, TYPE)}
        for about in self._stated:
            types.update(about[node].get(TYPE, ()) if node in about else ())
        found = self[node] = frozenset().union(*(self.ontology.above(iri_of(value)) for value in types))
        return found


def by_subject(quads: Iterable[ox.Quad]) -> dict[Value, dict[str, list[Value]]]:
    found: dict[Value, dict[str, list[Value]]] = {}
    for quad in quads:
        node, value = quad.subject, quad.object
        if not isinstance(node, ox.NamedNode) or not isinstance(value, (ox.NamedNode, ox.Literal)):
            raise TypeError(f"not a triple of named nodes and literals: {quad}")
        said = found.get(node)
        if said is None:
            said = found[node] = {}
        predicate = quad.predicate.value
        if predicate in said:
            said[predicate].append(value)
        else:
            said[predicate] = [value]
    return found


def iri_of(node: object) -> str:
    """The IRI of a node; "" for a literal."""
    return node.value if isinstance(node, ox.NamedNode) else ""
