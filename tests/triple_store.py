"""A real SPARQL server (Oxigraph's own, from PyPI), and one that stands before it, or alone, and misbehaves."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.store import canonical

PROGRAM = Path(sys.executable).with_name("oxigraph")


@dataclass(frozen=True)
class Oxigraph:
    """A running ``oxigraph serve``."""

    address: str

    @property
    def store(self) -> str:
        return f"{self.address}/store"

    @property
    def query(self) -> str:
        """The endpoint, with the union of all graphs as its default graph."""
        return f"{self.address}/query?union-default-graph"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        return _sent(self.address, method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})[
            ::2
        ]

    def content(self) -> bytes:
        """All quads, as canonical N-Quads."""
        status, body = self.ask("GET", "/store", Accept="application/n-quads")
        assert status == 200
        return canonical(ox.parse(body, format=ox.RdfFormat.N_QUADS))


@contextmanager
def oxigraph(location: Path) -> Iterator[Oxigraph]:
    """The server, with its data at ``location``, for the length of a ``with`` block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(PROGRAM), "serve", "--location", str(location), "--bind", host]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            for _ in range(400):
                try:
                    _sent(f"http://{host}", "HEAD", "/store", b"", {})
                    break
                except OSError:
                    assert process.poll() is None, process.stderr and process.stderr.read()
                    time.sleep(0.025)
            yield Oxigraph(f"http://{host}")
        finally:
            process.kill()


@dataclass
class Request:
    """What a client sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def forward(self, address: str) -> Reply:
        """What another server answers to it."""
        passed = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        status, headers, body = _sent(address, self.method, self.path, self.body, passed)
        kept = {name: value for name, value in headers.items() if name.lower() == "content-type"}
        return Reply(status, body, kept)


@dataclass
class Reply:
    """What to answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bool = False
    """The body is all that is sent, with no more head than it has itself."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""


Answering = Callable[[Request], Reply]


@dataclass
class Scripted:
    """A server whose answers a function makes."""

    address: str
    requests: list[Request] = field(default_factory=list)


@contextmanager
def scripted(answer: Answering) -> Iterator[Scripted]:
    """A server for the length of a ``with`` block; it remembers what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Request(self.command, self.path, dict(self.headers), body)
            server.requests.append(request)
            reply = answer(request)
            try:
                if not reply.raw:
                    self.send_response(reply.status)
                    for name, value in (
                        {"Content-Length": str(len(reply.body))} | dict(reply.headers)
                    ).items():
                        self.send_header(name, value)
                    self.end_headers()
                if self.command == "HEAD":
                    return
                for start in range(0, len(reply.body), 1 if reply.drip else 1 << 20):
                    self.wfile.write(reply.body[start : start + (1 if reply.drip else 1 << 20)])
                    time.sleep(reply.drip)
            except OSError:  # the client has gone, as some are meant to
                self.close_connection = True
            self.close_connection |= reply.raw

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        server = Scripted(f"http://127.0.0.1:{listening.server_port}")
        thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()


def _sent(
    address: str, method: str, path: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, Mapping[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()
