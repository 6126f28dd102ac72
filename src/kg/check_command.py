"""``kg check``: whether a graph on disk is whole, and what can be done if it is not."""

from __future__ import annotations

from pathlib import Path

import click

from kg.options import graph_option
from kg.output import counted, json_text, output, say
from kg.terminal import printable

#: Exit status where something is wrong with the graph.
FOUND = 1


@click.command("check")
@graph_option
@click.option("--repair", is_flag=True, help="Make anew what can be made of what is known of the articles.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def check_command(folder: Path, repair: bool, as_json: bool) -> int:
    """Check that a graph on disk is whole.

    Every sentence must stand in its article where the graph says, every extraction be as it was written, the store
    hold exactly what follows from them, and satisfy the shapes. A line for each finding; the exit status is 0 without
    any, 1 with some, 2 if the graph cannot be checked.
    """
    from kg.building import repair as run_repair
    from kg.verification import verify

    lost: list[str] = []
    if repair:
        report, lost = run_repair(folder)
        say(f"{folder} was made anew of {counted(report.articles, 'article')}")
    findings = [f"{key}: what was known of it was damaged and is left out; build it again" for key in lost]
    findings += verify(folder)
    with output() as stream:
        if as_json:
            stream.write(json_text({"graph": str(folder), "findings": findings}).encode())
        else:
            stream.write("".join(f"{printable(finding)}\n" for finding in findings).encode())
    if not findings:
        say(f"{folder} is whole")
    elif not repair:
        say(
            f"{counted(len(findings), 'finding')}; kg check --repair --graph {folder} mends what can be mended"
        )
    return FOUND if findings else 0
