"""The command ``kg``: parses the command line, calls, prints.

Data goes to standard output, messages to standard error, one line each. Heavy modules are imported by the
commands that need them, so that ``kg --help`` answers at once.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

import kg
from kg.check_command import check_command
from kg.errors import KgError
from kg.eval_command import eval_group
from kg.options import graph_option, size_option, time_option
from kg.output import counted, json_text, output, say, width, write_to
from kg.push_command import push_command
from kg.query_command import query_command
from kg.serve_command import serve_command

if TYPE_CHECKING:
    from kg.building import BuildReport

#: Exit statuses, next to 0 for "all done".
SET_ASIDE, WRONG, INTERRUPTED = 1, 2, 130

#: What a disk says that takes nothing more.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}

# As in kg.export, which a test compares: importing it here would make every command slow.
EXPORT_FORMATS = ("nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "node-link", "csv")

_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; prints one line for every error, never a traceback.

    With KG_TRACEBACK=1 in the environment, what is a fault of the program itself is raised as it is.
    """
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # libraries' remarks to programmers
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        status = commands.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WRONG
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "kg"
        say(f"{error.format_message().rstrip('.')} (see {path} --help)")
        return WRONG
    except click.ClickException as error:
        say(error.format_message())
        return WRONG
    except KgError as error:
        say(str(error))
        return WRONG
    except (click.Abort, KeyboardInterrupt):
        say("interrupted; nothing is lost, and the same command goes on from here")
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("KG_TRACEBACK"):
            raise
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            what = f"{error.filename}: " if error.filename else ""
            say(f"{what}{error.strerror}; make room or give the right to write, and run the command again")
            return WRONG
        say(f"a fault in kg, please report it: {type(error).__name__}: {error} (KG_TRACEBACK=1 shows where)")
        return WRONG
    return status if isinstance(status, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, message="%(version)s")
def commands() -> None:
    """From news articles to a geopolitical knowledge graph.

    Start with: kg build PATH..., then kg query --list, kg view --out graph.html.
    """


commands.add_command(check_command)
commands.add_command(eval_group)
commands.add_command(push_command)
commands.add_command(query_command)
commands.add_command(serve_command)


@commands.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option(
    "-o",
    "--out",
    metavar="DIR",
    default="graph",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the graph; created, or added to.",
)
@click.option("--model", metavar="NAME", help="spaCy model. [default: the graph's own]")
@click.option(
    "--typer/--no-typer",
    default=None,
    help="Whether a second model weighs events. [default: as the graph was built; else with it, if it is installed]",
)
@click.option(
    "--workers",
    metavar="N",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    help="Processes that parse.",
)
@click.option("--base-iri", metavar="IRI", help="Start of the graph's own IRIs. [default: the graph's own]")
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of articles that have none.",
)
@click.option(
    "--overrides",
    metavar="FILE.toml",
    type=click.Path(path_type=Path),
    help="Entities to join, split, rename, retype or ban; kept in DIR for later builds.",
)
@click.option(
    "--dask", metavar="ADDRESS", help="Let the workers of this Dask scheduler parse; needs --shared."
)
@click.option(
    "--shared",
    metavar="DIR|URL",
    help="Folder, or fsspec URL (s3://…), that this machine and the Dask workers share.",
)
@size_option
@time_option
def build(
    paths: tuple[str, ...],
    out: Path,
    model: str | None,
    typer: bool | None,
    workers: int,
    base_iri: str | None,
    date: datetime | None,
    overrides: Path | None,
    dask: str | None,
    shared: str | None,
    max_size: int,
    time_limit: float,
) -> int:
    """Read articles and add them to a graph.

    PATH is a file (.txt, .md, .html, .jsonl, .csv), a folder, a pattern, or - for standard input. An article
    that was read before and has changed is replaced. Without PATH the graph is made anew of what is known of
    its articles, for changed overrides.
    """
    from kg.building import build as run_build

    report = run_build(
        paths,
        out,
        model=model,
        typer=typer,
        workers=workers,
        base_iri=base_iri,
        default_date=date.date() if date else None,
        overrides=overrides,
        dask=dask,
        shared=shared,
        max_size=max_size,
        time_limit=time_limit,
        progress=sys.stderr.isatty(),
    )
    for rejected in report.rejected:
        say(f"{rejected.key} {rejected.reason}")
    for key in report.undated:
        say(f"{key} has no date, so its relative dates stay unresolved; set one with --date")
    for note in report.notes:
        say(f"{out / 'overrides.toml'}: {note}")
    if report.violations:
        count = counted(len(report.violations), "statement or entity", "statements and entities")
        say(f"{count} set aside for violating a shape; the reasons are in {out / 'violations.jsonl'}")
    say(_summary(report, out))
    return SET_ASIDE if report.rejected else 0


def _summary(report: BuildReport, out: Path) -> str:
    new = f"{report.added} new, {report.replaced} replaced, {report.unchanged} unchanged"
    aside = f", {counted(len(report.rejected), 'input')} set aside" if report.rejected else ""
    return (
        f"{counted(report.read, 'article')} read ({new}){aside}; {out} now holds "
        f"{counted(report.articles, 'article')}, {counted(report.entities, 'entity', 'entities')}, "
        f"{counted(report.events, 'event')}, {counted(report.facts, 'fact')}"
    )


@commands.command()
@graph_option
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def remove(folder: Path, names: tuple[str, ...]) -> None:
    """Take articles out of a graph.

    NAME is the path an article was read from, or its IRI; a folder, or a file with several articles, stands
    for all of them.
    """
    from kg.building import remove as run_remove

    report = run_remove(names, folder)
    say(f"{counted(report.removed, 'article')} removed; {folder} now holds {report.articles}")


@commands.command()
@graph_option
@click.option(
    "-o",
    "--out",
    metavar="FILE.html",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; - for standard output.",
)
@click.option(
    "--actor", metavar="NAME", help="Only what this actor takes part in: any of its names, or its IRI."
)
@click.option(
    "--type", "types", metavar="TYPE", multiple=True, help="Only events of this type; may be repeated."
)
@click.option("--since", metavar="DATE", help="First day: 2024-05-01, 2024-05 or 2024.")
@click.option("--until", metavar="DATE", help="Last day.")
@click.option(
    "--min-confidence",
    metavar="X",
    default=0.0,
    type=click.FloatRange(0, 1),
    help="Least confidence, from 0 to 1.",
)
@click.option(
    "--max-nodes",
    metavar="N",
    default=5000,
    show_default=True,
    type=click.IntRange(min=1),
    help="Put the N actors with most reports on the page.",
)
@click.option(
    "--draw",
    metavar="N",
    default=2000,
    show_default=True,
    type=click.IntRange(min=1),
    help="Draw N of them at first; the page can change it.",
)
@click.option(
    "--title", metavar="TEXT", default="Knowledge graph", show_default=True, help="What stands above it."
)
def view(
    folder: Path,
    out: Path,
    actor: str | None,
    types: tuple[str, ...],
    since: str | None,
    until: str | None,
    min_confidence: float,
    max_nodes: int,
    draw: int,
    title: str,
) -> None:
    """Write a graph as one interactive HTML page that needs no network."""
    from kg.graph import open_graph

    page = open_graph(folder).view(
        actor=actor,
        types=types or None,
        since=since,
        until=until,
        min_confidence=min_confidence,
        max_nodes=max_nodes,
        draw=draw,
        title=title,
    )
    write_to(out, page.write)
    nodes, edges = len(page.network), page.network.number_of_edges()
    say(f"{counted(nodes, 'actor')}, {counted(edges, 'link')}")
    left_out = page.network.graph.get("nodes_left_out", 0)
    if left_out:
        say(f"{counted(left_out, 'actor')} with fewer reports left out; --max-nodes puts more on the page")
    if not nodes:
        say("the page is empty: no event passes these filters")


@commands.command()
@graph_option
@click.option(
    "--format",
    "format_",
    default="nquads",
    show_default=True,
    type=click.Choice(EXPORT_FORMATS),
    help="Format of the file.",
)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    default="-",
    type=click.Path(path_type=Path),
    help="File to write. [default: standard output]",
)
def export(folder: Path, format_: str, out: Path) -> None:
    """Write a graph to a file, for other programs."""
    from kg.graph import open_graph

    graph = open_graph(folder)
    write_to(out, lambda stream: graph.write(format_, stream))


@commands.command()
@graph_option
@_json_option
def stats(folder: Path, as_json: bool) -> None:
    """Show what is in a graph, in numbers."""
    from kg.graph import open_graph
    from kg.stats import stats_text

    found = open_graph(folder).stats()
    with output() as stream:
        stream.write((json_text(asdict(found)) if as_json else stats_text(found, width())).encode())


@commands.command()
@graph_option
@_json_option
@click.pass_context
def info(context: click.Context, folder: Path, as_json: bool) -> None:
    """Show versions, model and ontology, and what kind of graph DIR holds."""
    from kg.folder import SETTINGS
    from kg.info import info as find_info
    from kg.info import info_text
    from kg.models import DEFAULT_MODEL

    given = context.get_parameter_source("folder") is ParameterSource.COMMANDLINE
    has_graph = given or (folder / SETTINGS).exists()
    found = find_info(folder if has_graph else None, DEFAULT_MODEL)
    with output() as stream:
        stream.write((json_text(asdict(found)) if as_json else info_text(found)).encode())


@commands.command()
@graph_option
@_json_option
@click.argument("name", metavar="NAME|IRI")
def explain(folder: Path, name: str, as_json: bool) -> None:
    """Show why an entity is one, or why an event is in the graph.

    Of an entity: which spellings were joined to it, on what evidence, in which articles, and which entities with
    close names were kept apart, and why; what is wrong can be put right in overrides.toml (see kg build --help).
    Of an event, given by its IRI: its sentence with the parts marked, how they hang together, and what else was
    considered.
    """
    from kg.graph import open_graph

    found = open_graph(folder).explain(name)
    with output() as stream:
        text = json_text([one.as_dict() for one in found]) if as_json else "\n".join(map(str, found))
        stream.write(text.encode())
