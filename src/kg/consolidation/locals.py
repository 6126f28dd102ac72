"""Local entities in and out of their table, each under the cell of those that it is compared with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date

from kg.consolidation.tables import column, mark, packed
from kg.model import EntityType, Extraction, LocalEntity
from kg.resolution.clusters import Cluster, Local, Source, locals_of
from kg.resolution.names import group_key
from kg.resolution.persons import alone_key, is_full

_COLUMNS = "l.article, i.source, i.published, l.entity, l.type, l.name, l.names, l.ref, l.country, l.context, l.posts"


#: Why what is one by its cell alone is one.
_FIRST_REASON = {"reference": ("reference", ""), "group": ("name", "")}


def include(database: sqlite3.Connection, extraction: Extraction, source: str, version: str) -> None:
    """Take in an article; its entities, and those that they may be, are then to be looked at again.

    :param source: the key that it is known by.
    :param version: digest of the extraction.
    """
    article = extraction.article
    published = article.published.isoformat() if article.published else None
    database.execute("INSERT INTO included VALUES (?, ?, ?, ?)", (article.id, source, published, version))
    rows = []
    for position, local in enumerate(locals_of(extraction)):
        kind, key = _cell(local)
        one = local.entity
        rows.append(
            (
                article.id, one.key, position, kind, key, one.type, one.name, packed(one.names), one.ref, one.country,
                packed(sorted(local.context)), packed(sorted(local.posts)), _first_cluster(kind, key),
                group_key(local)[-1] if kind == "group" else "", *_FIRST_REASON.get(kind, ("first", "")),
            )
        )  # fmt: skip
        mark(database, kind, [key])
    database.executemany(
        "INSERT INTO local (article, entity, position, kind, key, type, name, names, ref, country, context, posts,"
        " cluster, scope, reason, compared) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    mark(database, "article", [article.id])


def exclude(database: sqlite3.Connection, article: str) -> None:
    """Forget an article and its entities, and mark those that they were compared with."""
    for kind, key, cluster in database.execute(
        "SELECT kind, key, cluster FROM local WHERE article = ?", (article,)
    ).fetchall():
        mark(database, kind, [key])
        if cluster is not None:
            mark(database, "cluster", [cluster])
            if kind == "name":
                forget_words(database, cluster)
    database.execute("DELETE FROM local WHERE article = ?", (article,))
    database.execute("DELETE FROM included WHERE article = ?", (article,))
    mark(database, "article", [article])


def _cell(local: Local) -> tuple[str, str]:
    one = local.entity
    if one.ref is not None:
        return "reference", one.ref
    if one.type != "Person":
        return "group", packed(group_key(local))
    return ("name", one.name) if is_full(one.name) else ("word", alone_key(one.name))


def _first_cluster(kind: str, key: str) -> str | None:
    """The cluster of what is one by its cell alone."""
    return f"{kind} {key}" if kind in {"reference", "group"} else None


def read_locals(database: sqlite3.Connection, condition: str, *values: object) -> list[Local]:
    """The local entities that meet a condition on ``l`` (a row of ``local``), in the order of articles and of the text.

    ``condition`` is SQL of the program's own.
    """
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM local l JOIN included i ON i.article = l.article WHERE {condition}"
        " ORDER BY l.article, l.position",
        values,
    )
    return [_local(row) for row in rows]


def _local(row: tuple[str, ...]) -> Local:
    article, source, published, key, kind, name, names, ref, country, context, posts = row
    return Local(
        Source(article, source, date.fromisoformat(published) if published else None),
        LocalEntity(key, kind, name, tuple(json.loads(names)), ref, country),  # type: ignore[arg-type]
        frozenset(json.loads(context)),
        frozenset((role, whose) for role, whose in json.loads(posts)),
    )


def assign(
    database: sqlite3.Connection,
    members: Iterable[tuple[Local, str, str]],
    cluster: str,
    scope: str,
) -> None:
    """Make local entities members of a cluster, each for a reason and compared with a name.

    The cluster, if it gains any, and those that they leave are then to be looked at again.
    """
    for local, reason, compared in members:
        before = database.execute(
            "SELECT cluster, scope, reason, compared FROM local WHERE article = ? AND entity = ?", local.key
        ).fetchone()
        if before != (cluster, scope, reason, compared):
            database.execute(
                "UPDATE local SET cluster = ?, scope = ?, reason = ?, compared = ? WHERE article = ? AND entity = ?",
                (cluster, scope, reason, compared, *local.key),
            )
            mark(database, "cluster", [one for one in (before[0], cluster) if one is not None])


def forget_words(database: sqlite3.Connection, cluster: str) -> None:
    """Take a person out of those that words may stand for, and mark the words."""
    mark(database, "word", column(database, "SELECT word FROM word WHERE cluster = ?", cluster))
    database.execute("DELETE FROM word WHERE cluster = ?", (cluster,))


def read_cluster(database: sqlite3.Connection, id_: str) -> Cluster:
    """A cluster with its members, and why they are; without name and IRI."""
    members = read_locals(database, "l.cluster = ?", id_)
    why = {
        (article, key): (reason, compared)
        for article, key, reason, compared in database.execute(
            "SELECT article, entity, reason, compared FROM local WHERE cluster = ?", (id_,)
        )
    }
    kind, ref, scope = founder(database, id_)
    cluster = Cluster(kind, ref, scope)
    for member in members:
        cluster.add([member], *why[member.key])
    return cluster


def founder(database: sqlite3.Connection, id_: str) -> tuple[EntityType, str | None, str]:
    """Type, reference-data identity and scope of a cluster: those of the first member that did not join it by a name
    that means another thing elsewhere."""
    found: tuple[EntityType, str | None, str] = database.execute(
        "SELECT type, ref, scope FROM local WHERE cluster = ? ORDER BY reason IN ('acronym', 'bare'), article, position"
        " LIMIT 1",
        (id_,),
    ).fetchone()
    return found
