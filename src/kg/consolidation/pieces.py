"""The quads of the graph, a piece at a time: an article's own graph, or what the other graphs say of one subject."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.consolidation.tables import CHUNK, column
from kg.consolidation.telling import (
    Load,
    Statement,
    entity_iris,
    read_entity,
    read_reports,
    read_statement,
    reports_in,
)
from kg.model import Entity, ResolvedFact
from kg.rdf import writing as rdf
from kg.rdf.reference import country_of, ontology_triples
from kg.triples import Triple, quads_in
from kg.vocabulary import ONTOLOGY


class Pieces:
    """The quads that a graph is to hold.

    :param whole: with nodes that are set aside, and what rests on them; by default they are left out.
    """

    def __init__(self, database: sqlite3.Connection, load: Load, base: str, *, whole: bool = False) -> None:
        self._database = database
        self._load = load
        self._base = base
        self._whole = whole
        self._labels = _Labels(database)

    def article(self, id_: str) -> list[ox.Quad]:
        """The graph of an article; empty if it is not included, or set aside."""
        return self._article(id_)[1]

    def subject(self, iri: str) -> list[ox.Quad]:
        """What the graphs that belong to no article say of an entity, an event or a fact."""
        return self._subject(iri)[1]

    def piece(self, kind: str, key: str) -> tuple[list[Triple], list[ox.Quad]]:
        """A piece ("article" and an id, or "subject" and an IRI): what shapes are about in it, and all of it."""
        return self._article(key) if kind == "article" else self._subject(key)

    def _article(self, id_: str) -> tuple[list[Triple], list[ox.Quad]]:
        iri = rdf.article_iri(self._base, id_)
        if self._aside(iri):
            return [], []
        own, direct = self.source(id_), []
        for name in self._statements("SELECT iri FROM statement WHERE home = ?", id_):
            statement, node = self._statement(name)
            own += node
            direct += self._direct(statement)
        return own, quads_in(iri, (*own, *direct))

    def source(self, id_: str) -> list[Triple]:
        """What is said of an article and its passages."""
        if not column(self._database, "SELECT 1 FROM included WHERE article = ?", id_):
            return []
        extraction = self._load(id_)
        iris = entity_iris(self._database, id_)
        mentioned = {iris[mention.entity] for mention in extraction.mentions if mention.entity in iris}
        triples = list(
            rdf.article_triples(
                extraction.article,
                (one for one in sorted(mentioned) if not self._aside(one)),
                self._labels,
                self._base,
            )
        )
        found = reports_in(self._database, id_)
        aside = {iri for iri in {iri for iri, _ in found} if self._aside(iri)}
        for report in dict.fromkeys(report for iri, report in found if iri not in aside):
            triples += rdf.passage_triples(extraction.article, report, self._base)
        return triples

    def _subject(self, iri: str) -> tuple[list[Triple], list[ox.Quad]]:
        own: list[Triple] = []
        quads: list[ox.Quad] = []
        if self._aside(iri):
            return own, quads
        if column(self._database, "SELECT 1 FROM entity WHERE iri = ?", iri):
            for graph, triples in self._entity(iri):
                own += triples
                quads += quads_in(graph, triples)
        merged: list[Triple] = []
        for statement in self._statements("SELECT iri FROM statement WHERE iri = ? AND home IS NULL", iri):
            merged += self._statement(statement)[1]
        own += merged
        for statement in self._statements(
            "SELECT iri FROM statement WHERE subject = ? AND home IS NULL", iri
        ):
            merged += self._direct(read_statement(self._database, statement, ()))
        return own, quads + quads_in(rdf.merged_graph(self._base), merged)

    def shared_graphs(self) -> tuple[str, ...]:
        """The graphs in which :meth:`subject` has quads."""
        return tuple(f(self._base) for f in (rdf.entity_graph, rdf.reference_graph, rdf.merged_graph))

    def ontology(self) -> list[ox.Quad]:
        """The graph of the ontology."""
        return quads_in(str(ONTOLOGY), ontology_triples())

    def all(self) -> Iterator[ox.Quad]:
        """Every quad; some more than once."""
        yield from self.ontology()
        for kind, key in self.names():
            yield from self.piece(kind, key)[1]

    def names(self) -> Iterator[tuple[str, str]]:
        """Every piece but the ontology: "article" and an id, or "subject" and an IRI."""
        articles = "SELECT article FROM included WHERE article > ? ORDER BY article LIMIT ?"
        entities = "SELECT iri FROM entity WHERE iri > ? ORDER BY iri LIMIT ?"
        merged = "SELECT iri FROM statement WHERE home IS NULL AND iri > ? ORDER BY iri LIMIT ?"
        for kind, query in (("article", articles), ("subject", entities), ("subject", merged)):
            for key in self._every(query):
                yield kind, key

    def _every(self, query: str) -> Iterator[str]:
        last = ""
        while keys := column(self._database, query, last, CHUNK):
            yield from keys
            last = keys[-1]

    def entity(self, iri: str) -> list[Triple]:
        """What is said of an entity, and what reference data say of it."""
        return [triple for _, triples in self._entity(iri) for triple in triples]

    def _entity(self, iri: str) -> Iterator[tuple[str, list[Triple]]]:
        """The same, by graph."""
        entity = read_entity(self._database, iri)
        yield rdf.entity_graph(self._base), list(rdf.entity_triples(entity, self._labels))
        reference = rdf.reference_triples(entity, self._country_of(entity))
        yield rdf.reference_graph(self._base), list(reference)

    def statement(self, iri: str) -> list[Triple]:
        """What is said of an event or a fact, whichever graph it is in."""
        return self._statement(iri)[1]

    def _statement(self, iri: str) -> tuple[Statement, list[Triple]]:
        """An event or a fact, and its node."""
        reports = read_reports(self._database, iri)
        statement = read_statement(self._database, iri, (report for report, _ in reports))
        node = list(rdf.statement_triples(statement, self._labels, self._base))
        for report, words in reports:
            node += rdf.trigger_triples(iri, report, words, self._base)
        return statement, node

    def _direct(self, statement: Statement) -> list[Triple]:
        """What is said beside the node of a fact."""
        return (
            list(rdf.direct_triples(statement, self._labels)) if isinstance(statement, ResolvedFact) else []
        )

    def _statements(self, query: str, value: str) -> Iterator[str]:
        for iri in column(self._database, query, value):
            if not self._aside(iri):
                yield iri

    def _country_of(self, entity: Entity) -> dict[str, str]:
        """The IRI of the country that a city lies in, by its reference, if the graph has it."""
        country = country_of(entity.ref) if entity.ref and entity.ref.startswith("city:") else None
        if country is None:
            return {}
        iris = column(
            self._database,
            "SELECT min(iri) FROM entity WHERE ref = ? AND iri NOT IN (SELECT node FROM aside)",
            country,
        )
        return {country: iris[0]} if iris[0] is not None else {}

    def _aside(self, node: str) -> bool:
        return not self._whole and bool(column(self._database, "SELECT 1 FROM aside WHERE node = ?", node))


class _Labels(Mapping[str, str]):
    """IRI of each entity → its name, as far as it is asked for."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._name = lru_cache(maxsize=10_000)(self._find)

    def _find(self, iri: str) -> str | None:
        names = column(self._database, "SELECT name FROM entity WHERE iri = ?", iri)
        return names[0] if names else None

    def __getitem__(self, iri: str) -> str:
        name = self._name(iri)
        if name is None:
            raise KeyError(iri)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(column(self._database, "SELECT iri FROM entity ORDER BY iri"))

    def __len__(self) -> int:
        (count,) = self._database.execute("SELECT count(*) FROM entity").fetchone()
        return int(count)
