"""Overrides, applied to the clusters that the program has found by itself."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.consolidation.identities import mark_articles, remove_entity, write_entity
from kg.consolidation.locals import assign, read_cluster
from kg.consolidation.tables import packed
from kg.nlp.names import fold
from kg.resolution.clusters import Cluster
from kg.resolution.entities import Summary, entity_iri, entity_of, summary_of
from kg.resolution.overrides import Override, apply_overrides


def override(database: sqlite3.Connection, base: str, overrides: Sequence[Override]) -> list[str]:
    """Make the clusters what the user wants, and return what could not be followed."""
    if not overrides:
        return []
    before = dict(_named(database, {entity for one in overrides for entity in one.entities}))
    clusters = {id_: read_cluster(database, id_) for id_ in sorted(before)}
    for id_, cluster in clusters.items():
        cluster.iri, cluster.name = before[id_]
    kept, notes = apply_overrides(list(clusters.values()), overrides)
    for cluster in clusters.values():
        for member in cluster.members:
            database.execute(
                "UPDATE local SET cluster = NULL WHERE article = ? AND entity = ?", member.key
            )  # and whoever is not banned gets one below
    database.executemany("DELETE FROM cluster WHERE id = ?", ((id_,) for id_ in clusters))
    summaries = [_summary(cluster) for cluster in kept]
    shared = [cluster.iri or entity_iri(one, base) for cluster, one in zip(kept, summaries, strict=True)]
    taken = Counter(iri for cluster, iri in zip(kept, shared, strict=True) if not cluster.iri)
    for cluster, one, wanted in zip(kept, summaries, shared, strict=True):
        first = min(member.key for member in cluster.members)
        iri = wanted if cluster.iri or taken[wanted] == 1 else entity_iri(one, base, " ".join(first))
        id_ = f"override {packed(first)}"
        assign(database, [(m, *cluster.reasons[m.key]) for m in cluster.members], id_, cluster.scope)
        database.execute("INSERT INTO cluster VALUES (?, ?, ?)", (id_, iri, iri))
        write_entity(database, entity_of(one, iri))
        mark_articles(database, id_, iri, one.name)
    for iri in {iri for iri, _ in before.values()}:
        if not database.execute("SELECT 1 FROM cluster WHERE iri = ?", (iri,)).fetchone():
            remove_entity(database, iri)
    return notes


def _named(database: sqlite3.Connection, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Id of each cluster that one of the names or IRIs may mean → its IRI and name."""
    folded = {fold(name) for name in wanted}
    rows = database.execute(
        "SELECT c.id, c.iri, e.name, e.data FROM cluster c JOIN entity e ON e.iri = c.iri ORDER BY c.id"
    )
    return {
        id_: (iri, name)
        for id_, iri, name, data in rows
        if iri in wanted or not folded.isdisjoint(fold(n) for n in json.loads(data)["names"])
    }


def _summary(cluster: Cluster) -> Summary:
    told = [(m.name, m.entity.names, m.entity.country, 1) for m in cluster.members]
    found = summary_of(cluster.type, cluster.ref, cluster.scope, told)
    name = cluster.name or found.name
    return replace(found, name=name, names=frozenset(n for _, names, _, _ in told for n in names) | {name})
