"""Whether a graph on disk is whole: what each part of it says is what the others say.

Articles' ids are hashes of their content, extractions have digests, the tables follow from the extractions and the
store from the tables; so whatever was changed, cut off or lost shows in one of these, however it came about.
Memory holds one article, or one subject, at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SKOS

from kg.cache import FILE, WANTED, Cache
from kg.consolidation.following import counts, held_and_wanted
from kg.consolidation.pieces import Pieces
from kg.errors import KgError
from kg.fingerprint import fingerprint
from kg.folder import locked, read_settings
from kg.model import Article, Extraction
from kg.rdf import article_iri
from kg.soundness import unsound, without_extraction
from kg.store import Store, is_unfinished
from kg.validation import violations_in
from kg.vocabulary import GP, ONTOLOGY, ontology_file

#: SQL: what a row of the tables refers to and is not there, and how that is said.
_ORPHANS = (
    ("SELECT DISTINCT article FROM local WHERE article NOT IN (SELECT article FROM included)",
     "article {}: is not in the graph, and its entities are in the tables"),
    ("SELECT DISTINCT article FROM told WHERE article NOT IN (SELECT article FROM included)",
     "article {}: is not in the graph, and what it tells is in the tables"),
    ("SELECT DISTINCT article FROM report WHERE article NOT IN (SELECT article FROM included)",
     "article {}: is not in the graph, and statements rest on it"),
    ("SELECT DISTINCT iri FROM report WHERE iri NOT IN (SELECT iri FROM statement)",
     "{}: is no statement, and has evidence"),
    ("SELECT iri FROM statement WHERE iri NOT IN (SELECT iri FROM report)", "{}: a statement without evidence"),
    ("SELECT DISTINCT entity FROM participant WHERE entity NOT IN (SELECT iri FROM entity)",
     "{}: takes part in a statement and is no entity"),
    ("SELECT DISTINCT iri FROM participant WHERE iri NOT IN (SELECT iri FROM statement)",
     "{}: is no statement, and has participants"),
    ("SELECT iri FROM entity WHERE iri NOT IN (SELECT iri FROM cluster) AND iri NOT IN (SELECT iri FROM office)",
     "{}: an entity that no article names"),
    ("SELECT iri FROM cluster WHERE iri NOT IN (SELECT iri FROM entity)", "{}: is no entity, and articles name it"),
    ("SELECT id FROM cluster WHERE id NOT IN (SELECT cluster FROM local WHERE cluster IS NOT NULL)",
     "{}: a group of names that no article has"),
)  # fmt: skip

#: SPARQL: the same for the store.
_ORPHANED = (
    ("SELECT ?x { ?x a gp:Evidence FILTER NOT EXISTS { ?s gp:evidence ?x } }", "{}: evidence of no statement"),
    ("SELECT ?x { { ?x a gp:Event } UNION { ?x a gp:Fact } FILTER NOT EXISTS { ?x gp:evidence/gp:article ?a } }",
     "{}: a statement without evidence"),
    ("SELECT ?x { ?x a gp:Passage FILTER NOT EXISTS { ?s gp:triggerAt ?x } }", "{}: words that name no statement"),
)  # fmt: skip

#: Findings of one kind that are told one by one.
MOST = 20


def made_with(base: str) -> str:
    """A digest of all that decides what follows from extractions."""
    rooms = (
        *("consolidation", "resolution", "rdf", "lexicon", "nlp", "shapes"),
        *("validation.py", "geonames.py", "model.py", "vocabulary.py"),
    )
    ontology = (ontology_file(name).read_bytes() for name in ("geopolitics.ttl", "shapes.ttl"))
    return fingerprint(base, rooms, ontology)


def verify(folder: Path) -> Iterator[str]:
    """What is wrong with the graph in ``folder``, a line each; nothing if it is whole.

    :raises KgError: if it cannot be checked: there is no graph, it is being written, a file of it cannot be opened.
    """
    settings = read_settings(folder)
    refused = f"{folder}: a kg build or kg remove is writing this graph; check it when that has finished"
    with (
        locked(folder, "build", exclusive=False, wait=0, refused=refused),
        Cache(folder, read_only=True) as cache,
    ):
        with cache.mendable():
            problems = [row[0] for row in cache.database.execute("PRAGMA integrity_check").fetchall()]
        if problems != ["ok"]:
            yield from _some(f"{folder / FILE}: {problem}" for problem in problems)
            return  # nothing that follows could be trusted
        with cache.mendable():
            yield from _of_extractions(cache, settings.fingerprint)
            yield from _of_tables(cache.database, settings.base_iri)
            if is_unfinished(folder):
                yield f"{folder}: a build was cut off while it wrote the store"
                return
            with Store.open(folder) as store:
                yield from _of_store(store, cache, settings.base_iri, settings.fingerprint)


def _of_extractions(cache: Cache, pipeline: str) -> Iterator[str]:
    yield from _some(
        f"article {article}: what is known of it is damaged, or not of its text"
        for article, _ in unsound(cache)
    )
    yield from _some(f"{key}: what it states is missing" for key in without_extraction(cache, pipeline))


def _of_tables(database: sqlite3.Connection, base: str) -> Iterator[str]:
    (count,) = database.execute("SELECT count(*) FROM pending").fetchone()
    if count:
        yield f"the store lacks what the last build or removal changed ({count} pieces), because it was cut off"
    made = dict(database.execute("SELECT key, value FROM made"))
    if made.get("with") not in ("overrides", made_with(base)):
        yield "the graph was made by another version of kg; kg build brings it up to date"
    included = "SELECT article, source, version FROM included"
    for first, second, said in (
        (WANTED, included, "article {}: was read, and is not in the tables as it is known"),
        (included, WANTED, "article {}: is in the tables, and not known as it is there"),
    ):
        rows = database.execute(f"{first} EXCEPT {second} ORDER BY 1").fetchall()
        yield from _some(said.format(article) for article, *_ in rows)
    for query, said in _ORPHANS:
        yield from _some(said.format(row[0]) for row in database.execute(f"{query} ORDER BY 1"))


def _of_store(store: Store, cache: Cache, base: str, pipeline: str) -> Iterator[str]:
    def load(article: str) -> Extraction:
        extraction = cache.load(article, pipeline)
        if extraction is None:
            raise KgError(f"article {article}: what it states is missing")
        return extraction

    database = cache.database
    pieces = Pieces(database, load, base)
    held, wanted = store.held(str(ONTOLOGY)), set(pieces.ontology())
    seen = len(held)
    yield from _difference("the ontology", held, wanted)
    for kind, key in pieces.names():
        try:
            held, wanted = held_and_wanted(store, pieces, kind, key, base)
            if kind == "article":
                yield from _of_passages(held, load(key).article, base)
        except (KgError, LookupError, ValueError, TypeError) as error:
            # What it is made of is damaged, which has been said, or does not fit together.
            yield f"{kind} {key}: cannot be compared with the store ({error})"
            continue
        seen += len(held)
        yield from _difference(f"{kind} {key}", held, wanted)
    if store.size() != seen:
        yield f"the store has {store.size()} quads, of which {store.size() - seen} belong to nothing in the tables"
    yield from _some(str(violation.node) + ": " + violation.reason for violation in violations_in(store))
    for query, said in _ORPHANED:
        yield from _some(said.format(row["x"]) for row in store.select(query))
    yield from _of_counts(store, database, base)


def _difference(what: str, held: set[ox.Quad], wanted: set[ox.Quad]) -> Iterator[str]:
    if held != wanted:
        extra, lacking = sorted(map(str, held - wanted)), sorted(map(str, wanted - held))
        first = (extra or lacking)[0][:200]
        yield f"{what}: the store has {len(extra)} quads too many and lacks {len(lacking)}, as {first}"


def _of_passages(held: Iterable[ox.Quad], article: Article, base: str) -> Iterator[str]:
    """Whether every sentence, and all words that name something, stand in the article where the graph says."""
    passages: dict[str, dict[str, str]] = {}
    for quad in held:
        predicate = quad.predicate.value
        if predicate in (str(GP.text), str(GP.start), str(GP.end), str(GP.article)):
            assert isinstance(quad.subject, ox.NamedNode) and not isinstance(
                quad.object, (ox.BlankNode, ox.Triple)
            )
            passages.setdefault(quad.subject.value, {})[predicate] = quad.object.value
    for iri, found in sorted(passages.items()):
        try:
            start, end = int(found[str(GP.start)]), int(found[str(GP.end)])
            right = article.text[start:end] == found[str(GP.text)] and 0 <= start < end
        except (KeyError, ValueError):
            right = False
        if not right or found.get(str(GP.article)) != article_iri(base, article.id):
            yield f"{iri}: its text is not what stands in its article there"


def _of_counts(store: Store, database: sqlite3.Connection, base: str) -> Iterator[str]:
    told = counts(database)
    aside = {row[0] for row in database.execute("SELECT node FROM aside")}
    told["articles"] -= sum(node.startswith(article_iri(base, "")) for node in aside)
    patterns = {
        "articles": f"?x <{RDF.type}> <{GP.Article}>",
        "entities": f"GRAPH <{base}graph/entities> {{ ?x <{SKOS.prefLabel}> ?name }}",
        "events": f"?x <{RDF.type}> <{GP.Event}>",
        "facts": f"?x <{RDF.type}> <{GP.Fact}>",
    }
    for name, pattern in patterns.items():
        found = next(iter(store.evaluate(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")))  # type: ignore[arg-type]  # of a SELECT
        count = int(found["n"].value)
        if count != told[name]:
            yield f"the store holds {count} {name}, and the tables {told[name]}"


def _some(findings: Iterable[str]) -> Iterator[str]:
    """The first of many findings of a kind, and how many more there are."""
    more = 0
    for number, finding in enumerate(findings):
        if number < MOST:
            yield finding
        else:
            more += 1
    if more:
        yield f"… and {more} more of this kind"
