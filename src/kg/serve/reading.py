"""Reading a graph for pages: what is said of an IRI, found by patterns of terms and never by text of a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import get_args
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from kg.model import EntityType
from kg.statements import local
from kg.store import Store
from kg.vocabulary import EVENT_TYPES, GP

#: Type of an entity → its family, which pages colour; the same as in the explorer.
FAMILIES = {
    "Country": "country",
    "Person": "person",
    "Government": "state",
    "GovernmentBody": "state",
    "MilitaryForce": "state",
    "PoliticalParty": "party",
    "ArmedGroup": "armed",
    "InternationalOrganization": "international",
    "MediaOrganization": "media",
    "Company": "organization",
    "Organization": "organization",
    "Group": "group",
    "City": "place",
    "Region": "place",
    "Place": "place",
    "Office": "office",
    "Election": "election",
}
#: Characters of a name where something is only referred to.
_LONGEST = 160

_BROAD = ("Organization", "Group", "Place")

#: Predicate → its values as text, sorted.
Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Something that a page names: its label, and the path of its own page. ``href`` is empty for a text."""

    label: str
    href: str = ""
    family: str = ""
    iri: str = ""


class Reader:
    """The union of all graphs of a store, with what was looked up kept for the length of one answer."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.base = store.prefixes["id"]
        self._known: dict[str, Values] = {}

    def triples(self, iri: str) -> list[ox.Triple]:
        """All that is said of ``iri``, each statement once, in order; nothing if it is no IRI."""
        try:
            subject = ox.NamedNode(iri)
        except ValueError:
            return []
        return sorted({quad.triple for quad in self.store.match(subject)}, key=str)

    def values(self, iri: str) -> Values:
        """Predicate → values of all that is said of ``iri``."""
        if iri not in self._known:
            found: Values = {}
            for triple in self.triples(iri):
                found.setdefault(triple.predicate.value, []).append(_value(triple.object))
            self._known[iri] = {predicate: sorted(values) for predicate, values in found.items()}
        return self._known[iri]

    def all(self, iri: str, predicate: str) -> list[str]:
        """The values of one predicate, sorted."""
        return self.values(iri).get(str(predicate), [])

    def one(self, iri: str, predicate: str, default: str = "") -> str:
        """The first value of one predicate."""
        return next(iter(self.all(iri, predicate)), default)

    def subjects(self, predicate: str, iri: str) -> list[str]:
        """Everything of which ``predicate`` says ``iri``, sorted."""
        quads = self.store.match(None, ox.NamedNode(predicate), ox.NamedNode(iri))
        return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})

    def types(self, iri: str) -> list[str]:
        """Local names of the classes, sorted."""
        return [local(value) for value in self.all(iri, RDF.type)]

    def entity_type(self, iri: str) -> str:
        """The most telling type of an entity, "" for anything else: a country is a place too."""
        held = [name for name in get_args(EntityType) if name in self.types(iri)]
        return min(held, key=lambda name: name in _BROAD, default="")

    def statement_type(self, iri: str) -> str:
        """The type of an event, "Fact" for a fact, "" for anything else."""
        types = self.types(iri)
        return next((name for name in types if name in EVENT_TYPES), "Fact" if "Fact" in types else "")

    def label(self, iri: str) -> str:
        """What people call it."""
        values = self.values(iri)
        for predicate in (SKOS.prefLabel, GP.title, RDFS.label):
            if str(predicate) in values:
                return values[str(predicate)][0]
        return local(iri) or iri

    def names(self, iri: str) -> list[str]:
        """Every name, the preferred one first."""
        return [*self.all(iri, SKOS.prefLabel), *self.all(iri, SKOS.altLabel)]

    def ref(self, value: str) -> Ref:
        """How a page names a value: an IRI of the graph by its label, anything else as it is."""
        if not self.values(value):
            outside = value if value.startswith(("http://", "https://")) else ""
            return Ref(clipped(value), outside, "", value)
        return Ref(
            clipped(self.label(value)), self.href(value), FAMILIES.get(self.entity_type(value), ""), value
        )

    def refs(self, values: Iterable[str]) -> list[Ref]:
        return sorted(self.ref(value) for value in values)

    def href(self, iri: str) -> str:
        """The path of the page about ``iri``."""
        rest = iri.removeprefix(self.base)
        if rest != iri and rest and not set(rest) & set("?#\\ ") and ".." not in rest and rest.isascii():
            return f"/id/{rest}"
        return f"/entity?iri={quote(iri, safe='')}"

    @cached_property
    def entity_types(self) -> dict[str, str]:
        """Every entity → its most telling type."""
        found: dict[str, str] = {}
        for name in sorted(get_args(EntityType), key=lambda name: (name not in _BROAD, name)):
            for quad in self.store.match(None, _node(RDF.type), _node(GP[name])):
                found[_value(quad.subject)] = name
        # The ontology says of its own classes that they are classes, never that they are persons.
        return dict(sorted(found.items()))

    @cached_property
    def articles(self) -> list[str]:
        """Every article, the newest first."""
        found = self.subjects(RDF.type, GP.Article)
        return sorted(found, key=lambda iri: (self.one(iri, GP.published), iri), reverse=True)

    def count(self, type_: str) -> int:
        """How many things have this class of the ontology."""
        return len({quad.subject for quad in self.store.match(None, _node(RDF.type), _node(GP[type_]))})


def clipped(text: str) -> str:
    """``text``, or its start: a name that goes on for ever must not bury a page."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
