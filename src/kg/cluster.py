"""Articles → extractions on a Dask cluster, through files on a path that the driver and all workers share.

The driver writes partitions of articles, workers write what each partition states, the driver reads that in order. A
file is named after its content and appears whole or not at all, so a task that Dask repeats, because its worker was
lost, gives the same file, and the graph is the same to the byte as without a cluster.
"""

from __future__ import annotations

import gc
import gzip
import logging
import platform
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from kg.cache import Kept
from kg.codec import from_json, to_json
from kg.errors import KgError
from kg.extras import library
from kg.model import Article, Rejected

#: Articles of a partition: enough that a task takes many seconds, few enough to lose little with a worker.
PARTITION = 64

#: Characters of a partition, whatever the number of its articles.
_LONGEST = 4_000_000

#: Seconds that a cluster may be without any worker.
PATIENCE = 60.0

#: How often a task that failed is tried again, perhaps by another worker. Lost workers count separately, in Dask.
_RETRIES = 2

_KINDS: dict[str, type[Article] | type[Kept] | type[Rejected]] = {
    kind.__name__: kind for kind in (Article, Kept, Rejected)
}

# A spaCy pipeline is for one thread, and a worker may have several.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How a worker parses. The functions travel by name: each worker runs those of the kg installed there."""

    extract: Callable[[list[Article]], list[Any]]
    """What each article states, as the cache keeps it, or why that is not known."""
    fingerprint: Callable[[], str]
    """Of the worker's own model, code and lexicon."""
    expected: str
    """The driver's fingerprint."""


@dataclass(frozen=True, slots=True)
class _Partition:
    name: str
    stated: str
    """Name of the file of what it states."""
    keys: tuple[str, ...]
    """Where its articles come from."""


def extractions(
    articles: Iterator[Article], pipeline: Pipeline, address: str, shared: str | Path, *, graph: Path
) -> Iterator[Any]:
    """What each article states, in the order of the articles.

    :param address: of the Dask scheduler: "tcp://10.0.0.1:8786".
    :param shared: a folder that driver and workers see under the same name, or an fsspec URL ("s3://bucket/folder").
        A folder of this build's own is made in it, and removed at the end.
    :param graph: the graph that is built, which gives that folder its name.
    :raises KgError: if the extra is not installed, there is no scheduler or no worker, a worker has another version
        of kg or of the model, the path is not shared, or articles end the processes that parse them.
    """
    first = next(articles, None)
    if first is None:
        return  # nothing to ask a cluster for
    distributed = library("distributed")
    window: deque[tuple[Any, _Partition]] = deque()
    with _quiet(), _client(distributed, address) as client:
        folder = _Folder.beneath(shared, graph)
        try:
            for chunk in _chunks(chain([first], articles)):
                name = _written(folder, chunk)
                keys = tuple(article.key for article in chunk)
                partition = _Partition(name, _stated(name, pipeline), keys)
                future = client.submit(
                    extract_partition,
                    pipeline,
                    folder.url,
                    partition.name,
                    key=f"{folder.name}-{partition.name}",
                    retries=_RETRIES,
                    pure=False,
                )
                window.append((future, partition))
                # Neither all articles nor all results are on the path at once, and no worker has to wait.
                if len(window) > max(4, 2 * _threads(client)):
                    yield from _collected(distributed, client, folder, *window.popleft())
            while window:
                yield from _collected(distributed, client, folder, *window.popleft())
        finally:
            with suppress(
                Exception
            ):  # it says nothing new: either all is done, or another error is on its way
                client.cancel([future for future, _ in window], force=True)
            folder.remove()


def extract_partition(pipeline: Pipeline, url: str, name: str) -> str:
    """The task of a worker: write what the articles of a partition state; return the SHA-256 of that file.

    :raises KgError: if the worker would not give the driver's results, or does not see the path.
    """
    folder = _Folder.at(url)
    target = _stated(name, pipeline)
    with _one_at_a_time:
        found = pipeline.fingerprint()
        if found != pipeline.expected:
            raise KgError(
                f"worker on {platform.node()}: has another version of kg, its lexicons or the model ({found}, "
                f"here {pipeline.expected}); install the same on all machines"
            )
        done = folder.read(target)  # by a worker that was lost before it could say so
        if done is None:
            partition = folder.read(f"{name}.articles")
            if partition is None:
                raise KgError(
                    f"worker on {platform.node()}: sees no {folder.url}; --shared has to be one path or URL "
                    "for the driver and all workers"
                )
            if _name(partition) != name:
                raise KgError(f"{folder.url}: what the driver wrote there is not what can be read there")
            done = _packed(pipeline.extract(_unpacked(partition)))
            folder.write(target, done)
    return sha256(done).hexdigest()


def _stated(name: str, pipeline: Pipeline) -> str:
    return f"{name}-{pipeline.expected}.extractions"


def _collected(
    distributed: Any, client: Any, folder: _Folder, future: Any, partition: _Partition
) -> Iterator[Any]:
    """What a partition states, as soon as its worker has written it; its files are then removed."""
    digest = _answer(distributed, client, future, partition)
    data = folder.read(partition.stated)
    if data is None or sha256(data).hexdigest() != digest:
        raise KgError(f"{folder.url}: what a worker wrote there is not what can be read there; is it shared?")
    found = _unpacked(data)
    if len(found) != len(partition.keys):
        raise KgError(
            f"{folder.url}: a worker left articles out; install the same version of kg on all machines"
        )
    yield from found
    folder.delete(f"{partition.name}.articles", partition.stated)


def _answer(distributed: Any, client: Any, future: Any, partition: _Partition) -> str:
    seen = time.monotonic()
    try:
        while True:
            try:
                result: str = future.result(timeout=1)
            except TimeoutError:
                # The task's own, or only the wait for the result: one that lies on a worker that was just lost
                # counts as finished for a while, although it cannot be fetched.
                if future.status == "error":
                    raise future.exception(timeout=PATIENCE) from None
            else:
                return result
            if _threads(client):
                seen = time.monotonic()
            elif time.monotonic() - seen > PATIENCE:
                raise KgError(f"{_scheduler(client)} has had no workers for {PATIENCE:g} seconds")
    except distributed.scheduler.KilledWorker as error:
        raise KgError(
            f"workers end when they parse {_some(partition.keys)} (out of memory?); give them more, or leave these "
            "articles out"
        ) from error
    except (ImportError, AttributeError) as error:
        raise KgError(
            f"a worker has no kg, or another version ({_one_line(error)}); install the same on all machines"
        ) from error
    except (distributed.CancelledError, distributed.comm.CommClosedError) as error:
        raise _gone(client) from error
    except OSError as error:
        raise KgError(f"a worker cannot read or write the shared path ({_one_line(error)})") from error


def _threads(client: Any) -> int:
    """How many tasks the cluster can run at once just now."""
    if client.status != "running":
        raise _gone(client)
    try:
        return sum(client.nthreads().values())
    except OSError as error:
        raise _gone(client) from error


def _gone(client: Any) -> KgError:
    return KgError(f"{_scheduler(client)} is gone; start it, and the same command goes on")


def _scheduler(client: Any) -> str:
    return f"the Dask scheduler at {client.scheduler.address}"


def _some(keys: tuple[str, ...]) -> str:
    return ", ".join(keys[:3]) + (f" or one of {len(keys) - 3} more" if len(keys) > 3 else "")


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    size = 0
    for article in articles:
        chunk.append(article)
        size += len(article.text)
        if len(chunk) >= PARTITION or size >= _LONGEST:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _written(folder: _Folder, chunk: list[Article]) -> str:
    """The name of the partition that is made of these articles."""
    data = _packed(chunk)
    name = _name(data)
    folder.write(f"{name}.articles", data)
    return name


def _name(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def _packed(values: Iterable[Article | Kept | Rejected]) -> bytes:
    """A line for each: its kind and its JSON. The same values give the same bytes."""
    lines = b"".join(type(value).__name__.encode() + b" " + to_json(value) + b"\n" for value in values)
    return gzip.compress(lines, 6, mtime=0)


def _unpacked(data: bytes) -> list[Any]:
    try:
        lines = gzip.decompress(data).splitlines()
        pairs = [line.split(b" ", 1) for line in lines]
        return [from_json(_KINDS[kind.decode()], text) for kind, text in pairs]
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise KgError(
            "a partition on the shared path is damaged, or of another version of kg; install the same on all "
            "machines"
        ) from error


@contextmanager
def _client(distributed: Any, address: str) -> Iterator[Any]:
    """A connection to the cluster, once it has a worker."""
    client = None
    with suppress(OSError, ValueError, TypeError):  # a malformed address gives any of them
        _reach(address)
        client = distributed.Client(address, timeout=10, set_as_default=False, name="kg")
    if client is None:
        # A client that was made by half ends here, and not while the next one is made: they would wait for each other.
        gc.collect()
        raise KgError(
            f"no Dask scheduler answers at {address}; give the address that dask scheduler shows, such as "
            "tcp://10.0.0.1:8786"
        )
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise KgError(
                f"the Dask scheduler at {address} has no workers; start one with: dask worker {address}"
            ) from error
        yield client


def _reach(address: str) -> None:
    """Knock first: a client that finds nobody takes half a minute to say so, and complains when Python ends.

    :raises OSError: if nobody listens.
    :raises ValueError: if it is no address.
    """
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme in ("tcp", "tls"):
        socket.create_connection((parts.hostname or "", parts.port or 8786), timeout=10).close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask tells each lost worker on standard error; what matters of it is an error of ours."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "distributed.core")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class _Folder:
    """A folder of any file system that fsspec knows."""

    def __init__(self, system: Any, path: str) -> None:
        self._system = system
        self._path = path.rstrip("/")
        self.name = self._path.rpartition("/")[2]
        self.url: str = system.unstrip_protocol(self._path)

    @classmethod
    def at(cls, url: str) -> _Folder:
        """The folder that a driver made."""
        return cls(*_file_system(url))

    @classmethod
    def beneath(cls, shared: str | Path, graph: Path) -> _Folder:
        """The folder in ``shared`` for the builds of one graph: a build that was killed is followed by one that finds
        its files, and cleans up."""
        system, path = _file_system(str(shared))
        name = sha256(f"{platform.node()} {graph.resolve()}".encode()).hexdigest()[:16]
        folder = cls(system, f"{path.rstrip('/')}/kg-{name}")
        try:
            system.makedirs(folder._path, exist_ok=True)
        except Exception as error:
            raise KgError(f"{shared}: cannot be written ({_one_line(error)}); give a shared path") from error
        return folder

    def read(self, name: str) -> bytes | None:
        """The content of a file, None if there is no such file."""
        try:
            data: bytes = self._system.cat_file(f"{self._path}/{name}")
        except FileNotFoundError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file that is whole from the moment it is there."""
        part = f"{self._path}/{name}.{uuid4().hex}.part"
        self._system.pipe_file(part, data)
        self._system.mv(part, f"{self._path}/{name}")

    def delete(self, *names: str) -> None:
        for name in names:
            with suppress(FileNotFoundError):
                self._system.rm_file(f"{self._path}/{name}")

    def remove(self) -> None:
        """Remove the folder. A worker that does not know yet that nobody waits for it may still write there."""
        for patience in (0.2, 1.0, 3.0, 0.0):
            try:
                self._system.rm(self._path, recursive=True)
            except FileNotFoundError:
                if not self._system.exists(self._path):
                    return
            except OSError:
                if not patience:
                    return  # what is left is a worker's last file, and hinders nobody
            else:
                return
            time.sleep(patience)


def _file_system(url: str) -> tuple[Any, str]:
    core = library("fsspec.core")
    try:
        system, path = core.url_to_fs(url)
    except Exception as error:  # each file system has errors of its own: no such protocol, no such library
        raise KgError(f"{url}: is no path that can be used ({_one_line(error)})") from error
    return system, path


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
