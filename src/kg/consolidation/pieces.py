"""The quads of the graph, a piece at a time: an article's own graph, or what the other graphs say of one subject."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.consolidation.tables import CHUNK, column
from kg.consolidation.telling import Load, entity_iris, read_entity, read_statement, report_of
from kg.model import Entity, Report
from kg.rdf import writing as rdf
from kg.rdf.reference import country_of
from kg.vocabulary import ONTOLOGY


class Pieces:
    """The quads that a graph is to hold. Nodes that are set aside, and what rests on them, are left out."""

    def __init__(self, database: sqlite3.Connection, load: Load, base: str) -> None:
        self._database = database
        self._load = load
        self._base = base
        self._labels = _Labels(database)

    def article(self, id_: str) -> list[ox.Quad]:
        """The graph of an article; empty if it is not included, or set aside."""
        iri = rdf.article_iri(self._base, id_)
        if self._aside(iri):
            return []
        triples = self._source(id_, whole=False)
        for statement in self._statements("SELECT iri FROM statement WHERE home = ?", id_):
            triples.update(self._statement(statement))
        return _quads(triples, iri)

    def source(self, id_: str) -> list[ox.Quad]:
        """What is said of an article and its passages, with what is set aside."""
        return _quads(self._source(id_, whole=True), rdf.article_iri(self._base, id_))

    def _source(self, id_: str, *, whole: bool) -> set[ox.Triple]:
        if not column(self._database, "SELECT 1 FROM included WHERE article = ?", id_):
            return set()
        extraction = self._load(id_)
        article = extraction.article
        iris = entity_iris(self._database, id_)
        mentioned = {iris[mention.entity] for mention in extraction.mentions if mention.entity in iris}
        if not whole:
            mentioned = {entity for entity in mentioned if not self._aside(entity)}
        triples = set(rdf.article_triples(article, mentioned, self._labels, self._base))
        reported = "SELECT DISTINCT iri FROM report WHERE article = ?"
        for statement in column(self._database, reported, id_) if whole else self._statements(reported, id_):
            for report, _ in self._reports(statement, id_):
                triples.update(rdf.passage_triples(article, report, self._base))
        return triples

    def subject(self, iri: str) -> list[ox.Quad]:
        """What the graphs that belong to no article say of an entity, an event or a fact."""
        quads: list[ox.Quad] = []
        if self._aside(iri):
            return quads
        if column(self._database, "SELECT 1 FROM entity WHERE iri = ?", iri):
            quads += self.entity(iri)
        merged: set[ox.Triple] = set()
        for statement in self._statements("SELECT iri FROM statement WHERE iri = ? AND home IS NULL", iri):
            merged.update(self._statement(statement))
        for statement in self._statements(
            "SELECT iri FROM statement WHERE subject = ? AND home IS NULL", iri
        ):
            fact = read_statement(self._database, statement, with_reports=False)
            merged.update(rdf.statement_triples(fact, self._labels, self._base))
        node = ox.NamedNode(iri)
        about = (triple for triple in merged if triple.subject == node)
        return quads + _quads(about, rdf.merged_graph(self._base))

    def shared_graphs(self) -> tuple[str, ...]:
        """The graphs in which :meth:`subject` has quads."""
        return tuple(f(self._base) for f in (rdf.entity_graph, rdf.reference_graph, rdf.merged_graph))

    def ontology(self) -> list[ox.Quad]:
        """The graph of the ontology."""
        return _quads(rdf.ontology_triples(), str(ONTOLOGY))

    def all(self) -> Iterator[ox.Quad]:
        """Every quad, each once."""
        yield from self.ontology()
        for kind, key in self.names():
            yield from self.article(key) if kind == "article" else self.subject(key)

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

    def entity(self, iri: str) -> list[ox.Quad]:
        """What is said of an entity, and what reference data say of it."""
        entity = read_entity(self._database, iri)
        reference = rdf.reference_triples(entity, self._country_of(entity))
        return [
            *_quads(rdf.entity_triples(entity, self._labels), rdf.entity_graph(self._base)),
            *_quads(reference, rdf.reference_graph(self._base)),
        ]

    def statement(self, iri: str) -> list[ox.Quad]:
        """What is said of an event or a fact, whichever graph it is in, direct triples of facts included."""
        return _quads(self._statement(iri), rdf.merged_graph(self._base))

    def _statement(self, iri: str) -> Iterator[ox.Triple]:
        yield from rdf.statement_triples(read_statement(self._database, iri), self._labels, self._base)
        for report, words in self._reports(iri):
            yield from rdf.trigger_triples(iri, report, words, self._base)

    def _statements(self, query: str, value: str) -> Iterator[str]:
        for iri in column(self._database, query, value):
            if not self._aside(iri):
                yield iri

    def _reports(self, iri: str, article: str | None = None) -> Iterator[tuple[Report, str | None]]:
        """The reports of a statement, or those of one article, with the words that name it there."""
        columns = "SELECT article, start, end, trigger_start, trigger_end, words FROM report WHERE iri = ?"
        if article is None:
            rows = self._database.execute(columns, (iri,))
        else:
            rows = self._database.execute(f"{columns} AND article = ?", (iri, article))
        for *span, words in rows.fetchall():
            yield report_of(*span), words

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
        # Nearly always nothing is.
        return bool(column(self._database, "SELECT 1 FROM aside WHERE node = ?", node))


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


def _quads(triples: Iterable[ox.Triple], graph: str) -> list[ox.Quad]:
    name = ox.NamedNode(graph)
    return [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples]
