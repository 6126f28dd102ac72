"""Who is who, as far as what changed may matter: names that may be one person's, words and letters that stand for
somebody, and the clusters that follow.

Each step marks what the next has to look at. Nothing outside of what is marked can have changed:

- full names of persons form components of names that may be one person's (``alike``); no component matters to another;
- a name of one word depends on the persons that it may stand for (``word``), taken by their full names alone;
- a group depends on its cell, an acronym besides on the groups whose letters it has;
- a cluster's name and IRI depend on its members and on the clusters that would get the same IRI.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kg.codec import to_json
from kg.consolidation.locals import assign, forget_words, founder, read_locals
from kg.consolidation.tables import column, mark, mark_pending, marked, packed
from kg.model import Entity
from kg.rdf.reference import country_of
from kg.resolution.clusters import Cluster, Local
from kg.resolution.entities import Summary, entity_iri, entity_of, summary_of
from kg.resolution.names import acronyms, group_key, long_form
from kg.resolution.persons import (
    bare_names,
    blocks,
    candidate_of,
    comparable,
    full_names,
    standing_alone,
)


def identify(database: sqlite3.Connection, base: str) -> None:
    """Bring all clusters up to date with the local entities that were marked, and mark the articles that are told
    otherwise by that."""
    _full_names(database)
    _words(database)
    for keys in marked(database, "reference"):
        mark(database, "cluster", [f"reference {key}" for key in keys])
    _groups(database)
    _clusters(database, base)


def _full_names(database: sqlite3.Connection) -> None:
    for names in marked(database, "name"):
        for name in names:
            _look_up(database, name)
        mark(database, "component", names)
    for names in marked(database, "component"):
        done: set[str] = set()
        for name in names:
            if name not in done:
                component = _component(database, name)
                done |= component
                # A later name of the same component need not find it again.
                later = [("component", other) for other in component]
                database.executemany("DELETE FROM dirty WHERE kind = ? AND key = ?", later)
                _cluster_names(database, component)


def _look_up(database: sqlite3.Connection, name: str) -> None:
    """Enter a name that is new among those that it may be compared with, or take out one that is gone."""
    known = column(database, "SELECT 1 FROM block WHERE name = ? LIMIT 1", name)
    used = column(database, "SELECT 1 FROM local WHERE kind = 'name' AND key = ? LIMIT 1", name)
    if used and not known:
        keys = [packed(block) for block in sorted(blocks(name))]
        others = {
            other for key in keys for other in column(database, "SELECT name FROM block WHERE block = ?", key)
        }
        alike = [other for other in sorted(others) if comparable(name, other)]
        database.executemany("INSERT INTO block VALUES (?, ?)", ((name, key) for key in keys))
        database.executemany(
            "INSERT INTO alike VALUES (?, ?)", (pair for o in alike for pair in ((name, o), (o, name)))
        )
    elif known and not used:
        mark(database, "component", column(database, "SELECT other FROM alike WHERE name = ?", name))
        database.execute("DELETE FROM alike WHERE name = ? OR other = ?", (name, name))
        database.execute("DELETE FROM block WHERE name = ?", (name,))


def _component(database: sqlite3.Connection, name: str) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        others = set(column(database, "SELECT other FROM alike WHERE name = ?", waiting.pop())) - found
        found |= others
        waiting += others
    return found


def _cluster_names(database: sqlite3.Connection, names: Iterable[str]) -> None:
    members: list[Local] = []
    before: set[str] = set()
    for name in sorted(names):
        members += read_locals(database, "l.kind = 'name' AND l.key = ?", name)
        query = "SELECT DISTINCT cluster FROM local WHERE kind = 'name' AND key = ? AND cluster IS NOT NULL"
        before.update(column(database, query, name))
    members.sort(key=lambda local: local.key)
    for old in sorted(before):
        forget_words(database, old)
    for cluster in full_names(members):
        id_ = f"person {packed(min(member.key for member in cluster.members))}"
        forget_words(database, id_)
        assign(database, _reasons(cluster), id_, cluster.scope)
        countries = frozenset(cluster.countries)
        words = {word for name in cluster.spellings for word in standing_alone(name, countries)}
        database.executemany("INSERT INTO word VALUES (?, ?)", ((word, id_) for word in sorted(words)))
        mark(database, "word", words)


def _reasons(cluster: Cluster) -> list[tuple[Local, str, str]]:
    return [(member, *cluster.reasons[member.key]) for member in cluster.members]


def _words(database: sqlite3.Connection) -> None:
    for words in marked(database, "word"):
        for word in words:
            bare = read_locals(database, "l.kind = 'word' AND l.key = ?", word)
            if not bare:
                continue
            # A person who is gone leaves its words behind until here.
            known = column(database, "SELECT cluster FROM word WHERE word = ? ORDER BY cluster", word)
            full = {id_: read_locals(database, "l.cluster = ? AND l.kind = 'name'", id_) for id_ in known}
            joined, left = bare_names(
                bare, [candidate_of(id_, found) for id_, found in full.items() if found]
            )
            for local, chosen in joined:
                scope = column(
                    database, "SELECT scope FROM local WHERE cluster = ? AND kind = 'name' LIMIT 1", chosen.id
                )
                assign(database, [(local, "bare", chosen.name)], chosen.id, scope[0])
            for cluster in left:
                id_ = f"bare {packed(min(member.key for member in cluster.members))}"
                assign(database, _reasons(cluster), id_, cluster.scope)


def _groups(database: sqlite3.Connection) -> None:
    for cells in marked(database, "group"):
        for cell in cells:
            mark(database, "cluster", [f"group {cell}"])
            mark(database, "letters", column(database, "SELECT letters FROM acronym WHERE cell = ?", cell))
            database.execute("DELETE FROM acronym WHERE cell = ?", (cell,))
            rows = database.execute(
                "SELECT DISTINCT name, names FROM local WHERE kind = 'group' AND key = ?", (cell,)
            ).fetchall()
            found = list(acronyms({n for n, _ in rows}, {n for _, names in rows for n in json.loads(names)}))
            if rows and found:
                rows = [(letters, kind, cell) for kind, letters in found]
                database.executemany("INSERT INTO acronym VALUES (?, ?, ?)", rows)
                mark(database, "letters", [letters for _, letters in found])
            if all(kind != "short" for kind, _ in found):
                # What stood for a longer name may not do so any more.
                moved = "l.kind = 'group' AND l.key = ? AND l.cluster != ?"
                _found(database, cell, read_locals(database, moved, cell, f"group {cell}"))
    for acronyms_ in marked(database, "letters"):
        for letters in acronyms_:
            _long_forms(database, letters)


def _found(database: sqlite3.Connection, cell: str, members: list[Local]) -> None:
    """Let members of a cell be a cluster of their own."""
    if members:
        assign(database, [(m, "name", "") for m in members], f"group {cell}", group_key(members[0])[-1])


def _long_forms(database: sqlite3.Connection, letters: str) -> None:
    by_kind: dict[str, dict[str, list[Local]]] = {"short": {}, "stated": {}, "initials": {}}
    rows = database.execute(
        "SELECT kind, cell FROM acronym WHERE letters = ? ORDER BY cell", (letters,)
    ).fetchall()
    if all(kind != "short" for kind, _ in rows):
        return
    for kind, cell in rows:
        by_kind[kind][cell] = read_locals(database, "l.kind = 'group' AND l.key = ?", cell)
    stated = [_group(members, cell) for cell, members in by_kind["stated"].items()]
    initials = [_group(members, cell) for cell, members in by_kind["initials"].items()]
    for cell, members in by_kind["short"].items():
        long = long_form(_group(members), stated, initials)
        if long is None:
            _found(database, cell, members)
        else:
            joining = [(member, "acronym", long.best_name()) for member in members]
            assign(database, joining, f"group {long.iri}", group_key(long.members[0])[-1])


def _group(members: list[Local], cell: str = "") -> Cluster:
    """The cluster of a cell by itself; its key stands where the IRI will."""
    cluster = Cluster(members[0].entity.type, iri=cell)
    cluster.add(members, "name")
    return cluster


def _clusters(database: sqlite3.Connection, base: str) -> None:
    """Names and IRIs, and the entities that are known by them."""
    for ids in marked(database, "cluster"):
        for id_ in ids:
            old = database.execute("SELECT base, iri FROM cluster WHERE id = ?", (id_,)).fetchone() or (
                None,
                "",
            )
            found = summary(database, id_)
            shared = entity_iri(found, base) if found is not None else None
            if shared is None:
                database.execute("DELETE FROM cluster WHERE id = ?", (id_,))
            else:
                row = (id_, shared, old[1])
                database.execute("INSERT OR REPLACE INTO cluster VALUES (?, ?, ?)", row)
                mark(database, "entity", [id_])
            mark(database, "base", [one for one in (old[0], shared) if one is not None])
            mark(database, "left", [old[1]] if old[1] else [])
    for bases in marked(database, "base"):
        for shared in bases:
            sharing = column(database, "SELECT id FROM cluster WHERE base = ? ORDER BY id", shared)
            for id_ in sharing:
                iri = _own_iri(database, id_, base) if len(sharing) > 1 else shared
                (before,) = column(database, "SELECT iri FROM cluster WHERE id = ?", id_)
                if before != iri:
                    database.execute("UPDATE cluster SET iri = ? WHERE id = ?", (iri, id_))
                    mark(database, "entity", [id_])
                    mark(database, "left", [before] if before else [])
    for ids in marked(database, "entity"):
        for id_ in ids:
            found = summary(database, id_)
            if found is not None:
                (iri,) = column(database, "SELECT iri FROM cluster WHERE id = ?", id_)
                write_entity(database, entity_of(found, iri))
                mark_articles(database, id_, iri, found.name)
    for iris in marked(database, "left"):
        for iri in iris:
            if not column(database, "SELECT 1 FROM cluster WHERE iri = ? LIMIT 1", iri):
                remove_entity(database, iri)


def _own_iri(database: sqlite3.Connection, id_: str, base: str) -> str:
    """The IRI of one of several clusters of one name and country: they are told apart by their first article."""
    first = database.execute(
        "SELECT article, entity FROM local WHERE cluster = ? ORDER BY article, entity LIMIT 1", (id_,)
    ).fetchone()
    found = summary(database, id_)
    assert found is not None
    return entity_iri(found, base, " ".join(first))


def mark_articles(database: sqlite3.Connection, cluster: str, iri: str, name: str) -> None:
    """Mark the articles whose statements name an entity otherwise than it is known now."""
    told = packed((iri, name))
    otherwise = "cluster = ? AND told IS NOT ?"
    mark(
        database,
        "article",
        column(database, f"SELECT DISTINCT article FROM local WHERE {otherwise}", cluster, told),
    )
    database.execute(f"UPDATE local SET told = ? WHERE {otherwise}", (told, cluster, told))


def summary(database: sqlite3.Connection, id_: str) -> Summary | None:
    """What is taken over from a cluster; None if it has no members."""
    rows = database.execute(
        "SELECT name, names, country, count(*) FROM local WHERE cluster = ? GROUP BY name, names, country",
        (id_,),
    ).fetchall()
    if not rows:
        return None
    told = ((name, json.loads(names), country, count) for name, names, country, count in rows)
    return summary_of(*founder(database, id_), told)


def write_entity(database: sqlite3.Connection, entity: Entity) -> None:
    """Enter an entity; what the graph says of it is pending if it is new or has changed."""
    data = to_json(entity)
    row = database.execute("SELECT data, name, ref FROM entity WHERE iri = ?", (entity.iri,)).fetchone()
    if row is None or row[0] != data:
        database.execute(
            "INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?, ?)",
            (entity.iri, entity.type, entity.name, entity.ref, data),
        )
        mark_pending(database, "subject", [entity.iri])
        mark(database, "check", [entity.iri])
        mark(
            database,
            "office",
            column(database, "SELECT DISTINCT iri FROM office WHERE owner = ?", entity.iri),
        )
        if row is None or row[2] != entity.ref:
            pend_cities(database, entity.ref)
        if row is not None and row[1] != entity.name:
            mark(database, "renamed", [entity.iri])


def remove_entity(database: sqlite3.Connection, iri: str) -> None:
    """Take out an entity that is no longer one."""
    row = database.execute("SELECT ref FROM entity WHERE iri = ?", (iri,)).fetchone()
    if row is not None:
        database.execute("DELETE FROM entity WHERE iri = ?", (iri,))
        mark_pending(database, "subject", [iri])
        mark(database, "check", [iri])
        pend_cities(database, row[0])


def pend_cities(database: sqlite3.Connection, ref: str | None) -> None:
    """Cities say which country they lie in, if the graph has it."""
    if ref is not None and ref.startswith("country:"):
        # ";" is the next character after ":".
        rows = database.execute(
            "SELECT iri, ref FROM entity WHERE ref >= 'city:' AND ref < 'city;'"
        ).fetchall()
        mark_pending(database, "subject", [iri for iri, city in rows if country_of(city) == ref])
