"""The tables in which a graph's knowledge base lies, beside the extractions that it follows from (:mod:`kg.cache`).

Nothing in them is more than what the extractions, the overrides and the code give: they are thrown away and made
again whenever one of the latter two changes. Lists inside a row are JSON.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

_SCHEMA = """
-- Articles that the tables follow from. version: digest of the extraction.
CREATE TABLE IF NOT EXISTS included (
    article TEXT PRIMARY KEY, source TEXT NOT NULL, published TEXT, version TEXT NOT NULL
) WITHOUT ROWID;

-- Local entities but for offices. cell: what is compared with what (kind and key); cluster: whom it was found to be,
-- why, and compared with which name; told: IRI and name with which the statements of its article were last made.
CREATE TABLE IF NOT EXISTS local (
    article TEXT, entity TEXT, position INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL,
    name TEXT NOT NULL, names TEXT NOT NULL, ref TEXT, country TEXT, context TEXT NOT NULL, posts TEXT NOT NULL,
    cluster TEXT, scope TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT 'first',
    compared TEXT NOT NULL DEFAULT '', told TEXT,
    PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS local_cell ON local (kind, key);
CREATE INDEX IF NOT EXISTS local_cluster ON local (cluster);

-- Full names of persons: where they are looked up, and which may be one person's.
CREATE TABLE IF NOT EXISTS block (name TEXT, block TEXT, PRIMARY KEY (name, block)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS block_names ON block (block);
CREATE TABLE IF NOT EXISTS alike (name TEXT, other TEXT, PRIMARY KEY (name, other)) WITHOUT ROWID;
-- Words that stand for a person on their own, and letters that stand for a group.
CREATE TABLE IF NOT EXISTS word (word TEXT, cluster TEXT, PRIMARY KEY (word, cluster)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_cluster ON word (cluster);
CREATE TABLE IF NOT EXISTS acronym (
    letters TEXT, kind TEXT, cell TEXT, PRIMARY KEY (letters, kind, cell)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS acronym_cell ON acronym (cell);

-- Who is who. base: the IRI before clusters of one name and country are told apart. data: kg.model.Entity.
CREATE TABLE IF NOT EXISTS cluster (id TEXT PRIMARY KEY, base TEXT NOT NULL, iri TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cluster_base ON cluster (base);
CREATE INDEX IF NOT EXISTS cluster_iri ON cluster (iri);
CREATE TABLE IF NOT EXISTS entity (
    iri TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, ref TEXT, data BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entity_ref ON entity (ref);

-- What each article tells. office: kg.model.LocalEntity; told: kg.resolution.statements.Told or ToldFact.
CREATE TABLE IF NOT EXISTS office (
    article TEXT, key TEXT, iri TEXT NOT NULL, owner TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (article, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS office_iri ON office (iri);
CREATE INDEX IF NOT EXISTS office_owner ON office (owner);
CREATE TABLE IF NOT EXISTS told (
    article TEXT, position INTEGER, cell TEXT NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_cell ON told (cell);

-- Events and facts. home: the article that alone reports it. subject: of an asserted fact.
-- data: kg.model.ResolvedEvent or ResolvedFact without its reports.
CREATE TABLE IF NOT EXISTS statement (
    iri TEXT PRIMARY KEY, cell TEXT NOT NULL, home TEXT, subject TEXT, data BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS statement_cell ON statement (cell);
CREATE INDEX IF NOT EXISTS statement_home ON statement (home);
CREATE INDEX IF NOT EXISTS statement_subject ON statement (subject) WHERE subject IS NOT NULL;
CREATE TABLE IF NOT EXISTS report (
    iri TEXT, article TEXT, start INTEGER, end INTEGER, trigger_start INTEGER, trigger_end INTEGER, words TEXT
);
CREATE INDEX IF NOT EXISTS report_statement ON report (iri);
CREATE INDEX IF NOT EXISTS report_article ON report (article);
CREATE TABLE IF NOT EXISTS participant (entity TEXT, iri TEXT, PRIMARY KEY (entity, iri)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS participant_statement ON participant (iri);

-- Nodes that violate a shape, and nodes that rest on them. root: the node violates one itself.
CREATE TABLE IF NOT EXISTS aside (
    node TEXT PRIMARY KEY, reason TEXT NOT NULL, label TEXT NOT NULL, root INTEGER NOT NULL
) WITHOUT ROWID;

-- What the store does not hold yet as the tables have it: articles (ids), and other subjects (IRIs).
CREATE TABLE IF NOT EXISTS pending (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
-- What the tables were made with.
CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What has to be looked at again, in the transaction that is under way.
CREATE TEMP TABLE IF NOT EXISTS dirty (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""

_TABLES = (
    "included", "local", "block", "alike", "word", "acronym", "cluster", "entity", "office", "told", "statement",
    "report", "participant", "aside", "made",
)  # fmt: skip

#: Rows that are worked on at a time.
CHUNK = 500

_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def create(database: sqlite3.Connection) -> None:
    """Create the tables that are missing."""
    database.executescript(_SCHEMA)


def clear(database: sqlite3.Connection) -> None:
    """Empty all tables, and let the store be made anew."""
    for table in _TABLES:
        database.execute(f"DELETE FROM {table}")
    mark_pending(database, "all", [""])


def mark(database: sqlite3.Connection, kind: str, keys: Iterable[str]) -> None:
    """Say that something has to be looked at again."""
    database.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?)", ((kind, key) for key in keys))


def marked(database: sqlite3.Connection, kind: str) -> Iterator[list[str]]:
    """What was marked, in order, some at a time; each is forgotten when it is given."""
    query = "SELECT key FROM dirty WHERE kind = ? ORDER BY key LIMIT ?"
    while keys := column(database, query, kind, CHUNK):
        database.executemany("DELETE FROM dirty WHERE kind = ? AND key = ?", ((kind, key) for key in keys))
        yield keys


def unmark(database: sqlite3.Connection, kind: str) -> None:
    """Forget what was marked."""
    database.execute("DELETE FROM dirty WHERE kind = ?", (kind,))


def mark_pending(database: sqlite3.Connection, kind: str, keys: Iterable[str]) -> None:
    """Say that the store has to follow: "article" (id), "subject" (IRI), or "all"."""
    database.executemany("INSERT OR IGNORE INTO pending VALUES (?, ?)", ((kind, key) for key in keys))


def column(database: sqlite3.Connection, query: str, *values: object) -> list[str]:
    """The first column of the answer."""
    return [row[0] for row in database.execute(query, values)]


def packed(values: Iterable[object]) -> str:
    """A list as JSON."""
    return _ENCODER.encode(list(values))
