"""What violates a shape is set aside, with what rests on it, before it reaches the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import RDF

from kg.consolidation.identities import pend_cities
from kg.consolidation.pieces import Pieces
from kg.consolidation.tables import column, mark_pending, marked, unmark
from kg.consolidation.telling import pend, reports_in
from kg.rdf.writing import article_iri, evidence_iri, trigger_iri
from kg.triples import Triple
from kg.vocabulary import GP, superclasses

_A = ox.NamedNode(str(RDF.type))

Validate = Callable[[Sequence[Triple], Iterable[Triple]], Iterable[tuple[str, str, str]]]
"""Nodes of triples that violate a shape, why, and what they are called; given besides are the classes of the nodes that
they refer to."""

Violating = list[tuple[str, str, str]]
"""Nodes that violate a shape, each once, why, and what they are called."""

#: Articles that are checked at a time.
_ARTICLES = 20
#: Triples that are checked at a time: some MB.
_TRIPLES = 20_000


def set_aside(database: sqlite3.Connection, base: str, found: Iterable[Violating]) -> None:
    """Bring up to date what is set aside.

    :param found: what :func:`in_marked` or :func:`in_pieces` finds.
    """
    before = dict(database.execute("SELECT node, reason FROM aside"))
    for rows in found:
        database.executemany("INSERT OR REPLACE INTO aside VALUES (?, ?, ?, 1)", rows)
    if before or column(database, "SELECT 1 FROM aside LIMIT 1"):
        _spread(database, base)
        after = dict(database.execute("SELECT node, reason FROM aside"))
        for node in sorted({n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}):
            _follow(database, node, base)


def in_marked(
    database: sqlite3.Connection, pieces: Pieces, base: str, validate: Validate
) -> Iterator[Violating]:
    """What violates a shape in what was marked; what was set aside of it is so no longer.

    :param pieces: all quads, also of what is set aside.
    """
    for iris in marked(database, "check"):
        database.executemany("DELETE FROM aside WHERE node = ?", ((iri,) for iri in iris))
        yield _violating(
            database, [triple for iri in iris for triple in _about(database, pieces, iri)], validate
        )
    articles = "SELECT key FROM pending WHERE kind = 'article' AND key > ? ORDER BY key LIMIT ?"
    last = ""
    while ids := column(database, articles, last, _ARTICLES):
        triples = []
        for id_ in ids:
            starts = [(f"{start}%", start) for start in _own(base, id_)]
            database.executemany("DELETE FROM aside WHERE node LIKE ? AND node >= ?", starts)
            triples += pieces.source(id_)
        yield _violating(database, triples, validate)
        last = ids[-1]


def clear_aside(database: sqlite3.Connection) -> None:
    """Let nothing be set aside, nor marked to be checked: all will be."""
    unmark(database, "check")
    database.execute("DELETE FROM aside")


def in_pieces(
    database: sqlite3.Connection, pieces: Pieces, names: Iterable[tuple[str, str]], validate: Validate
) -> Iterator[tuple[Violating, list[ox.Quad]]]:
    """What violates a shape in these pieces, and their quads, some at a time.

    :param pieces: all quads, also of what is set aside.
    """
    waiting: list[Triple] = []
    quads: list[ox.Quad] = []
    for kind, key in names:
        nodes, its = pieces.piece(kind, key)
        waiting += nodes
        quads += its
        if len(waiting) >= _TRIPLES:
            yield _violating(database, waiting, validate), quads
            waiting, quads = [], []
    yield _violating(database, waiting, validate), quads


def _own(base: str, article: str) -> tuple[str, ...]:
    """How the IRIs of an article and of its passages begin."""
    iri = article_iri(base, article)
    return (
        iri,
        iri.replace("/article/", "/evidence/", 1) + "/",
        iri.replace("/article/", "/trigger/", 1) + "/",
    )


def _about(database: sqlite3.Connection, pieces: Pieces, iri: str) -> list[Triple]:
    """What is said of an entity or a statement as such."""
    if column(database, "SELECT 1 FROM entity WHERE iri = ?", iri):
        return pieces.entity(iri)
    return pieces.statement(iri) if column(database, "SELECT 1 FROM statement WHERE iri = ?", iri) else []


def _violating(database: sqlite3.Connection, triples: list[Triple], validate: Validate) -> Violating:
    referred = {value.value for _, _, value in triples if isinstance(value, ox.NamedNode)}
    referred -= {node for node, _, _ in triples}
    found: dict[str, tuple[str, str]] = {}
    for node, reason, label in validate(triples, list(_classes(database, sorted(referred)))):
        found[node] = (f"{found[node][0]}; {reason}" if node in found else reason), label
    return [(node, reasons, label) for node, (reasons, label) in sorted(found.items())]


def _classes(database: sqlite3.Connection, nodes: Iterable[str]) -> Iterator[Triple]:
    for node in nodes:
        for kind in _class_of(database, node):
            yield node, _A, ox.NamedNode(str(GP[kind]))


def _class_of(database: sqlite3.Connection, iri: str) -> Iterator[str]:
    for kind, sort in (("/article/", "Article"), ("/evidence/", "Evidence"), ("/trigger/", "Passage")):
        if kind in iri:
            yield sort
    for sort in column(database, "SELECT type FROM entity WHERE iri = ?", iri):
        yield sort
        yield from sorted({"Actor", "Place"} & superclasses(sort))


def _spread(database: sqlite3.Connection, base: str) -> None:
    """Set aside what needs something that is, and so on along the chain."""
    database.execute("DELETE FROM aside WHERE root = 0")
    waiting = column(database, "SELECT node FROM aside ORDER BY node DESC")
    while waiting:
        cause = waiting.pop()
        for node, label in _needing(database, cause, base):
            reason = f"rests on or refers to {cause}, which is set aside"
            if not column(database, "SELECT 1 FROM aside WHERE node = ?", node):
                database.execute("INSERT INTO aside VALUES (?, ?, ?, 0)", (node, reason, label))
                waiting.append(node)


def _needing(database: sqlite3.Connection, node: str, base: str) -> list[tuple[str, str]]:
    """What cannot do without a node: its IRI, and a label."""
    statements = column(database, "SELECT iri FROM participant WHERE entity = ? ORDER BY iri", node)
    statements += column(
        database, "SELECT iri FROM report WHERE article = ? ORDER BY iri", _article_id(node, base)
    )
    kind, _, rest = node.removeprefix(base).partition("/")
    if kind in {"evidence", "trigger"}:
        article = unquote(rest.rpartition("/")[0])
        for iri, report in reports_in(database, article):
            own = {evidence_iri(base, report)}
            if report.trigger is not None:
                own.add(trigger_iri(base, article, report.trigger))
            if node in own:
                statements.append(iri)
    offices = database.execute(
        "SELECT DISTINCT o.iri, e.name FROM office o JOIN entity e ON e.iri = o.iri WHERE o.owner = ? ORDER BY o.iri",
        (node,),
    ).fetchall()
    return [*offices, *((iri, "") for iri in sorted(set(statements)))]


def _article_id(iri: str, base: str) -> str:
    own = article_iri(base, "")
    return unquote(iri.removeprefix(own)) if iri.startswith(own) else ""


def _follow(database: sqlite3.Connection, node: str, base: str) -> None:
    """Let the store follow in whether a node is set aside."""
    if column(database, "SELECT 1 FROM statement WHERE iri = ?", node):
        pend(database, node)
        reporting = column(database, "SELECT DISTINCT article FROM report WHERE iri = ?", node)
        mark_pending(database, "article", reporting)
    elif _article_id(node, base):
        mark_pending(database, "article", [_article_id(node, base)])
    else:
        mark_pending(database, "subject", [node])
        for ref in column(database, "SELECT ref FROM entity WHERE iri = ?", node):
            pend_cities(database, ref)
        naming = "SELECT DISTINCT article FROM local WHERE told LIKE ? || '%'"
        mark_pending(database, "article", column(database, naming, f'["{node}"'))
        mark_pending(
            database, "article", column(database, "SELECT DISTINCT article FROM office WHERE iri = ?", node)
        )
