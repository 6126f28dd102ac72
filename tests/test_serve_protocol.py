"""The SPARQL 1.1 Protocol, query operation, as W3C's recommendation of 21 March 2013 has it, and real clients."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

import kg
from kg.serve.negotiation import GRAPH_TYPES, ROW_TYPES, negotiate
from kg.vocabulary import GP, ONTOLOGY
from serving import Served, served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UTF_16 = {"Content-Type": "application/sparql-query; charset=UTF-16"}
SELECT = "SELECT ?article ?title WHERE { ?article gp:title ?title } ORDER BY ?title"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
CONSTRUCT = "CONSTRUCT { ?a gp:title ?t } WHERE { ?a gp:title ?t }"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Served]:
    with served(built) as found:
        yield found


@pytest.fixture(scope="module")
def graphs(built: Path) -> dict[str, int]:
    """The named graphs of articles, with their numbers of triples."""
    with kg.open(built).store() as store:
        found = [quad.graph_name.value for quad in store.quads() if isinstance(quad.graph_name, ox.NamedNode)]
    return {name: found.count(name) for name in sorted(set(found)) if "/article/" in name}


def number(body: bytes) -> int:
    (row,) = json.loads(body)["results"]["bindings"]
    return int(row["n"]["value"])


# 2.1.1 to 2.1.3: the three ways to ask


def test_query_via_get(server: Served) -> None:
    found = server.sparql("ASK {}")
    assert (found.status, found.media_type) == (200, "application/sparql-results+json")
    assert found.json()["boolean"] is True


def test_query_via_post_of_a_form(server: Served) -> None:
    found = server.ask("POST", "/sparql", urlencode({"query": "ASK {}"}), FORM)
    assert (found.status, found.json()["boolean"]) == (200, True)


def test_query_via_post_directly(server: Served) -> None:
    found = server.ask("POST", "/sparql", "ASK {}", DIRECT)
    assert (found.status, found.json()["boolean"]) == (200, True)


@pytest.mark.parametrize("charset", ["; charset=utf-8", "; charset=UTF-8", ';charset="utf-8"', ""])
def test_a_posted_query_is_utf8(server: Served, charset: str) -> None:
    headers = {"Content-Type": f"Application/SPARQL-Query{charset}"}
    found = server.ask("POST", "/sparql", 'SELECT ("Türkiye ✓" AS ?x) {}', headers)
    assert found.json()["results"]["bindings"][0]["x"]["value"] == "Türkiye ✓"


def test_a_query_in_a_query_string_is_utf8_too(server: Served) -> None:
    found = server.sparql('SELECT ("Türkiye + ✓" AS ?x) {}')
    assert found.json()["results"]["bindings"][0]["x"]["value"] == "Türkiye + ✓"


def test_parameters_of_other_services_are_passed_over(server: Served) -> None:
    assert server.sparql("ASK {}", format="json", maxrows="0").status == 200


def test_head_is_get_without_the_body(server: Served) -> None:
    path = f"/sparql?query={quote(SELECT)}"
    head, get = server.ask("HEAD", path), server.ask("GET", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.body))
    assert head.headers["content-type"] == get.headers["content-type"]


# 2.1.4: the dataset


def dataset_ways(server: Served, query: str, **graphs: list[str]) -> set[int]:
    """What the three ways answer for the same dataset."""
    pairs = [(f"{kind}-graph-uri", graph) for kind, several in graphs.items() for graph in several]
    ways = [
        server.ask("GET", f"/sparql?{urlencode([('query', query), *pairs])}"),
        server.ask("POST", "/sparql", urlencode([("query", query), *pairs]), FORM),
        server.ask("POST", f"/sparql?{urlencode(pairs)}", query, DIRECT),
    ]
    assert {way.status for way in ways} == {200}
    return {number(way.body) for way in ways}


def test_without_a_dataset_the_default_graph_is_the_union(
    server: Served, built: Path, graphs: dict[str, int]
) -> None:
    with kg.open(built).store() as store:
        assert dataset_ways(server, COUNT) == {store.size()}
        assert dataset_ways(server, NAMED) == {len(store.graphs())}


def test_one_default_graph(server: Served, graphs: dict[str, int]) -> None:
    for name, size in graphs.items():
        assert dataset_ways(server, COUNT, default=[name]) == {size}


def test_several_default_graphs_are_merged(server: Served, graphs: dict[str, int]) -> None:
    assert dataset_ways(server, COUNT, default=list(graphs)) == {sum(graphs.values())}


def test_with_default_graphs_alone_there_are_no_named_ones(server: Served, graphs: dict[str, int]) -> None:
    assert dataset_ways(server, NAMED, default=list(graphs)) == {0}


def test_with_named_graphs_alone_the_default_graph_is_empty(server: Served, graphs: dict[str, int]) -> None:
    assert dataset_ways(server, COUNT, named=list(graphs)) == {0}
    assert dataset_ways(server, NAMED, named=list(graphs)) == {len(graphs)}


def test_a_full_dataset(server: Served, graphs: dict[str, int]) -> None:
    first, second, third = graphs
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { ?s gp:title ?t GRAPH ?g { ?a gp:title ?u } }"
    assert dataset_ways(server, query, default=[first], named=[second, third]) == {2}


def test_the_protocol_overrides_the_query(server: Served, graphs: dict[str, int]) -> None:
    first, second, _ = graphs
    query = f"SELECT (COUNT(*) AS ?n) FROM <{second}> WHERE {{ ?s ?p ?o }}"
    assert dataset_ways(server, query) == {graphs[second]}
    assert dataset_ways(server, query, default=[first]) == {graphs[first]}
    query = f"SELECT (COUNT(DISTINCT ?g) AS ?n) FROM NAMED <{second}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert dataset_ways(server, query) == {1}
    assert dataset_ways(server, query, named=list(graphs)) == {3}


def test_an_unknown_graph_is_empty(server: Served) -> None:
    assert dataset_ways(server, COUNT, default=["http://example.org/nothing"]) == {0}


# 2.1.5: content negotiation


@pytest.mark.parametrize("query", [SELECT, "ASK { ?s ?p ?o }"])
@pytest.mark.parametrize("media_type", ROW_TYPES)
def test_rows_in_every_format(server: Served, query: str, media_type: str) -> None:
    found = server.sparql(query, media_type)
    assert (found.status, found.media_type) == (200, media_type)
    if ROW_TYPES[media_type] == "csv":  # which Oxigraph writes and does not read
        assert found.text == "true" if query.startswith("ASK") else len(found.text.splitlines()) == 4
        return
    parsed = ox.parse_query_results(found.body, ox.QueryResultsFormat.from_extension(ROW_TYPES[media_type]))
    assert bool(parsed) if isinstance(parsed, ox.QueryBoolean) else len(list(parsed)) == 3


@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE ?a WHERE { ?a gp:title ?t }"])
@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_graphs_in_every_format(server: Served, query: str, media_type: str) -> None:
    found = server.sparql(query, media_type)
    assert (found.status, found.media_type) == (200, media_type)
    graph = rdflib.Graph().parse(data=found.body, format=media_type)
    assert len(set(graph.objects(predicate=GP.title))) == 3


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.8", "text/tab-separated-values"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
        ("*/*, application/sparql-results+json;q=0", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("nonsense, text/csv", "text/csv"),
    ],
)
def test_the_accept_header_is_obeyed(server: Served, accept: str, expected: str) -> None:
    found = server.sparql(SELECT, accept)
    assert (found.status, found.media_type) == (200, expected)
    assert "Accept" in found.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png")]
)
def test_what_cannot_be_sent_is_406(server: Served, query: str, accept: str) -> None:
    found = server.sparql(query, accept)
    assert found.status == 406
    assert found.text.count("\n") == 1


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("b/c", "b/c"), ("b/*;q=0.2, */*;q=0.1", "b/b"), ("a/a;q=0, */*", "b/b"), ("*", "a/a"), ("c/c", None),
        ("a/a;q=1.5", "a/a"), ("a/a;q=x, b/c", "b/c"), ("A/A", "a/a"), (",", "a/a"),
    ],
)  # fmt: skip
def test_negotiation(accept: str, expected: str | None) -> None:
    assert negotiate(accept, ["a/a", "b/b", "b/c"]) == expected


# 2.1.6: what fails


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("PUT", f"/sparql?query={quote('ASK {}')}", None, {}, 405),
        ("DELETE", "/sparql", None, {}, 405),
        ("PATCH", "/sparql", "ASK {}", DIRECT, 405),
        ("GET", f"/sparql?query={quote('ASK {}')}&query={quote('SELECT * {}')}", None, {}, 400),
        ("POST", "/sparql", urlencode([("query", "ASK {}"), ("query", "ASK {}")]), FORM, 400),
        ("POST", f"/sparql?query={quote('ASK {}')}", "ASK {}", DIRECT, 400),
        ("POST", f"/sparql?query={quote('ASK {}')}", urlencode({"query": "ASK {}"}), FORM, 400),
        ("POST", "/sparql", "ASK {}", {"Content-Type": "text/plain"}, 415),
        ("POST", "/sparql", urlencode({"query": "ASK {}"}), {}, 415),
        ("POST", "/sparql", "ASK {}", {}, 415),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), UTF_16, 415),
        ("POST", "/sparql", b'ASK { ?s ?p "\xff" }', DIRECT, 400),
        ("POST", "/sparql", b"query=ASK%7B%20%22%ff%22%7D", FORM, 400),
        ("GET", "/sparql?query=%ff", None, {}, 400),
        ("POST", "/sparql", "", FORM, 400),
        ("GET", "/sparql?default-graph-uri=http://example.org/", None, {}, 400),
        ("GET", "/sparql?query=", None, {}, 400),
        ("GET", f"/sparql?query={quote('ASK {')}", None, {}, 400),
        ("GET", f"/sparql?query={quote('ASK {} ASK {}')}", None, {}, 400),
        ("GET", f"/sparql?query={quote('ASK { ?s nope:p ?o }')}", None, {}, 400),
        ("GET", f"/sparql?query={quote('ASK {}')}&default-graph-uri=no+iri", None, {}, 400),
        ("GET", f"/sparql?query={quote('ASK {}')}&named-graph-uri=http://x/%3E%20%7D", None, {}, 400),
        ("GET", f"/sparql?{'&'.join(f'default-graph-uri=http://x/{n}' for n in range(1100))}", None, {}, 400),
        ("POST", "/sparql", "ASK { }" + " " * 1_100_000, DIRECT, 413),
        # nothing is written, whatever the way
        ("POST", "/sparql", urlencode({"update": "DROP ALL"}), FORM, 400),
        ("POST", "/sparql", "DROP ALL", {"Content-Type": "application/sparql-update"}, 415),
        ("GET", f"/sparql?query={quote('DROP ALL')}", None, {}, 400),
        ("GET", f"/sparql?query={quote('LOAD <http://127.0.0.1/x>')}", None, {}, 400),
        ("POST", "/sparql", urlencode({"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}), FORM, 400),
        # nobody else is asked
        ("GET", f"/sparql?query={quote('SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }')}", None, {}, 403),
        ("GET", f"/sparql?query={quote('SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { } }')}", None, {}, 403),
    ],
)  # fmt: skip
def test_a_request_that_is_wrong_gets_its_status_and_one_line(
    server: Served, method: str, path: str, body: bytes | str | None, headers: dict[str, str], status: int
) -> None:
    found = server.ask(method, path, body, headers)
    assert found.status == status, found.body
    assert found.media_type == "text/plain"
    assert found.text.count("\n") == 1
    assert "Traceback" not in found.text
    if status == 405:
        assert {"GET", "POST"} <= set(found.headers["allow"].replace(" ", "").split(","))


def test_the_line_says_where_a_query_is_wrong(server: Served) -> None:
    assert "line 2, column 9" in server.sparql("SELECT ?x WHERE {\n ?x a a gp:Event }").text
    assert "queries only read" in server.sparql("DROP ALL").text


def test_everything_is_as_it_was(server: Served, built: Path) -> None:
    with kg.open(built).store() as store:
        assert number(server.sparql(COUNT).body) == store.size()


# The service describes itself


@pytest.mark.parametrize("media_type", ["", *GRAPH_TYPES])
def test_service_description(server: Served, built: Path, media_type: str) -> None:
    found = server.get("/sparql", media_type)
    assert (found.status, found.media_type) == (200, media_type or "text/turtle")
    graph = rdflib.Graph().parse(data=found.body, format=found.media_type)
    (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert str(graph.value(service, SD.endpoint)) == f"{server.address}sparql"
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert SD.UnionDefaultGraph in set(graph.objects(service, SD.feature))
    assert SD.BasicFederatedQuery not in set(graph.objects(service, SD.feature))
    dataset = graph.value(service, SD.defaultDataset)
    named = {str(graph.value(one, SD.name)) for one in graph.objects(dataset, SD.namedGraph)}
    with kg.open(built).store() as store:
        assert named == set(store.graphs())
    assert str(ONTOLOGY) in named


def test_a_browser_gets_the_page_instead(server: Served) -> None:
    found = server.get("/sparql", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (found.status, found.headers["location"]) == (303, "/query")


# Clients


def test_sparqlwrapper(server: Served) -> None:
    client = SPARQLWrapper(f"{server.address}sparql")
    client.setQuery(SELECT)
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]
    assert rows[0]["title"]["value"] == "Colombia expels ambassador"
    client.setReturnFormat(XML)
    assert len(client.query().convert().getElementsByTagName("result")) == 3
    client.setReturnFormat(CSV)
    assert client.query().convert().splitlines()[0] == b"article,title"
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    assert len(client.query().convert()["results"]["bindings"]) == 3
    client.setRequestMethod(POSTDIRECTLY)
    assert len(client.query().convert()["results"]["bindings"]) == 3
    client.setQuery("ASK { ?a a gp:Article }")
    assert client.query().convert()["boolean"] is True


def test_sparqlwrapper_constructs_and_describes(server: Served) -> None:
    client = SPARQLWrapper(f"{server.address}sparql")
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(XML)
    graph = client.query().convert()
    assert len(graph) == 3
    client.setReturnFormat(TURTLE)
    assert b"Colombia expels ambassador" in client.query().convert()
    client.setQuery("DESCRIBE ?a WHERE { ?a gp:title ?t }")
    assert b"Japan condemns missile launch" in client.query().convert()


def test_sparqlwrapper_tells_of_errors(server: Served) -> None:
    client = SPARQLWrapper(f"{server.address}sparql")
    client.setQuery("SELECT ?x WHERE {")
    with pytest.raises(Exception, match="QueryBadFormed"):
        client.query()


def test_rdflib_as_remote_store(server: Served, graphs: dict[str, int]) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.address}sparql"))
    assert len(list(graph.query(SELECT))) == 3
    assert len(set(graph.subjects(rdflib.RDF.type, GP.Article))) == 3
    assert graph.query("ASK { ?a a gp:Article }").askAnswer is True
    assert len(graph.query(CONSTRUCT).graph or ()) == 3
    (title,) = graph.objects(rdflib.URIRef(next(iter(graphs))), GP.title)
    assert isinstance(title, rdflib.Literal)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rdflib_asks_one_graph(server: Served, graphs: dict[str, int], method: str) -> None:
    store = SPARQLStore(f"{server.address}sparql", method=method)
    for name, size in graphs.items():
        graph = rdflib.Graph(store, rdflib.URIRef(name))
        assert len(list(graph.query("SELECT * WHERE { ?s ?p ?o }"))) == size
        assert len(list(graph)) == size
