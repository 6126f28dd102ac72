"""The web application: which path answers what, who may ask, and the headers of every response.

The server answers to IP addresses, to ``localhost``, and to names that it was started with. Any other Host header may
come from a foreign page whose own name was made to point here (DNS rebinding), and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve import pages
from kg.serve.answer import HTML, TEXT, Answer, Refusal
from kg.serve.negotiation import GRAPH_TYPES, negotiate
from kg.serve.protocol import iris_of, operation
from kg.serve.resource import show_resource
from kg.serve.sparql import answer_query, describe_service
from kg.serve.templates import render
from kg.serve.workers import Workers

_ASSETS = Path(__file__).parent / "assets"
_VIS = "lib/vis-9.1.2/vis-network.min.js"

#: What pages may load: nothing but what this server sends.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@/\s]+)(?::\d{1,5})?")

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The graph may be built anew at any time.
    "Cache-Control": "no-cache",
}

#: Values of ?format= on pages of entities, for people whose browser only asks for HTML.
_FORMATS = {"turtle": "text/turtle", "jsonld": "application/ld+json", "ntriples": "application/n-triples"}


def application(
    queries: Workers, shown: Workers, *, size: int, names: Sequence[str], origins: Sequence[str]
) -> ASGIApp:
    """The application.

    :param queries: processes that answer SPARQL.
    :param shown: processes that make pages.
    :param size: of the largest answer, in bytes.
    :param names: host names by which the server may be called, next to ``localhost`` and IP addresses.
    :param origins: origins of web pages that may read answers (CORS).
    """

    async def sparql(request: Request) -> Response:
        accept = _accept(request)
        asked = await operation(request)
        if asked is not None:
            return _response(
                await queries.run(
                    answer_query,
                    query=asked.query,
                    default_graphs=asked.default_graphs,
                    named_graphs=asked.named_graphs,
                    accept=accept,
                    most=size,
                )
            )
        if negotiate(accept, [*GRAPH_TYPES, "text/html"]) == "text/html":
            return RedirectResponse("/query", status_code=303)
        endpoint = str(request.url.replace(query="", fragment=""))
        return _response(await shown.run(describe_service, endpoint=endpoint, accept=accept, most=size))

    async def index(_: Request) -> Response:
        return _response(await shown.run(pages.index))

    async def search(request: Request) -> Response:
        wanted = request.query_params
        return _response(
            await shown.run(
                pages.search,
                words=wanted.get("q", ""),
                type=wanted.get("type", ""),
                page=_page(request),
            )
        )

    async def query(request: Request) -> Response:
        wanted = dict(request.query_params)
        name, text = wanted.pop("name", ""), wanted.pop("query", "")
        return _response(await shown.run(pages.query, name=name, sparql=text, values=wanted))

    async def labels(request: Request) -> Response:
        return _response(await shown.run(pages.labels, iris=await iris_of(request)))

    async def explorer(request: Request) -> Response:
        actor = request.query_params.get("actor", "")
        frame = f"/explorer/graph?actor={quote(actor, safe='')}" if actor else "/explorer/graph"
        return Response(render("explorer.html.j2", frame=frame, here="explorer"), media_type=HTML)

    async def explorer_graph(request: Request) -> Response:
        return _response(await shown.run(pages.explorer, actor=request.query_params.get("actor", "")))

    async def resource(request: Request) -> Response:
        iri = request.query_params.get("iri", "")
        if not iri:
            raise Refusal(400, "say which one: /entity?iri=…")
        return await resource_of(request, iri, local=False)

    async def local(request: Request) -> Response:
        # The path as it was sent: decoded, an escaped character of the IRI would be lost.
        path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
        return await resource_of(request, path.removeprefix(b"/id/").decode("latin-1"), local=True)

    async def resource_of(request: Request, iri: str, local: bool) -> Response:
        accept = _FORMATS.get(request.query_params.get("format", ""), _accept(request))
        answer = await shown.run(
            show_resource, iri=iri, local=local, page=_page(request), accept=accept, most=size
        )
        return _response(answer)

    async def vis_network(_: Request) -> Response:
        script = files("pyvis").joinpath(_VIS).read_bytes()
        return Response(script, media_type="text/javascript")

    routes = [
        Route("/", index),
        Route("/search", search),
        Route("/query", query),
        Route("/labels", labels, methods=["POST"]),
        Route("/explorer", explorer),
        Route("/explorer/graph", explorer_graph),
        Route("/entity", resource),
        Route("/article", resource),
        Route("/id/{path:path}", local),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/assets/vis-network.min.js", vis_network),
        Mount("/assets", StaticFiles(directory=_ASSETS)),
    ]
    middleware = [Middleware(Guard, names=names)]
    if origins:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"])
        )
    handlers = {Refusal: _refused, HTTPException: _failed, Exception: _faulty}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)  # type: ignore[arg-type]


class Guard:
    """Refuses foreign Host headers, and puts the headers that protect a reader on every response."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self._app = app
        self._names = {"localhost", *(name.lower().rstrip(".") for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        host = Headers(scope=scope).get("host", "")
        if self._knows(host):
            await self._app(scope, receive, protected)
            return
        line = f"this server is not called {host[:80]!a}; start it with --allow-host to allow the name\n"
        await Response(line, status_code=421, media_type=TEXT)(scope, receive, protected)

    def _knows(self, host: str) -> bool:
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = match[1].strip("[]")
        if name.lower().rstrip(".") in self._names:
            return True
        try:
            # No other site can be reached by the address itself.
            ip_address(name)
        except ValueError:
            return False
        return True


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _page(request: Request) -> int:
    number = request.query_params.get("page", "1")
    return min(int(number), 1_000_000) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def _response(answer: Answer) -> Response:
    return Response(
        answer.body,
        status_code=answer.status,
        media_type=answer.media_type,
        headers={"Vary": "Accept", **answer.headers},
    )


async def _refused(request: Request, error: Refusal) -> Response:
    headers = {"Retry-After": "5"} if error.status == 503 else {}
    return _message(request, error.status, str(error), headers)


async def _failed(request: Request, error: HTTPException) -> Response:
    reasons = {
        404: "there is no such page",
        405: f"{request.method} is not for this address",
    }
    return _message(
        request, error.status_code, reasons.get(error.status_code, error.detail), dict(error.headers or {})
    )


async def _faulty(request: Request, error: Exception) -> Response:
    reason = f"a fault in kg, please report it: {type(error).__name__}"
    return _message(request, 500, reason, dict(_HEADERS))


def _message(request: Request, status: int, reason: str, headers: dict[str, str]) -> Response:
    """One line for programs, a page for people."""
    wants_page = negotiate(_accept(request), [TEXT, HTML]) == HTML
    if request.url.path == "/sparql" or not wants_page:
        return Response(f"{reason}\n", status_code=status, media_type=TEXT, headers=headers)
    page = render("error.html.j2", status=status, reason=reason)
    return Response(page, status_code=status, media_type=HTML, headers=headers)
