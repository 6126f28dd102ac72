"""What a server got from a graph on disk: ``pushed/<hash of the address>.jsonl`` in the graph's folder.

A line is added before a graph is sent ("in doubt") and after the server has taken it (its digest). Whatever ends
the program between the two, the next push knows which graphs the server may hold in another state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from kg.errors import KgError
from kg.folder import locked, written

FOLDER = "pushed"


class Memory:
    """The graphs that a server got from us. Get one from :func:`memory`."""

    def __init__(self, digests: dict[str, str | None], log: IO[bytes]) -> None:
        #: IRI of each graph that the server may hold → its digest there, None if that is in doubt; in the order in
        #: which they were sent.
        self.digests = digests
        self._log = log

    def doubt(self, graphs: Iterable[str]) -> None:
        """These are about to be written or removed."""
        for graph in graphs:
            self.digests[graph] = None
            self._add(graph, None)

    def doubt_all(self) -> None:
        """The server may have lost what it got."""
        self.doubt(list(self.digests))

    def confirm(self, graph: str, digest: str) -> None:
        """The server holds the graph with this digest."""
        self.digests.pop(graph, None)
        self.digests[graph] = digest
        self._add(graph, digest)

    def forget(self, graph: str) -> None:
        """The server no longer has the graph."""
        self.digests.pop(graph, None)
        self._add(graph, "")

    @property
    def latest(self) -> str | None:
        """The graph that was taken last."""
        return next((graph for graph, digest in reversed(self.digests.items()) if digest), None)

    def _add(self, graph: str, digest: str | None) -> None:
        try:
            self._log.write(_line(graph, digest))
            self._log.flush()
        except OSError as error:
            raise KgError(f"{self._log.name}: cannot be written ({error.strerror})") from error


def recall(folder: Path, url: str) -> dict[str, str | None]:
    """What the graph in ``folder`` remembers of the server at ``url``; empty if nothing was pushed there.

    :raises KgError: if the file is damaged or cannot be read.
    """
    path = _path(folder, url)
    digests: dict[str, str | None] = {}
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return digests
    except OSError as error:
        raise KgError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        for line in lines[1:-1]:  # after the last "\n" there is nothing, or half a line
            graph, digest = json.loads(line)
            digests.pop(graph, None)
            if digest != "":
                digests[graph] = digest
    except (ValueError, TypeError) as error:
        raise KgError(f"{path}: damaged; delete it, and everything is pushed again") from error
    return digests


@contextmanager
def memory(folder: Path, url: str) -> Iterator[Memory]:
    """What was pushed from the graph in ``folder`` to ``url``, to be added to.

    :raises KgError: if another push to this address is going on, or the file cannot be read or written.
    """
    path = _path(folder, url)
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise KgError(f"{path.parent}: cannot be created ({error.strerror})") from error
    refused = f"{folder}: another kg push sends this graph to {url}; try again when it has finished"
    with locked(path.parent, path.stem, exclusive=True, wait=0, refused=refused):
        digests = recall(folder, url)
        with written(path) as file:  # without what is outdated, or was left half-written
            file.write(json.dumps({"url": url}).encode() + b"\n")
            for graph, digest in digests.items():
                file.write(_line(graph, digest))
        with path.open("ab") as log:
            yield Memory(digests, log)


def _line(graph: str, digest: str | None) -> bytes:
    return json.dumps([graph, digest]).encode() + b"\n"


def _path(folder: Path, url: str) -> Path:
    return folder / FOLDER / f"{sha256(url.encode()).hexdigest()[:16]}.jsonl"
