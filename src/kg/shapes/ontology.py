"""What is said of nodes, and which classes they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox
from rdflib import RDF, RDFS

from kg.triples import Triple, Value, plain
from kg.vocabulary import GP

Said = Mapping[str, Sequence[Value]]
"""What is said of a node: IRI of the predicate → values, one of them several times if several graphs state it."""

TYPE, SUBCLASS, DOMAIN, RANGE = (str(term) for term in (RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range))

#: Predicates that the ontology alone may use: data that use them are left to SHACL.
OF_ONTOLOGY = frozenset({SUBCLASS, DOMAIN, RANGE, str(GP.modeOf), str(GP.typeQuad)})


class Ontology:
    """What the ontology says of classes and other terms."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        telling = (quad for quad in quads if quad.predicate.value in {TYPE, *OF_ONTOLOGY})
        self._said = by_subject(plain(telling))
        self._above: dict[str, frozenset[str]] = {}

    def __contains__(self, iri: object) -> bool:
        return iri in self._said

    def values(self, node: Value, predicate: str) -> Sequence[Value]:
        """What the ontology says of a term."""
        said = self._said.get(iri_of(node))
        return () if said is None else said.get(predicate, ())

    def nodes(self, predicate: str, value: Value) -> frozenset[Value]:
        """The terms of which it says so."""
        return frozenset(
            ox.NamedNode(iri) for iri, said in self._said.items() if value in said.get(predicate, ())
        )

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
            if iri not in self:
                return frozenset(found)
            self._above[iri] = frozenset(found)
        return self._above[iri]


class Classes(dict[Value, frozenset[str]]):
    """Node → its classes and all above them; none for a literal."""

    def __init__(self, ontology: Ontology, stated: Iterable[Mapping[str, Said]]) -> None:
        self.ontology = ontology
        self._stated = tuple(stated)

    def __missing__(self, node: Value) -> frozenset[str]:
        iri = iri_of(node)
        types = {iri_of(value) for value in self.ontology.values(node, TYPE)}
        for about in self._stated:
            said = about.get(iri)
            if said is not None:
                types.update(map(iri_of, said.get(TYPE, ())))
        found = self[node] = frozenset().union(*map(self.ontology.above, types))
        return found


def by_subject(triples: Iterable[Triple]) -> dict[str, dict[str, list[Value]]]:
    """IRI of each subject → what is said of it."""
    found: dict[str, dict[str, list[Value]]] = {}
    for node, predicate, value in triples:
        said = found.get(node)
        if said is None:
            said = found[node] = {}
        name = predicate.value
        if name in said:
            said[name].append(value)
        else:
            said[name] = [value]
    return found


def iri_of(node: object) -> str:
    """The IRI of a node; "" for a literal."""
    return node.value if isinstance(node, ox.NamedNode) else ""
