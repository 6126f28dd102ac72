"""What analysts know and can edit: the TOML files beside this module, read from wherever it is installed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import KgError

__all__ = ["load", "load_folder"]


@cache
def load(name: str) -> dict[str, Any]:
    """The packaged lexicon ``name`` ("countries", "triggers/aid"), parsed once a process: do not change it.

    Raises :class:`KgError` when there is no such file or it is not valid TOML.
    """
    resource = files(__name__).joinpath(*f"{name}.toml".split("/"))
    if not resource.is_file():
        raise KgError(f"lexicon/{name}.toml: no such lexicon; reinstall geopolitics-kg")
    try:
        return tomllib.loads(resource.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KgError(f"lexicon/{name}.toml: not valid TOML ({error}); correct it or reinstall") from error


@cache
def load_folder(name: str) -> dict[str, dict[str, Any]]:
    """Every lexicon of the packaged folder ``name`` ("triggers"), by file name without its ending, sorted."""
    folder = files(__name__).joinpath(name)
    if not folder.is_dir():
        raise KgError(f"lexicon/{name}: no such folder of lexicons; reinstall geopolitics-kg")
    stems = sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )
    return {stem: load(f"{name}/{stem}") for stem in stems}
