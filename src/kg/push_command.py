"""``kg push``: a graph on disk → a SPARQL server."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.options import graph_option, timeout_option
from kg.output import counted, say

# As in kg.remote.push, which a test compares: importing it here would make every command slow.
PROTOCOLS = ("gsp", "nquads")


@click.command("push")
@graph_option
@click.option("--to", "url", metavar="URL", required=True, help="Address of the server's graph store.")
@click.option(
    "--protocol",
    type=click.Choice(PROTOCOLS),
    default="gsp",
    show_default=True,
    help="A PUT for each named graph (gsp), or many in one POST of N-Quads.",
)
@timeout_option("Seconds to wait for each answer of the server.")
@click.option(
    "--retries",
    metavar="N",
    default=4,
    show_default=True,
    type=click.IntRange(0, 20),
    help="Repeat a request so often when the server cannot be reached or is unwell.",
)
@click.option("--all", "everything", is_flag=True, help="Send what the server already took, too.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and stop; the server is not asked.")
def push_command(
    folder: Path, url: str, protocol: str, timeout: float, retries: int, everything: bool, dry_run: bool
) -> None:
    """Send a graph to a SPARQL server, named graph by named graph.

    Sent is what has changed since the last push to URL; what an earlier push sent and is no longer in the graph is
    removed there. User and password come from KG_HTTP_USER and KG_HTTP_PASSWORD, or from ~/.netrc.
    """
    from kg.remote.push import plan, push

    if dry_run:
        planned = plan(folder, url)
        sent = planned.sent + (planned.unchanged if everything else 0)
        say(f"{counted(sent, 'graph')} would be sent to {url}, {planned.removed} removed there")
        return
    report = push(
        folder,
        url,
        protocol=protocol,
        timeout=timeout,
        retries=retries,
        everything=everything,
        progress=sys.stderr.isatty(),
    )
    if report.lost:
        say(f"{url} no longer had what was sent before, and got everything again")
    say(
        f"{counted(report.sent, 'graph')} sent to {url}, {report.removed} removed there, "
        f"{report.unchanged} already there"
    )
