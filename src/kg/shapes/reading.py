"""Shapes → functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox
from rdflib import RDF, SH

from kg.shapes.constraints import (
    QUERIES,
    TESTS,
    WHOLES,
    Check,
    Test,
    Whole,
    any_check,
    any_test,
    is_one_of,
    property_check,
)
from kg.shapes.ontology import OF_ONTOLOGY, TYPE, Classes, Ontology, Said, iri_of
from kg.triples import Value

_NODE_SHAPE, _IRI = ox.NamedNode(str(SH.NodeShape)), ox.NamedNode(str(SH.IRI))
_PREFIXES = {"sh:declare", "sh:prefix", "sh:namespace"}
_FIRST, _REST, _NIL = str(RDF.first), str(RDF.rest), ox.NamedNode(str(RDF.nil))


class Compiler:
    """Reads shapes; nothing in them is left unread."""

    def __init__(self, shapes: Iterable[ox.Quad], ontology: Ontology) -> None:
        self._said: dict[object, dict[str, list[object]]] = {}
        for quad in shapes:
            about = self._said.setdefault(quad.subject, {})
            about.setdefault(quad.predicate.value.replace(str(SH._NS), "sh:"), []).append(quad.object)
        self._ontology = ontology
        self._read: set[object] = set()
        #: The checks of the nodes of a class, and of those of which the class itself is stated.
        self.of_class: dict[str, list[Check]] = defaultdict(list)
        self.of_type: dict[str, list[Check]] = defaultdict(list)
        for shape, said in self._said.items():
            if "sh:targetClass" in said or "sh:targetNode" in said:
                self._node_shape(shape)
        for shape, said in self._said.items():
            of_shacl = {predicate for predicate in said if predicate.startswith("sh:")}
            if shape not in self._read and not of_shacl <= _PREFIXES:
                raise unknown(shape, f"{min(of_shacl)} where nothing leads to it")

    def _parameters(self, shape: object) -> dict[str, list[object]]:
        """What a shape says, but for what it is and which message it has."""
        self._read.add(shape)
        said = dict(self._said.get(shape, {}))
        if said.pop(TYPE, None) not in (None, [_NODE_SHAPE]):
            raise unknown(shape, "that is not just a sh:NodeShape")
        said.pop("sh:message", None)
        return said

    def _node_shape(self, shape: object) -> None:
        said = self._parameters(shape)
        checks: list[Check] = []
        queries: list[Check] = []
        of_class, of_type = said.pop("sh:targetClass", []), said.pop("sh:targetNode", [])
        for parameter, values in said.items():
            for value in values:
                if parameter == "sh:property":
                    checks.append(self._property(value))
                elif parameter == "sh:or":
                    checks.append(any_check([self._property(one) for one in self._list(value)]))
                elif parameter == "sh:nodeKind" and value == _IRI:
                    pass  # every subject is one
                elif parameter == "sh:sparql":
                    queries.append(self._query(value))
                else:
                    raise unknown(shape, parameter)
        # A query is about the instances of its target, everything else about the nodes of its class.
        if bool(checks) != bool(of_class) or bool(queries) != bool(of_type):
            raise unknown(shape, "whose target does not fit its constraints")
        for one in of_class:
            self.of_class[iri_of(one)] += checks
        for one in of_type:
            self.of_type[iri_of(one)] += queries

    def _property(self, shape: object) -> Check:
        said = self._parameters(shape)
        (path,) = said.pop("sh:path", [None])
        least = _count(shape, said.pop("sh:minCount", []), 0)
        most = _count(shape, said.pop("sh:maxCount", []), None)
        if least is None or least > 1:  # values that are one for SHACL may be two here
            raise unknown(shape, f"sh:minCount {least}")
        wholes = self._qualified(shape, said)
        for parameter in said.keys() & WHOLES.keys():
            wholes += [WHOLES[parameter](value) for value in said.pop(parameter)]
        tests = self._tests(shape, said)
        if isinstance(path, ox.NamedNode):
            return property_check(path.value, least, most, tests, wholes)
        steps = [iri_of(step) for step in self._list(path)]
        if (
            len(steps) != 2
            or steps[0] != TYPE
            or steps[1] not in OF_ONTOLOGY
            or least
            or tests
            or most is not None
        ):
            raise unknown(shape, "the path")
        return self._path_check(steps[1], wholes)

    def _tests(self, shape: object, said: Mapping[str, list[object]]) -> list[Test]:
        """What is demanded of each value."""
        found: list[Test] = []
        for parameter in sorted(said, key=lambda one: one != "sh:datatype"):
            for value in said[parameter]:
                if parameter == "sh:or":
                    found.append(any_test([self._value_shape(one) for one in self._list(value)]))
                elif parameter == "sh:node":
                    found.append(self._value_shape(value))
                elif parameter == "sh:in":
                    found.append(is_one_of(frozenset(self._list(value))))
                else:
                    try:
                        found.append(TESTS[parameter](value))
                    except KeyError as error:
                        raise unknown(shape, f"{parameter} {value}") from error
        return found

    def _value_shape(self, shape: object) -> Test:
        tests = self._tests(shape, self._parameters(shape))
        return lambda value, classes: all(test(value, classes) for test in tests)

    def _qualified(self, shape: object, said: dict[str, list[object]]) -> list[Whole]:
        """Bounds for the number of values of which the ontology says something."""
        if "sh:qualifiedValueShape" not in said:
            return []
        (inner,) = (self._parameters(one) for one in said.pop("sh:qualifiedValueShape"))
        (demanded,) = (self._parameters(one) for one in inner.pop("sh:property", [None]))
        (path,), (value,) = demanded.pop("sh:path", [None]), demanded.pop("sh:hasValue", [None])
        if inner or demanded or iri_of(path) not in OF_ONTOLOGY or not isinstance(value, ox.NamedNode):
            raise unknown(shape, "sh:qualifiedValueShape")
        nodes = self._ontology.nodes(iri_of(path), value)
        least = _count(shape, said.pop("sh:qualifiedMinCount", []), 0) or 0
        most = _count(shape, said.pop("sh:qualifiedMaxCount", []), None)

        def whole(values: Sequence[Value], _: Said) -> bool:
            number = len(nodes.intersection(values))
            return least <= number and (most is None or number <= most)

        return [whole]

    def _path_check(self, predicate: str, wholes: Sequence[Whole]) -> Check:
        """Of the values that the ontology gives for the types of a node."""
        of_ontology = self._ontology.values

        def check(said: Said, _: Classes) -> bool:
            values = [value for kind in said.get(TYPE, ()) for value in of_ontology(kind, predicate)]
            return all(whole(values, said) for whole in wholes)

        return check

    def _query(self, constraint: object) -> Check:
        said = self._parameters(constraint)
        said.pop("sh:prefixes", None)
        (select,) = said.pop("sh:select", [None])
        query = " ".join(select.value.split()) if isinstance(select, ox.Literal) else ""
        if said or query not in QUERIES:
            raise unknown(constraint, f"the query {query}")
        return QUERIES[query]

    def _list(self, node: object) -> list[object]:
        found = []
        while node != _NIL:
            self._read.add(node)
            (first,), (node,) = (self._said.get(node, {}).get(p, [None]) for p in (_FIRST, _REST))
            if first is None:
                raise unknown(node, "a path or list")
            found.append(first)
        return found


def unknown(shape: object, construct: str) -> ValueError:
    return ValueError(f"shapes.ttl: {shape}: kg.shapes has no check for {construct}")


def _count(shape: object, values: Sequence[object], default: int | None) -> int | None:
    if len(values) > 1:
        raise unknown(shape, "two counts")
    return int(values[0].value) if values and isinstance(values[0], ox.Literal) else default
