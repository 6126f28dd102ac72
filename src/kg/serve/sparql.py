"""Answers to SPARQL queries, and the description of the service; both run in a worker process."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError, QuerySyntaxError, ServiceRefused
from kg.query import evaluate
from kg.serve.answer import Answer, Buffer, Refusal
from kg.serve.negotiation import GRAPH_TYPES, ROW_TYPES, negotiate
from kg.store import Store

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

#: W3C's names of the formats that the service writes.
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)

#: A graph of many articles has as many named graphs: with more, a query lists them better than the description.
_GRAPHS_DESCRIBED = 1000


def answer_query(
    store: Store,
    _: Path,
    *,
    query: str,
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
    accept: str,
    most: int,
) -> Answer:
    """The answer in the format that ``accept`` asks for, of at most ``most`` bytes."""
    try:
        result = evaluate(store, query, default_graphs=default_graphs, named_graphs=named_graphs)
    except ServiceRefused:
        raise Refusal(403, "SERVICE is refused: this server asks no other one") from None
    except QuerySyntaxError as error:
        raise Refusal(400, str(error)) from None
    except KgError as error:
        raise Refusal(500 if "failed" in str(error) else 400, str(error)) from None
    is_graph = isinstance(result, ox.QueryTriples)
    media_type = _agreed(accept, GRAPH_TYPES if is_graph else ROW_TYPES)
    buffer = Buffer(most)
    try:
        if isinstance(result, ox.QueryTriples):
            prefixes = store.prefixes if media_type in ("text/turtle", "application/rdf+xml") else None
            ox.serialize(result, buffer, format=rdf_format(media_type), prefixes=prefixes)
        else:
            result.serialize(buffer, format=ox.QueryResultsFormat.from_extension(ROW_TYPES[media_type]))
    except (OSError, RuntimeError, ValueError) as error:
        raise Refusal(500, f"the query failed: {error}") from None
    return Answer(buffer.getvalue(), with_charset(media_type))


def describe_service(store: Store, _: Path, *, endpoint: str, accept: str, most: int) -> Answer:
    """The service in its own vocabulary (SPARQL 1.1 Service Description)."""
    service = ox.NamedNode(endpoint)
    dataset, default = ox.NamedNode(f"{endpoint}#dataset"), ox.NamedNode(f"{endpoint}#default-graph")
    triples = [
        ox.Triple(service, _A, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, _A, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, _A, _sd("Graph")),
        *(
            ox.Triple(service, _sd("resultFormat"), ox.NamedNode(f"{_FORMATS}{name}"))
            for name in _RESULT_FORMATS
        ),
    ]
    for number, name in enumerate(store.graphs()[:_GRAPHS_DESCRIBED]):
        graph = ox.NamedNode(f"{endpoint}#graph-{number}")
        triples += [
            ox.Triple(dataset, _sd("namedGraph"), graph),
            ox.Triple(graph, _A, _sd("NamedGraph")),
            ox.Triple(graph, _sd("name"), ox.NamedNode(name)),
        ]
    prefixes = {"sd": _SD, "formats": _FORMATS}
    return graph_answer(triples, accept, most, prefixes)


def graph_answer(triples: list[ox.Triple], accept: str, most: int, prefixes: dict[str, str]) -> Answer:
    """``triples`` in the format that ``accept`` asks for.

    :raises Refusal: if there is no such format, or they take more than ``most`` bytes.
    """
    media_type = _agreed(accept, GRAPH_TYPES)
    buffer = Buffer(most)
    ox.serialize(triples, buffer, format=rdf_format(media_type), prefixes=prefixes)
    return Answer(buffer.getvalue(), with_charset(media_type))


def rdf_format(media_type: str) -> ox.RdfFormat:
    """Oxigraph's format for one of the media types of graphs."""
    found = ox.RdfFormat.from_extension(GRAPH_TYPES[media_type])
    assert found is not None
    return found


def with_charset(media_type: str) -> str:
    """Text needs to say that it is UTF-8; the other types are so by definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _agreed(accept: str, offered: dict[str, str]) -> str:
    media_type = negotiate(accept, list(offered))
    if media_type is None:
        raise Refusal(406, f"there is no such format for this query; accept one of {', '.join(offered)}")
    return media_type


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_SD}{name}")
