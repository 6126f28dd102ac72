"""``kg query``: a graph on disk, or a SPARQL endpoint anywhere, asked in SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.errors import KgError
from kg.options import graph_option, timeout_option
from kg.output import output, width
from kg.terminal import table

# As in kg.results, which a test compares: importing it here would make every command slow.
QUERY_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "nquads", "trig", "jsonld")


@click.command("query")
@graph_option
@click.argument("query", metavar="SPARQL|@FILE|NAME", required=False)
@click.option("--list", "show_list", is_flag=True, help="Show the queries that ship, and stop.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(QUERY_FORMATS),
    help="table, csv, tsv, json, xml for SELECT and ASK; the others for CONSTRUCT and DESCRIBE. "
    "[default: table or turtle]",
)
@click.option("--allow-service", is_flag=True, help="Let the query ask other machines (SERVICE).")
@click.option(
    "--endpoint", metavar="URL", help="Ask this SPARQL endpoint, to which the graph was pushed, instead."
)
@timeout_option("Seconds to wait for an endpoint's answer.")
def query_command(
    folder: Path,
    query: str | None,
    show_list: bool,
    format_: str | None,
    allow_service: bool,
    endpoint: str | None,
    timeout: float,
) -> None:
    """Ask a graph in SPARQL.

    The query is given as text, in a file (@FILE, or @- for standard input), or by the NAME of one that ships.
    The prefixes gp, id, skos, schema, prov, rdf, rdfs, xsd and geo need not be declared.
    """
    if show_list:
        from kg.query import named_queries

        rows = [[named.name, named.title] for named in named_queries().values()]
        with output() as stream:
            stream.write(table(["name", "what it shows"], rows).encode())
        return
    if query is None:
        raise click.UsageError("give a query, @FILE, or the name of a query", click.get_current_context())
    text = _query_text(query)
    if endpoint is not None:
        from kg.folder import SETTINGS, read_settings
        from kg.remote.endpoint import ask
        from kg.results import Results
        from kg.store import PREFIXES
        from kg.vocabulary import DEFAULT_BASE

        base = read_settings(folder).base_iri if (folder / SETTINGS).exists() else DEFAULT_BASE
        found = ask(endpoint, text, base=base, allow_service=allow_service, timeout=timeout)
        results = Results(found, {**PREFIXES, "id": base})
    else:
        from kg.graph import open_graph

        results = open_graph(folder).query(text, allow_service=allow_service)
    with output() as stream:
        results.write(stream, format_, width())


def _query_text(query: str) -> str:
    if not query.startswith("@"):
        return query
    name = query[1:]
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KgError(f"{name}: is not UTF-8 text; give a file with a SPARQL query") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise KgError(f"{name}: cannot be read ({reason}); give the file of a SPARQL query") from error
