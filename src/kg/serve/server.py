"""The server: a port, the application, and how it ends."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

import uvicorn

from kg.errors import KgError
from kg.serve.application import application
from kg.serve.workers import Workers
from kg.store import Store

#: How long requests in hand may go on after Ctrl-C, in seconds.
_FAREWELL = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost."""

    seconds: float = 10.0
    """A query that takes longer is stopped. ``kg build`` waits at most this long for queries in hand."""
    size: int = 50_000_000
    """Bytes of the largest answer."""
    queries: int = 4
    """Queries that are answered at the same time; further ones wait."""


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    names: Sequence[str] = (),
    origins: Sequence[str] = (),
    announce: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the graph in ``folder`` until SIGINT or SIGTERM.

    :param host: name or address to listen at; the default is reached from this machine alone.
    :param port: 0 takes a free one.
    :param names: further names by which browsers may call the server; see :mod:`kg.serve.application`.
    :param origins: web pages' origins that may read answers (CORS); none by default.
    :param announce: is told the address once the server listens.
    :raises KgError: if the folder holds no graph that this version reads, or the port cannot be had.
    """
    limits = limits or Limits()
    with Store.open(folder):
        pass  # what is wrong with the graph should be said before anybody asks
    listener = _listener(host, port)
    # Pages have processes of their own, so that they open however many queries run.
    queries = Workers(folder, limits.queries, limits.seconds)
    pages = Workers(folder, 2, limits.seconds)
    config = uvicorn.Config(
        application(queries, pages, size=limits.size, names=(host, *names), origins=origins),
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_FAREWELL,
    )
    earlier = signal.signal(signal.SIGTERM, _interrupt)
    try:
        announce(_address(host, listener.getsockname()[1]))
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # how a server ends: uvicorn has let the requests in hand finish
    finally:
        signal.signal(signal.SIGTERM, earlier)
        listener.close()
        queries.close()
        pages.close()


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _listener(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if isinstance(error, socket.gaierror):
            what = f"--host {host}: there is no such host on this network"
        elif error.errno == errno.EADDRINUSE:
            what = f"port {port} is in use by another program; give another --port, or 0 for a free one"
        else:
            what = f"{host} port {port}: cannot be listened at ({error.strerror})"
        raise KgError(what) from error
    except (OverflowError, UnicodeError) as error:
        raise KgError(f"--host {host}: is no name of a host") from error


def _address(host: str, port: int) -> str:
    try:
        if ip_address(host).version == 6:
            host = f"[{host}]"
    except ValueError:
        pass
    return f"http://{host}:{port}/"
