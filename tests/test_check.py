"""``kg check`` finds what is wrong with a graph, whatever it is, and ``--repair`` puts it right."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.rdf.writing import entity_graph
from kg.vocabulary import DEFAULT_BASE as BASE
from kg.vocabulary import GP

Damage = Callable[[Path], None]


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "graph"))


def nquads(folder: Path) -> bytes:
    return kg.open(folder).export("nquads") or b""


def sql(*statements: str) -> Damage:
    def damage(folder: Path) -> None:
        with sqlite3.connect(folder / "extractions.sqlite") as database:
            for statement in statements:
                assert database.execute(statement).rowcount
        database.close()

    return damage


def sparql(update: str) -> Damage:
    def damage(folder: Path) -> None:
        store = ox.Store(str(folder / "store"))
        before = set(store)
        store.update(update)
        assert set(store) != before
        store.flush()
        del store

    return damage


def altered_article(folder: Path) -> None:
    """The text of one article is another, and its extraction has the right digest all the same."""
    from kg.cache import digest

    with sqlite3.connect(folder / "extractions.sqlite") as database:
        query = "SELECT article, data FROM extraction"
        rows = [(article, zlib.decompress(data)) for article, data in database.execute(query)]
        article, data = next((article, data) for article, data in rows if b"Solberg" in data)
        data = data.replace(b"Solberg met", b"Solberg hit")
        database.execute(
            "UPDATE extraction SET version = ?, data = ? WHERE article = ?",
            (digest(data), zlib.compress(data), article),
        )
    database.close()


def marker(folder: Path) -> None:
    (folder / "store.unfinished").touch()


TEXT, EVIDENCE = GP.text.n3(), GP.Evidence.n3()
SOME = "{ SELECT ?x ?t ?g { GRAPH ?g { ?x a %s ; %s ?t } } ORDER BY ?x LIMIT 1 }"

STORE: dict[str, tuple[Damage, str]] = {
    "quads are gone": (
        sparql(
            f"DELETE {{ GRAPH ?g {{ ?x {GP.actor.n3()} ?y }} }} WHERE {{ GRAPH ?g {{ ?x {GP.actor.n3()} ?y }} }}"
        ),
        "has 0 quads too many and lacks",
    ),
    "a quad was added to an entity": (
        sparql(f"INSERT DATA {{ GRAPH <{entity_graph(BASE)}> {{ <{BASE}country/JPN> <urn:is> 'great' }} }}"),
        "has 1 quads too many and lacks 0",
    ),
    "a graph of others": (
        sparql("INSERT DATA { GRAPH <urn:x> { <urn:a> <urn:b> <urn:c> } }"),
        "1 belong to nothing",
    ),
    "an entity that nothing names": (
        sparql(f"INSERT DATA {{ GRAPH <{entity_graph(BASE)}> {{ <{BASE}person/x> <urn:is> 'here' }} }}"),
        "1 belong to nothing",
    ),
    "a sentence was altered": (
        sparql(
            f"DELETE {{ GRAPH ?g {{ ?x {TEXT} ?t }} }} INSERT {{ GRAPH ?g {{ ?x {TEXT} 'Nobody met anybody.' }} }} "
            f"WHERE {SOME % (EVIDENCE, TEXT)}"
        ),
        "its text is not what stands in its article there",
    ),
    "a statement without evidence": (
        sparql(
            f"DELETE {{ GRAPH ?g {{ ?x {GP.evidence.n3()} ?y }} }} WHERE {{ GRAPH ?g {{ ?x {GP.evidence.n3()} ?y }} }}"
        ),
        "evidence of no statement",
    ),
    "a shape is violated": (
        sparql(f"DELETE {{ GRAPH ?g {{ ?x {TEXT} ?t }} }} WHERE {SOME % (EVIDENCE, TEXT)}"),
        "/evidence/",
    ),
    "a build was cut off": (marker, "was cut off while it wrote the store"),
}

TABLES: dict[str, tuple[Damage, str]] = {
    "pieces are pending": (sql("INSERT INTO pending VALUES ('all', '')"), "the store lacks what the last build"),
    "a statement is gone": (
        sql("DELETE FROM statement WHERE iri = (SELECT min(iri) FROM statement)"), "is no statement"
    ),
    "reports are gone": (sql("DELETE FROM report WHERE iri = (SELECT min(iri) FROM report)"), "without evidence"),
    "an entity is gone": (sql("DELETE FROM entity WHERE iri = (SELECT min(iri) FROM entity)"), "is no entity"),
    "a name was altered": (sql("UPDATE entity SET name = 'Nippon' WHERE name = 'Japan'"), "quads too many and lacks"),
    "an article is not included": (
        sql("DELETE FROM included WHERE article = (SELECT min(article) FROM included)"),
        "was read, and is not in the tables",
    ),
    "a digest was altered": (sql("UPDATE included SET version = 'x'"), "not known as it is there"),
    "another version made it": (sql("UPDATE made SET value = 'x'"), "made by another version of kg"),
}  # fmt: skip

EXTRACTIONS: dict[str, tuple[Damage, str]] = {
    "an extraction is no longer JSON": (
        sql("UPDATE extraction SET data = x'00' WHERE article = (SELECT min(article) FROM extraction)"),
        "what is known of it is damaged",
    ),
    "an extraction is gone": (
        sql("DELETE FROM extraction WHERE article = (SELECT min(article) FROM extraction)"),
        "what it states is missing",
    ),
    "an article was altered": (altered_article, "damaged, or not of its text"),
}


def test_a_graph_that_is_whole_has_no_findings(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--graph", str(built)]) == 0
    assert capsys.readouterr() == ("", f"kg: {built} is whole\n")
    assert main(["check", "--graph", str(built), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"graph": str(built), "findings": []}


@pytest.mark.parametrize("name", [*STORE, *TABLES])
def test_damage_is_found_and_repaired(
    folder: Path, built: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    damage, said = (STORE | TABLES)[name]
    damage(folder)
    assert main(["check", "--graph", str(folder)]) == 1
    found = capsys.readouterr()
    assert said in found.out
    assert "kg check --repair" in found.err
    assert main(["check", "--graph", str(folder), "--repair"]) == 0
    assert capsys.readouterr().out == ""
    assert nquads(folder) == nquads(built)


@pytest.mark.parametrize("name", EXTRACTIONS)
def test_what_cannot_be_repaired_is_named(
    folder: Path, built: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    damage, said = EXTRACTIONS[name]
    damage(folder)
    assert main(["check", "--graph", str(folder)]) == 1
    assert said in capsys.readouterr().out
    assert main(["check", "--graph", str(folder), "--repair"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    path, _, advice = line.partition(": ")
    assert advice.endswith("build it again")
    assert main(["check", "--graph", str(folder)]) == 0
    assert kg.build(path, folder).added == 1
    assert nquads(folder) == nquads(built)


def test_the_settings_come_back(folder: Path, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "graph.json").unlink()
    assert main(["check", "--graph", str(folder)]) == 2
    assert main(["check", "--graph", str(folder), "--repair"]) == 0
    assert (folder / "graph.json").read_bytes() == (built / "graph.json").read_bytes()
    assert nquads(folder) == nquads(built)


def test_what_cannot_be_checked_gets_one_line(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = folder / "extractions.sqlite"
    cache.write_bytes(cache.read_bytes()[:20_000])
    for where in (tmp_path / "nowhere", folder):
        assert main(["check", "--graph", str(where)]) in (1, 2)
        found = capsys.readouterr()
        assert (found.out + found.err).startswith(("kg: ", str(where)))
        assert "Traceback" not in found.err
        assert main(["check", "--repair", "--graph", str(where)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
