"""The whole knowledge base as one value, for what is small enough: measuring, tests."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.codec import from_json
from kg.consolidation import consolidate, create
from kg.consolidation.locals import read_cluster
from kg.consolidation.tables import column
from kg.consolidation.telling import entity_iris, read_statement
from kg.model import Entity, Extraction, Identity, KnowledgeBase, ResolvedEvent, ResolvedFact
from kg.resolution import Override
from kg.resolution.identities import identity_of


def resolve(
    extractions: Iterable[Extraction], *, base: str, overrides: Sequence[Override] = ()
) -> KnowledgeBase:
    """Everything the extractions state, with global identities.

    :param base: the start of all instance IRIs. The result is the same for any order of the extractions.
    """
    by_article = {extraction.article.id: extraction for extraction in extractions}
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create(database)
        database.execute("CREATE TABLE wanted (article TEXT PRIMARY KEY, source TEXT, version TEXT)")
        rows = ((id_, extraction.article.key, "") for id_, extraction in by_article.items())
        database.executemany("INSERT INTO wanted VALUES (?, ?, ?)", rows)
        database.execute("BEGIN")
        notes = consolidate(
            database, "SELECT * FROM wanted", by_article.__getitem__, base=base, overrides=overrides
        )
        ordered = [by_article[id_] for id_ in sorted(by_article)]
        return replace(knowledge_base(database, ordered), notes=tuple(notes))
    finally:
        database.close()


def knowledge_base(database: sqlite3.Connection, extractions: Sequence[Extraction]) -> KnowledgeBase:
    """What the tables hold, in order."""
    statements = [
        read_statement(database, iri) for iri in column(database, "SELECT iri FROM statement ORDER BY iri")
    ]
    mentions = []
    for extraction in extractions:
        iris = entity_iris(database, extraction.article.id)
        mentions += [
            (extraction.article.id, replace(m, entity=iris[m.entity]))
            for m in extraction.mentions
            if m.entity in iris
        ]
    return KnowledgeBase(
        tuple(extraction.article for extraction in extractions),
        tuple(
            from_json(Entity, data) for (data,) in database.execute("SELECT data FROM entity ORDER BY iri")
        ),
        tuple(one for one in statements if isinstance(one, ResolvedEvent)),
        tuple(one for one in statements if isinstance(one, ResolvedFact)),
        tuple(sorted(mentions)),
        tuple(identities(database)),
    )


def identities(database: sqlite3.Connection, iri: str | None = None) -> Iterator[Identity]:
    """How the entities but for offices came to be, or the one with this IRI; in the order of their IRIs."""
    query = (
        "SELECT c.id, c.iri, e.type, e.name FROM cluster c JOIN entity e ON e.iri = c.iri"
        " WHERE ? IS NULL OR c.iri = ? ORDER BY c.iri"
    )
    for id_, own, kind, name in database.execute(query, (iri, iri)).fetchall():
        cluster = read_cluster(database, id_)
        cluster.iri, cluster.type, cluster.name = own, kind, name
        yield identity_of(cluster)


def names_of(database: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """IRI of each entity but offices → its names, the first of which it is shown by; in the order of IRIs."""
    rows = database.execute("SELECT iri, name, data FROM entity WHERE type != 'Office' ORDER BY iri")
    for iri, name, data in rows:
        yield iri, [name, *(n for n in json.loads(data)["names"] if n != name)]
