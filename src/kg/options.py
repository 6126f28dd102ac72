"""Options that commands of several modules have."""

from __future__ import annotations

from pathlib import Path

import click

graph_option = click.option(
    "--graph",
    "folder",
    metavar="DIR",
    default="graph",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the graph.",
)
