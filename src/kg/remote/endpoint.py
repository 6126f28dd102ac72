"""A query → any server of the SPARQL 1.1 Protocol → the same result that the store on disk would give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef, Variable
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import KgError
from kg.query import Question, question
from kg.remote.client import Answer, Client, allowed
from kg.vocabulary import DEFAULT_BASE

#: Bytes of an answer, which is in memory as a whole.
_MOST = 200_000_000

_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ACCEPT_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"

_NO_ENDPOINT = (
    "there is no SPARQL endpoint; its address ends in /query at Oxigraph, in /sparql at Fuseki and Virtuoso, "
    "in /repositories/NAME at GraphDB and RDF4J"
)
_MEANING = {404: _NO_ENDPOINT, 405: _NO_ENDPOINT, 406: _NO_ENDPOINT, 415: _NO_ENDPOINT}

_ARTICLES_SEEN = "ASK { ?article a gp:Article }"
_ARTICLES_ANYWHERE = "ASK { GRAPH ?graph { ?article a gp:Article } }"


def ask(
    url: str, query: str, *, base: str, allow_service: bool = False, timeout: float = 60.0, retries: int = 2
) -> Result:
    """What the SPARQL endpoint at ``url`` answers to ``query``, which is SPARQL or the name of a query that ships.

    Our queries are written for a default graph that is the union of all graphs. Where the server has another, the
    address can often say so: ``…/query?union-default-graph`` (docs/cluster.md).

    :param base: what ``id:`` stands for.
    :param timeout: seconds to wait for the whole answer.
    :raises QuerySyntaxError: if it does not parse; the message has line and column.
    :raises KgError: if it is an update, or has a SERVICE clause that is not allowed; if there is no endpoint, it does
        not see the articles that it holds, or it answers anything else than a result.
    """
    wanted = question(query, base, allow_service=allow_service)
    client = Client(url, timeout=timeout, retries=retries)
    if not wanted.names_graphs and not _true(client, _ARTICLES_SEEN) and _true(client, _ARTICLES_ANYWHERE):
        raise KgError(
            f"{url}: the default graph there is not the union of all graphs, which queries of kg look into; with "
            "Oxigraph add ?union-default-graph to the address, for others see docs/cluster.md"
        )
    answer = _answer(client, wanted)
    known = ", ".join(_TRIPLES if wanted.gives_graph else _ROWS)
    if answer.media_type not in (_TRIPLES if wanted.gives_graph else _ROWS):
        kind = answer.media_type[:100] or "something without a Content-Type"
        raise KgError(f"{url}: answers with {kind}, not {known}; is this the address of a SPARQL endpoint?")
    try:
        return _triples(answer) if wanted.gives_graph else _rows(answer)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise KgError(
            f"{url}: the answer is no {answer.media_type} ({' '.join(str(error).split())})"
        ) from error


def _true(client: Client, query: str) -> bool:
    """The answer to a question of ours; False where a server does not answer as it should: the user's query tells."""
    answer = _answer(client, question(query, DEFAULT_BASE))
    try:
        found = ox.parse_query_results(answer.body, format=_ROWS[answer.media_type])
    except (KeyError, SyntaxError, ValueError):
        return False
    return isinstance(found, ox.QueryBoolean) and bool(found)


def _answer(client: Client, wanted: Question) -> Answer:
    answer = client.send(
        "POST",
        wanted.sparql.encode(),
        headers={
            "Content-Type": "application/sparql-query",
            "Accept": _ACCEPT_TRIPLES if wanted.gives_graph else _ACCEPT_ROWS,
        },
        most=_MOST,
    )
    return allowed((200,), client, answer, _MEANING)


def _rows(answer: Answer) -> Result:
    found = ox.parse_query_results(answer.body, format=_ROWS[answer.media_type])
    if isinstance(found, ox.QueryBoolean):
        result = Result("ASK")
        result.askAnswer = bool(found)
        return result
    assert isinstance(found, ox.QuerySolutions)
    variables = [Variable(variable.value) for variable in found.variables]
    rows: list[Mapping[Variable, Identifier]] = []
    try:
        for row in found:
            pairs = zip(variables, row, strict=True)
            rows.append({variable: _term(value) for variable, value in pairs if value is not None})
    finally:
        del found  # Oxigraph's object belongs to this thread, and an error would carry it into others
    result = Result("SELECT")
    result.vars = variables
    result.bindings = rows
    return result


def _triples(answer: Answer) -> Result:
    graph = Graph(bind_namespaces="none")
    quads: Iterable[ox.Quad] = ox.parse(answer.body, format=_TRIPLES[answer.media_type])
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    result = Result("CONSTRUCT")
    result.graph = graph
    return result


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    raise ValueError(f"a triple as a term: {term}")
