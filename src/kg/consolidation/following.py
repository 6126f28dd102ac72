"""The store follows the tables.

What it lacks is written down in the table ``pending`` until it has it, so that a run that was cut off is made up for by
the next. A change of a few pieces is one transaction of the store; a larger one goes in several, and until the last no
reader is let in; a store that is new, lost or to be made anew is built beside the old one, which it then replaces.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.consolidation.pieces import Pieces
from kg.new_store import NewStore
from kg.rdf import article_iri
from kg.store import Store, discard_leftovers, has_store, is_unfinished, unfinished

#: Pieces (articles, or other subjects) that are written in one transaction: at most about 200,000 quads.
_AT_ONCE = 300


def lacks_all(folder: Path, database: sqlite3.Connection) -> bool:
    """Whether the graph in ``folder`` has no store, or one that is to be made anew."""
    anew = "SELECT 1 FROM pending WHERE kind = 'all'"
    return not has_store(folder) or database.execute(anew).fetchone() is not None


def follow(
    folder: Path, database: sqlite3.Connection, pieces: Pieces, base: str, new: NewStore | None = None
) -> None:
    """Make the store of the graph in ``folder`` hold what the tables say.

    :param new: what takes its place, if it :func:`lacks_all`. What was checked is in it already.
    :raises KgError: if it cannot be written; what it lacks stays written down.
    """
    if new is not None:
        if aside(database):
            new.clear()
            new.add(pieces.all())
        new.take_over()
        database.execute("DELETE FROM pending")
        return
    discard_leftovers(folder)
    (count,) = database.execute("SELECT count(*) FROM pending").fetchone()
    # A run may have been cut off when all was written, and readers were not let in yet.
    if not count and not is_unfinished(folder):
        return
    with Store.open(folder, read_only=False) as store, unfinished(folder, count > _AT_ONCE):
        while rows := database.execute(
            "SELECT kind, key FROM pending ORDER BY kind, key LIMIT ?", (_AT_ONCE,)
        ).fetchall():
            _change(store, pieces, rows, base)
            database.execute("BEGIN")
            database.executemany("DELETE FROM pending WHERE kind = ? AND key = ?", rows)
            database.execute("COMMIT")


def is_behind(folder: Path, database: sqlite3.Connection) -> bool:
    """Whether the store does not hold yet what the tables say."""
    waiting = database.execute("SELECT 1 FROM pending LIMIT 1").fetchone() is not None
    return waiting or is_unfinished(folder) or not has_store(folder)


def _change(store: Store, pieces: Pieces, rows: Iterable[tuple[str, str]], base: str) -> None:
    gone: set[ox.Quad] = set()
    new: set[ox.Quad] = set()
    for kind, key in rows:
        held, wanted = held_and_wanted(store, pieces, kind, key, base)
        gone |= held - wanted
        new |= wanted - held
    store.change(gone, new)


def held_and_wanted(
    store: Store, pieces: Pieces, kind: str, key: str, base: str
) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """What the store holds of a piece ("article" and an id, or "subject" and an IRI), and what it should hold."""
    if kind == "article":
        return store.held(article_iri(base, key)), set(pieces.article(key))
    held = {quad for graph in pieces.shared_graphs() for quad in store.held(graph, key)}
    return held, set(pieces.subject(key))


def counts(database: sqlite3.Connection) -> dict[str, int]:
    """How many articles, entities, events and facts the graph holds."""
    return dict(_counts(database))


def _counts(database: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    without = "iri NOT IN (SELECT node FROM aside)"
    for name, query in (
        ("articles", "SELECT count(*) FROM included"),
        ("entities", f"SELECT count(*) FROM entity WHERE {without}"),
        ("events", f"""SELECT count(*) FROM statement WHERE cell LIKE '["event",%' AND {without}"""),
        ("facts", f"""SELECT count(*) FROM statement WHERE cell LIKE '["fact",%' AND {without}"""),
    ):
        yield name, database.execute(query).fetchone()[0]


def aside(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Node, reason and label of what is set aside, in order."""
    return database.execute("SELECT node, reason, label FROM aside ORDER BY node").fetchall()
