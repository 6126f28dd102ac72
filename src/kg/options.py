"""Options that commands of several modules have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def timeout_option(help: str) -> Callable[[Any], Any]:
    """How long to wait for another machine."""
    return click.option(
        "--timeout",
        metavar="SECONDS",
        default=60.0,
        show_default=True,
        type=click.FloatRange(0.1, 86_400),
        help=help,
    )
