"""The tables beside this package's modules: what the ontology's terms are called in a benchmark."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def tables(name: str) -> dict[str, Any]:
    """The TOML file ``name`` of this package, parsed once a process: do not change it."""
    return tomllib.loads(files("kg.evaluation").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
