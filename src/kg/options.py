"""Options that commands of several modules have, and the limits of what ``kg build`` reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg.limits import MAX_BYTES, MAX_SECONDS

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


size_option = click.option(
    "--max-size",
    metavar="BYTES",
    default=MAX_BYTES,
    show_default=True,
    type=click.IntRange(min=1),
    help="Set aside a file, or a record of one, that is larger.",
)

time_option = click.option(
    "--time-limit",
    metavar="SECONDS",
    default=MAX_SECONDS,
    show_default=True,
    type=click.FloatRange(min=0),
    help="Set aside an article that takes longer; 0 for no limit.",
)
