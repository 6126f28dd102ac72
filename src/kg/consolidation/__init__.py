"""Extractions → one knowledge base: who is who across articles, and which reports tell of the same event.

The knowledge base lies in tables (:mod:`kg.consolidation.tables`) beside the extractions. When articles come, change or
go, only what they may touch is looked at again; what comes of that is the same as if everything were made anew, for
any order of the articles. Memory holds a few hundred rows at a time, however many articles there are.

=====================================  =============================================================
:mod:`kg.consolidation.locals`         articles' local entities, in and out
:mod:`kg.consolidation.identities`     who is who; the rules are those of :mod:`kg.resolution`
:mod:`kg.consolidation.overriding`     what the user knows better
:mod:`kg.consolidation.telling`        what articles tell of whom; events and facts
:mod:`kg.consolidation.checking`       what violates a shape is set aside
:mod:`kg.consolidation.pieces`         the quads that follow
=====================================  =============================================================
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from kg.collector import without_collector
from kg.consolidation.identities import identify
from kg.consolidation.locals import exclude, include
from kg.consolidation.overriding import override
from kg.consolidation.tables import CHUNK, clear, create
from kg.consolidation.telling import Load, merge, tell
from kg.resolution import Override

__all__ = ["Load", "consolidate", "create"]


@without_collector()
def consolidate(
    database: sqlite3.Connection,
    wanted: str,
    load: Load,
    *,
    base: str,
    overrides: Sequence[Override] = (),
    made_with: str = "",
) -> list[str]:
    """Make the tables follow from the ``wanted`` articles; return which overrides could not be followed, and why.

    The caller begins and ends the transaction.

    :param wanted: SQL of the program's own that gives (id, key, digest of the extraction) of each article.
    :param load: gives the extraction of an article.
    :param base: start of all instance IRIs.
    :param made_with: what the tables depend on beside the articles; if it has changed, they are made anew.
    """
    made = dict(database.execute("SELECT key, value FROM made"))
    # Overrides may mean anybody, so with them nothing is known to be untouched.
    if overrides or made.get("with") != made_with:
        clear(database)
        database.execute("INSERT INTO made VALUES ('with', ?)", ("overrides" if overrides else made_with,))
    included = "SELECT article, source, version FROM included"
    _each(database, f"{included} EXCEPT {wanted}", lambda row: exclude(database, row[0]))
    _each(
        database,
        f"{wanted} EXCEPT {included}",
        lambda row: include(database, load(row[0]), row[1], row[2]),
    )
    identify(database, base)
    notes = override(database, base, overrides)
    tell(database, load, base)
    merge(database, base)
    return notes


def _each(database: sqlite3.Connection, query: str, act: Callable[[Sequence[str]], None]) -> None:
    """Do something with each row; the rows are fixed first, because that changes what the query would give."""
    database.execute(f"CREATE TEMP TABLE each_row AS {query} ORDER BY 1")
    try:
        last = 0
        while rows := database.execute(
            "SELECT rowid, * FROM each_row WHERE rowid > ? ORDER BY rowid LIMIT ?", (last, CHUNK)
        ).fetchall():
            for _, *row in rows:
                act(row)
            last = rows[-1][0]
    finally:
        database.execute("DROP TABLE each_row")
