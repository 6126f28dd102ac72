"""What a graph on disk is: a folder with its settings, its locks, and files that appear whole or not at all.

==========================  ============================================================================
``graph.json``              the settings below
``extractions.sqlite``      what each article states (:mod:`kg.cache`), and what follows (:mod:`kg.consolidation`)
``store/``                  the quads, an Oxigraph database (:mod:`kg.store`)
``overrides.toml``          what the user knows better about who is who (:mod:`kg.resolution.overrides`)
``rejected.jsonl``          inputs of the last build that could not be read, with the reason
``violations.jsonl``        statements that the last build set aside because they violate a shape
``pushed/``                 what each SPARQL server got of the graph (:mod:`kg.remote.memory`)
``*.lock``                  who is writing or reading just now
==========================  ============================================================================
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from kg.errors import KgError

#: Version of the layout above.
FORMAT = 2

#: Formats that are read; a build brings the folder up to the present one. The first had no tables of who is who.
_READABLE = (1, FORMAT)

SETTINGS = "graph.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What all articles of a graph have in common."""

    base_iri: str
    model: str
    """Name of the spaCy model."""
    fingerprint: str
    """Of the pipeline that all extractions were last made with."""
    typer: bool = True
    """Whether the model of :mod:`kg.typer` was to weigh events."""
    format: int = FORMAT


def read_settings(folder: Path) -> Settings:
    """The settings of the graph in ``folder``.

    :raises KgError: if there is no graph, it is damaged, or of another format.
    """
    path = folder / SETTINGS
    try:
        return settings_from(path.read_text(encoding="utf-8"), folder)
    except FileNotFoundError:
        what = "there is no such folder" if not folder.exists() else f"the folder has no {SETTINGS}"
        raise KgError(
            f"{folder}: not a graph, {what}; build one with: kg build PATH --out {folder}"
        ) from None
    except NotADirectoryError:
        raise KgError(f"{folder}: not a graph but a file; give the folder that kg build wrote") from None
    except OSError as error:
        raise KgError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, KeyError) as error:
        raise KgError(f"{path}: damaged; run kg build --out {folder}, which writes it anew") from error


def settings_from(text: str, folder: Path) -> Settings:
    """The settings that :func:`settings_text` wrote for the graph in ``folder``.

    :raises KgError: if they are of another format.
    :raises ValueError, TypeError, KeyError: if they are damaged.
    """
    values = json.loads(text)
    found = values["format"]
    if found in _READABLE:
        return Settings(**values)
    raise KgError(
        f"{folder}: this graph has format {found} and this version of kg reads formats up to {FORMAT}; "
        "build it again in another folder, or use the version of kg that wrote it"
    )


def settings_text(settings: Settings) -> str:
    """The settings as JSON."""
    return json.dumps(asdict(settings), indent=1) + "\n"


def write_settings(folder: Path, settings: Settings) -> None:
    """Write the settings into an existing ``folder``."""
    with written(folder / SETTINGS) as file:
        file.write(settings_text(settings).encode())


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``path`` when the block ends well, and leaves no trace when it does not.

    What is no plain file (``/dev/null``, a pipe) is written to as it is.

    :raises KgError: if the folder is missing or cannot be written to, or the disk is full.
    """
    target = path.resolve()
    if target.is_dir():
        raise KgError(f"{path}: is a folder; give the name of a file")
    if not target.parent.is_dir():
        raise KgError(f"{path}: there is no folder {path.parent}; create it first")
    in_place = target.exists() and not target.is_file()
    # Beside the target, because a rename is atomic only within one file system.
    part = target if in_place else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                yield file
            if not in_place:
                part.replace(target)
        finally:
            if not in_place:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error})") from error


def discard_parts(path: Path) -> None:
    """Delete what a process that was cut off has left of a file that was to take the place of ``path``.

    :raises KgError: if it cannot be deleted.
    """
    try:
        for part in path.parent.glob(f".{path.name}.*.part"):
            part.unlink(missing_ok=True)
    except OSError as error:
        raise KgError(f"{path.parent}: cannot be written ({error.strerror or error})") from error


@contextmanager
def locked(folder: Path, name: str, *, exclusive: bool, wait: float, refused: str) -> Iterator[None]:
    """Hold the lock ``name`` of a graph: any number of shared holders, or one exclusive holder.

    The lock is SQLite's on an empty database: it works alike on every platform and ends with the process
    that holds it, however that ends.

    :param wait: seconds to wait for other holders.
    :param refused: what the error says if they do not let go.
    :raises KgError: if the lock cannot be had.
    """
    path = folder / f"{name}.lock"
    mode = "rwc" if exclusive else "ro"  # readers need no right to write
    with ExitStack() as held:
        try:
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}",
                uri=True,
                timeout=wait,
                isolation_level=None,
                check_same_thread=False,
            )
            held.callback(connection.close)
            connection.execute("PRAGMA journal_mode = OFF")  # nothing is ever written
            connection.execute("BEGIN EXCLUSIVE" if exclusive else "BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise KgError(refused) from error
            raise KgError(f"{path}: cannot be opened ({error})") from error
        yield
