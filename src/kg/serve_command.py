"""``kg serve``: a graph behind a local, read-only web server."""

from __future__ import annotations

from pathlib import Path

import click

from kg.errors import KgError
from kg.options import graph_option
from kg.output import say


@click.command("serve")
@graph_option
@click.option(
    "--host", metavar="HOST", default="127.0.0.1", show_default=True, help="Name or address to listen at."
)
@click.option(
    "--port",
    metavar="N",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen at; 0 takes a free one.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.1, 15),
    help="Stop a query that takes longer.",
)
@click.option(
    "--max-bytes",
    metavar="N",
    default=50_000_000,
    show_default=True,
    type=click.IntRange(min=1000),
    help="Refuse an answer that is larger.",
)
@click.option(
    "--queries",
    metavar="N",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Queries answered at the same time; further ones wait.",
)
@click.option(
    "--allow-host",
    "names",
    metavar="NAME",
    multiple=True,
    help="Answer requests for this host name too; may be repeated.",
)
@click.option(
    "--allow-origin",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    help="Let pages of this origin read answers (CORS); may be repeated.",
)
def serve_command(
    folder: Path,
    host: str,
    port: int,
    timeout: float,
    max_bytes: int,
    queries: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
) -> None:
    """Serve a graph to browsers and SPARQL clients.

    Pages to search, read and query the graph, and a read-only SPARQL endpoint at /sparql, from this machine alone
    unless --host says otherwise. Ctrl-C stops it, with status 0.
    """
    try:
        from kg.serve.server import Limits, serve
    except ImportError as error:
        raise KgError(
            f"kg serve needs {error.name}, which is not installed: pip install 'geopolitics-kg[serve]'"
        ) from error

    def announce(address: str) -> None:
        say(f"{folder} is served at {address}, for SPARQL at {address}sparql; Ctrl-C stops")

    limits = Limits(timeout, max_bytes, queries)
    serve(folder, host=host, port=port, limits=limits, names=names, origins=origins, announce=announce)
