"""The same queries at a SPARQL endpoint: the same answers, and no harm from what else may answer."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib.compare import isomorphic

import kg
from kg.cli import main
from kg.errors import KgError
from kg.query import named_queries, question
from kg.remote import client, endpoint
from kg.remote.endpoint import ask
from kg.remote.push import push
from kg.results import Results
from kg.store import PREFIXES
from kg.vocabulary import DEFAULT_BASE
from triple_store import Oxigraph, Reply, Scripted, oxigraph, scripted

Asked = Callable[..., tuple[int, str, str]]

ROWS = "application/sparql-results+json"


@pytest.fixture(scope="module")
def sent(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Oxigraph]]:
    """A graph, and the server that it was pushed to."""
    home = tmp_path_factory.mktemp("sent")
    shutil.copytree(built, home / "graph")
    with oxigraph(home / "location") as server:
        push(home / "graph", server.store)
        yield home / "graph", server


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(client, "_PAUSE", 0.01)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Asked:
    """Runs ``kg query``; returns status, standard output, and what stands on standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main(["query", *map(str, arguments)])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


@pytest.mark.parametrize("name", named_queries())
def test_queries_that_ship_give_the_same_bytes(sent: tuple[Path, Oxigraph], run: Asked, name: str) -> None:
    folder, server = sent
    for format in ("table", "csv", "json", "xml"):
        here = run("--graph", folder, "--format", format, name)
        there = run("--graph", folder, "--endpoint", server.query, "--format", format, name)
        assert here == there
        assert here[0] == 0


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?a a gp:Article }",
        "ASK { ?a a gp:Nothing }",
        "SELECT ?n (42 AS ?x) (1.5e0 AS ?y) ('a'@en AS ?z) WHERE { ?e skos:prefLabel ?n } ORDER BY ?n",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "PREFIX gp: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?n { ?e gp:prefLabel ?n } ORDER BY ?n",
        "SELECT ?s FROM <https://w3id.org/geopolitics-kg/id/graph/none> { ?s ?p ?o }",
        "SELECT ?s { ?s a <http://example.org/é> } # Größe — 中文",
    ],
)
def test_other_queries_too(sent: tuple[Path, Oxigraph], run: Asked, sparql: str) -> None:
    folder, server = sent
    here = run("--graph", folder, "--format", "json", sparql)
    assert here[0] == 0
    assert run("--graph", folder, "--endpoint", server.query, "--format", "json", sparql) == here


def test_graphs_come_back_too(sent: tuple[Path, Oxigraph]) -> None:
    folder, server = sent
    for sparql in (
        "DESCRIBE id:country\\/NOR",
        "CONSTRUCT { ?e skos:prefLabel ?n . ?e gp:sees [] } WHERE { ?e a gp:Country ; skos:prefLabel ?n }",
    ):
        here = kg.open(folder).query(sparql).graph
        there = Results(ask(server.query, sparql, base=DEFAULT_BASE), PREFIXES).graph
        assert here is not None and there is not None
        assert len(there) > 1
        assert isomorphic(here, there)


def test_xml_is_understood_too(sent: tuple[Path, Oxigraph], monkeypatch: pytest.MonkeyPatch) -> None:
    _, server = sent
    sparql = "SELECT ?n ?nothing WHERE { ?e skos:prefLabel ?n } ORDER BY ?n"
    here = ask(server.query, sparql, base=DEFAULT_BASE).bindings
    monkeypatch.setattr(endpoint, "_ACCEPT_ROWS", "application/sparql-results+xml")
    assert ask(server.query, sparql, base=DEFAULT_BASE).bindings == here
    assert ask(server.query, "ASK { ?a a gp:Article }", base=DEFAULT_BASE).askAnswer is True


def test_a_server_without_a_union_says_so(sent: tuple[Path, Oxigraph], run: Asked) -> None:
    folder, server = sent
    alone = f"{server.address}/query"
    status, out, err = run("--graph", folder, "--endpoint", alone, "who-met-whom")
    assert (status, out) == (2, "")
    assert "is not the union of all graphs" in err
    assert err.count("\n") == 1
    graph = run("--endpoint", alone, "--format", "csv", "SELECT ?g { GRAPH ?g { ?a a gp:Article } } LIMIT 1")
    assert graph[0] == 2, "the query might look into the default graph as well"
    (row,) = run("--graph", folder, "--format", "csv", "SELECT ?g { GRAPH ?g { ?a a gp:Article } } LIMIT 1")[
        1
    ].splitlines()[1:]
    named = f"SELECT ?t FROM <{row}> {{ ?a a gp:Article ; gp:title ?t }}"
    assert len(run("--endpoint", alone, "--format", "csv", named)[1].splitlines()) == 2


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?s\nWHERE { ?s foo:bar ?o }", "line 2, column 19: the prefix before this is not declared"),
        ("SELECT ?s {", "ends too early"),
        ("", "the query is empty"),
        ("who-met-wom", "did you mean who-met-whom"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "this is an update"),
        ("DELETE WHERE { ?s ?p ?o } # service", "this is an update"),
        ("CLEAR ALL", "this is an update"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "has a SERVICE clause"),
        ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", ""),
    ],
)
def test_what_is_no_query_goes_nowhere(sparql: str, message: str) -> None:
    with scripted(lambda request: Reply()) as server:
        with pytest.raises(KgError) as caught:
            ask(server.address, sparql, base=DEFAULT_BASE)
        assert message in str(caught.value)
        assert not server.requests


def test_a_service_clause_that_is_allowed_is_the_servers_business() -> None:
    with scripted(
        lambda request: Reply(200, b'{"boolean": true, "head": {}}', {"Content-Type": ROWS})
    ) as server:
        sparql = "ASK { SERVICE <http://127.0.0.1:9/> { ?s a gp:Event } }"
        assert ask(server.address, sparql, base=DEFAULT_BASE, allow_service=True).askAnswer is True
        assert server.requests[-1].body.decode().endswith(sparql)
        with pytest.raises(KgError, match="syntax error at line 1"):
            ask(server.address, "ASK { SERVICE <http://127.0.0.1:9/> { ?s }", base="x:", allow_service=True)
        with pytest.raises(KgError, match="this is an update"):
            ask(server.address, "CLEAR ALL # service", base="x:", allow_service=True)


@pytest.mark.parametrize(
    ("sparql", "declared"),
    [
        ("SELECT * { ?s a gp:Event }", {"gp"}),
        ("PREFIX gp: <x:> SELECT * { ?s a gp:Event ; rdfs:label ?x }", {"rdfs"}),
        ("# PREFIX gp: <x:>\nSELECT * { ?s a gp:Event }", {"gp"}),
        ("#c\nbase <http://x/> #d\n prefix gp:<x:>prefix\tid: <y:>\nSELECT * { id:a a gp:b }", set()),
        ("SELECT * { <gp:a> a ?x }", {"gp"}),  # too many is no harm
        ("SELECT * { ?s ?p ?o }", set()),
    ],
)
def test_each_prefix_is_declared_once(sparql: str, declared: set[str]) -> None:
    whole = question(sparql, DEFAULT_BASE).sparql
    assert whole.endswith(sparql)
    added = whole.removesuffix(sparql)
    assert {word.rstrip(":") for word in added.split() if word.endswith(":")} == declared
    assert "\n" not in added


def test_a_query_is_known_for_what_it_gives() -> None:
    forms = {
        "SELECT * { ?s ?p ?o }": (False, False),
        "ASK FROM <x:y> { ?s ?p ?o }": (False, True),
        "CONSTRUCT WHERE { ?s ?p ?o }": (True, False),
        "DESCRIBE ?s FROM <x:y> { ?s ?p ?o }": (True, True),
    }
    for sparql, (graph, names) in forms.items():
        for text in (sparql, f"{sparql} # service"):
            found = question(text, DEFAULT_BASE, allow_service=True)
            assert (found.gives_graph, found.names_graphs) == (graph, names)


def test_parameters_of_the_address_are_kept() -> None:
    with scripted(
        lambda request: Reply(200, b'{"head":{},"boolean":true}', {"Content-Type": ROWS})
    ) as server:
        ask(f"{server.address}/q?a=b%20c&default-graph-uri=urn:x#here", "ASK {}", base=DEFAULT_BASE)
        assert {urlsplit(r.path).query for r in server.requests} == {"a=b%20c&default-graph-uri=urn:x"}


def answered(
    reply: Reply, sparql: str = "SELECT ?s { ?s ?p ?o }", **options: float
) -> tuple[KgError, Scripted]:
    with scripted(lambda request: reply) as server:
        with pytest.raises(KgError) as caught:
            ask(server.address, sparql, base=DEFAULT_BASE, **options)  # type: ignore[arg-type]
        assert "\n" not in str(caught.value)
        return caught.value, server


BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>
<variable name="s"/></head><results><result><binding name="s"><literal>&b;&c;</literal></binding></result></results>
</sparql>"""
TRIPLE = {
    "type": "triple",
    "value": {k: {"type": "uri", "value": "x:y"} for k in ("subject", "predicate", "object")},
}


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(200, b"<html>", {"Content-Type": "text/html; charset=utf-8"}), "answers with text/html"),
        (Reply(200, b"s\r\nx", {"Content-Type": "text/csv"}), "answers with text/csv"),
        (Reply(200, b"{}"), "something without a Content-Type"),
        (Reply(200, b"{}", {"Content-Type": "x" * 3000}), "answers with xxx"),
        (Reply(200, b"<a:b> <a:b> <a:b> .", {"Content-Type": "application/n-triples"}), "answers with"),
        (Reply(200, b"", {"Content-Type": ROWS}), "the answer is no"),
        (Reply(200, b"{", {"Content-Type": ROWS}), "the answer is no"),
        (Reply(200, b'{"head": {"vars": ["s"]}, "results": {"bindings": [7]}}', {"Content-Type": ROWS}), "is no"),
        (Reply(200, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"\xff"}}]}}',
               {"Content-Type": ROWS}), "is no"),
        (Reply(200, b"[" * 1_000_000, {"Content-Type": ROWS}), "is no"),
        (Reply(200, json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": TRIPLE}]}}).encode(),
               {"Content-Type": ROWS}), "is no"),
        (Reply(200, BOMB, {"Content-Type": "application/sparql-results+xml"}), "is no"),
        (Reply(200, b"\x1f\x8b", {"Content-Type": ROWS, "Content-Encoding": "gzip"}), "is compressed"),
        (Reply(200, b"{}", {"Content-Type": ROWS, "Content-Length": "9999", "Connection": "close"}), "broke off"),
        (Reply(302, b"", {"Location": "http://169.254.169.254/"}), "redirects to http://169.254.169.254/"),
        (Reply(400, b"line 3: unknown function", {"Content-Type": "text/plain"}), "line 3: unknown function"),
        (Reply(401), "wants to know who asks"),
        (Reply(404), "there is no SPARQL endpoint"),
        (Reply(204), "answered 204"),
        (Reply(500, b"out of memory", {"Content-Type": "text/plain"}), "out of memory"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none(reply: Reply, message: str) -> None:
    assert message in str(answered(reply, timeout=1.0)[0])


def test_an_answer_is_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_MOST", 1_000_000)
    reply = Reply(200, b"x" * 1_000_001, {"Content-Type": ROWS})
    assert "larger than 1 MB" in str(answered(reply)[0])


def test_an_answer_does_not_drip() -> None:
    reply = Reply(200, b'{"head": {}, "boolean": true}' * 100, {"Content-Type": ROWS}, drip=0.05)
    error, server = answered(reply, timeout=0.2)
    assert "no whole answer within 0.2 seconds" in str(error)
    assert len(server.requests) == 3, "it is asked again, but not for ever"


def test_nobody_there(run: Asked) -> None:
    status, _, err = run("--endpoint", "http://127.0.0.1:9/query", "articles")
    assert status == 2
    assert (
        err
        == "kg: http://127.0.0.1:9/query: cannot be reached (Connection refused); is the server running there?\n"
    )
