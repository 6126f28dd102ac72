"""SPARQL over a graph: the queries that ship, what may be asked, and errors that say where.

Queries only read. A ``SERVICE`` clause would send parts of the graph to another machine, so it is refused
unless the user allows it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import expandUnicodeEscapes, parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import KgError, QuerySyntaxError, ServiceRefused
from kg.store import PREFIXES, Store

_QUERIES = Path(__file__).parent / "queries"

# No SPARQL query looks like this, so a word that does is the name of one.
_NAME = re.compile(r"\s*([A-Za-z][A-Za-z0-9_-]*)\s*")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with kg."""

    name: str
    title: str
    sparql: str


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All queries that ship, by name, in alphabetical order."""
    found = {}
    for path in sorted(_QUERIES.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        found[path.stem] = NamedQuery(path.stem, text.partition("\n")[0].removeprefix("# "), text)
    return found


def sparql_of(query: str) -> str:
    """``query`` itself if it is SPARQL, the text of the shipped query if it is the name of one.

    :raises KgError: if it is a single word but names no query; the message lists the closest names.
    """
    name = _NAME.fullmatch(query)
    if name is None:
        return query
    queries = named_queries()
    if name[1] not in queries:
        close = difflib.get_close_matches(name[1], queries, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(close)}? " if close else ""
        raise KgError(f'no query is named "{name[1]}"; {hint}kg query --list shows all')
    return queries[name[1]].sparql


def run(
    store: Store,
    query: str,
    *,
    bindings: Mapping[str, Identifier] | None = None,
    allow_service: bool = False,
) -> Result:
    """The result of ``query``, which is SPARQL or the name of a query that ships.

    The prefixes of :data:`kg.store.PREFIXES` and ``id:`` need not be declared. The result is lazy: read it
    before the store is closed.

    :param bindings: values for variables that the query selects, by name without the "?".
    :raises QuerySyntaxError: if it does not parse; the message has line and column.
    :raises KgError: if it is an update, or has a SERVICE clause that is not allowed.
    """
    sparql = _checked(sparql_of(query), allow_service)
    with _explained(sparql):
        return store.query(sparql, bindings)


def evaluate(
    store: Store,
    sparql: str,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Oxigraph's own, lazy answer to ``sparql``, as a server needs it: read it before the store is closed.

    The dataset is as in the SPARQL 1.1 Protocol: the graphs given here; else those of the query's FROM and FROM
    NAMED; else every graph, and their union as the default graph.

    :raises QuerySyntaxError: if it does not parse; the message has line and column.
    :raises ServiceRefused: if it has a SERVICE clause.
    :raises KgError: if it is an update, or a graph's name is no IRI.
    """
    sparql = _checked(sparql, allow_service=False)
    with _explained(sparql):
        if default_graphs or named_graphs:
            try:
                return store.evaluate(
                    sparql, union=False, default_graphs=default_graphs, named_graphs=named_graphs
                )
            except ValueError as error:
                raise KgError(f"the name of a graph is no IRI: {_one_line(str(error))}") from None
        return store.evaluate(sparql, union=not _names_graphs(sparql))


@dataclass(frozen=True, slots=True)
class Question:
    """A query as another server can be asked it."""

    sparql: str
    """With all prefixes declared."""
    gives_graph: bool
    """CONSTRUCT and DESCRIBE; the others give rows or a truth value."""
    names_graphs: bool
    """It says itself what its default graph is (FROM)."""


def question(query: str, base: str, *, allow_service: bool = False) -> Question:
    """``query``, which is SPARQL or the name of a query that ships, checked as :func:`run` does, for a server that
    knows nothing of our prefixes.

    :param base: what ``id:`` stands for.
    :raises QuerySyntaxError: if it does not parse; the message has line and column.
    :raises KgError: if it is an update, or has a SERVICE clause that is not allowed.
    """
    sparql = _checked(sparql_of(query), allow_service)
    prefixes = {**PREFIXES, "id": base}
    declared = _declared(sparql)
    lacking = {name: iri for name, iri in prefixes.items() if name not in declared and f"{name}:" in sparql}
    # On the line of what follows, so that lines in the server's messages are those of the query.
    whole = "".join(f"PREFIX {name}: {ox.NamedNode(iri)} " for name, iri in lacking.items()) + sparql
    with _explained(sparql):
        if "service" in sparql.lower():
            # Oxigraph would ask the other machine at once.
            try:
                form = parseQuery(sparql)[1].name
            except ParseBaseException as error:
                if _is_update(sparql):
                    raise _UPDATE from None
                raise _syntax_error(sparql, error.lineno, error.column) from None
            gives_graph = form in ("ConstructQuery", "DescribeQuery")
        else:
            found = ox.Store().query(sparql, prefixes=prefixes)
            gives_graph = isinstance(found, ox.QueryTriples)
    return Question(whole, gives_graph, _names_graphs(whole))


# Other servers refuse a prefix that is declared twice.
_DECLARATION = re.compile(
    r"(?:\s|#[^\n]*\n)*(?:BASE\s*<[^>]*>|PREFIX\s+([^\s:<]*)\s*:\s*<[^>]*>)", re.IGNORECASE
)


def _declared(sparql: str) -> set[str]:
    """The prefixes that stand at the beginning of a query."""
    names = set()
    place = 0
    while found := _DECLARATION.match(sparql, place):
        names.add(found[1] or "")
        place = found.end()
    return names


def _checked(sparql: str, allow_service: bool) -> str:
    # One form of line end: where a comment ends must be the same for every parser.
    sparql = sparql.replace("\r\n", "\n").replace("\r", "\n")
    if not sparql.strip():
        raise QuerySyntaxError("the query is empty")
    _refuse_nested(sparql)
    if not allow_service:
        _refuse_service(sparql)
    return sparql


def _refuse_nested(sparql: str) -> None:
    # Oxigraph's parser and evaluation go as deep as a query is nested or chained, and beyond what the stack holds
    # they take the whole process with them.
    bare = _NO_SYNTAX.sub(" ", sparql)
    depth = deepest = 0
    for bracket in _BRACKETS.findall(bare):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    if deepest > MOST_NESTED:
        raise QuerySyntaxError(f"the query is nested over {MOST_NESTED} deep; make it flatter")
    if len(_LINKS.findall(bare)) > MOST_LINKS:
        raise QuerySyntaxError(f"the query has over {MOST_LINKS} operators and patterns; make it shorter")


#: Brackets inside of each other, and operators and patterns in all, of a query; VALUES may have any number of values.
MOST_NESTED, MOST_LINKS = 60, 1000
# IRIs, texts (with their datatype's mark) and comments, as they stand in any order.
_NO_SYNTAX = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|#[^\n]*"""
    # What is not closed goes on to the end, and is looked through once.
    r"""|\"{3}(?:[^\\]|\\.)*?(?:\"{3}|\Z)|'{3}(?:[^\\]|\\.)*?(?:'{3}|\Z)"""
    r"""|\"(?:[^\"\\\n]|\\.)*(?:\"(?:\^\^)?)?|'(?:[^'\\\n]|\\.)*(?:'(?:\^\^)?)?""",
    re.DOTALL,
)
_BRACKETS = re.compile(r"[()\[\]{}]")
_LINKS = re.compile(
    r"[+*/|&!^;=<>-]|\.(?!\d)|\b(?:union|optional|minus|bind|filter|graph|service|exists|in)\b", re.IGNORECASE
)


@contextmanager
def _explained(sparql: str) -> Iterator[None]:
    """What a parser or the store raises, as errors that a user can mend."""
    try:
        yield
    except SyntaxError as error:
        if _is_update(sparql):
            raise _UPDATE from None
        raise _located(str(error), sparql) from None
    except (OSError, RuntimeError) as error:
        raise KgError(f"the query failed: {_one_line(str(error))}") from error


def _names_graphs(sparql: str) -> bool:
    """Whether the query has a FROM clause: told to take the union, Oxigraph would pass over it."""
    if not re.search(r"\bfrom\b", sparql, re.IGNORECASE):
        return False
    try:
        return bool(parseQuery(sparql)[1].datasetClause)
    except ParseBaseException as error:
        raise _syntax_error(sparql, error.lineno, error.column) from None


def _refuse_service(sparql: str) -> None:
    # Oxigraph reads no escape in a keyword, so without the word there is no clause.
    if "service" not in sparql.lower():
        return
    hint = "add --allow-service to send it (allow_service=True in Python)"
    # rdflib replaces escapes before it parses, Oxigraph while it does: they see the same query only if no
    # escape stands for a character of the syntax. Nothing needs to be written so.
    if any(ord(c) < 128 for escape in _ESCAPE.findall(sparql) for c in expandUnicodeEscapes(escape)):
        raise ServiceRefused(
            f"the query may hide a SERVICE clause behind a \\u escape of a plain character; {hint}"
        )
    try:
        has_service = _contains_service(parseQuery(sparql))
    except RecursionError:
        raise QuerySyntaxError("the query is nested too deeply to look for SERVICE in it") from None
    except ParseBaseException as error:
        # Perhaps Oxigraph would understand it, but then nobody has looked for the clause.
        if _is_update(sparql):
            raise _UPDATE from None
        raise _syntax_error(sparql, error.lineno, error.column) from None
    if has_service:
        raise ServiceRefused(f"the query has a SERVICE clause, which would ask another machine; {hint}")


_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")

_UPDATE = KgError("this is an update, and queries only read: a graph changes by kg build and kg remove")


def _contains_service(node: Any) -> bool:
    """Whether a SERVICE clause stands anywhere in a parse tree of rdflib's, however deep."""
    if isinstance(node, CompValue):
        return node.name == "ServiceGraphPattern" or any(map(_contains_service, node.values()))
    if isinstance(node, (ParseResults, list, tuple, set)):
        return any(map(_contains_service, node))
    return False


def _is_update(sparql: str) -> bool:
    try:
        return bool(parseUpdate(sparql).request)
    except ParseBaseException:
        return False


_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def _located(message: str, sparql: str) -> QuerySyntaxError:
    """Oxigraph's message as one line: it says where, but lists only some of what could stand there."""
    found = _POSITION.match(message)
    if found is None:
        return QuerySyntaxError(f"syntax error in the query: {_one_line(message)}")
    return _syntax_error(sparql, int(found[1]), int(found[2]), found[3])


def _syntax_error(sparql: str, line: int, column: int, expected: str = "") -> QuerySyntaxError:
    lines = sparql.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    # The parser may have read into a word before it gave up: the word is what is wrong.
    start = column - 1
    while 0 < start < len(text) and _WORD.match(text[start - 1]) and _WORD.match(text[start]):
        start -= 1
    rest = _one_line(text[start:])
    place = f"line {line}, column {start + 1}"
    # Phrases are Oxigraph's own messages ("Duplicated variable name in SELECT"); the rest is grammar.
    parts = re.split(", |expected one of |expected ", expected)
    said = [part for part in parts if re.fullmatch(r"[A-Za-z]+( [A-Za-z]+){2,}", part)]
    if "Prefix not found" in said:
        names = ", ".join(f"{prefix}:" for prefix in [*PREFIXES, "id"])
        detail = f"the prefix before this is not declared; declare it or use {names}"
    elif said:
        detail = said[0]
    elif not rest and line >= len(sparql.rstrip().split("\n")):
        detail = "the query ends too early"
    else:
        detail = f'near "{rest[:30]}"'
    return QuerySyntaxError(f"syntax error at {place}: {detail}")


_WORD = re.compile(r"[\w:?$-]")


def _one_line(text: str) -> str:
    return " ".join(text.split())
