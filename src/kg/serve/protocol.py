"""The SPARQL 1.1 Protocol, query operation: from an HTTP request to a query and its dataset (W3C, section 2.1)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.serve.answer import Refusal

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"

#: Largest body of a request, in bytes.
MOST = 1_000_000
#: Most parameters of a request: each graph of the dataset is one.
_MOST_PARAMETERS = 1000


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and its dataset; no graphs mean those that the query names itself."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def operation(request: Request) -> Operation | None:
    """The query that a GET or POST request asks; None for a GET without a query, which asks what the service is.

    :raises Refusal: with the status of the protocol, if the request is malformed.
    """
    parameters = _pairs(request.url.query, "the query string")
    queries = [value for name, value in parameters if name == "query"]
    if request.method == "POST":
        media_type, charset = _content_type(request.headers.get("content-type", ""))
        if media_type not in (FORM, DIRECT):
            given = media_type or "no Content-Type"
            raise Refusal(415, f"a query is posted as {FORM} or as {DIRECT}, not with {given}")
        if charset not in ("utf-8", "utf8"):
            raise Refusal(415, f"the request is sent as {charset}; send UTF-8")
        text = await _body(request)
        if media_type == DIRECT:
            if queries:
                raise Refusal(400, "a posted query cannot stand in the query string as well")
            queries = [text]
        else:
            posted = _pairs(text, "the form")
            parameters += posted
            queries += [value for name, value in posted if name == "query"]
    names = {name for name, _ in parameters}
    if not names.isdisjoint(("update", "using-graph-uri", "using-named-graph-uri")):
        raise Refusal(400, "this service only reads: there is no update")
    if len(queries) > 1:
        raise Refusal(400, f"there are {len(queries)} query parameters; give exactly one")
    graphs = {
        kind: tuple(value for name, value in parameters if name == f"{kind}-graph-uri")
        for kind in ("default", "named")
    }
    if not queries:
        if request.method == "POST" or any(graphs.values()):
            raise Refusal(400, "the query parameter is missing")
        return None
    return Operation(queries[0], graphs["default"], graphs["named"])


async def iris_of(request: Request) -> list[str]:
    """The IRIs of a request whose body is a list of them in JSON.

    :raises Refusal: if it is something else, or too many.
    """
    try:
        iris = json.loads(await _body(request))
    except ValueError:
        iris = None
    if (
        not isinstance(iris, list)
        or len(iris) > _MOST_PARAMETERS
        or not all(isinstance(i, str) for i in iris)
    ):
        raise Refusal(400, f"send a list of at most {_MOST_PARAMETERS} IRIs as JSON")
    return iris


async def _body(request: Request) -> str:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise Refusal(413, f"the request is larger than {MOST:,} bytes")
    return _decoded(bytes(body), "the request")


def _decoded(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, f"{what} is not UTF-8") from None


def _pairs(text: str, what: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise Refusal(400, f"{what} is not UTF-8") from None
    except ValueError:
        raise Refusal(400, f"{what} has more than {_MOST_PARAMETERS} parameters") from None


def _content_type(header: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header, in lower case; UTF-8 where none is said."""
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    return media_type, _charset(parameters)


def _charset(parameters: Iterable[str]) -> str:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return value.strip().strip('"')
    return "utf-8"
