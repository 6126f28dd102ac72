"""A store that is made beside the one of a graph, and then takes its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.folder import locked
from kg.store import (
    FOLDER,
    LEFTOVERS,
    PATIENCE,
    UNFINISHED,
    check_quad,
    discard_leftovers,
    unwritable,
    writing,
)

#: Quads that are written at a time: some tens of MB.
_BATCH = 100_000
#: Bytes of N-Quads that are.
_BYTES = 20_000_000


class NewStore:
    """A store that is being made beside the one of a graph. Get one from :func:`new_store`."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / LEFTOVERS[0]
        self._quads: ox.Store | None = None
        self.clear()

    def clear(self) -> None:
        """Begin again with nothing.

        :raises KgError: if it cannot be written.
        """
        self._quads = None
        self._waiting: list[ox.Quad] = []
        self._lines: list[bytes] = []
        self._batches = 0
        discard_leftovers(self._folder)
        with writing():
            self._quads = ox.Store(str(self._path))

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Put quads in, none with a blank node.

        :raises KgError: if it cannot be written.
        """
        for quad in quads:
            self._waiting.append(quad)
            if len(self._waiting) >= _BATCH:
                self._write()

    def add_lines(self, lines: bytes) -> None:
        """Put in what stands in lines of N-Quads, which this program has written.

        :raises KgError: if it cannot be written.
        """
        self._lines.append(lines)
        if sum(map(len, self._lines)) >= _BYTES:
            self._write()

    def _write(self) -> None:
        assert self._quads is not None
        quads, lines = self._waiting, b"".join(self._lines)
        self._waiting, self._lines = [], []
        self._batches += bool(quads) + bool(lines)
        with writing():
            if quads:
                self._quads.bulk_extend(quads)
            if lines:
                # Oxigraph wrote the lines: they need no second check.
                self._quads.bulk_load(input=lines, format=ox.RdfFormat.N_QUADS, lenient=True)

    def take_over(self, *, patience: float = PATIENCE) -> None:
        """Become the store of the graph.

        :raises KgError: if it cannot be written, or readers do not let go of the old one; that stays then.
        """
        self._write()
        assert self._quads is not None
        with writing():
            if self._batches > 1:
                # Each batch is a layer in which readers would have to look for every value.
                self._quads.optimize()
            self._quads.flush()
        self._quads = None
        old, path = self._folder / LEFTOVERS[1], self._folder / FOLDER
        refused = (
            f"{self._folder}: the graph is being read by another process; try again when it has finished"
        )
        try:
            with locked(self._folder, FOLDER, exclusive=True, wait=patience, refused=refused):
                if path.exists():
                    path.replace(old)
                self._path.replace(path)
                (self._folder / UNFINISHED).unlink(missing_ok=True)
            if old.exists():
                shutil.rmtree(old)
        except OSError as error:
            raise unwritable(self._folder, error) from error

    def close(self) -> None:
        """Discard it if it has not taken over: what was not finished should not fill the disk."""
        self._quads = None
        shutil.rmtree(self._path, ignore_errors=True)


@contextmanager
def new_store(folder: Path) -> Iterator[NewStore]:
    """Make a store for the graph in ``folder``: readers see the old one until it takes over.

    :raises KgError: if it cannot be written.
    """
    new = NewStore(folder)
    try:
        yield new
    finally:
        new.close()


def make_store(folder: Path, quads: Iterable[ox.Quad], *, patience: float = PATIENCE) -> None:
    """Make a store of these quads the one of the graph in ``folder``.

    :raises ValueError: if a quad has a blank node.
    :raises KgError: if it cannot be written, or readers do not let go of the old one; that stays then.
    """
    with new_store(folder) as new:
        new.add(map(check_quad, quads))
        new.take_over(patience=patience)
