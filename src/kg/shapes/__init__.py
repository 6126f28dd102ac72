"""The shapes (``ontology/shapes.ttl``) as plain Python: what certainly satisfies them, in microseconds a node.

What is found here to satisfy its shapes does. What is not may still do: SHACL has the last word on it
(:mod:`kg.validation`). So every check here is as strict as SHACL's or stricter, and a construct that has none
is an error when the shapes are read, never something that is passed over.

Each check looks at one node, and at the classes of the nodes that it refers to. Classes are related, modes and quads
assigned, by the ontology alone: data that say anything of that kind are left to SHACL altogether.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from kg.shapes.constraints import Check
from kg.shapes.ontology import OF_ONTOLOGY, TYPE, Classes, Ontology, Said, by_subject, iri_of
from kg.shapes.reading import Compiler
from kg.triples import Triple


class Shapes:
    """Shapes, ready to look at data.

    :raises ValueError: if the shapes use something that this module does not know.
    """

    def __init__(self, shapes: Iterable[ox.Quad], ontology: Iterable[ox.Quad]) -> None:
        self._ontology = Ontology(ontology)
        compiler = Compiler(shapes, self._ontology)
        self._of_class, self._of_type = compiler.of_class, compiler.of_type
        self._checks = lru_cache(maxsize=1000)(self._find_checks)

    def doubtful(self, triples: Iterable[Triple], context: Iterable[Triple] = ()) -> set[str]:
        """The subjects (IRIs) of ``triples`` that do not certainly satisfy their shapes.

        :param context: classes (``rdf:type``) of the nodes that ``triples`` refer to without stating them.
        """
        about, beside = by_subject(triples), by_subject(context)
        for node, said in (*about.items(), *beside.items()):
            if node in self._ontology or not OF_ONTOLOGY.isdisjoint(said):
                return set(about)
        for node in about.keys() & beside.keys():
            for predicate, values in beside[node].items():
                about[node].setdefault(predicate, []).extend(values)
        classes = Classes(self._ontology, (about, beside))
        return {node for node, said in about.items() if not self._satisfied(said, classes)}

    def _satisfied(self, said: Said, classes: Classes) -> bool:
        types = said.get(TYPE)
        if types is None:
            return True  # no shape is about it
        return all(check(said, classes) for check in self._checks(frozenset(map(iri_of, types))))

    def _find_checks(self, types: frozenset[str]) -> tuple[Check, ...]:
        classes = frozenset().union(*map(self._ontology.above, types))
        found = [check for iri in sorted(classes) for check in self._of_class.get(iri, ())]
        found += [check for iri in sorted(types) for check in self._of_type.get(iri, ())]
        return tuple(dict.fromkeys(found))
