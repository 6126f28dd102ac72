"""Processes that read the graph: a query of Oxigraph cannot be interrupted, but a process can be ended.

Each process does one task at a time. It opens the store for that task alone, under the shared lock that ``kg build``
respects, so that it sees what the last build wrote and holds no build up for longer than a task may take.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Concatenate

from kg.errors import KgError
from kg.serve.answer import Answer, Refusal
from kg.store import Store

#: How long a process may take to start, in seconds: it imports what it needs.
_START = 60.0

#: How long a task waits for a build to finish writing, as a part of the time it may take.
_FOR_BUILDS = 0.5

#: Bytes of memory that a process may take for data, where the platform can hold it to that.
_MEMORY = 3 * 2**30


#: A function of a module, which makes an answer from an open store, the folder of the graph, and named arguments.
Task = Callable[Concatenate[Store, Path, ...], Answer]


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Workers:
    """Up to ``number`` processes, each started when it is first needed."""

    def __init__(self, folder: Path, number: int, seconds: float, patience: float = 10.0) -> None:
        """:param seconds: how long a task may take.
        :param patience: how long, in seconds, one may wait until a process is free.
        """
        self._folder = folder
        self._seconds = seconds
        self._patience = patience
        # Each thread has one process: it sleeps while the process works.
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="kg-serve")
        self._own = threading.local()
        self._started: set[_Worker] = set()
        self._closed = False
        self._threads.submit(self._worker)  # the first to ask need not wait for it

    async def run(self, task: Task, **arguments: Any) -> Answer:
        """What ``task`` answers.

        :raises Refusal: if it refuses, takes too long or too much memory, or all processes stay busy.
        """
        submitted = self._threads.submit(self._ask, task, arguments)
        answered = asyncio.wrap_future(submitted)
        await asyncio.wait({answered}, timeout=self._patience)
        if not answered.done() and submitted.cancel():
            raise Refusal(503, "the server is busy with other queries; try again in a few seconds")
        return await answered

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        self._closed = True
        for worker in list(self._started):
            worker.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in list(self._started):
            worker.end()

    def _ask(self, task: Task, arguments: dict[str, Any]) -> Answer:
        worker = self._worker()
        try:
            worker.connection.send((task, arguments))
            if not worker.connection.poll(self._seconds):
                self._drop(worker)
                raise Refusal(503, f"the query took longer than {self._seconds:g} seconds and was stopped")
            answer: Answer | Refusal = worker.connection.recv()
        except (EOFError, OSError):
            self._drop(worker)
            reason = (
                "the server is stopping" if self._closed else "the query took too much memory and was stopped"
            )
            raise Refusal(503, reason) from None
        if isinstance(answer, Refusal):
            raise answer
        return answer

    def _worker(self) -> _Worker:
        """The process of this thread, started if need be."""
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is not None and worker.process.is_alive():
            return worker
        # "spawn" because a forked child would inherit locks and open databases in an unknown state.
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(self._folder, theirs, self._seconds), daemon=True)
        process.start()
        theirs.close()
        worker = self._own.worker = _Worker(process, ours)
        self._started.add(worker)
        try:
            if ours.poll(_START) and ours.recv() == "ready":
                return worker
        except (EOFError, OSError):
            pass
        self._drop(worker)
        raise Refusal(503, "a process of the server did not start; try again")

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self._started.discard(worker)
        self._own.worker = None


def _work(folder: Path, connection: Connection, seconds: float) -> None:
    """What each process runs, until the server closes the connection."""
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _silence()
    _bound_memory()
    connection.send("ready")
    while True:
        try:
            task, arguments = connection.recv()
        except (EOFError, OSError):
            return
        _set_alarm(seconds + 1)
        answer = _answered(task, folder, arguments, seconds)
        _set_alarm(0)
        connection.send(answer)


def _answered(task: Task, folder: Path, arguments: dict[str, Any], seconds: float) -> Answer | Refusal:
    try:
        with Store.open(folder, patience=seconds * _FOR_BUILDS) as store:
            return task(store, folder, **arguments)
    except Refusal as refusal:
        return refusal
    except KgError as error:
        return Refusal(503, str(error))
    except MemoryError:
        return Refusal(503, "the query took too much memory and was stopped")
    except Exception as error:
        if os.environ.get("KG_TRACEBACK"):
            raise
        return Refusal(500, f"a fault in kg, please report it: {type(error).__name__}: {error}")


def _silence() -> None:
    """Nothing that a library prints may mix with the messages of the command."""
    if os.environ.get("KG_TRACEBACK"):
        return
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _set_alarm(seconds: float) -> None:
    """End this process after so many seconds even if the server is gone; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
